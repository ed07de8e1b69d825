import { blank, type Entry } from "./entry.ts";
import type { EntryLine } from "./lines.ts";
import type { EntryStore } from "./store.ts";

/** Stock lines without an answer whose last period's is known, each as it would be carried over. */
export function carriable(store: EntryStore, lines: readonly EntryLine[]): Map<string, Entry> {
  const { previous, previousKey } = store.setup;
  const next = new Map<string, Entry>();
  if (!previous || previousKey === undefined) return next;
  for (const { key, stock } of lines) {
    const last = previous.get(key);
    const entry = store.entry(key);
    if (!stock || store.isSummed(key) || entry.value !== null || entry.rejected !== null) continue;
    if (last && last.state !== "missing") next.set(key, { ...blank, value: last, carried: previousKey });
  }
  return next;
}
