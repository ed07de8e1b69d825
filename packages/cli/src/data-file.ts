import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { readBook } from "@duibiao/workbook";
import type { Text } from "@duibiao/indicators";
import { CsvError, parse } from "csv-parse/sync";
import { fail } from "./fault.ts";

/** A cell as a person sees it, or why it cannot be taken. */
export type DataCell = { text: string; problem: Text | null };

/** A table of a file; `rows[n].row` is the number that a spreadsheet shows. Rows without content are left out. */
export type DataSheet = { file: string; sheet: string | null; rows: { row: number; cells: DataCell[] }[] };

/** Reads every table of a CSV (UTF-8 or GB 18030) or xlsx file. Throws a Fault where it is none. */
export async function readDataFile(path: string): Promise<DataSheet[]> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    fail(`找不到数据文件：${path}。`, `no data file at ${path}.`);
  const bytes = readFileSync(path);
  const file = basename(path);
  const sheets = path.toLowerCase().endsWith(".xlsx")
    ? await sheetsOf(file, bytes)
    : [{ file, sheet: null, rows: linesOf(file, textOf(bytes)) }];
  const filled = sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.filter(({ cells }) => cells.some(({ text }) => text !== "")),
  }));
  const used = filled.filter(({ rows }) => rows.length > 0);
  if (used.length === 0) fail(`文件 ${file} 是空的。`, `the file ${file} is empty.`);
  return used;
}

async function sheetsOf(file: string, bytes: Uint8Array): Promise<DataSheet[]> {
  const book = await readBook(bytes);
  if (!book.ok) fail(`文件 ${file}：${book.problem.zh}。`, `file ${file}: ${book.problem.en}.`);
  return book.sheets.map(({ name, rows }) => ({
    file,
    sheet: name,
    rows: rows.map((cells, at) => ({
      row: at + 1,
      cells: cells.map((cell) => ({ text: cell?.text.trim() ?? "", problem: cell?.problem ?? null })),
    })),
  }));
}

function linesOf(file: string, text: string): DataSheet["rows"] {
  try {
    const records: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ["\r\n", "\n", "\r"],
    });
    return records.map((record, at) => ({
      row: at + 1,
      cells: record.map((cell) => ({ text: cell.trim(), problem: null })),
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = typeof error["lines"] === "number" ? error["lines"] : 1;
    fail(
      `文件 ${file} 第 ${row} 行：引号不成对或位置不对。`,
      `file ${file}, row ${row}: quotes do not match or stand in the wrong place.`,
    );
  }
}

/** Office programs on Chinese machines save CSV in GB 18030; what is no UTF-8 is read as that. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
