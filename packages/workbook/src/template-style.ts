import type { CellStyle } from "hucre/xlsx";

const line = { style: "thin", color: { rgb: "000000" } } as const;
const box = { top: line, right: line, bottom: line, left: line };
const fill = (rgb: string) => ({ type: "pattern", pattern: "solid", fgColor: { rgb } }) as const;
const middle = { vertical: "center" } as const;
const left = { ...middle, horizontal: "left", wrapText: true } as const;
/** A style that names no font gets the office program's own. */
export const font = { name: "宋体", size: 10.5 };
const bold = { ...font, bold: true };

/** How the template looks: black on white, entry cells pale, what is refused red with its reason in a note. */
export const styles = {
  title: { font: { ...bold, size: 16 }, alignment: { ...middle, horizontal: "center" } },
  banner: { font: bold, alignment: { ...middle, horizontal: "center" } },
  mark: { font, alignment: left },
  note: { font, alignment: middle },
  head: { font: bold, border: box, alignment: { ...middle, horizontal: "center", wrapText: true } },
  section: { font: bold, border: box, fill: fill("EEEEEE"), alignment: middle },
  label: { font, border: box, alignment: left },
  member: { font, border: box, alignment: { ...left, indent: 2 } },
  past: { border: box, font: { ...font, color: { rgb: "595959" } }, alignment: { ...middle, horizontal: "right" } },
  figure: {
    font,
    border: box,
    fill: fill("F3F8FF"),
    alignment: { ...middle, horizontal: "right", shrinkToFit: true },
    protection: { locked: false },
  },
  entry: { font, border: box, fill: fill("F3F8FF"), alignment: left, protection: { locked: false } },
  choice: {
    font,
    border: box,
    fill: fill("F3F8FF"),
    alignment: { ...middle, horizontal: "center" },
    protection: { locked: false },
  },
  foot: { font, alignment: left, protection: { locked: false } },
} satisfies Record<string, CellStyle>;

/** The style of an entry cell whose content was refused. */
export const refused = (style: CellStyle): CellStyle => ({
  ...style,
  fill: fill("FFC7CE"),
  font: { ...bold, color: { rgb: "9C0006" } },
});
