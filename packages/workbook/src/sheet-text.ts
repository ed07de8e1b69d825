import type { BookCell } from "./open-book.ts";

/** A sheet as CSV text, blank rows kept, so that row numbers stay those that a person sees. */
export function sheetText(rows: readonly (readonly (BookCell | null)[])[]): string {
  const width = rows.reduce((most, row) => Math.max(most, lastFilled(row) + 1), 0);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return rows
    .map((row) => Array.from({ length: width }, (_, at) => quoted(row[at]?.text ?? "")).join(","))
    .join("\r\n");
}

const lastFilled = (row: readonly (BookCell | null)[]) =>
  row.findLastIndex((cell) => cell !== null && cell.text !== "");
