import { cellKey, type Compiled, type Text } from "@duibiao/indicators";
import type { EntryLine } from "./lines.ts";

/** 分类表: the measures that a form asks by the members of one breakdown. `cell`: the line of a measure and member, if asked. */
export type BreakdownTable = {
  key: string;
  name: Text;
  measures: { key: string; name: Text; uom: string }[];
  /** Members in the catalogue's order, as far as any of the measures is asked by them; the last is `total`. */
  members: { key: string; name: Text }[];
};

const TOTAL: Text = { zh: "合计", en: "Total" };

/** The breakdown tables of a form; empty where it asks nothing by category. */
export function breakdownTables(compiled: Compiled, lines: readonly EntryLine[]): BreakdownTable[] {
  const asked = new Set(lines.map(({ key }) => key));
  return [...compiled.breakdowns.values()].flatMap(({ key, name, members }) => {
    const own = (member: string) => `${key}:${member}`;
    const keys = [...new Set(lines.filter(({ member }) => member.startsWith(`${key}:`)).map(({ measure }) => measure))];
    if (keys.length === 0) return [];
    const shown = members.filter((member) => keys.some((measure) => asked.has(cellKey(measure, own(member.key)))));
    return [
      {
        key,
        name,
        measures: keys.map((measure) => {
          const found = compiled.measures.get(measure)!;
          return { key: measure, name: found.name, uom: found.uom };
        }),
        members: [
          ...shown.map((member) => ({ key: own(member.key), name: member.name })),
          ...(keys.some((measure) => asked.has(cellKey(measure, "total"))) ? [{ key: "total", name: TOTAL }] : []),
        ],
      },
    ];
  });
}
