import type { BookSheet } from "./open-book.ts";

type Sheet = Pick<BookSheet, "rows" | "merges">;

/** How far above a blank header cell its name may stand. */
const above = 3;

/** What a person reads at a place, both from 0: of cells shown as one, the text of the first. */
export function textAt({ rows, merges }: Sheet, row: number, column: number): string {
  const own = rows[row]?.[column];
  if (own !== undefined && own !== null) return own.text.trim();
  const merge = merges.find(
    ({ startRow, startCol, endRow, endCol }) =>
      startRow <= row && row <= endRow && startCol <= column && column <= endCol,
  );
  return (merge && rows[merge.startRow]?.[merge.startCol]?.text.trim()) ?? "";
}

/**
 * The names of the columns where the header's last row is the given one, from 1. A blank one bears the name above it, as
 * 单位名称 beside a header of two rows; where two bear one name, each is told by its group above: 用电 数量, 用水 数量.
 */
export function headerNames(sheet: Sheet, header: number): string[] {
  const { rows } = sheet;
  const last = header - 1;
  const width = Math.max(0, ...rows.slice(Math.max(0, last - above), header).map((row) => row.length));
  const names = Array.from({ length: width }, (_, column) => {
    for (let row = last; row >= Math.max(0, last - above); row--) {
      const text = textAt(sheet, row, column);
      if (text !== "") return text.replace(/\s+/g, " ");
    }
    return "";
  });
  const groups = names.map((_, column) => {
    for (let at = column; at >= 0; at--) {
      const text = last === 0 ? "" : textAt(sheet, last - 1, at);
      if (text !== "") return text.replace(/\s+/g, " ");
    }
    return "";
  });
  const told = names.map((name, at) => {
    const twice = name !== "" && names.filter((other) => other === name).length > 1;
    return twice && groups[at] !== "" && groups[at] !== name ? `${groups[at]} ${name}` : name;
  });
  return told.slice(0, told.findLastIndex((name) => name !== "") + 1);
}
