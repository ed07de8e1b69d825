import { isRanked, type Item, type Release, type Scores } from "./release.ts";

/** One indicator that separates the top quarter from the others, in points of the total. */
export type Cause = {
  path: string;
  /** Mean points of those in quarter 1, and of the others ranked. */
  top: number;
  rest: number;
  /** Medians of the indicator itself, in its uom. */
  topValue: number | null;
  restValue: number | null;
  /** Which share of the top quarter, and of the others, lost nothing here. */
  topFull: number;
  restFull: number;
  /** Mean points that all ranked regions lost here. */
  lost: number;
};

/**
 * The indicators that separate the top quarter from the rest most: the largest difference of mean points first. With
 * nobody outside the top quarter, those on which most points were lost.
 */
export function causesOf(
  scores: Scores,
  items: readonly Item[],
  cuts: Release["head"]["quartileCuts"] = null,
  most = 3,
): Cause[] {
  // Where bands are shown no quarter is told of anybody: the cut of the scores makes the same groups.
  const isTop = ({ place, score }: Item) =>
    place === null ? cuts !== null && score! >= cuts.p75 : place.quartile === 1;
  const first = new Map(items.filter(isRanked).map((item) => [item.regionId, isTop(item)]));
  const ranked = scores.items.filter(({ regionId }) => first.has(regionId));
  const top = ranked.filter(({ regionId }) => first.get(regionId));
  const rest = ranked.filter(({ regionId }) => !first.get(regionId));
  const causes = scores.nodes.flatMap(({ path, indicator }, at) => {
    if (indicator === null) return [];
    const points = (of: typeof ranked) => mean(of.map(({ contribution }) => contribution[at] ?? null));
    const values = (of: typeof ranked) => median(of.map(({ value }) => value[at] ?? null));
    const [ofTop, ofRest] = [points(top), points(rest)];
    const lost = mean(ranked.map(({ pointsLost }) => pointsLost[at] ?? null));
    if (ofTop === null || lost === null) return [];
    const full = (of: typeof ranked) =>
      of.length === 0 ? 0 : of.filter(({ pointsLost }) => isNone(pointsLost[at])).length / of.length;
    return [
      {
        path,
        top: ofTop,
        rest: ofRest ?? ofTop,
        topValue: values(top),
        restValue: values(rest),
        topFull: full(top),
        restFull: full(rest),
        lost,
      },
    ];
  });
  const size = rest.length === 0 ? (cause: Cause) => cause.lost : (cause: Cause) => cause.top - cause.rest;
  return causes
    .filter((cause) => size(cause) > 0)
    .sort((a, b) => size(b) - size(a))
    .slice(0, most);
}

/** Nothing lost, but for the rounding of binary numbers; what is missing is not nothing. */
const isNone = (lost: number | null | undefined) => lost != null && lost < 1e-9;

const numbers = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

function mean(values: readonly (number | null)[]): number | null {
  const there = numbers(values);
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly (number | null)[]): number | null {
  const sorted = numbers(values).toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
