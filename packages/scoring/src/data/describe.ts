import { quantile } from "../numeric/quantile.ts";
import { presentOf } from "../numeric/sums.ts";
import { hasOrdinaryShape, sampleMoments, SHAPE_LIMITS, type ShapeLimits } from "./moments.ts";

/** A column in figures, none of them rounded. NaN = cannot be told from so few values. */
export type Description = {
  /** Values that are there, and their share of the units. */
  n: number;
  availability: number;
  mean: number;
  /** Over n - 1. */
  sd: number;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
  skewness: number;
  kurtosis: number;
  zeros: number;
  /** Different values; how often the most frequent one occurs. */
  distinct: number;
  mostFrequent: number;
  /** |skewness| and kurtosis both reach their limits. */
  outlying: boolean;
};

/**
 * Describes one column (NaN = no value; it counts only in `availability`).
 *
 * Quartiles are type-7 quantiles, skewness and kurtosis type 2 (see sampleMoments); the figures are those of COINr get_stats,
 * which rounds to three digits unless told otherwise. A column without values has n 0 and NaN. The order of the units does
 * not matter. 1, 2, 3, 4, 10 and a gap: n 5, availability 5/6, median 3, q1 2, q3 4.
 */
export function describeColumn(values: ArrayLike<number>, limits: ShapeLimits = SHAPE_LIMITS): Description {
  const sorted = presentOf(values).sort();
  const moments = sampleMoments(sorted);
  const { n, mean, sd, skewness, kurtosis } = moments;
  const at = (p: number) => (n === 0 ? NaN : quantile(sorted, p));
  let [zeros, distinct, mostFrequent] = [0, 0, 0];
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && sorted[to] === sorted[from]) to++;
    distinct++;
    mostFrequent = Math.max(mostFrequent, to - from);
    if (sorted[from] === 0) zeros = to - from;
    from = to;
  }
  return {
    n,
    availability: values.length === 0 ? NaN : n / values.length,
    mean,
    sd,
    min: n === 0 ? NaN : sorted[0]!,
    q1: at(0.25),
    median: at(0.5),
    q3: at(0.75),
    max: n === 0 ? NaN : sorted[n - 1]!,
    skewness,
    kurtosis,
    zeros,
    distinct,
    mostFrequent,
    outlying: !hasOrdinaryShape(moments, limits),
  };
}
