import { addDecimals, parseFigure } from "@duibiao/indicators";
import type { BookCell, BookSheet } from "@duibiao/workbook";
import type { BadRow, PushRow, Refusal } from "../exchange/rows.ts";
import { problems } from "../problem.ts";
import type { MappingDocument } from "./open.ts";

type Row = readonly (BookCell | null)[];
export type UnitRows = { name: string; rows: Row[] };

/** The table that a mapping means, its rows by the unit that they name. @throws rule where the file has another layout. */
export function unitsOfTable(document: MappingDocument, sheets: readonly BookSheet[]) {
  const sheet = document.sheet === "" ? sheets[0] : sheets.find(({ name }) => name === document.sheet);
  if (sheet === undefined)
    throw problems.rule(
      `文件没有工作表“${document.sheet}”，请核对是否为${document.system}的“${document.title}”`,
      `The file has no sheet "${document.sheet}"; is it "${document.title}" of ${document.system}?`,
      { sheets: sheets.map(({ name }) => name) },
    );
  const header = (sheet.rows[document.header - 1] ?? []).map((cell) => cell?.text.trim() ?? "");
  const wanted = [
    ...document.cells.map(({ column }) => column),
    ...(document.unit === null ? [] : [document.unit.column]),
  ];
  const wrong = wanted.filter((column) => header.filter((own) => own === column).length !== 1);
  if (wrong.length > 0)
    throw problems.rule(
      `第 ${document.header} 行的表头缺少（或重复）列：${wrong.join("、")}。系统改了表样时，请省级更新对应`,
      `Row ${document.header} lacks (or doubles) the columns ${wrong.join(", ")}; where the system changed its layout, the province updates the mapping`,
      { columns: wrong },
    );
  const at = new Map(header.map((column, index) => [column, index]));
  const rows = sheet.rows.slice(document.header).filter((row) => row.some((cell) => cell !== null));
  return { name: sheet.name, at, units: group(document, rows, at) };
}

function group({ unit, skip }: MappingDocument, rows: readonly Row[], at: ReadonlyMap<string, number>): UnitRows[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = unit === null ? "" : (row[at.get(unit.column)!]?.text.trim() ?? "");
    if (unit !== null && skip.includes(name)) continue;
    if (groups.get(name)?.push(row) === undefined) groups.set(name, [row]);
  }
  return [...groups].map(([name, own]) => ({ name, rows: own }));
}

/** A unit's rows as cells. A blank is no statement; beside figures that are to be added up it is a gap, and the sum is refused. */
export function cellsOf(
  document: MappingDocument,
  table: { name: string; at: ReadonlyMap<string, number> },
  { name, rows }: UnitRows,
  unit: string,
): { rows: PushRow[]; bad: BadRow[] } {
  const given: PushRow[] = [];
  const bad: BadRow[] = [];
  for (const { column, measure, member, uom } of document.cells) {
    const all = rows.map((row) => row[table.at.get(column)!] ?? null);
    const cells = all.filter((cell) => cell !== null);
    if (cells.length === 0) continue;
    const place = `${table.name}!${cells[0]!.address}${cells.length > 1 ? `…${cells.at(-1)!.address}` : ""}`;
    const row = { ...EMPTY, place, unit, measure, member, uom, value: cells[0]!.text };
    const refusal = document.rows === "one" && rows.length > 1 ? TWO_ROWS(name) : gapIn(all);
    if (refusal !== null) bad.push({ ...row, refusal });
    else if (cells.length === 1) given.push(row);
    else {
      const figures = cells.map(({ text }) => parseFigure(text));
      const decimals = figures.flatMap((figure) => (figure.ok ? [figure.decimal] : []));
      const wrong = figures.find((figure) => !figure.ok);
      if (wrong === undefined) given.push({ ...row, value: addDecimals(decimals) });
      else bad.push({ ...row, refusal: { code: "not_a_number", ...wrong.problem } });
    }
  }
  return { rows: given, bad };
}

const EMPTY = { state: "number", estimated: "", reason: "", note: "" };

const TWO_ROWS = (name: string): Refusal => ({
  code: "two_rows",
  zh: `“${name}”有多行，而该对应每单位只有一行`,
  en: `"${name}" has several rows; the mapping has one per unit`,
});

function gapIn(cells: readonly (BookCell | null)[]): Refusal | null {
  if (cells.some((cell) => cell === null))
    return {
      code: "gap",
      zh: "有的行没有填这一列，合计不完整：没有发生的请填 0",
      en: "Some rows leave this column blank, so the sum is not whole; enter 0 where nothing happened",
    };
  const problem = cells.find((cell) => cell?.problem != null)?.problem;
  return problem == null ? null : { code: "not_a_number", ...problem };
}
