import {
  parseFigure,
  readPeriod,
  type CellValue,
  type NamedPeriod,
  type PeriodKind,
  type Text,
  type TreeRegion,
  type TreeUnit,
  type Vocabulary,
} from "@duibiao/indicators";
import type { DataCell, DataSheet } from "./data-file.ts";
import { Fault } from "./fault.ts";
import { headerOf, type Header } from "./header.ts";

/** What a file of figures says: regions in a tree, each with figures being one unit; periods; answers. */
export type Figures = {
  /** In the order of first mention. `name` is what the file calls it. */
  regions: (TreeRegion & { name: string })[];
  units: TreeUnit[];
  periods: NamedPeriod[];
  /** Measures (and members) that have an answer in a period, as `cellKey`. */
  asked: ReadonlyMap<string, ReadonlySet<string>>;
  answer(unitId: number, period: string, cell: string): CellValue | undefined;
};

type Reading = {
  problems: Text[];
  regions: Map<string, { id: number; parent: string | null; covers: "own" | "whole" | null; given: boolean }>;
  periods: Map<string, NamedPeriod>;
  answers: Map<string, { value: CellValue; where: Text }>;
  asked: Map<string, Set<string>>;
};

/** Reads all sheets. Throws a Fault with every problem of every cell: a file is taken whole or not at all. */
export function readFigures(vocabulary: Vocabulary, sheets: readonly DataSheet[]): Figures {
  const reading: Reading = {
    problems: [],
    regions: new Map(),
    periods: new Map(),
    answers: new Map(),
    asked: new Map(),
  };
  for (const sheet of sheets) readSheet(vocabulary, reading, sheet);
  const regions = treeOf(reading);
  if (reading.problems.length > 0) throw new Fault(reading.problems);
  return {
    regions,
    units: [...reading.regions.values()]
      .filter(({ given }) => given)
      .map(({ id, covers }) => ({ id, regionId: id, covers: covers ?? "own", hash: mark(id) })),
    periods: [...reading.periods.values()],
    asked: reading.asked,
    answer: (unitId, period, cell) => reading.answers.get(`${unitId} ${period} ${cell}`)?.value,
  };
}

function readSheet(vocabulary: Vocabulary, reading: Reading, sheet: DataSheet): void {
  const { header, problems } = headerOf(vocabulary, sheet);
  reading.problems.push(...problems.map((problem) => placed(sheet, sheet.rows[0]!.row, problem.column, problem)));
  if (header === null) return;
  for (const { row, cells } of sheet.rows.slice(1)) {
    const report = (column: string, problem: Text) => reading.problems.push(placed(sheet, row, column, problem));
    const cellAt = (at: number | null): DataCell => (at === null ? EMPTY : (cells[at] ?? EMPTY));
    if (cells.slice(header.width).some(({ text }) => text !== ""))
      report("", say("本行的格数多于表头。", "this row has more cells than the header."));
    const region = cellAt(header.region).text;
    if (region === "") report(header.names[header.region]!, say("没有填写地区。", "no region is given."));
    const period = periodOf(cellAt(header.period).text);
    if (period === null)
      report(
        header.names[header.period]!,
        say(
          `“${cellAt(header.period).text}”不是报告期，应为 2025、2025H1、2025Q1、2025-03 或起止日期。`,
          `"${cellAt(header.period).text}" is no period; write 2025, 2025H1, 2025Q1, 2025-03 or two days.`,
        ),
      );
    if (region === "" || period === null) continue;
    reading.periods.set(period.key, period);
    const id = takeRegion(reading, region, cellAt(header.parent).text, cellAt(header.covers).text, (problem) =>
      report(header.names[header.parent ?? header.covers ?? header.region]!, problem),
    );
    for (const { cell, at, problem } of figuresOf(header, cells)) {
      const column = header.names[at]!;
      if (problem !== null) report(column, problem);
      else
        takeAnswer(reading, { id, period: period.key, cell, value: cells[at] ?? EMPTY }, placedAt(sheet, row, column));
    }
  }
}

const EMPTY: DataCell = { text: "", problem: null };
const say = (zh: string, en: string): Text => ({ zh, en });

type Found = { cell: string; at: number; problem: Text | null };

/** The figures of a row: one where the measure stands in a column of its own, else one per column. */
function figuresOf(header: Header, cells: readonly DataCell[]): Found[] {
  if (header.figures !== null) return header.figures.map(({ at, cell }) => ({ at, cell, problem: null }));
  const measure = cells[header.measure]?.text ?? "";
  const member = header.member === null ? "" : (cells[header.member]?.text ?? "");
  const cell = header.cellOf(measure, member);
  if (cell !== null) return [{ at: header.value, cell, problem: null }];
  const known = header.cellOf(measure, "") !== null;
  const at = known ? header.member! : header.measure;
  const problem = known
    ? say(`数据项 ${measure} 没有分类项“${member}”。`, `measure ${measure} has no member "${member}".`)
    : say(`目录中没有数据项“${measure}”。`, `the catalogue has no measure "${measure}".`);
  return [{ at, cell: "", problem }];
}

