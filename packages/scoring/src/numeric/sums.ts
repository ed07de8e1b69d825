/** 2^27 + 1, splits a double into two halves whose products are exact (Veltkamp, Dekker 1971). */
const SPLITTER = 134217729;

/**
 * Compensated sum of the first n numbers (default all): as if added with twice the digits (Sum2 of Ogita, Rump & Oishi 2005, SIAM J. Sci. Comput. 26),
 * so that the order of the units does not decide the last bit. 0 for none; NaN where one is NaN.
 *
 * [1e16, 1, -1e16] gives 1, where plain addition gives 0.
 */
export function sumOf(x: ArrayLike<number>, n: number = x.length): number {
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const a = x[i]!;
    const next = sum + a;
    const added = next - sum;
    rest += sum - (next - added) + (a - added);
    sum = next;
  }
  return sum + rest;
}

/** Compensated scalar product Σ x y (Dot2, same source). [1e8, 1, -1e8] · [1e8, 1, 1e8] gives 1. */
export function dotOf(x: ArrayLike<number>, y: ArrayLike<number>, n: number = x.length): number {
  let dot = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const a = x[i]!;
    const b = y[i]!;
    const product = a * b;
    const aSplit = SPLITTER * a;
    const aHead = aSplit - (aSplit - a);
    const aTail = a - aHead;
    const bSplit = SPLITTER * b;
    const bHead = bSplit - (bSplit - b);
    const bTail = b - bHead;
    const productRest = aTail * bTail - (product - aHead * bHead - aTail * bHead - aHead * bTail);
    const next = dot + product;
    const added = next - dot;
    rest += dot - (next - added) + (product - added) + productRest;
    dot = next;
  }
  return dot + rest;
}

/** Arithmetic mean; NaN for none. */
export const meanOf = (x: ArrayLike<number>): number => (x.length === 0 ? NaN : sumOf(x) / x.length);

/** The numbers that are there (not NaN), in their order. */
export function presentOf(x: ArrayLike<number>): Float64Array {
  const present = new Float64Array(x.length);
  let n = 0;
  for (let i = 0; i < x.length; i++) if (x[i] === x[i]) present[n++] = x[i]!;
  return present.slice(0, n);
}
