/** A text that a spreadsheet would take for a formula: =, +, -, @, TAB or CR first, fullwidth forms included. */
const live = /^'*[=+\-@\t\r＝＋－＠]/;

/** Makes a text cell inert for spreadsheets by an apostrophe in front (ASVS 1.2.10); other texts stay as they are. */
export const inert = (text: string): string => (live.test(text) ? `'${text}` : text);

/** What a cell said before `inert`. */
export const plainText = (cell: string): string => (cell.startsWith("'") && live.test(cell) ? cell.slice(1) : cell);
