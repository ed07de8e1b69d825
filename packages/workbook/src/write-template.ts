import { formColumns, lineName, periodName, type FormLine, type Vocabulary } from "@duibiao/indicators";
import { writeXlsx, type Cell, type CellValue, type WriteSheet } from "hucre/xlsx";
import { inert } from "./inert.ts";
import {
  columnAt,
  entryKeys,
  formSheet,
  identityKeys,
  keyColumnAt,
  keySheet,
  listSheet,
  rowKey,
  states,
  templateFormat,
  yes,
  type Entry,
  type EntryKey,
  type TemplateIdentity,
} from "./layout.ts";
import { figureCell } from "./figure-cell.ts";
import { itemSheets, type TemplateList } from "./write-items.ts";
import { font, refused, styles } from "./template-style.ts";
import { figureValidationAt, validationsOf } from "./template-validation.ts";

/** What stands on a line: what is stored (and its version), what was before, and what was refused, by column. */
export type TemplateLine = {
  entry: Entry;
  version: number;
  previous: string;
  previousYear: string;
  refusals?: Partial<Record<EntryKey, string>>;
};

export type Template = {
  vocabulary: Vocabulary;
  identity: TemplateIdentity;
  unitName: string;
  synthetic: boolean;
  /** 表号, 制定机关, 批准文号, 有效期至 as the task was opened with them; absent: as the form has them. */
  approved?: { number: string; maker: string; approval: string; validUntil: string };
  /** By `rowKey`; a line that is not here is empty. */
  lines: ReadonlyMap<string, TemplateLine>;
  /** 明细 by section; a section that is not here has none. */
  lists: ReadonlyMap<string, TemplateList>;
};

const widths: Record<(typeof formColumns)[number]["key"], number> = {
  row: 6,
  name: 34,
  uom: 10,
  value: 18,
  previous: 15,
  previousYear: 15,
  state: 9,
  reason: 20,
  estimated: 6,
  note: 24,
};
const last = formColumns.length - 1;

/** Writes the template of a form for one unit and period, filled with what is known. */
export async function writeTemplate(template: Template): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await writeXlsx({
    sheets: [
      form(template),
      ...itemSheets(template.vocabulary, formOf(template.vocabulary, template.identity.form).sections, template.lists),
      lists(),
      keys(template),
    ],
    defaultFont: font,
    workbookProtection: { lockStructure: true },
  });
  return new Uint8Array(bytes);
}

const lists = (): WriteSheet => ({
  name: listSheet,
  veryHidden: true,
  rows: Object.values(states).map((state, i) => [state, i === 0 ? yes : null]),
});

/** What a file must be when it comes back. Cell versions tell a cell that somebody changed meanwhile. */
function keys({ vocabulary, identity, lines }: Template): WriteSheet {
  const rows: CellValue[][] = [["format", templateFormat], ...identityKeys.map((key) => [key, identity[key]])];
  rows.push([], ["key", "row", "version"]);
  for (const line of linesOf(vocabulary, identity.form))
    rows.push([rowKey(line), line.row, lines.get(rowKey(line))?.version ?? 0]);
  return { name: keySheet, veryHidden: true, rows };
}

const formOf = (vocabulary: Vocabulary, key: string) => {
  const found = vocabulary.forms.get(key);
  if (found === undefined) throw new RangeError(`目录中没有报表 / no such form: ${key}`);
  return found;
};
export const linesOf = (vocabulary: Vocabulary, form: string): FormLine[] =>
  formOf(vocabulary, form).sections.flatMap((section) => section.lines);

type Draft = Required<Pick<WriteSheet, "merges" | "dataValidations">> & {
  rows: CellValue[][];
  cells: Map<string, Partial<Cell>>;
};

function form(template: Template): WriteSheet {
  const draft: Draft = { rows: [], cells: new Map(), merges: [], dataValidations: [] };
  const { sections } = formOf(template.vocabulary, template.identity.form);
  writeHead(draft, template);
  const head = draft.rows.length;
  add(
    draft,
    formColumns.map((column) => [column.name.zh, styles.head]),
  );
  add(
    draft,
    formColumns.map((column) => [column.number, styles.head]),
  );
  const typed: number[] = [];
  for (const section of sections) {
    span(draft, [[section.name.zh, 0, last]], styles.section);
    for (const line of section.lines) {
      typed.push(draft.rows.length);
      writeLine(draft, template, line);
    }
  }
  draft.dataValidations.push(...validationsOf(typed));
  add(draft, []);
  const foot = ["单位负责人：", "填表人：", "联系电话：", "报出日期：    年  月  日"];
  span(
    draft,
    [
      [foot[0]!, 0, 1],
      [foot[1]!, 2, 4],
      [foot[2]!, 5, 7],
      [foot[3]!, 8, last],
    ],
    styles.foot,
  );
  return {
    name: formSheet,
    ...draft,
    columns: [...formColumns.map(({ key }) => ({ width: widths[key] })), { width: 20, hidden: true }],
    rowDefs: new Map(draft.rows.map((cells, row) => [row, { height: row === 0 ? 30 : 20 * linesNeeded(cells) }])),
    freezePane: { rows: head + 2, columns: 2 },
    protection: { sheet: true, formatColumns: true, formatRows: true },
    pageSetup: {
      paperSize: "a4",
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `$${head + 1}:$${head + 2}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L${template.synthetic ? "演示数据" : ""}&C第&P页/共&N页` },
  };
}

