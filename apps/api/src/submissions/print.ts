import { sql } from "drizzle-orm";
import { html, raw } from "hono/html";
import type { Input, submissions as contract } from "@duibiao/contract";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "./accept.ts";
import { readObservations, type StoredCell } from "./content.ts";
import { formOf, loadBundle } from "./open.ts";

/** The sheet of the printed form: one A4 page wide, black on white, room for the seal. */
export const printStyle = `
@page { size: A4; margin: 18mm 16mm }
body { font: 10.5pt/1.5 "Noto Serif CJK SC", SimSun, serif; color: #000; margin: 0 auto; max-width: 178mm }
h1 { font-size: 16pt; text-align: center; margin: 0 0 4mm }
.marks { display: grid; grid-template-columns: 1fr 1fr; font-size: 9pt; margin: 0 0 3mm }
.marks p, .signers p { margin: 0 }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.3mm solid #000; padding: 1mm 2mm; text-align: left }
td.figure { text-align: right; font-variant-numeric: tabular-nums }
tr { break-inside: avoid }
thead { display: table-header-group }
.signers { display: grid; grid-template-columns: 1fr 1fr; row-gap: 3mm; margin-top: 5mm }
.seal { height: 32mm }
.hash, .banner { font-size: 8pt; overflow-wrap: anywhere }
.synthetic { border: 0.5mm solid #000; padding: 1mm 2mm; text-align: center; font-weight: bold }
`;

/** 盖章版: the form with 行次, figures, signers and the revision hash, for paper and seal. */
export async function print(ctx: Ctx, { params }: Input<typeof contract.printRevision>): Promise<string> {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, params.revision);
  const revision = await revisionOf(ctx, params.id, params.revision);
  const cells = await readObservations(ctx.tx, params.id, params.revision, bundle.measures);
  const byAddress = new Map(cells.map((c) => [`${c.measure}/${c.member}`, c]));
  const { form } = formOf(bundle);
  const [unit] = (
    await ctx.tx.execute<{ name: string }>(sql`
      select name from unit_versions where unit_id = ${bundle.submission.unitId} and ${bundle.period.endDate}::date >= valid_from
        and (valid_to is null or ${bundle.period.endDate}::date < valid_to)`)
  ).rows;
  const unitName = unit?.name;
  const { document } = bundle.catalogue;
  const measures = new Map(document.measures.map((m) => [m.key, m]));
  const members = new Map<string, string>(
    document.breakdowns.flatMap((b) => b.members.map((m) => [`${b.key}:${m.key}`, m.name.zh] as const)),
  );
  const rows = form.sections.flatMap((section) => [
    html`<tr>
      <th colspan="4">${section.name.zh}${revision.zeroSections.includes(section.key) ? "(本节无发生)" : ""}</th>
    </tr>`,
    ...section.lines.map((line) => {
      const measure = measures.get(line.measure)!;
      const member = line.member ?? "total";
      const name = member === "total" ? measure.name.zh : `  其中:${members.get(member) ?? member}`;
      return html`<tr>
        <td>${line.row}</td>
        <td>${name}</td>
        <td>${measure.uom}</td>
        <td class="figure">${shown(byAddress.get(`${line.measure}/${member}`))}</td>
      </tr>`;
    }),
  ]);
  const mark = (label: string, value: string | undefined) =>
    html`<p>${label}:${value === undefined || value === "" ? "(未下达)" : value}</p>`;
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${form.name.zh} ${bundle.period.key}</title>
        <link rel="stylesheet" href="/api/v1/print.css" />
      </head>
      <body>
        ${bundle.collection.synthetic ? html`<p class="synthetic">演示数据 / synthetic data</p>` : ""}
        <h1>${form.name.zh}</h1>
        <div class="marks">
          ${mark("填报单位", unitName)}${mark("报告期", `${bundle.period.key},第 ${revision.revision} 版`)}
          ${mark("表号", form.number)}${mark("制定机关", form.maker)}
          ${mark("批准文号", form.approval)}${mark("有效期至", form.validUntil)}
        </div>
        <table>
          <thead>
            <tr>
              <th>行次</th>
              <th>指标</th>
              <th>计量单位</th>
              <th>本期</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
        <div class="signers">
          <p>填报人:${signer(revision.signers, "clerk")}</p>
          <p>单位负责人:${signer(revision.signers, "head")}</p>
          <p class="seal">单位(签章):</p>
          <p>报送时间:${beijing(revision.submittedAt)}</p>
        </div>
        <p class="hash">版次校验码(SHA-256):${revision.hash}</p>
        <p class="banner">本平台为非涉密平台,严禁处理、传输国家秘密</p>
      </body>
    </html>`;
  return String(await raw(await page));
}

const beijing = (at: Date) =>
  `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace("T", " ")}(北京时间)`;

const signer = (signers: { name: string; as: string }[], as: string) => signers.find((s) => s.as === as)?.name ?? "";

function shown(cell: StoredCell | undefined): string {
  if (cell === undefined) return "";
  if (cell.state === "na") return `不适用(${cell.reason})`;
  if (cell.state === "missing") return `暂缺(${cell.reason})`;
  return `${cell.value}${cell.estimated ? "(暂估)" : ""}`;
}
