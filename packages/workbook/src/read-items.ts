import { cellKey, itemLines, readQuantity, type Item, type Text, type Vocabulary } from "@duibiao/indicators";
import { cellRef } from "hucre/xlsx";
import { plainText } from "./inert.ts";
import { itemKeyPattern, itemSheet } from "./layout.ts";
import type { BookCell, BookSheet } from "./open-book.ts";
import type { RowFinding } from "./read-template.ts";

/** What is wrong with a cell of a sheet of items. */
export type ItemFault = {
  /** Place in `rows`, and the cell's key (`label`: the name). */
  at: number;
  key: string;
  /** Row of the sheet and address, as the office program shows them. */
  row: number;
  cell: string;
  given: string;
  text: Text;
};

/** 明细 of a section as a file says them; `seen`: the list that stood there when the file was written. */
export type ReadList = {
  sheet: string;
  section: string;
  seen: number;
  /** As typed; what is wrong among them stands in `faults`. */
  rows: { label: string; texts: Record<string, string> }[];
  items: Item[];
  faults: ItemFault[];
};

const say = (zh: string, en: string): Text => ({ zh, en });

/** The sheets of items in a template that came back. One that was taken out of the file says nothing; blank rows are none. */
export function listsIn(
  sheets: readonly BookSheet[],
  vocabulary: Vocabulary,
  form: string,
): { lists: ReadList[]; findings: RowFinding[] } {
  const lists: ReadList[] = [];
  const findings: RowFinding[] = [];
  const refuse = (sheet: string, zh: string, en: string) =>
    findings.push({ row: null, blocks: true, text: { zh: `「${sheet}」页：${zh}`, en: `Sheet ${sheet}: ${en}` } });
  for (const { name, rows } of sheets) {
    const head = rows.findIndex((row) => itemKeyPattern.test(row[0]?.text.trim() ?? ""));
    if (head < 0) {
      if (name.startsWith(itemSheet) && rows.flat().some((cell) => cell !== null))
        refuse(
          name,
          "隐藏的标识行已丢失，请重新下载模板，把明细复制进去",
          "its hidden row is gone; download the template again and copy the items into it",
        );
      continue;
    }
    const [, section = "", seen = "0"] = itemKeyPattern.exec(rows[head]![0]!.text.trim())!;
    const asked = vocabulary.forms.get(form)!.sections.find(({ key }) => key === section);
    const uoms = new Map(
      itemLines(vocabulary.measures, asked?.lines ?? []).map(({ measure, member }) => [
        cellKey(measure, member ?? "total"),
        vocabulary.measures.get(measure)!.uom,
      ]),
    );
    const keys = rows[head]!.map((cell) => cell?.text.trim() ?? "");
    const strange = keys.slice(1).find((key) => key !== "" && !uoms.has(key));
    if (
      asked === undefined ||
      strange !== undefined ||
      new Set(keys.filter(Boolean)).size < keys.filter(Boolean).length
    )
      refuse(
        name,
        "与本报表的栏不符，请重新下载模板",
        "its columns are not those of the form; download the template again",
      );
    else if (lists.some((list) => list.section === section))
      refuse(name, "同一节的明细出现两页，请保留一页", "the items of one section stand on two sheets; keep one");
    else lists.push({ sheet: name, section, seen: Number(seen), ...readRows(rows, head, keys, uoms) });
  }
  return { lists, findings };
}

const NONE = /^([-—–]|不适用)$/;
const TOTAL = /^(合计|总计|小计|total)$/i;

function readRows(
  rows: BookSheet["rows"],
  head: number,
  keys: readonly string[],
  uoms: ReadonlyMap<string, string>,
): Pick<ReadList, "rows" | "items" | "faults"> {
  const found: ReturnType<typeof readRows> = { rows: [], items: [], faults: [] };
  // Below the keys stand the headings.
  for (let r = head + 2; r < rows.length; r++) {
    const cells = rows[r]!;
    const textAt = (c: number) => plainText(cells[c]?.text.trim() ?? "");
    if (cells.every((_, c) => textAt(c) === "" && !cells[c]?.problem)) continue;
    const at = found.rows.length;
    const fault = (c: number, text: Text) =>
      found.faults.push({
        at,
        key: c === 0 ? "label" : keys[c]!,
        row: r + 1,
        cell: cellRef(r, c),
        given: textAt(c),
        text,
      });
    const label = textAt(0);
    const labelled = labelProblem(label);
    if (labelled !== null) fault(0, labelled);
    const texts: Record<string, string> = {};
    const values: Record<string, string | null> = {};
    cells.forEach((cell, c) => {
      const key = keys[c] ?? "";
      if (c === 0 || (textAt(c) === "" && !cell?.problem)) return;
      const uom = uoms.get(key);
      if (uom === undefined)
        return void found.faults.push({
          at,
          key: "label",
          row: r + 1,
          cell: cellRef(r, c),
          given: textAt(c),
          text: OUTSIDE,
        });
      texts[key] = textAt(c);
      const read = readFigure(cell, textAt(c), uom);
      if ("problem" in read) fault(c, read.problem);
      else values[key] = read.value;
    });
    found.rows.push({ label, texts });
    found.items.push({ label, values });
  }
  if (found.items.length > most)
    found.faults.push({
      at: most,
      key: "label",
      row: head + 3 + most,
      cell: cellRef(head + 2 + most, 0),
      given: "",
      text: TOO_MANY,
    });
  return found;
}

/** What one list may hold. */
const most = 2000;
const TOO_MANY = say(`明细最多 ${most} 行，请合并后再导入`, `A list takes at most ${most} rows; put some together`);
const OUTSIDE = say("这一栏不在本节，请删去", "This column is not of the section; delete it");

function labelProblem(label: string): Text | null {
  if (label === "")
    return say("这一行没有名称，请填车牌、楼名等", "This row has no name; give a plate, a building or the like");
  if (TOTAL.test(label))
    return say(
      "合计由平台相加，写合计行会重复计算，请删去这一行",
      "The platform adds up; a row of totals would count twice, delete it",
    );
  if (label.length > 100) return say("名称最多 100 字", "A name takes at most 100 characters");
  if (label.includes("\u0000") || !label.isWellFormed())
    return say("含有不能保存的字符，请重新输入", "Holds characters that cannot be stored; type it again");
  return null;
}

type Figure = { value: string | null } | { problem: Text };

function readFigure(cell: BookCell | null | undefined, text: string, uom: string): Figure {
  if (cell?.problem) return { problem: cell.problem };
  if (NONE.test(text)) return { value: null };
  const read = readQuantity(text, uom);
  return read.ok ? { value: read.decimal } : { problem: read.problem };
}
