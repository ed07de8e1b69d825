import { exp, log } from "../numeric/elementary.ts";

/** 2^27 + 1, splits a double into two halves whose products are exact (Veltkamp, Dekker 1971). */
const SPLITTER = 134217729;

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
  let dot = 0;
  let dotRest = 0;
  let total = 0;
  let totalRest = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const a = w[i]!;
    const b = x[i]!;
    if (b < min) min = b;
    if (b > max) max = b;
    const product = a * b;
    const aSplit = SPLITTER * a;
    const aHead = aSplit - (aSplit - a);
    const aTail = a - aHead;
    const bSplit = SPLITTER * b;
    const bHead = bSplit - (bSplit - b);
    const bTail = b - bHead;
    const productRest = aTail * bTail - (product - aHead * bHead - aTail * bHead - aHead * bTail);
    const nextDot = dot + product;
    const added = nextDot - dot;
    dotRest += dot - (nextDot - added) + (product - added) + productRest;
    dot = nextDot;
    const nextTotal = total + a;
    const addedWeight = nextTotal - total;
    totalRest += total - (nextTotal - addedWeight) + (a - addedWeight);
    total = nextTotal;
  }
  const mean = (dot + dotRest) / (total + totalRest);
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
