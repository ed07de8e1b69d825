import { formColumns, lineName, type Form, type FormColumnKey, type Vocabulary } from "@duibiao/indicators";
import { html, raw } from "hono/html";
import { approvedIn } from "../collections/approved.ts";
import type { StoredCell } from "./content.ts";

export const banner = "本平台为非涉密平台，严禁处理、传输国家秘密";

type Html = ReturnType<typeof html>;

/** What is printed: its title, what stands on it, and the code that every page carries, with its name. */
export async function paper(
  title: string,
  synthetic: boolean,
  content: Html,
  code: { name: string; hash: string },
): Promise<string> {
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="/api/v1/print.css?hash=${code.hash}" />
      </head>
      <body>
        ${synthetic ? html`<p class="synthetic">演示数据 / synthetic data</p>` : ""} ${content}
        <p class="code">${code.name}(SHA-256):${code.hash}</p>
      </body>
    </html>`;
  return String(await raw(await page));
}

/** A fact above a form; what was never issued says so. */
export const mark = (label: string, value: string | undefined): Html =>
  html`<p>${label}:${value === undefined || value === "" ? "（未下达）" : value}</p>`;

/** 表号, 制定机关, 批准文号, 有效期 (统计法 art. 17), and by which notice and law it is asked. */
export function legalMarks(
  collection: Parameters<typeof approvedIn>[0] & { documentNo: string; legalBasis: string },
  form: Form,
): Html {
  const { number, maker, approval, validUntil } = approvedIn(collection, form);
  return html`${mark("表号", number)}${mark("制定机关", maker)}
  ${mark("批准文号", approval)}${mark("有效期至", validUntil)}
  ${mark("布置文号", collection.documentNo)}${mark("法律依据", collection.legalBasis)}`;
}

const printed: readonly FormColumnKey[] = ["row", "name", "uom", "value"];

/** A form's lines with 行次 and 栏次. `figure` gives the text of a line's cell; `zero` the sections declared 本节无发生. */
export function formTable(
  vocabulary: Vocabulary,
  form: Form,
  figure: (line: Form["sections"][number]["lines"][number]) => string,
  zero: readonly string[],
): Html {
  const columns = formColumns.filter((column) => printed.includes(column.key));
  return html`<table>
    <thead>
      <tr>
        ${columns.map((column) => html`<th>${column.name.zh}</th>`)}
      </tr>
      <tr>
        ${columns.map((column) => html`<th>${column.number}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${form.sections.map(
        (section) =>
          html`<tr>
              <th colspan="4">${section.name.zh}${zero.includes(section.key) ? "（本节无发生）" : ""}</th>
            </tr>
            ${section.lines.map(
              (line) =>
                html`<tr>
              <td>${line.row}</td>
              <td${(line.member ?? "total") === "total" ? "" : raw(' class="member"')}>${lineName(vocabulary, line).zh}</td>
              <td>${vocabulary.measures.get(line.measure)!.uom}</td>
              <td class="figure">${figure(line)}</td>
            </tr>`,
            )}`,
      )}
    </tbody>
  </table>`;
}

/** What a cell says on paper. */
export function shown(cell: StoredCell | undefined): string {
  if (cell === undefined) return "";
  if (cell.state === "na") return `不适用（${cell.reason}）`;
  if (cell.state === "missing") return `暂缺（${cell.reason}）`;
  return `${cell.value}${cell.estimated ? "（暂估）" : ""}`;
}

/** A time as offices write it. */
export const beijing = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace("T", " ")}（北京时间）`;

/** The foot of every form: 单位负责人, 填表人, 联系电话, 报出日期; what nobody signed stays open for the pen. */
export const foot = (head: string, clerk: string, reported: string): Html =>
  html`<div class="foot">
    <p>单位负责人：${head}</p>
    <p>填表人：${clerk}</p>
    <p>联系电话：</p>
    <p>报出日期：${reported}</p>
    <p class="seal">单位（签章）：</p>
  </div>`;
