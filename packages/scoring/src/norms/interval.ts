import { goalpostScore } from "./goalposts.ts";

/** Bounds of an interval norm: zeroLo <= bestLo <= bestHi <= zeroHi, not all equal. */
export type IntervalBounds = { bestLo: number; bestHi: number; zeroLo: number; zeroHi: number };

/**
 * Interval norm (适度指标, a trapezoid): 100 from bestLo to bestHi, falling in a straight line to 0 at
 * zeroLo and zeroHi, 0 beyond. Where zeroLo = bestLo (or zeroHi = bestHi) that side is a cliff: 100 at
 * the bound, 0 past it. Throws RangeError for a value or bound that is not finite.
 */
export function intervalScore(x: number, bounds: IntervalBounds): number {
  const { bestLo, bestHi, zeroLo, zeroHi } = bounds;
  if (!Number.isFinite(x)) throw new RangeError(`no score from x ${x}`);
  if (x < bestLo) return zeroLo === bestLo ? 0 : goalpostScore(x, zeroLo, bestLo);
  if (x > bestHi) return zeroHi === bestHi ? 0 : goalpostScore(x, zeroHi, bestHi);
  return 100;
}
