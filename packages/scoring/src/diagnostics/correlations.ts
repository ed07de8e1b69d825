import { correlationsOf, covarianceMatrix } from "../numeric/covariance.ts";
import { exactTail } from "../comparison/mann-kendall.ts";
import { chiSquareTail, studentTwoSided } from "../numeric/distributions.ts";
import { kendallTauB, spearmanRho } from "../ranking/rank-correlation.ts";

export type CorrelationMethod = "pearson" | "spearman" | "kendall";

/** Correlation of two columns over the units that have both. `p`: two-sided; `adjusted`: for all pairs looked at together. */
export type PairCorrelation = { a: number; b: number; r: number; n: number; p: number; adjusted: number };

/**
 * Correlations of all pairs of columns, each over the units that have both values (`n` is said for every pair), NaN where
 * one does not vary or fewer than 3 pairs are left.
 *
 * p: Student's t with n - 2 degrees of freedom, t = r √((n - 2) / (1 - r²)); exact for normal data with Pearson, the usual
 * approximation for Spearman. Kendall: exact below 50 pairs without ties, else normal, S over its standard deviation with ties counted
 * (Kendall 1970, as R cor.test).
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
  if (Number.isNaN(r)) return { r, n, p: NaN };
  if (method === "kendall") return { r, n, p: kendallP(u, v, r) };
  const t = Math.abs(r) === 1 ? Infinity : r * Math.sqrt((n - 2) / (1 - r * r));
  return { r, n, p: studentTwoSided(t, n - 2) };
}

/** Two-sided p of Kendall's S, which is a whole number behind τ. */
function kendallP(x: Float64Array, y: Float64Array, tau: number): number {
  const n = x.length;
  const [a, b] = [tiedCounts(x), tiedCounts(y)];
  const total = (counts: readonly number[], of: (t: number) => number) => counts.reduce((sum, t) => sum + of(t), 0);
  const pairs = (t: number) => t * (t - 1);
  const s = Math.round((tau * Math.sqrt((pairs(n) - total(a, pairs)) * (pairs(n) - total(b, pairs)))) / 2);
  if (n < EXACT_BELOW && a.length === 0 && b.length === 0) return Math.min(1, 2 * exactTail(n, Math.abs(s)));
  const spread = (t: number) => t * (t - 1) * (2 * t + 5);
  const triples = (t: number) => t * (t - 1) * (t - 2);
  const variance =
    (spread(n) - total(a, spread) - total(b, spread)) / 18 +
    (total(a, pairs) * total(b, pairs)) / (2 * n * (n - 1)) +
    (total(a, triples) * total(b, triples)) / (9 * n * (n - 1) * (n - 2));
  // The square of a standard normal is χ² with one degree.
  return chiSquareTail((s * s) / variance, 1);
}

const EXACT_BELOW = 50;

function tiedCounts(x: Float64Array): number[] {
  const sorted = x.slice().sort();
  const counts: number[] = [];
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from > 1) counts.push(to - from);
    from = to;
  }
  return counts;
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
