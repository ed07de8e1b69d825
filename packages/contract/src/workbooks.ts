import { z } from "zod";
import { filled, flag, id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { cell, cellValue, finding } from "./submission.ts";

const params = { id };
/** The file's own name: every cell that it writes carries it as its source. */
const name = filled(200).refine((text) => !text.includes(":"), {
  message: "文件名不能含冒号 / the file's name holds no colon",
});

export const readTemplate = operation({
  id: "submissions.template",
  method: "get",
  path: "/submissions/{id}/template.xlsx",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "下载 Excel 模板（已填本期、上期、上年同期；另有逐行填的明细页）",
    en: "Download the form as an Excel template, filled with this period's and earlier figures, with sheets for items",
  },
  params,
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

export const readTemplates = operation({
  id: "submissions.templates",
  method: "get",
  path: "/collections/{id}/templates.zip",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "一次下载本人填报的各单位模板（压缩包，每个单位一份；限已开始、还能填的）",
    en: "Download the templates of all units that the asker answers for and that are in work, as one zip",
  },
  params,
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

/** What becomes of one line of the file. */
export const workbookCell = z.object({
  /** Row of the sheet, 行次, and the address of the cell that is meant. */
  row: z.number(),
  line: z.string(),
  cell: z.string(),
  measure: z.string(),
  member: z.string(),
  given: z.string(),
  /** null: empty, or not readable. */
  value: cellValue.nullable(),
  /** Both texts where the figure came with its unit of measure: `8300元` and `0.83 万元`. */
  conversion: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** 疑似单位错误: `factor` times what was usual; divided by it, it would be `suggested`. */
  suspicion: z
    .object({ factor: z.number(), suggested: z.string(), usual: z.string(), meant: z.string().nullable() })
    .nullable(),
  verdict: z.enum(["accepted", "unchanged", "refused", "conflict"]),
  problem: text2.nullable(),
  /** What the platform holds; null: nothing. */
  stored: cell.nullable(),
});

/** What becomes of a sheet of items (明细) of the file. */
export const workbookList = z.object({
  sheet: z.string(),
  section: z.string(),
  items: z.number(),
  verdict: z.enum(["accepted", "unchanged", "refused", "conflict"]),
  problem: text2.nullable(),
  /** What its columns come to; null while a row has no answer, which is by its place. */
  totals: z.array(
    z.object({ measure: z.string(), member: z.string(), value: z.string().nullable(), open: z.array(z.number()) }),
  ),
  faults: z.array(z.object({ row: z.number(), cell: z.string(), given: z.string(), text: text2 })),
});

export const workbookVerdict = z.object({
  dryRun: z.boolean(),
  /** Cells that were (or, in a dry run, would be) changed. */
  changed: z.number(),
  cells: z.array(workbookCell),
  /** Rows that are unknown or doubled (both block) or missing (named only). */
  rows: z.array(z.object({ row: z.number().nullable(), text: text2, blocks: z.boolean() })),
  lists: z.array(workbookList),
  /** What the check says of the whole form after the import. */
  findings: z.array(finding),
});

export const importWorkbook = operation({
  id: "submissions.import",
  method: "post",
  path: "/submissions/{id}/workbook",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "导入填好的模板：先试导入看逐格结论；正式导入要么全部写入，要么一格不写",
    en: "Import a filled template: dry run first, verdict per cell; the real run writes all of it or nothing",
  },
  params,
  query: { dryRun: flag, name },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: workbookVerdict,
  keyed: true,
});

export const tryWorkbook = operation({
  id: "submissions.try",
  method: "post",
  path: "/collections/{id}/workbook",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "试导入一份填好的模板，由文件自己说明是本人哪个单位的；只试不写",
    en: "Try a filled template that itself says which of the asker's units it is of; nothing is written",
  },
  params,
  query: { name },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: workbookVerdict.extend({ submissionId: z.number() }),
});

export const markWorkbook = operation({
  id: "submissions.mark",
  method: "post",
  path: "/submissions/{id}/workbook/marked",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "退回带红格的模板：未被接受的单元格标红并附原因",
    en: "Give the file's figures back as a template, refused cells in red with the reason",
  },
  params,
  query: { name },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});