function takeAnswer(
  reading: Reading,
  { id, period, cell, value }: { id: number; period: string; cell: string; value: DataCell },
  where: Text,
): void {
  const report = (problem: Text) =>
    reading.problems.push({ zh: `${where.zh}:${problem.zh}`, en: `${where.en}: ${problem.en}` });
  if (value.problem !== null) return void report(value.problem);
  const key = `${id} ${period} ${cell}`;
  const before = reading.answers.get(key);
  if (before)
    return void report(
      say(`与${before.where.zh}重复，请保留一个。`, `repeats what stands in ${before.where.en}; keep one.`),
    );
  const read = valueOf(value.text);
  if ("problem" in read) return void report(read.problem);
  reading.answers.set(key, { value: read, where });
  const asked = reading.asked.get(period) ?? new Set();
  reading.asked.set(period, asked.add(cell));
}

const NA = /^(不适用|n\/?a|not applicable)$/i;
const MISSING = /^(暂缺|missing|)$/i;

function valueOf(text: string): CellValue | { problem: Text } {
  if (NA.test(text)) return { state: "na" };
  if (MISSING.test(text)) return { state: "missing" };
  if (text === "未发生") return { state: "number", value: "0" };
  const parsed = parseFigure(text);
  return parsed.ok ? { state: "number", value: parsed.decimal } : { problem: parsed.problem };
}

const KINDS: readonly PeriodKind[] = ["month", "quarter", "half", "year", "instant", "custom"];

export function periodOf(text: string): NamedPeriod | null {
  for (const kind of KINDS) {
    const period = readPeriod(kind, text);
    if (period !== null) return period;
  }
  return null;
}

function takeRegion(
  { regions }: Reading,
  name: string,
  parent: string,
  covers: string,
  report: (problem: Text) => void,
): number {
  const known = regions.get(name) ?? { id: regions.size + 1, parent: null, covers: null, given: false };
  regions.set(name, known);
  known.given = true;
  if (parent !== "") {
    if (known.parent !== null && known.parent !== parent)
      report(
        say(
          `地区“${name}”的上级前面写作“${known.parent}”。`,
          `the parent of "${name}" was given as "${known.parent}" before.`,
        ),
      );
    known.parent = parent;
    if (!regions.has(parent)) regions.set(parent, { id: regions.size + 1, parent: null, covers: null, given: false });
  }
  const read =
    covers === "" ? null : /^(own|本级)$/.test(covers) ? "own" : /^(whole|全域)$/.test(covers) ? "whole" : "?";
  if (read === "?") report(say(`口径范围“${covers}”应为本级或全域。`, `"${covers}" should be own or whole.`));
  else if (read !== null) {
    if (known.covers !== null && known.covers !== read)
      report(say(`地区“${name}”的口径范围前后不一。`, `"${name}" covers own in one place and whole in another.`));
    known.covers = read;
  }
  return known.id;
}

function treeOf({ regions, problems }: Reading): Figures["regions"] {
  for (const name of regions.keys()) {
    const path = [name];
    for (let up = regions.get(name)!.parent; up !== null; up = regions.get(up)!.parent) {
      if (path.includes(up)) {
        if (up === name) {
          const loop = [...path, up].join(" → ");
          problems.push(say(`地区的上级成环：${loop}。`, `regions are above each other: ${loop}.`));
        }
        break;
      }
      path.push(up);
    }
  }
  return [...regions].map(([name, { id, parent }]) => ({
    id,
    name,
    parentId: parent === null ? null : regions.get(parent)!.id,
  }));
}

function placedAt({ file, sheet }: DataSheet, row: number, column: string): Text {
  const [zh, en] = sheet === null ? ["", ""] : [`工作表“${sheet}”`, `, sheet "${sheet}"`];
  return {
    zh: `文件 ${file}${zh}第 ${row} 行${column === "" ? "" : `“${column}”列`}`,
    en: `file ${file}${en}, row ${row}${column === "" ? "" : `, column "${column}"`}`,
  };
}

function placed(sheet: DataSheet, row: number, column: string, problem: Text): Text {
  const where = placedAt(sheet, row, column);
  return { zh: `${where.zh}:${problem.zh}`, en: `${where.en}: ${problem.en}` };
}

/** A unit's mark in `support`: 64 bits, spread so that no few units look like others (Steele et al., SplitMix, 2014). */
function mark(id: number): bigint {
  const bits = (value: bigint) => BigInt.asUintN(64, value);
  let z = bits(BigInt(id) * 0x9e3779b97f4a7c15n);
  z = bits((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = bits((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}
