import { exchange as contract } from "@duibiao/contract";
import { canonicalDecimal, readQuantity } from "@duibiao/indicators";
import { readBook, readCsv, sheetText, type CsvRow, type RowProblem } from "@duibiao/workbook";
import { problems } from "../problem.ts";
import type { CellInput } from "../submissions/write-cells.ts";

/** A cell as another system gives it: by codes, with the place where it stood. */
export type PushRow = {
  place: string;
  unit: string;
  measure: string;
  member: string;
  state: string;
  value: string;
  uom: string;
  estimated: string;
  reason: string;
  note: string;
};

export type Refusal = { code: string; zh: string; en: string };
export type BadRow = PushRow & { refusal: Refusal };

type Column = (typeof contract.cellColumns)[number]["name"];

const atRow = (row: number) => `R${row}`;

export function rowsOfJson(cells: readonly Record<string, unknown>[]): { rows: PushRow[]; bad: BadRow[] } {
  const text = (value: unknown) => (value === undefined ? "" : String(value));
  const rows = cells.map((cell, at) => ({
    place: `cells[${at}]`,
    unit: text(cell["unit_code"]),
    measure: text(cell["measure"]),
    member: text(cell["member"]) || "total",
    state: text(cell["state"]) || "number",
    value: text(cell["value"]),
    uom: text(cell["uom"]),
    estimated: text(cell["estimated"]),
    reason: text(cell["reason"]),
    note: text(cell["note"]),
  }));
  return { rows, bad: [] };
}

/** @throws rule when the table as a whole cannot be read: no header, unknown columns, too many rows. */
export function rowsOfCsv(text: string): { rows: PushRow[]; bad: BadRow[] } {
  const parsed = readCsv(text, { columns: contract.cellColumns, maxRows: contract.limits.cells });
  const whole = parsed.problems.filter(({ code }) => !["empty_cell", "field_count", "nul"].includes(code));
  if (whole.length > 0 || (parsed.rows.length === 0 && parsed.problems.length > 0))
    throw problems.rule("表不能读取，请按所列位置修改", "The table cannot be read; mend the places listed", {
      problems: parsed.problems,
    });
  return { rows: parsed.rows.map(rowOf), bad: parsed.problems.map(badRow) };
}

/** The first sheet of a workbook, read in the thread with limits. */
export async function rowsOfXlsx(bytes: Uint8Array): Promise<{ rows: PushRow[]; bad: BadRow[] }> {
  const book = await readBook(bytes);
  if (!book.ok) throw problems.workbookUnreadable(book.problem);
  return rowsOfCsv(sheetText(book.sheets[0]?.rows ?? []));
}

const rowOf = ({ row, values }: CsvRow<Column>): PushRow => ({
  place: atRow(row),
  unit: values.unit_code,
  measure: values.measure,
  member: values.member || "total",
  state: values.state || "number",
  value: values.value,
  uom: values.uom,
  estimated: values.estimated,
  reason: values.reason,
  note: values.note,
});

const badRow = ({ row, column, code, zh, en, value }: RowProblem): BadRow => ({
  ...EMPTY,
  place: atRow(row),
  measure: column,
  value,
  refusal: { code, zh, en },
});

const EMPTY = { unit: "", member: "total", state: "number", uom: "", estimated: "", reason: "", note: "" };

/** What a row means in the measure's unit, or why it cannot be taken. Nothing is guessed. */
export function valueOf(row: PushRow, uom: string): NonNullable<CellInput["value"]> | Refusal {
  const { state, value, reason } = row;
  // A spreadsheet writes it in capitals as soon as it has opened the table.
  const estimated = row.estimated.toLowerCase();
  if (state === "na" || state === "missing") {
    if (value !== "")
      return {
        code: "value_without_number",
        zh: "不适用或暂缺的行不能有数值",
        en: "A row that is na or missing carries no value",
      };
    if (reason.trim() === "")
      return { code: "reason_missing", zh: "不适用或暂缺须写明原因", en: "na or missing needs a reason" };
    if (reason.length > 200)
      return { code: "reason_long", zh: "原因最多 200 字", en: "The reason takes at most 200 characters" };
    return { state, reason };
  }
  if (state !== "number")
    return {
      code: "unknown_state",
      zh: "状态只能是 number、na、missing",
      en: "state is number, na or missing",
    };
  if (!["", "true", "false"].includes(estimated))
    return { code: "not_a_flag", zh: "estimated 只能是 true 或 false", en: "estimated is true or false" };
  if (value.trim() === "")
    return {
      code: "no_value",
      zh: "没有数值：未发生填 0，缺数用 missing 并写明原因",
      en: "No value: nothing happened is 0, no figure is missing with a reason",
    };
  const figure = readQuantity(`${value.trim()}${row.uom}`, uom);
  if (!figure.ok) return { code: "not_a_number", ...figure.problem };
  if (canonicalDecimal(figure.decimal) === null || figure.decimal.length > 46)
    return { code: "not_a_number", zh: "数值过长", en: "The number is too long" };
  return { state: "number", value: figure.decimal, estimated: estimated === "true" };
}