const wrapped = ["name", "uom", "reason", "note"] as const;

/** Lines that the longest wrapped text of a row takes; Chinese characters are twice as wide as digits. */
function linesNeeded(row: readonly CellValue[]): number {
  const needed = wrapped.map((key) => {
    const text = row[columnAt(key)];
    return typeof text === "string" ? Math.ceil(text.replace(/[^ -~]/g, "xx").length / (widths[key] - 2)) : 1;
  });
  return Math.max(1, ...needed);
}

type Styled = [value: CellValue, style: Cell["style"]];

function add(draft: Draft, cells: readonly (Styled | undefined)[]): void {
  const row = draft.rows.push(cells.map((cell) => cell?.[0] ?? null)) - 1;
  cells.forEach((cell, column) => {
    if (cell?.[1] !== undefined) draft.cells.set(`${row},${column}`, { value: cell[0], style: cell[1] });
  });
}

/** One row of merged cells: text, first and last column. */
function span(draft: Draft, texts: readonly [string, number, number][], style: Cell["style"]): void {
  const cells: Styled[] = Array.from({ length: last + 1 }, () => [null, style]);
  for (const [text, from, to] of texts) {
    cells[from] = [inert(text), style];
    if (to > from)
      draft.merges.push({ startRow: draft.rows.length, endRow: draft.rows.length, startCol: from, endCol: to });
  }
  add(draft, cells);
}

function writeHead(draft: Draft, { vocabulary, identity, unitName, synthetic, approved }: Template): void {
  const form = formOf(vocabulary, identity.form);
  const { number, maker, approval, validUntil } = approved ?? form;
  const issued = (text: string | undefined) => (text === undefined || text === "" ? "（未下达）" : text);
  span(draft, [[form.name.zh, 0, last]], styles.title);
  if (synthetic) span(draft, [["演示数据", 0, last]], styles.banner);
  const pair = (left: string, right: string) =>
    span(
      draft,
      [
        [left, 0, 4],
        [right, 5, last],
      ],
      styles.mark,
    );
  pair(`表号：${issued(number)}`, `制定机关：${issued(maker)}`);
  pair(`批准文号：${issued(approval)}`, `有效期至：${issued(validUntil)}`);
  pair(`填报单位：${unitName}`, `报告期：${periodName(identity.period)}`);
  span(draft, [["本平台为非涉密平台，严禁处理、传输国家秘密", 0, last]], styles.mark);
  span(
    draft,
    [["只填浅色格。未发生填 0；不适用或暂缺请选状态并写原因；估计数在「暂估」选「是」。", 0, last]],
    styles.mark,
  );
}

function writeLine(draft: Draft, { vocabulary, lines }: Template, line: FormLine): void {
  const measure = vocabulary.measures.get(line.measure)!;
  const filled = lines.get(rowKey(line));
  const row = draft.rows.length;
  const name = lineName(vocabulary, line).zh;
  const entryStyle = (key: EntryKey) => {
    const style = key === "value" ? styles.figure : key === "reason" || key === "note" ? styles.entry : styles.choice;
    return filled?.refusals?.[key] === undefined ? style : refused(style);
  };
  const entered = (key: EntryKey): Styled => {
    const text = filled?.entry[key] ?? "";
    return [key === "value" ? figureCell(text) : text === "" ? null : inert(text), entryStyle(key)];
  };
  add(draft, [
    [line.row, styles.label],
    [inert(name), (line.member ?? "total") === "total" ? styles.label : styles.member],
    [inert(measure.uom), styles.label],
    entered("value"),
    [figureCell(filled?.previous ?? ""), styles.past],
    [figureCell(filled?.previousYear ?? ""), styles.past],
    ...entryKeys.slice(1).map(entered),
    [rowKey(line), undefined],
  ]);
  if (draft.rows[row]!.length !== keyColumnAt + 1) throw new Error("the template's columns and formColumns differ");
  draft.dataValidations.push(figureValidationAt(row, measure, name));
  for (const key of entryKeys) {
    const reason = filled?.refusals?.[key];
    if (reason === undefined) continue;
    const place = `${row},${columnAt(key)}`;
    draft.cells.set(place, { ...draft.cells.get(place), comment: { author: "对标", text: reason } });
  }
}
