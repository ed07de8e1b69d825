import type { Area, Figure } from "./source.ts";
import type { Note } from "./tree.ts";

/**
 * Figures that the source publishes for one series and period under an abolished and under a current code of the same
 * name: adding up both would count the area twice.
 */
export function publishedTwice(areas: readonly Area[], figures: readonly Figure[], additive: string): Note[] {
  const lower = areas.filter((area) => area.levels.includes("ltla"));
  const valueAt = new Map(
    figures.filter((f) => f.value !== "").map((f) => [`${f.code}|${f.dataset}|${f.indicator}|${f.period}`, f.value]),
  );
  const pairs = lower
    .filter((area) => area.endYear !== null)
    .flatMap((old) =>
      lower.filter((area) => area.endYear === null && area.name === old.name).map((now) => ({ old, now })),
    );
  return pairs.flatMap(({ old, now }) => {
    const both = figures.filter(
      (f) =>
        f.code === now.code && f.value !== "" && valueAt.has(`${old.code}|${f.dataset}|${f.indicator}|${f.period}`),
    );
    if (both.length === 0) return [];
    const unequal = both.filter((f) => valueAt.get(`${old.code}|${f.dataset}|${f.indicator}|${f.period}`) !== f.value);
    const summed = both.filter((f) => f.dataset === additive);
    const series = [...new Set(both.map((f) => f.dataset))].join(", ");
    const text = `${both.length} figures stand under ${old.code} as well (${series}), ${unequal.length} of them with another value; ${summed.length} belong to the additive count. Rankings take the current code only`;
    return [{ code: now.code, name: now.name, note: "published_twice", text }];
  });
}
