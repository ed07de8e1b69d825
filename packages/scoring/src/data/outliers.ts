import { quantile } from "../numeric/quantile.ts";
import { presentOf } from "../numeric/sums.ts";
import { hasOrdinaryShape, sampleMoments, shapeOf, SHAPE_LIMITS, type Moments, type ShapeLimits } from "./moments.ts";

/** Bounds at which a column is clipped, and how many values lie beyond each. */
export type Fence = { lo: number; hi: number; low: number; high: number };

/** Values clipped to lo..hi; NaN stays NaN. */
export function clipped(x: Float64Array, { lo, hi }: { lo: number; hi: number }): Float64Array {
  return x.map((v) => (v < lo ? lo : v > hi ? hi : v));
}

/** How many points may be winsorised: a number of them (default 5), or a share of the values that are there. */
export type Budget = { maxPoints?: number; maxShare?: number };

const MOST_POINTS = 5;

/**
 * Winsorises point by point, as COINr `winsorise`: while |skewness| and kurtosis both reach their limits and fewer points than the
 * budget are changed, the largest value (all of its ties together, where skewness >= 0, else the smallest) takes the next value
 * inwards. Ties may therefore pass the budget. With `forced` the shape is not asked and the whole budget is used. Stops where all
 * values have become equal, so a column of equal values with one outlier is treated too.
 *
 * `x`: NaN = no value. 1, ..., 10, 100 gives a fence of 1..10 with one value above it. Fewer than 4 values are left alone.
 */
export function winsoriseFence(
  x: ArrayLike<number>,
  { maxPoints, maxShare }: Budget = {},
  limits: ShapeLimits = SHAPE_LIMITS,
  forced = false,
): Fence & { before: Moments; after: Moments } {
  const present = presentOf(x);
  const n = present.length;
  const before = sampleMoments(present);
  if (n < 4 || before.sd === 0 || (!forced && hasOrdinaryShape(before, limits)))
    return { lo: -Infinity, hi: Infinity, low: 0, high: 0, before, after: before };
  const sorted = present.sort();
  const budget = maxPoints ?? (maxShare === undefined ? MOST_POINTS : Math.floor(maxShare * n + 1e-9));
  let shape = before;
  let low = 0;
  let high = n - 1;
  while ((forced || !hasOrdinaryShape(shape, limits)) && low + (n - 1 - high) < budget && shape.sd > 0) {
    if (shape.skewness >= 0) {
      const top = sorted[high]!;
      while (sorted[high] === top) high--;
    } else {
      const bottom = sorted[low]!;
      while (sorted[low] === bottom) low++;
    }
    shape = clippedMoments(sorted, low, high);
  }
  return { lo: sorted[low]!, hi: sorted[high]!, low, high: n - 1 - high, before, after: shape };
}

/** Moments of sorted values with everything below place `low` and above `high` moved to the values there; plain sums, in sorted order. */
function clippedMoments(sorted: Float64Array, low: number, high: number): Moments {
  const n = sorted.length;
  const [lo, hi] = [sorted[low]!, sorted[high]!];
  const above = n - 1 - high;
  let sum = low * lo + above * hi;
  for (let i = low; i <= high; i++) sum += sorted[i]!;
  const mean = sum / n;
  const scale = Math.max(hi - mean, mean - lo);
  if (!(hi > lo)) return shapeOf(n, lo, 0, 0, 0, 0);
  const [below, beyond] = [(lo - mean) / scale, (hi - mean) / scale];
  let s2 = low * below * below + above * beyond * beyond;
  let s3 = low * below * below * below + above * beyond * beyond * beyond;
  let s4 = low * below * below * below * below + above * beyond * beyond * beyond * beyond;
  for (let i = low; i <= high; i++) {
    const d = (sorted[i]! - mean) / scale;
    const d2 = d * d;
    s2 += d2;
    s3 += d2 * d;
    s4 += d2 * d2;
  }
  return shapeOf(n, mean, scale, s2, s3, s4);
}

/** Type-7 quantiles as bounds; `loPct` and `hiPct` in percent. No values: no bounds. */
export function percentileFence(x: ArrayLike<number>, loPct: number, hiPct: number): Fence {
  const sorted = presentOf(x).sort();
  if (sorted.length === 0) return { lo: -Infinity, hi: Infinity, low: 0, high: 0 };
  return counted(sorted, quantile(sorted, loPct / 100), quantile(sorted, hiPct / 100));
}

/** √(π/2): turns a mean absolute deviation into a standard deviation of a normal sample; 1.4826 = 1 / 0.67449 does so for the MAD. */
const NORMAL_MEAN_DEVIATION = 1.2533141373155003;
const NORMAL_MAD = 1.482602218505602;

/**
 * Median ± k robust standard deviations: 1.4826 times the median absolute deviation (Hampel 1974), or, where more than half of
 * the values are equal and that is 0, 1.2533 times the mean absolute deviation from the median (Iglewicz & Hoaglin 1993).
 * 1, 2, 3, 4, 100 with k = 3: median 3, MAD 1, fence 3 ± 4.4478.
 */
export function madFence(x: ArrayLike<number>, k: number): Fence {
  const sorted = presentOf(x).sort();
  if (sorted.length === 0) return { lo: -Infinity, hi: Infinity, low: 0, high: 0 };
  const median = quantile(sorted, 0.5);
  const away = sorted.map((v) => Math.abs(v - median)).sort();
  const mad = quantile(away, 0.5);
  let sum = 0;
  for (const v of away) sum += v;
  const sd = mad > 0 ? NORMAL_MAD * mad : (NORMAL_MEAN_DEVIATION * sum) / away.length;
  return counted(sorted, median - k * sd, median + k * sd);
}

function counted(sorted: Float64Array, lo: number, hi: number): Fence {
  let low = 0;
  let high = 0;
  for (const v of sorted) {
    if (v < lo) low++;
    if (v > hi) high++;
  }
  return { lo, hi, low, high };
}
