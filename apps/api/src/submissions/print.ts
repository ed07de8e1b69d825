import { html, raw } from "hono/html";
import type { Input, submissions as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "./accept.ts";
import { readObservations, type StoredCell } from "./content.ts";
import { loadBundle } from "./open.ts";

/** 盖章版: the form with 行次, figures, signers and the revision hash, for paper and seal. */
export async function print(ctx: Ctx, { params }: Input<typeof contract.printRevision>): Promise<string> {
  const bundle = await loadBundle(ctx.tx, params.id);
  const revision = await revisionOf(ctx, params.id, params.revision);
  const cells = await readObservations(ctx.tx, params.id, params.revision, bundle.measures);
  const byAddress = new Map(cells.map((c) => [`${c.measure}/${c.member}`, c]));
  const { form } = bundle.catalogue.compiled.compiledForms.get(bundle.collection.formKey)!;
  const { document } = bundle.catalogue;
  const measures = new Map(document.measures.map((m) => [m.key, m]));
  const members = new Map<string, string>(document.breakdowns.flatMap((b) => b.members.map((m) => [`${b.key}:${m.key}`, m.name.zh] as const)));
  const rows = form.sections.flatMap((section) => [
    html`<tr><th colspan="4">${section.name.zh}${revision.zeroSections.includes(section.key) ? "(本节无发生)" : ""}</th></tr>`,
    ...section.lines.map((line) => {
      const measure = measures.get(line.measure)!;
      const member = line.member ?? "total";
      const name = member === "total" ? measure.name.zh : `  其中:${members.get(member) ?? member}`;
      return html`<tr><td>${line.row}</td><td>${name}</td><td>${measure.uom}</td><td>${shown(byAddress.get(`${line.measure}/${member}`))}</td></tr>`;
    }),
  ]);
  const mark = (label: string, value: string | undefined) => html`<p>${label}:${value === undefined || value === "" ? "(未下达)" : value}</p>`;
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head><meta charset="utf-8" /><title>${form.name.zh} ${bundle.period.key}</title><link rel="stylesheet" href="/api/v1/print.css" /></head>
      <body>
        ${bundle.collection.synthetic ? html`<p><strong>演示数据 / synthetic data</strong></p>` : ""}
        <h1>${form.name.zh}</h1>
        ${mark("表号", form.number)}${mark("制定机关", form.maker)}${mark("批准文号", form.approval)}${mark("有效期至", form.validUntil)}
        <p>报告期:${bundle.period.key} 第 ${revision.revision} 版</p>
        <table><thead><tr><th>行次</th><th>指标</th><th>计量单位</th><th>本期</th></tr></thead><tbody>${rows}</tbody></table>
        <p>填报人:${signer(revision.signers, "clerk")} 单位负责人:${signer(revision.signers, "head")} 报送时间:${revision.submittedAt.toISOString()}</p>
        <p>单位(签章):</p>
        <p>版次校验码(SHA-256):${revision.hash}</p>
        <p>本平台为非涉密平台,严禁处理、传输国家秘密</p>
      </body>
    </html>`;
  return String(await raw(await page));
}

const signer = (signers: { name: string; as: string }[], as: string) => signers.find((s) => s.as === as)?.name ?? "";

function shown(cell: StoredCell | undefined): string {
  if (cell === undefined) return "";
  if (cell.state === "na") return `不适用(${cell.reason})`;
  if (cell.state === "missing") return `暂缺(${cell.reason})`;
  return `${cell.value}${cell.estimated ? "(暂估)" : ""}`;
}
