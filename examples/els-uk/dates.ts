import type { Area, Figure } from "./source.ts";

/** What the additive series says about time: it is never restated for areas that did not exist. */
export type Dating = {
  /** First day of the earliest figure: where the tree begins, because areas.csv states no beginnings. */
  begins: string;
  /** Day (exclusive) on which an abolished area ended. */
  endOf: (area: Area) => string | null;
  /** Day on which a current area was founded, where the additive series shows that it was founded later than that series begins. */
  foundedOn: (area: Area) => string | null;
};

/**
 * Dates of areas, from the figures alone.
 *
 * An area with end_year Y ended on 1 April of Y + 1: the yearly series that run from April to March (life satisfaction,
 * absences) carry it up to the year that begins in Y and its successors from the year that begins in Y + 1. A
 * current authority that the additive series starts to carry in year F was founded on the last day of change not after
 * the end of F; one that the series never carries, on the first day of change after the series ends.
 */
export function datingOf(areas: readonly Area[], figures: readonly Figure[], additive: string): Dating {
  const series = figures.filter((f) => f.dataset === additive);
  const years = [...new Set(series.map((f) => Number(f.period.slice(0, 4))))].sort((a, b) => a - b);
  const firstOf = new Map<string, number>();
  for (const { code, period } of series)
    firstOf.set(code, Math.min(firstOf.get(code) ?? Infinity, Number(period.slice(0, 4))));
  const lower = areas.filter((area) => area.levels.includes("ltla"));
  const changes = [...new Set(lower.flatMap((a) => (a.endYear === null ? [] : [aprilAfter(a.endYear)])))].sort();
  return {
    begins: figures.reduce((least, f) => (f.period < least ? f.period : least), "9999").slice(0, 10),
    endOf: (area) => (area.endYear === null ? null : aprilAfter(area.endYear)),
    foundedOn(area) {
      if (area.endYear !== null || !area.levels.includes("ltla") || years.length === 0) return null;
      const first = firstOf.get(area.code);
      if (first === years[0]) return null;
      if (first === undefined) return changes.find((day) => day > `${years.at(-1)}-12-31`) ?? null;
      return changes.findLast((day) => day <= `${first}-12-31`) ?? null;
    },
  };
}

const aprilAfter = (year: number) => `${year + 1}-04-01`;
