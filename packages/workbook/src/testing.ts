import * as office from "@e965/xlsx";

export { partsOf } from "./testing-zip.ts";

const columns = { value: "D", previous: "E", previousYear: "F", state: "G", reason: "H", estimated: "I", note: "J" };
type Column = keyof typeof columns;
type Typed = Partial<Record<Column, string | number>>;

/** A table as another office program writes it: `biff8` is the old xls. `merged`: cells shown as one, such as `A1:A2`. */
export function writeOffice(
  rows: readonly (readonly unknown[])[],
  bookType: "xlsx" | "biff8" | "html",
  merged: readonly string[] = [],
): Uint8Array<ArrayBuffer> {
  const book = office.utils.book_new();
  const sheet = office.utils.aoa_to_sheet(rows as unknown[][]);
  sheet["!merges"] = merged.map((range) => office.utils.decode_range(range));
  office.utils.book_append_sheet(book, sheet, "明细");
  return bookType === "html"
    ? new TextEncoder().encode(office.write(book, { type: "string", bookType }))
    : new Uint8Array(office.write(book, { type: "array", bookType }));
}

/** The first sheet as another office program reads it. */
export function readOffice(bytes: Uint8Array): unknown[][] {
  const { Sheets, SheetNames } = office.read(bytes);
  return office.utils.sheet_to_json(Sheets[SheetNames[0]!]!, { header: 1 });
}

const formOf = (book: office.WorkBook) => book.Sheets["填报"]!;

function rowOf(sheet: office.WorkSheet, line: string): number {
  const { e } = office.utils.decode_range(sheet["!ref"]!);
  for (let row = 1; row <= e.r + 1; row++) if (sheet[`A${row}`]?.v === line) return row;
  throw new Error(`the template has no line ${line}`);
}

/** A template as a person fills it in another office program: by 行次, a text or a number per column; "" empties a cell. */
export function fillTemplate(template: Uint8Array, lines: Record<string, Typed>): Uint8Array<ArrayBuffer> {
  const book = office.read(template);
  const sheet = formOf(book);
  for (const [line, typed] of Object.entries(lines)) {
    const row = rowOf(sheet, line);
    for (const [column, value] of Object.entries(typed)) {
      const cell = `${columns[column as Column]}${row}`;
      if (value === "") delete sheet[cell];
      else sheet[cell] = { t: typeof value === "number" ? "n" : "s", v: value };
    }
  }
  return new Uint8Array(office.write(book, { type: "array", bookType: "xlsx" }));
}

/** What another program shows on a line: its cells, and the notes that hang on them. */
export function seenInTemplate(template: Uint8Array, line: string) {
  const sheet = formOf(office.read(template, { cellStyles: true }));
  const row = rowOf(sheet, line);
  const of = <T>(pick: (cell: office.CellObject) => T): Partial<Record<Column, T>> =>
    Object.fromEntries(
      Object.entries(columns).flatMap(([column, letter]) => {
        const cell = sheet[`${letter}${row}`] as office.CellObject | undefined;
        return cell === undefined ? [] : [[column, pick(cell)]];
      }),
    );
  return {
    row,
    texts: of((cell) => (cell.v === undefined ? "" : String(cell.v))),
    notes: of((cell) => (cell.c ?? []).map((comment) => comment.t).join("\n")),
    fills: of((cell) => (cell.s as { fgColor?: { rgb?: string } } | undefined)?.fgColor?.rgb ?? ""),
  };
}

/** The texts above the table, for what a file says of itself. */
export const headOfTemplate = (template: Uint8Array): string[] =>
  office.utils
    .sheet_to_json<unknown[]>(formOf(office.read(template)), { header: 1 })
    .slice(0, 8)
    .flat()
    .filter((text) => typeof text === "string");

/** Rows of a sheet of items as a person fills them in another office program: below its headings, "" leaves a cell as it is. */
export function fillItems(
  template: Uint8Array,
  sheet: string,
  rows: readonly (readonly (string | number)[])[],
): Uint8Array<ArrayBuffer> {
  const book = office.read(template);
  const items = itemsIn(book, sheet);
  rows.forEach((cells, down) =>
    cells.forEach((value, right) => {
      if (value !== "")
        items[office.utils.encode_cell({ r: firstItem + down, c: right })] = {
          t: typeof value === "number" ? "n" : "s",
          v: value,
        };
    }),
  );
  return new Uint8Array(office.write(book, { type: "array", bookType: "xlsx" }));
}

/** What another program shows of a sheet of items: its rows, and the notes on its cells by address. */
export function seenInItems(template: Uint8Array, sheet: string) {
  const items = itemsIn(office.read(template), sheet);
  const rows = office.utils.sheet_to_json<unknown[]>(items, { header: 1, defval: "" }).slice(firstItem);
  const notes = Object.entries(items).flatMap(([at, cell]: [string, office.CellObject]) =>
    cell?.c === undefined ? [] : [[at, cell.c.map(({ t }) => t).join("\n")] as const],
  );
  return { rows: rows.filter((row) => row.some((text) => text !== "")), notes: Object.fromEntries(notes) };
}

/** Above the items: title, words, keys, headings. */
const firstItem = 4;

function itemsIn(book: office.WorkBook, sheet: string): office.WorkSheet {
  const name = book.SheetNames.find((one) => one.startsWith(sheet));
  if (name === undefined) throw new Error(`the template has no sheet ${sheet}`);
  return book.Sheets[name]!;
}
