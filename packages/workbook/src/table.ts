import { writeXlsx, type Cell, type CellStyle, type CellValue, type WriteSheet } from "hucre/xlsx";
import { inert } from "./inert.ts";

/** `number`: a number or its decimal text, right-aligned, kept a number; `text`: made inert for spreadsheets. */
export type TableColumn = {
  name: string;
  type: "text" | "number";
  /** In characters; by the longest content where absent. */
  width?: number;
  /** Number format of the office program, such as `0.00`. */
  format?: string;
};

export type TableValue = string | number | null | undefined;

/** One table, one sheet: its name, what is said above it (演示数据, 试算, 数据截至), its header and its rows. */
export type Table = {
  name: string;
  stamps?: readonly string[];
  /** 水印 at the head of every printed page. */
  mark?: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly TableValue[])[];
};

/**
 * Writes tables as an xlsx file, one per sheet: stamps, header row (frozen, with filter), rows. A null is an empty cell:
 * missing is never zero. Runs in browsers and in Node.
 * @throws RangeError when a number column holds something that is no number.
 */
export async function writeTable(tables: readonly Table[]): Promise<Uint8Array<ArrayBuffer>> {
  const names = new Set<string>();
  const sheets = tables.map((table) => sheetOf(table, nameFor(table.name, names)));
  const bytes = await writeXlsx({
    sheets,
    namedRanges: tables.map(({ stamps = [] }, at) => repeated(sheets[at]!.name, stamps.length + 1)),
    defaultFont: font,
  });
  return new Uint8Array(bytes);
}

const font = { name: "宋体", size: 10.5 };
const line = { style: "thin", color: { rgb: "BFBFBF" } } as const;
const border = { top: line, right: line, bottom: line, left: line };
const stamp: CellStyle = { font: { ...font, bold: true } };
const head: CellStyle = {
  font: { ...font, bold: true },
  border,
  fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "EEEEEE" } },
  alignment: { vertical: "center", wrapText: true },
};

function sheetOf({ stamps = [], mark, columns, rows }: Table, name: string): WriteSheet {
  const cells = new Map<string, Partial<Cell>>();
  const body = rows.map((row) => columns.map((column, at) => valueOf(column, row[at])));
  const header = columns.map((column) => inert(column.name));
  stamps.forEach((_, row) => cells.set(`${row},0`, { style: stamp }));
  header.forEach((_, column) => cells.set(`${stamps.length},${column}`, { style: head }));
  const widths = columns.map(
    (column, at) => column.width ?? widthOf([header[at]!, ...body.map((row) => row[at] ?? "")]),
  );
  const bodyStyle = (column: TableColumn): CellStyle => ({
    font,
    border,
    ...(column.format === undefined ? {} : { numFmt: column.format }),
  });
  body.forEach((row, at) =>
    row.forEach((_, column) =>
      cells.set(`${stamps.length + 1 + at},${column}`, { style: bodyStyle(columns[column]!) }),
    ),
  );
  return {
    name,
    rows: [...stamps.map((text): CellValue[] => [inert(text)]), header, ...body],
    cells,
    columns: widths.map((width) => ({ width })),
    freezePane: { rows: stamps.length + 1 },
    ...(columns.length === 0
      ? {}
      : {
          autoFilter: { range: `A${stamps.length + 1}:${letters(columns.length)}${stamps.length + 1 + body.length}` },
        }),
    pageSetup: {
      paperSize: "a4",
      orientation: columns.length > 6 ? "landscape" : "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    headerFooter: {
      oddFooter: "&C第&P页/共&N页",
      // A single & would start a code of the office program.
      ...(mark === undefined ? {} : { oddHeader: `&R${mark.replaceAll("&", "&&")}` }),
    },
  };
}

/**
 * The header row on every printed page. Written here because the library names the sheet without quotes, and Excel
 * repairs a file whose reference names a sheet with a blank, a bracket or a digit in front that way.
 */
const repeated = (sheet: string, row: number) => ({
  name: "_xlnm.Print_Titles",
  range: `'${sheet.replaceAll("'", "''")}'!$${row}:$${row}`,
  scope: sheet,
});

/** Office programs keep 15 digits: a longer figure stays text, so that none is lost. */
function valueOf({ name, type }: TableColumn, value: TableValue): CellValue {
  if (value === null || value === undefined || value === "") return null;
  if (type === "text") return inert(String(value));
  const text = String(value);
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text))
    throw new RangeError(`列 ${name} 不是数 / column ${name}: not a number: ${text.slice(0, 40)}`);
  return typeof value === "number" || text.replace(/^-?0*\.?0*/, "").replace(".", "").length <= 15
    ? Number(text)
    : text;
}

/** Chinese characters are twice as wide as digits. */
function widthOf(values: readonly CellValue[]): number {
  // oxlint-disable-next-line no-control-regex -- everything beyond Latin-1 is taken for wide
  const wide = values.map((value) => String(value ?? "").replace(/[^\u0000-\u00ff]/g, "xx").length);
  return Math.min(50, wide.reduce((most, size) => Math.max(most, size), 6) + 2);
}

/** Sheet names take 31 characters, none of []:*?/\, each once. */
function nameFor(wanted: string, taken: Set<string>): string {
  const plain =
    wanted
      .replace(/[[\]:*?/\\]/g, " ")
      .replace(/^'+|'+$/g, "")
      .trim()
      .slice(0, 28) || "表";
  let name = plain;
  for (let at = 2; taken.has(name.toLowerCase()); at++) name = `${plain}${at}`;
  taken.add(name.toLowerCase());
  return name;
}

function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest === 0 ? "" : letters(rest)}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}
