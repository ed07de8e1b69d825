import { addDecimals, type CellValue } from "@duibiao/indicators";
import { blank, sameValue, type Entry } from "./entry.ts";
import type { EntryLine } from "./lines.ts";

type Read = (key: string) => Entry;

/** What the members of a total add up to where every one is answered with a number or 不适用; null otherwise. */
export function totalOf({ parts }: EntryLine, entry: Read): CellValue | null {
  const values = parts.map((key) => entry(key).value);
  if (parts.length === 0 || values.some((value) => value === null || value.state === "missing")) return null;
  const numbers = values.flatMap((value) => (value?.state === "number" ? [value] : []));
  if (numbers.length === 0) return null;
  const estimated = numbers.some((value) => value.estimated === true);
  return { state: "number", value: addDecimals(numbers.map(({ value }) => value)), ...(estimated && { estimated }) };
}

/**
 * Totals follow their members: one that is empty, or that was the members' sum, becomes their sum again. A total that
 * somebody typed otherwise stays, and the check says that the members do not add up to it.
 */
export function withTotals(
  lines: readonly EntryLine[],
  entry: Read,
  changed: ReadonlyMap<string, Entry>,
): Map<string, Entry> {
  const after: Read = (key) => changed.get(key) ?? entry(key);
  const next = new Map(changed);
  for (const line of lines) {
    if (changed.has(line.key) || !line.parts.some((key) => changed.has(key))) continue;
    const [before, sum] = [totalOf(line, entry), totalOf(line, after)];
    const total = entry(line.key);
    const follows =
      total.rejected === null && (total.value === null || (before !== null && sameValue(total.value, before)));
    if (follows && sum !== null) next.set(line.key, { ...blank, note: total.note, value: sum });
  }
  return next;
}
