import type { Region } from "@duibiao/screens/dictionary";

export type Bonus = { region: number; points: number; reason: string };

/**
 * 加分 as pasted: a region (code or full name), points and the ground on each line, between tabs, commas or blanks.
 * Lines that say something else come back as faults, by number.
 */
export function bonusFrom(text: string, regions: readonly Region[]): { given: Bonus[]; faults: number[] } {
  const known = new Map<string, number | null>();
  for (const { id, code, name } of regions) {
    known.set(code, id);
    // Two regions of one name: only the code tells them apart.
    known.set(name, known.has(name) ? null : id);
  }
  const given: Bonus[] = [];
  const faults: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    const words = line.normalize("NFKC").trim();
    if (words === "") continue;
    const [, place, points, reason] = /^(\S+?)[\s,;、]+(\d+(?:\.\d+)?)[\s,;、分]+(\S.*)$/.exec(words) ?? [];
    const region = known.get(place ?? "") ?? null;
    const value = Number(points);
    if (region === null || reason === undefined || !(value > 0 && value <= 100)) faults.push(at + 1);
    else given.push({ region, points: value, reason: reason.slice(0, 200) });
  }
  return { given, faults };
}
