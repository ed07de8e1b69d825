import { formColumns, lineName, type FormLine, type Text, type Vocabulary } from "@duibiao/indicators";
import { cellRef } from "hucre/xlsx";
import { plainText } from "./inert.ts";
import { columnAt, rowKey, type TemplateIdentity } from "./layout.ts";
import type { OpenedBook } from "./open-book.ts";
import { readBook } from "./read-book.ts";
import { listsIn, type ReadList } from "./read-items.ts";
import { readEntry, type ReadEntry } from "./read-entry.ts";
import { gridOf, identityProblem, keysOf, type GridRow } from "./template-grid.ts";
import { linesOf } from "./write-template.ts";

/** What a file says on one line of the form, and where. `version` is that of the stored cell when the file was written. */
export type ReadLine = ReadEntry & {
  /** Row of the sheet, as the office program shows it. */
  row: number;
  /** 行次 */
  line: string;
  /** Address of the cell that `problem` is about; of 本期 where all is well. */
  cell: string;
  measure: string;
  member: string;
  version: number;
};

/** What is wrong with the rows as such: unknown, doubled (both block an import) or missing (named only). */
export type RowFinding = { row: number | null; text: Text; blocks: boolean };

export type ReadTemplate =
  | { ok: true; sheet: string; lines: ReadLine[]; rows: RowFinding[]; lists: ReadList[] }
  | { ok: false; problem: Text };

/**
 * Reads a filled template. A row is found by its hidden key, else by 行次 and name, wherever it stands. A file that is
 * no workbook, is made to hurt, or is for another form, unit, period or catalogue version is refused with one sentence.
 */
export const readTemplate = async (bytes: Uint8Array, expected: Expected): Promise<ReadTemplate> =>
  templateIn(await readBook(bytes), expected);

/** `vouched`: a person said whose file it is, so it may carry another unit's keys, or none. */
type Expected = { vocabulary: Vocabulary; identity: TemplateIdentity; vouched?: boolean };

/** What an opened workbook says, if it is the template that is expected. */
export function templateIn(book: OpenedBook, expected: Expected): ReadTemplate {
  if (!book.ok) return book;
  const given = keysOf(book.sheets);
  if (!given.ok && expected.vouched !== true) return given;
  const keys = given.ok ? given : { found: { identity: expected.identity, versions: new Map<string, number>() } };
  const claimed =
    expected.vouched === true ? { ...keys.found.identity, unit: expected.identity.unit } : keys.found.identity;
  const problem = identityProblem(claimed, expected.identity);
  if (problem !== null) return { ok: false, problem };
  const grid = gridOf(book.sheets);
  if (!grid.ok) return grid;
  const { vocabulary, identity } = expected;
  const asked = linesOf(vocabulary, identity.form);
  const matched = matchRows(vocabulary, asked, grid.found.rows);
  const beside = listsIn(book.sheets, vocabulary, identity.form);
  return {
    ok: true,
    sheet: grid.found.sheet,
    lines: matched.pairs.map(([line, row]) =>
      readLine(vocabulary, line, row, keys.found.versions.get(rowKey(line)) ?? 0),
    ),
    rows: [...matched.findings, ...beside.findings],
    lists: beside.lists,
  };
}

function readLine(vocabulary: Vocabulary, line: FormLine, row: GridRow, version: number): ReadLine {
  const entry = readEntry(row.cells, vocabulary.measures.get(line.measure)!.uom);
  const column = entry.refused ?? "value";
  return {
    ...entry,
    row: row.row,
    line: line.row,
    cell: row.cells[column]?.address ?? cellRef(row.row - 1, columnAt(column)),
    measure: line.measure,
    member: line.member ?? "total",
    version,
  };
}

type Matched = { pairs: [FormLine, GridRow][]; findings: RowFinding[] };

function matchRows(vocabulary: Vocabulary, asked: readonly FormLine[], grid: readonly GridRow[]): Matched {
  const findings: RowFinding[] = [];
  const taken = new Map<FormLine, GridRow>();
  for (const row of grid) {
    const shown = { row: textOf(row, "row"), name: textOf(row, "name") };
    const byKey = asked.find((line) => rowKey(line) === row.key);
    const byName = asked.find((line) => line.row === shown.row && lineName(vocabulary, line).zh === shown.name);
    const line = byKey ?? byName;
    const problem =
      line === undefined
        ? isEmpty(row) || shown.row === formColumns[0]!.number
          ? null
          : unknownRow(row.row, shown)
        : taken.has(line)
          ? doubledRow(row.row, taken.get(line)!.row, line)
          : byKey !== undefined && shown.row !== "" && shown.row !== byKey.row
            ? movedLabel(row.row, shown.row, byKey)
            : null;
    if (problem !== null) findings.push(problem);
    else if (line !== undefined) taken.set(line, row);
  }
  for (const line of asked) if (!taken.has(line)) findings.push(missingRow(line, lineName(vocabulary, line)));
  return { pairs: asked.flatMap((line) => (taken.has(line) ? [[line, taken.get(line)!]] : [])), findings };
}

const textOf = (row: GridRow, key: "row" | "name") => plainText(row.cells[key]?.text.trim() ?? "");

/** Headings, the row of 栏次 and the foot hold nothing that could be meant as a figure. */
const isEmpty = (row: GridRow) => !["value", "state"].some((key) => row.cells[key as "value"] !== undefined);

const unknownRow = (row: number, { row: line, name }: { row: string; name: string }): RowFinding => ({
  row,
  blocks: true,
  text: {
    zh: `第 ${row} 行（行次 ${line} ${name}）不在本报表内，请删去这一行`,
    en: `Row ${row} (line ${line} ${name}) is not part of the form; delete it`,
  },
});

const doubledRow = (row: number, first: number, line: FormLine): RowFinding => ({
  row,
  blocks: true,
  text: {
    zh: `行次 ${line.row} 出现两次（第 ${first} 行和第 ${row} 行），请保留一行`,
    en: `Line ${line.row} stands twice (rows ${first} and ${row}); keep one`,
  },
});

const movedLabel = (row: number, shown: string, line: FormLine): RowFinding => ({
  row,
  blocks: true,
  text: {
    zh: `第 ${row} 行写的行次是 ${shown}，隐藏标识却是行次 ${line.row}：请重新下载模板，把数复制进去`,
    en: `Row ${row} says line ${shown}, its hidden key says line ${line.row}; download the template again and copy the figures into it`,
  },
});

const missingRow = (line: FormLine, name: Text): RowFinding => ({
  row: null,
  blocks: false,
  text: {
    zh: `文件中没有行次 ${line.row} ${name.zh}，平台上的原值保留不变`,
    en: `Line ${line.row} ${name.en} is not in the file; what the platform holds stays as it is`,
  },
});
