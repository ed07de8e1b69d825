import { stringify } from "csv-stringify/sync";
import { inert } from "./inert.ts";

/** `type` number: digits as they are; text: made inert for spreadsheets. */
export type CsvOutput = { name: string; type: "text" | "number" };

/**
 * Writes rows as CSV (RFC 4180, CRLF). A value that a row lacks, or null, is an empty cell: missing is never zero.
 * @param options.bom starts with the UTF-8 mark that spreadsheets need to read Chinese.
 * @throws RangeError when a number column holds something that is no number: it would be a live cell.
 */
export function writeCsv(
  columns: readonly CsvOutput[],
  rows: readonly Readonly<Record<string, string | number | null | undefined>>[],
  options: { bom?: boolean } = {},
): string {
  const cells = rows.map((row) => columns.map((column) => cellOf(column, row[column.name])));
  return stringify([columns.map((column) => inert(column.name)), ...cells], {
    record_delimiter: "\r\n",
    bom: options.bom ?? false,
    quoted_match: /[\r\n]/,
  });
}

function cellOf(column: CsvOutput, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (column.type === "text") return inert(String(value));
  const text = String(value);
  if (text !== "" && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text))
    throw new RangeError(`column ${column.name}: not a number: ${text.slice(0, 40)}`);
  return text;
}
