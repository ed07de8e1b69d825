import type { Text } from "@duibiao/indicators";
import { cellRef, readXlsx, type Cell, type CellValue } from "hucre/xlsx";
import { fileProblem, sheetLimits } from "./guard.ts";

/** A cell as a person sees it: its text, or why it cannot be taken. Formulas are never run; their stored result is read. */
export type BookCell = { address: string; text: string; problem: Text | null };

/** Cells shown as one, from 0, both ends included; what is written stands in the first. */
export type Merge = { startRow: number; startCol: number; endRow: number; endCol: number };

/** `rows[0]` is row 1; a row's cells begin at column A; null where nothing stands. */
export type BookSheet = { name: string; rows: (BookCell | null)[][]; merges: readonly Merge[] };

export type OpenedBook = { ok: true; sheets: BookSheet[] } | { ok: false; problem: Text };

/** Opens an xlsx file from anywhere. Runs in a thread of its own: see read-book.ts. */
export async function openBook(bytes: Uint8Array, mostCells?: number): Promise<OpenedBook> {
  const problem = fileProblem(bytes, mostCells);
  if (problem !== null) return { ok: false, problem };
  try {
    const book = await readXlsx(bytes, { maxRows: sheetLimits.rows });
    return {
      ok: true,
      sheets: book.sheets.map((sheet) => ({
        name: sheet.name,
        merges: sheet.merges ?? [],
        rows: sheet.rows.map((row, r) =>
          row.map((value, c) => bookCell(cellRef(r, c), value, sheet.cells?.get(`${r},${c}`))),
        ),
      })),
    };
  } catch {
    const zh = "文件内容无法识别：请在 Excel 或 WPS 中打开，重新保存为 xlsx 后上传";
    return {
      ok: false,
      problem: { zh, en: "The file cannot be read; open it in Excel or WPS, save it as xlsx again and upload it" },
    };
  }
}

const NO_RESULT: Text = {
  zh: "公式没有保存计算结果：请在 Excel 中打开文件并保存，或直接填数。",
  en: "The formula has no stored result; open the file in Excel and save it, or enter the number itself.",
};
export const A_DATE: Text = {
  zh: "这一格是日期，不是数：请把格式改为「常规」后重填。",
  en: "This cell is a date, not a number; set its format to General and enter it again.",
};
export const A_TRUTH: Text = {
  zh: "这一格是逻辑值（TRUE/FALSE），不是数。",
  en: "This cell holds TRUE or FALSE, not a number.",
};

/** Nothing but blanks, as web tables fill their empty cells with (`&nbsp;`): nobody sees anything there. */
export const isBlank = (value: unknown): boolean => typeof value === "string" && value.trim() === "";

function bookCell(address: string, value: CellValue, cell: Cell | undefined): BookCell | null {
  const isFormula = cell?.formula !== undefined;
  if (isFormula && (value === null || value === ""))
    return { address, text: cell.formula === "" ? "" : `=${cell.formula}`, problem: NO_RESULT };
  if (value === null || isBlank(value)) return null;
  if (value instanceof Date) return { address, text: value.toISOString().slice(0, 10), problem: A_DATE };
  if (typeof value === "boolean") return { address, text: value ? "TRUE" : "FALSE", problem: A_TRUTH };
  return { address, text: typeof value === "number" ? numberText(value) : value, problem: null };
}

/** Office programs keep 15 digits; what lies beyond is noise of binary arithmetic (0.1 + 0.2). */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const [mantissa = "", exponent = "0"] = Number(value.toPrecision(15)).toExponential().split("e");
  const digits = mantissa.replace(/[-.]/g, "");
  const point = Number(exponent) + 1;
  const sign = value < 0 ? "-" : "";
  if (point >= digits.length) return `${sign}${digits}${"0".repeat(point - digits.length)}`;
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
    : `${sign}0.${"0".repeat(-point)}${digits}`;
}
