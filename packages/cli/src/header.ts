import { cellKey, type Text, type Vocabulary } from "@duibiao/indicators";
import type { DataSheet } from "./data-file.ts";

type Columns = {
  names: string[];
  width: number;
  region: number;
  period: number;
  parent: number | null;
  covers: number | null;
};

/** Where things stand: long, one figure in a row; or wide (`figures`), one column per figure. */
export type Header = Columns &
  (
    | {
        figures: null;
        measure: number;
        member: number | null;
        value: number;
        /** The figure's `cellKey`, null where the catalogue has none. */
        cellOf(measure: string, member: string): string | null;
      }
    | { figures: { at: number; cell: string }[] }
  );

const WORDS = {
  region: ["region", "地区"],
  period: ["period", "报告期"],
  parent: ["parent", "上级地区", "上级"],
  covers: ["covers", "口径范围"],
  measure: ["measure", "数据项"],
  member: ["member", "分类项", "分类"],
  value: ["value", "数值", "本期"],
} as const;

type Problem = Text & { column: string };

/** Reads the first row. Columns may stand in any order; a column that means nothing is refused, never skipped. */
export function headerOf(vocabulary: Vocabulary, { rows }: DataSheet): { header: Header | null; problems: Problem[] } {
  const names = rows[0]!.cells.map(({ text }) => text);
  while (names.at(-1) === "") names.pop();
  const problems: Problem[] = [];
  const find = (word: keyof typeof WORDS): number | null => {
    const at = names.findIndex((name) => (WORDS[word] as readonly string[]).includes(name.toLowerCase()));
    return at < 0 ? null : at;
  };
  const need = (word: keyof typeof WORDS): number => {
    const at = find(word);
    if (at === null) {
      const [en, zh] = WORDS[word];
      problems.push({ column: "", zh: `表头缺少“${zh}”（${en}）列。`, en: `the header has no column ${en} (${zh}).` });
    }
    return at ?? 0;
  };
  names.forEach((name, at) => {
    if (names.indexOf(name) < at)
      problems.push({ column: name, zh: `表头“${name}”重复。`, en: `the column "${name}" stands twice.` });
  });
  const columns = {
    names,
    width: names.length,
    region: need("region"),
    period: need("period"),
    parent: find("parent"),
    covers: find("covers"),
  };
  const cellOf = cellReader(vocabulary);
  const long = find("measure") !== null || find("value") !== null;
  const [measure, value] = long ? [need("measure"), need("value")] : [0, 0];
  const member = long ? find("member") : null;
  const taken = new Set([columns.region, columns.period, columns.parent, columns.covers]);
  if (long) [measure, value, member].forEach((at) => taken.add(at));
  const figures = names.flatMap((name, at) => {
    if (taken.has(at)) return [];
    const cell = long ? null : cellOf(...splitName(name));
    if (cell !== null) return [{ at, cell }];
    problems.push({
      column: name,
      zh: `不认识的列“${name}”。`,
      en: `"${name}" is neither a known column nor a measure of the catalogue.`,
    });
    return [];
  });
  if (problems.length > 0) return { header: null, problems };
  return {
    problems,
    header: { ...columns, ...(long ? { figures: null, measure, member, value, cellOf } : { figures }) },
  };
}

/** `veh_actual[veh_class:emergency]` as measure and member. */
function splitName(name: string): [string, string] {
  const match = /^([^[]+)\[([^\]]+)\]$/.exec(name);
  return match ? [match[1]!.trim(), match[2]!.trim()] : [name, ""];
}

/** Finds a figure by the measure's key or Chinese name, and the member as `breakdown:member`. */
function cellReader({ measures, breakdowns }: Vocabulary): (measure: string, member: string) => string | null {
  const byName = new Map([...measures.values()].map(({ key, name }) => [name.zh, key]));
  return (measure, member) => {
    const found = measures.get(measure) ?? measures.get(byName.get(measure) ?? "");
    if (!found) return null;
    if (member === "" || member === "total") return cellKey(found.key, "total");
    const [breakdown = "", key = ""] = member.split(":");
    const known =
      found.breakdowns?.includes(breakdown) && breakdowns.get(breakdown)?.members.some((m) => m.key === key);
    return known ? cellKey(found.key, member) : null;
  };
}
