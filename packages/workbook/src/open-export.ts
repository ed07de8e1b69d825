import { CsvError, parse } from "csv-parse/sync";
import * as XLSX from "@e965/xlsx";
import { exportCells, sheetLimits } from "./guard.ts";
import {
  A_DATE,
  A_TRUTH,
  isBlank,
  numberText,
  openBook,
  type BookCell,
  type BookSheet,
  type OpenedBook,
} from "./open-book.ts";

const refuse = (zh: string, en: string): OpenedBook => ({ ok: false, problem: { zh, en } });

/**
 * Opens what another system exported: xlsx, the old xls, CSV or tab-separated text (UTF-8, UTF-16 or GB 18030), or a web
 * page that only calls itself xls. By its bytes, never by its name. Runs in a thread of its own: see read-book.ts.
 */
export async function openExport(bytes: Uint8Array): Promise<OpenedBook> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head.toString("latin1", 0, 2) === "PK") return openBook(bytes, exportCells);
  const book = head.toString("hex", 0, 4) === "d0cf11e0" ? openOld(head) : openText(head);
  const tooBig = book.ok && book.sheets.some(({ rows }) => isTooBig(rows));
  return tooBig ? refuse("表过大，请按单位或月份分开导出", "A table is too big; export it in parts") : book;
}

const isTooBig = (rows: BookSheet["rows"]) =>
  rows.length > sheetLimits.rows || rows.some((row) => row.length > sheetLimits.columns);

function openOld(bytes: Buffer): OpenedBook {
  if (bytes.includes(Buffer.from("EncryptedPackage", "utf16le")))
    return refuse(
      "文件有打开密码：请去掉密码后上传",
      "The workbook has a password; remove it and upload the file again",
    );
  return sheetsOf(() => XLSX.read(bytes, { ...quiet, type: "buffer", cellNF: true }));
}

/** Nothing is run, and no more rows are read than may be. */
const quiet = { cellFormula: false, cellHTML: false, bookVBA: false, sheetRows: sheetLimits.rows + 1 };

function sheetsOf(read: () => XLSX.WorkBook): OpenedBook {
  try {
    const book = read();
    return { ok: true, sheets: book.SheetNames.map((name) => sheetOf(name, book.Sheets[name]!)) };
  } catch {
    return refuse(
      "文件内容无法识别：请在原系统重新导出，或用 Excel、WPS 打开另存为 xlsx",
      "The file cannot be read; export it again, or open it in Excel or WPS and save it as xlsx",
    );
  }
}

const sheetOf = (name: string, sheet: XLSX.WorkSheet): BookSheet => ({
  name,
  rows: rowsOf(sheet),
  merges: (sheet["!merges"] ?? []).map(({ s, e }) => ({ startRow: s.r, startCol: s.c, endRow: e.r, endCol: e.c })),
});

function rowsOf(sheet: XLSX.WorkSheet): BookSheet["rows"] {
  const range = sheet["!ref"];
  if (range === undefined) return [];
  const { e: last } = XLSX.utils.decode_range(range);
  return Array.from({ length: last.r + 1 }, (_, r) =>
    Array.from({ length: last.c + 1 }, (_, c) => {
      const address = XLSX.utils.encode_cell({ r, c });
      return cellOf(address, sheet[address] as XLSX.CellObject | undefined);
    }),
  );
}

function cellOf(address: string, cell: XLSX.CellObject | undefined): BookCell | null {
  const value = cell?.v;
  if (cell === undefined || value === undefined || isBlank(value)) return null;
  if (cell.t === "b") return { address, text: value ? "TRUE" : "FALSE", problem: A_TRUTH };
  if (cell.t === "e")
    return { address, text: cell.w ?? "", problem: { zh: "这一格是错误值", en: "This cell holds an error" } };
  if (cell.t === "n" && XLSX.SSF.is_date(String(cell.z ?? "")))
    return { address, text: cell.w ?? String(value), problem: A_DATE };
  return { address, text: typeof value === "number" ? numberText(value) : String(value).trim(), problem: null };
}

/** UTF-16 by its mark, else UTF-8, else GB 18030. */
function textOf(bytes: Buffer): string | null {
  const names = bytes.toString("hex", 0, 2) === "fffe" ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const name of names) {
    try {
      return new TextDecoder(name, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}

function openText(bytes: Buffer): OpenedBook {
  const text = textOf(bytes);
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
  if (text === null || text.trim() === "" || /[\u0000-\u0008\u000e-\u001f]/.test(text))
    return refuse(
      "不是表格文件：支持 xlsx、xls、CSV 和网页表格",
      "This is no table: xlsx, xls, CSV and web tables are read",
    );
  // A web table's figures stay the text that it shows.
  if (text.trimStart().startsWith("<")) return sheetsOf(() => XLSX.read(text, { ...quiet, type: "string", raw: true }));
  return openCsv(text);
}

function openCsv(text: string): OpenedBook {
  const first = text.slice(0, text.indexOf("\n") < 0 ? text.length : text.indexOf("\n"));
  try {
    const lines: string[][] = parse(text, {
      bom: true,
      delimiter: first.includes("\t") ? "\t" : ",",
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ["\r\n", "\n", "\r"],
    });
    return {
      ok: true,
      sheets: [{ name: "CSV", merges: [], rows: lines.map((line, r) => line.map((text, c) => csvCell(text, r, c))) }],
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(
      `第 ${String(error["lines"] ?? 1)} 行的引号不成对，请重新导出`,
      `The quotes of line ${String(error["lines"] ?? 1)} do not pair; export the file again`,
    );
  }
}

function csvCell(text: string, r: number, c: number): BookCell | null {
  const plain = text.trim();
  return plain === "" ? null : { address: XLSX.utils.encode_cell({ r, c }), text: plain, problem: null };
}
