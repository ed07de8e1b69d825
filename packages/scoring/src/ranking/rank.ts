import { quantile } from "../numeric/quantile.ts";

/**
 * The place of one value among those ranked.
 *
 * - `rank`..`rankTo`: the range of places it shares with equal values; both the same without a tie.
 * - `quartile`: 1 (best) to 4; see rankColumn.
 * - `gapToBest`, `gapToTopQuartile`: how far it is, in the value's own unit, from the best value and
 *   from the cut of the first quartile; never negative, 0 when it is there already.
 */
export type Place = {
  rank: number;
  rankTo: number;
  quartile: 1 | 2 | 3 | 4;
  gapToBest: number;
  gapToTopQuartile: number;
};

/** `quartileCuts`: P25, P50 and P75 of the ranked values; null, like `best`, when nothing is ranked. */
export type Ranking = {
  /** One per value, in the same order; null where there was nothing to rank. */
  places: (Place | null)[];
  nRanked: number;
  best: number | null;
  quartileCuts: { p25: number; p50: number; p75: number } | null;
};

/**
 * Standard competition ranking (1, 2, 2, 4) of one column, from full precision: equal means equal as
 * numbers, nothing is rounded.
 *
 * `values`: numbers, with null or NaN where there is none; those are never ranked and count nowhere.
 * Quartile rule: cuts are type-7 quantiles (Hyndman & Fan 1996) of the ranked values. In the good
 * direction, a value at or better than the best-quarter cut is in quartile 1, else at or better than
 * the median in 2, else at or better than the worst-quarter cut in 3, else 4. For `higher` the
 * best-quarter cut is P75, for `lower` P25. Throws RangeError for an infinite value.
 */
export function rankColumn(values: ArrayLike<number | null>, direction: "higher" | "lower"): Ranking {
  const order: number[] = [];
  for (let r = 0; r < values.length; r++) {
    const v = values[r] ?? null;
    if (v === null || Number.isNaN(v)) continue;
    if (!Number.isFinite(v)) throw new RangeError(`value ${r} is infinite and cannot be ranked`);
    order.push(r);
  }
  const nRanked = order.length;
  const places: (Place | null)[] = Array.from({ length: values.length }, () => null);
  if (nRanked === 0) return { places, nRanked, best: null, quartileCuts: null };

  const sorted = new Float64Array(nRanked);
  for (let i = 0; i < nRanked; i++) sorted[i] = values[order[i]!]!;
  sorted.sort();
  const p25 = quantile(sorted, 0.25);
  const p50 = quantile(sorted, 0.5);
  const p75 = quantile(sorted, 0.75);
  // Turned so that more is always better.
  const sign = direction === "higher" ? 1 : -1;
  const best = direction === "higher" ? sorted[nRanked - 1]! : sorted[0]!;
  const topCut = direction === "higher" ? p75 : p25;
  const bottomCut = direction === "higher" ? p25 : p75;

  order.sort((a, b) => sign * (values[b]! - values[a]!));
  for (let from = 0; from < nRanked;) {
    const v = values[order[from]!]!;
    let to = from + 1;
    while (to < nRanked && values[order[to]!] === v) to++;
    const toTop = sign * (topCut - v);
    for (let i = from; i < to; i++) {
      places[order[i]!] = {
        rank: from + 1,
        rankTo: to,
        quartile: toTop <= 0 ? 1 : sign * (p50 - v) <= 0 ? 2 : sign * (bottomCut - v) <= 0 ? 3 : 4,
        gapToBest: Math.abs(best - v),
        gapToTopQuartile: toTop > 0 ? toTop : 0,
      };
    }
    from = to;
  }
  return { places, nRanked, best, quartileCuts: { p25, p50, p75 } };
}
