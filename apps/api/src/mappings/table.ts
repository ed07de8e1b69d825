import { addDecimals, parseFigure, type NamedPeriod } from "@duibiao/indicators";
import { headerNames, textAt, type BookCell, type BookSheet } from "@duibiao/workbook";
import type { BadRow, PushRow, Refusal } from "../exchange/rows.ts";
import { problems } from "../problem.ts";
import { grouped } from "../regions/chains.ts";
import type { MappingDocument } from "./open.ts";
import { monthsOf, rowPeriod } from "./row-period.ts";

type Row = readonly (BookCell | null)[];
/** `gap`: months of the period that no row of the unit is of. */
export type UnitRows = { name: string; rows: Row[]; gap: string[] };
type Span = { start: string; end: string };

/** A name as it is compared: blanks, line breaks and full-width forms differ from export to export. */
const keyOf = (text: string) => text.normalize("NFKC").replaceAll(/\s+/g, "");

/** The table that a mapping means, its rows by the unit that they name. @throws rule where the file has another layout. */
export function unitsOfTable(document: MappingDocument, sheets: readonly BookSheet[], period: Span) {
  const sheet = document.sheet === "" ? sheets[0] : sheets.find(({ name }) => name === document.sheet);
  if (sheet === undefined)
    throw problems.rule(
      `文件没有工作表“${document.sheet}”，请核对是否为${document.system}的“${document.title}”`,
      `The file has no sheet "${document.sheet}"; is it "${document.title}" of ${document.system}?`,
      { sheets: sheets.map(({ name }) => name) },
    );
  const header = headerNames(sheet, document.header).map(keyOf);
  const wanted = [
    ...document.cells.map(({ column }) => column),
    ...(document.unit === null ? [] : [document.unit.column]),
    ...(document.period === null ? [] : [document.period.column]),
  ];
  const wrong = wanted.filter((column) => header.filter((own) => own === keyOf(column)).length !== 1);
  if (wrong.length > 0)
    throw problems.rule(
      `第 ${document.header} 行的表头缺少（或重复）列：${wrong.join("、")}。系统改了表样时，请省级更新对应`,
      `Row ${document.header} lacks (or doubles) the columns ${wrong.join(", ")}; where the system changed its layout, the province updates the mapping`,
      { columns: wrong },
    );
  const at = new Map(wanted.map((column) => [column, header.indexOf(keyOf(column))]));
  return { name: sheet.name, at, ...group(document, sheet, at, period) };
}

type At = ReadonlyMap<string, number>;
type Placed = { row: Row; index: number; period: NamedPeriod | null };

/** The rows of the period by the unit that they name. */
function group(document: MappingDocument, sheet: BookSheet, at: At, period: Span) {
  const { unit } = document;
  const placed = rowsOf(document, sheet, at);
  const inside = placed.filter((row) => row.period === null || isInside(row.period, period));
  if (placed.length > 0 && inside.length === 0)
    throw problems.rule(
      `文件里没有本期（${period.start} 至 ${period.end}）的行`,
      `The file holds no row of the period (${period.start} to ${period.end})`,
    );
  const unnamed = inside.filter(({ index }) => unit !== null && nameAt(unit, sheet, index, at) === "");
  refuse(
    unnamed,
    `“${unit?.column}”是空的，不知道算给哪个单位：请在原系统补全后重新导出`,
    `hold figures, but "${unit?.column}" is blank, so nobody knows whose they are; complete them and export again`,
  );
  const units = [...grouped(inside, ({ index }) => nameAt(unit, sheet, index, at))].map(([name, rows]): UnitRows => ({
    name,
    rows: rows.map(({ row }) => row),
    gap: gapOf(rows, period),
  }));
  return { units, outside: placed.length - inside.length };
}

/** Rows below the header that are no sum's; each with its period, where the mapping names a column for it. */
function rowsOf(document: MappingDocument, sheet: BookSheet, at: At): Placed[] {
  const { unit, period, cells } = document;
  const skipped = new Set(document.skip.map(keyOf));
  const isSkipped = (text: string) => skipped.has(keyOf(text));
  const hasFigures = ({ row }: { row: Row }) => cells.some(({ column }) => (row[at.get(column)!] ?? null) !== null);
  const rows = sheet.rows.flatMap((row, index) => {
    if (index < document.header || row.every((cell) => cell === null)) return [];
    const name = nameAt(unit, sheet, index, at);
    const isSum =
      unit !== null && (isSkipped(name) || (name === "" && row.some((cell) => cell !== null && isSkipped(cell.text))));
    // A named row without a figure is a gap in a sum; one without a name either is a remark.
    return isSum || (name === "" && !hasFigures({ row })) ? [] : [{ row, index }];
  });
  if (period === null) return rows.map((row) => ({ ...row, period: null }));
  const dated = rows.map((row) => ({ ...row, period: rowPeriod(textAt(sheet, row.index, at.get(period.column)!)) }));
  refuse(
    dated.filter((row) => row.period === null && hasFigures(row)),
    `“${period.column}”读不出是哪一期（如 2026-03、2026年3月、2026年第一季度）`,
    `do not say their period in "${period.column}" (such as 2026-03 or 2026Q1)`,
  );
  return dated.filter((row) => row.period !== null);
}

const nameAt = (unit: MappingDocument["unit"], sheet: BookSheet, index: number, at: At) =>
  // A unit's name may stand once, in cells shown as one over all of its rows.
  unit === null ? "" : textAt(sheet, index, at.get(unit.column)!);

/** @throws rule where a row reaches over an end of the period: what of it belongs here nobody knows. */
function isInside(row: NamedPeriod, { start, end }: Span): boolean {
  if (row.end < start || row.start > end) return false;
  if (start <= row.start && row.end <= end) return true;
  throw problems.rule(
    `文件中 ${row.key} 的行跨出本期（${start} 至 ${end}），无法拆分`,
    `The file has rows of ${row.key}, which reach beyond the period (${start} to ${end}) and cannot be split`,
  );
}

/** Days of single trips need not be on every day; rows of months, quarters or years leave none out. */
function gapOf(rows: readonly Placed[], period: Span): string[] {
  const told = rows.flatMap((row) => row.period ?? []);
  if (told.length === 0 || told.some(({ kind }) => kind === "instant")) return [];
  const months = new Set(told.flatMap((one) => monthsOf(one)));
  return monthsOf(period).filter((month) => !months.has(month));
}

function refuse(rows: readonly Placed[], zh: string, en: string): void {
  if (rows.length === 0) return;
  const numbers = rows.map(({ index }) => index + 1);
  const places = numbers.slice(0, 10).join(", ");
  throw problems.rule(`第 ${places} 行${zh}`, `Row(s) ${places} ${en}`, { rows: numbers.slice(0, 500) });
}

/** A unit's rows as cells. A blank is no statement; beside figures that are to be added up it is a gap, and the sum is refused. */
export function cellsOf(
  document: MappingDocument,
  table: { name: string; at: ReadonlyMap<string, number> },
  { name, rows, gap }: UnitRows,
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
    const refusal =
      document.rows === "one" && rows.length > 1 ? TWO_ROWS(name) : gap.length > 0 ? NO_MONTH(gap) : gapIn(all);
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

const NO_MONTH = (gap: readonly string[]): Refusal => ({
  code: "gap",
  zh: `文件里没有该单位 ${gap.join("、")} 的行，合计不完整`,
  en: `The file holds no row of the unit for ${gap.join(", ")}, so the sum is not whole`,
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
