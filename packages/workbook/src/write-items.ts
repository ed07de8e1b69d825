import { cellKey, itemLines, lineName, type Form, type FormLine, type Vocabulary } from "@duibiao/indicators";
import type { Cell, CellValue, WriteSheet } from "hucre/xlsx";
import { inert } from "./inert.ts";
import { itemKey, itemSheet } from "./layout.ts";
import { refused, styles } from "./template-style.ts";
import { figureCell } from "./figure-cell.ts";

/** 明细 of a section as the file shows them: texts by cell, and what is wrong by `${row} ${cell}` (`label` for the name). */
export type TemplateList = {
  /** The list that is stored; 0: none. */
  seen: number;
  rows: readonly { label: string; texts: Readonly<Record<string, string>> }[];
  refusals?: ReadonlyMap<string, string>;
};

type FormSection = Form["sections"][number];

/** Rows that stand ready below the last one; more may be added. */
const ready = 6;

/** A sheet for each section whose lines add up: one row per vehicle or building, by the side of the form. */
export function itemSheets(
  vocabulary: Vocabulary,
  sections: readonly FormSection[],
  lists: ReadonlyMap<string, TemplateList>,
): WriteSheet[] {
  return sections
    .map((section) => ({ section, lines: itemLines(vocabulary.measures, section.lines) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ section, lines }, at) =>
      sheet(vocabulary, section, lines, at, lists.get(section.key) ?? { seen: 0, rows: [] }),
    );
}

/** No office program takes these in a sheet's name, nor more than 31 characters. */
const sheetName = (at: number, name: string) =>
  `${itemSheet}${at + 1} ${name.replace(/[\\/?*[\]:']/g, " ")}`.slice(0, 31);

function sheet(
  vocabulary: Vocabulary,
  section: FormSection,
  lines: readonly FormLine[],
  at: number,
  list: TemplateList,
): WriteSheet {
  const rows: CellValue[][] = [];
  const cells = new Map<string, Partial<Cell>>();
  const put = (values: readonly CellValue[], style: (column: number) => Cell["style"]) => {
    const row = rows.push([...values]) - 1;
    values.forEach((value, column) => cells.set(`${row},${column}`, { value, style: style(column) }));
    return row;
  };
  put([inert(`${section.name.zh}：逐行填（可不填）`)], () => styles.section);
  put(
    ["一车一行、一楼一行；没有的填「不适用」。一列每行都有答案，合计才写入「填报」页；空着的不当作 0；不要写合计行。"],
    () => styles.note,
  );
  rows.push([
    itemKey(section.key, list.seen),
    ...lines.map(({ measure, member }) => cellKey(measure, member ?? "total")),
  ]);
  const head = put(
    [
      "名称（车牌、楼名等）",
      ...lines.map((line) =>
        inert(`${line.row} ${lineName(vocabulary, line).zh} (${vocabulary.measures.get(line.measure)!.uom})`),
      ),
    ],
    () => styles.head,
  );
  const keys = ["label", ...lines.map(({ measure, member }) => cellKey(measure, member ?? "total"))];
  for (let row = 0; row < list.rows.length + ready; row++) {
    const given = list.rows[row];
    const place = put(
      keys.map((key) => (key === "label" ? textCell(given?.label) : figureCell(given?.texts[key] ?? ""))),
      (column) => {
        const style = column === 0 ? styles.entry : styles.figure;
        return list.refusals?.has(`${row} ${keys[column]}`) ? refused(style) : style;
      },
    );
    keys.forEach((key, column) => {
      const reason = list.refusals?.get(`${row} ${key}`);
      const address = `${place},${column}`;
      if (reason !== undefined)
        cells.set(address, { ...cells.get(address), comment: { author: "对标", text: reason } });
    });
  }
  return {
    name: sheetName(at, section.name.zh),
    rows,
    cells,
    columns: [{ width: 26 }, ...lines.map(() => ({ width: 16 }))],
    rowDefs: new Map([
      [head - 1, { hidden: true }],
      [head, { height: 48 }],
    ]),
    freezePane: { rows: head + 1, columns: 1 },
    pageSetup: { paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

const textCell = (text: string | undefined): CellValue => (text === undefined || text === "" ? null : inert(text));
