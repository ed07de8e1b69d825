import { rangeOf } from "../data/transform.ts";

/** 1 = higher is better, -1 = lower is better. */
export type Sign = 1 | -1;

/** Scaled to 0 (worst) .. 1 (best) by its own extremes, NaN staying NaN; null where the column does not vary. */
export function minMaxColumn(x: ArrayLike<number>, sign: Sign): Float64Array | null {
  const { min, max } = rangeOf(x);
  if (!(max > min)) return null;
  return Float64Array.from(x, (v) => (sign === 1 ? (v - min) / (max - min) : (max - v) / (max - min)));
}
