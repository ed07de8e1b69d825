import { correlationsOf, covarianceMatrix } from "../numeric/covariance.ts";
import { studentTwoSided } from "../numeric/distributions.ts";
import { kendallTauB, spearmanRho } from "../ranking/rank-correlation.ts";

export type CorrelationMethod = "pearson" | "spearman" | "kendall";

/** Correlation of two columns over the units that have both. `p`: two-sided; `adjusted`: for all pairs looked at together. */
export type PairCorrelation = { a: number; b: number; r: number; n: number; p: number; adjusted: number };

/**
 * Correlations of all pairs of columns, each over the units that have both values (`n` is said for every pair), NaN where
 * one does not vary or fewer than 3 pairs are left.
 *
 * p: Student's t with n - 2 degrees of freedom, t = r √((n - 2) / (1 - r²)); exact for normal data with Pearson, the usual
 * approximation for Spearman; for Kendall the normal-scale statistic 3 τ √(n (n - 1)) / √(2 (2n + 5)) read from t.
 * adjusted: Holm 1979 (`family`, default) or Benjamini and Hochberg 1995 (`discovery`) over all pairs with a p.
 */
export function correlationPairs(
  columns: readonly Float64Array[],
  method: CorrelationMethod = "pearson",
  control: "family" | "discovery" = "family",
): PairCorrelation[] {
  const pairs: PairCorrelation[] = [];
  for (let a = 0; a < columns.length; a++)
    for (let b = a + 1; b < columns.length; b++)
      pairs.push({ a, b, ...correlate(columns[a]!, columns[b]!, method), adjusted: NaN });
  const adjusted = adjust(
    pairs.map(({ p }) => p),
    control,
  );
  return pairs.map((pair, at) => ({ ...pair, adjusted: adjusted[at]! }));
}

function correlate(x: Float64Array, y: Float64Array, method: CorrelationMethod): { r: number; n: number; p: number } {
  const both = [...x.keys()].filter((i) => !Number.isNaN(x[i]!) && !Number.isNaN(y[i]!));
  const n = both.length;
  if (n < 3) return { r: NaN, n, p: NaN };
  const [u, v] = [Float64Array.from(both, (i) => x[i]!), Float64Array.from(both, (i) => y[i]!)];
  const r =
    method === "pearson"
      ? correlationsOf(covarianceMatrix([u, v]))[0]![1]!
      : ((method === "spearman" ? spearmanRho(u, v) : kendallTauB(u, v)) ?? NaN);
  const t =
    method === "kendall"
      ? (3 * r * Math.sqrt(n * (n - 1))) / Math.sqrt(2 * (2 * n + 5))
      : Math.abs(r) === 1
        ? Infinity
        : r * Math.sqrt((n - 2) / (1 - r * r));
  return { r, n, p: Number.isNaN(r) ? NaN : studentTwoSided(t, n - 2) };
}

/** p-values made larger so that many looks do not make a find; NaN stays NaN and counts for nothing. */
export function adjust(p: readonly number[], control: "family" | "discovery"): number[] {
  const order = [...p.keys()].filter((i) => !Number.isNaN(p[i]!)).sort((i, j) => p[i]! - p[j]!);
  const m = order.length;
  const adjusted = p.map(() => NaN);
  if (control === "family") {
    let worst = 0;
    order.forEach((i, at) => {
      worst = Math.max(worst, (m - at) * p[i]!);
      adjusted[i] = Math.min(1, worst);
    });
  } else {
    let best = 1;
    order.toReversed().forEach((i, from) => {
      best = Math.min(best, (m / (m - from)) * p[i]!);
      adjusted[i] = best;
    });
  }
  return adjusted;
}
