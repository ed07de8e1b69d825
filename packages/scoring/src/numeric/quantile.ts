/**
 * Sample quantile, type 7 of Hyndman & Fan (1996), "Sample quantiles in statistical packages",
 * The American Statistician 50(4), 361-365: linear interpolation at h = (n - 1) p. It is the default
 * of R `quantile`, NumPy `quantile` and Excel PERCENTILE.INC.
 *
 * `sorted`: ascending finite numbers. `p`: 0..1. `from` and `n` choose a stretch of the array; left out,
 * all of it. Throws RangeError for an empty stretch or p outside 0..1.
 */
export function quantile(sorted: ArrayLike<number>, p: number, from = 0, n = sorted.length - from): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie in 0..1, got ${p}`);
  if (!(n >= 1) || from < 0 || from + n > sorted.length) {
    throw new RangeError("a quantile needs at least one value");
  }
  const h = (n - 1) * p;
  const j = Math.floor(h);
  const below = sorted[from + j]!;
  if (j + 1 >= n || h === j) return below;
  const above = sorted[from + j + 1]!;
  const step = above - below;
  // A difference may overflow although both ends are finite.
  return Number.isFinite(step) ? below + (h - j) * step : (1 - (h - j)) * below + (h - j) * above;
}
