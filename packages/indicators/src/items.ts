import type { Member } from "./catalogue.ts";
import { addDecimals } from "./decimal.ts";
import { cellKey } from "./vocabulary.ts";

/** 明细行: one vehicle, one building; its figures by cell, null = 不适用 to it. What is absent has not been answered. */
export type Item = { label: string; values: Readonly<Record<string, string | null>> };

/** What a list of items comes to for one line of its section. */
export type ItemTotal = {
  measure: string;
  member: Member;
  /** The sum, once every item has an answer and one of them is a number; null before. */
  value: string | null;
  /** Items that have no answer here, by their place in the list. */
  open: number[];
};

type Line = { measure: string; member?: Member };

/** The lines of a section that items add up to: what is never added up over regions (a rate, a grade) is not over items. */
export const itemLines = <Asked extends Line>(
  measures: ReadonlyMap<string, { aggRegion: string }>,
  lines: readonly Asked[],
): Asked[] => lines.filter(({ measure }) => measures.get(measure)?.aggRegion === "sum");

/** Sums of a list's columns. A column that nobody began is left out; one with a gap stays open: a blank is not a zero. */
export function itemTotals(lines: readonly Line[], items: readonly Item[]): ItemTotal[] {
  return lines.flatMap(({ measure, member = "total" }): ItemTotal[] => {
    const key = cellKey(measure, member);
    const given = items.map(({ values }) => values[key]);
    if (given.every((value) => value === undefined)) return [];
    const open = given.flatMap((value, at) => (value === undefined ? [at] : []));
    const numbers = given.filter((value) => typeof value === "string");
    return [{ measure, member, value: open.length === 0 && numbers.length > 0 ? addDecimals(numbers) : null, open }];
  });
}
