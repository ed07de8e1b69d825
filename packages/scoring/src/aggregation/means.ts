import { exp, log } from "../numeric/elementary.ts";
import { dotOf, sumOf } from "../numeric/sums.ts";

/**
 * Weighted arithmetic mean Σ w x / Σ w of the first n elements.
 *
 * Both sums are compensated (Dot2 and Sum2 of Ogita, Rump & Oishi 2005, "Accurate sum and dot product",
 * SIAM J. Sci. Comput. 26, 1955-1988): as if computed with twice the digits, so that neither the order
 * of the children nor a rounding decides a tie. The mean never leaves min(x)..max(x); one child, or
 * equal children, give exactly that child. Weights must be positive; NaN for n = 0 or a NaN anywhere.
 */
export function weightedArithmeticMean(x: ArrayLike<number>, w: ArrayLike<number>, n: number = x.length): number {
  if (n === 0) return NaN;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const b = x[i]!;
    if (b < min) min = b;
    if (b > max) max = b;
  }
  const mean = dotOf(w, x, n) / sumOf(w, n);
  return mean < min ? min : mean > max ? max : mean;
}

/**
 * Weighted geometric mean exp(Σ w ln x / Σ w) of the first n elements, all > 0; the caller raises
 * values below its stated floor first. Never leaves min(x)..max(x). NaN for n = 0, a negative number or
 * a NaN; 0 if any x is 0. `scratch` (at least n long) receives the logarithms, so that a loop need not
 * allocate.
 */
export function weightedGeometricMean(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  n: number = x.length,
  scratch: Float64Array = new Float64Array(n),
): number {
  if (n === 0) return NaN;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const b = x[i]!;
    if (b === 0) return 0;
    if (b < min) min = b;
    if (b > max) max = b;
    scratch[i] = log(b);
  }
  const mean = exp(weightedArithmeticMean(scratch, w, n));
  return mean < min ? min : mean > max ? max : mean;
}
