import { quantile } from "../numeric/quantile.ts";
import { presentOf } from "../numeric/sums.ts";
import { rangeOf } from "./transform.ts";
import { hasOrdinaryShape, sampleMoments, SHAPE_LIMITS, type Moments, type ShapeLimits } from "./moments.ts";

/** Bounds at which a column is clipped, and how many values lie beyond each. */
export type Fence = { lo: number; hi: number; low: number; high: number };

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
  const budget = maxPoints ?? (maxShare === undefined ? MOST_POINTS : Math.floor(maxShare * n + 1e-9));
  const current = present.slice();
  let { min: lo, max: hi } = rangeOf(present);
  let [low, high] = [0, 0];
  let shape = before;
  while ((forced || !hasOrdinaryShape(shape, limits)) && low + high < budget && shape.sd > 0) {
    if (shape.skewness >= 0) {
      const next = nextBelow(present, hi);
      [hi, high] = [next, countBeyond(present, next, 1)];
    } else {
      const next = -nextBelow(
        present.map((v) => -v),
        -lo,
      );
      [lo, low] = [next, countBeyond(present, next, -1)];
    }
    for (let i = 0; i < n; i++) {
      const v = present[i]!;
      current[i] = v < lo ? lo : v > hi ? hi : v;
    }
    shape = sampleMoments(current);
  }
  return { lo, hi, low, high, before, after: shape };
}

/** The largest value below a limit. */
function nextBelow(x: Float64Array, limit: number): number {
  let next = -Infinity;
  for (let i = 0; i < x.length; i++) if (x[i]! < limit && x[i]! > next) next = x[i]!;
  return next;
}

/** How many values lie beyond a bound: above it for 1, below it for -1. */
function countBeyond(x: Float64Array, bound: number, side: 1 | -1): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) if (side * x[i]! > side * bound) count++;
  return count;
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
