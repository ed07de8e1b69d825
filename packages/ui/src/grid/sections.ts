import { blank, type Entry } from "./entry.ts";
import type { EntryLine } from "./lines.ts";
import type { EntryStore } from "./store.ts";
import { totalOf } from "./totals.ts";

const zero: Entry = { ...blank, value: { state: "number", value: "0" } };

const isZero = ({ value }: Entry) => value?.state === "number" && value.value === "0";

/** Whether a section may be declared 本节无发生: nothing in it but zeros and blanks. */
export const mayBeZero = (store: EntryStore, lines: readonly EntryLine[]): boolean =>
  lines.every(({ key }) => {
    const entry = store.entry(key);
    return entry.rejected === null && (entry.value === null || isZero(entry));
  });

/** 本节无发生: explicit zeros in every line; taken back, the lines are unanswered again. */
export function declareZero(store: EntryStore, section: string, on: boolean): void {
  const lines = store.lines.filter((line) => line.section === section);
  const next = new Map(lines.map(({ key }) => [key, on ? { ...zero, note: store.entry(key).note } : blank]));
  const others = store.zeroSections().filter((key) => key !== section);
  store.edit(next, on ? [...others, section] : others);
}

/** How the folded lines of a section would be answered: as last time, where last time is known. */
export function asLastTime(store: EntryStore, folded: readonly EntryLine[]): Map<string, Entry> {
  const next = new Map<string, Entry>();
  for (const { key } of folded) {
    if (store.entry(key).value !== null) continue;
    const last = store.setup.previous?.get(key) ?? store.setup.history.find((period) => period.has(key))?.get(key);
    if (last?.state === "na") next.set(key, { ...blank, value: { state: "na", reason: NEVER_HAD } });
    else if (last?.state === "number" && last.value === "0") next.set(key, zero);
  }
  return next;
}

const NEVER_HAD = "历来无此项，与上期一致";

/** The sum of a total's members where every one is answered with a number or 不适用; null otherwise. */
export function sumOfParts(store: EntryStore, line: EntryLine): string | null {
  const total = totalOf(line, store.entry);
  return total?.state === "number" ? total.value : null;
}
