import { completeRows, correlationsOf, covarianceMatrix, takeRows } from "../numeric/covariance.ts";

/** Values per unit of a denominator, and the rows whose value is lost, by what the denominator lacks. */
export type Denominated = { values: Float64Array; missing: number[]; zero: number[] };

/**
 * x / denominator * scale, as COINr `Denominate`. A value whose denominator is missing or 0 becomes NaN and is named, never
 * 0 or infinity. 30, 5 and 7 by 10, gap and 0 with scale 100: 300, NaN (missing), NaN (zero).
 */
export function denominate(x: ArrayLike<number>, denominator: ArrayLike<number>, scale = 1): Denominated {
  const values = new Float64Array(x.length).fill(NaN);
  const missing: number[] = [];
  const zero: number[] = [];
  for (let r = 0; r < x.length; r++) {
    if (x[r] !== x[r]) continue;
    const by = denominator[r]!;
    if (by !== by) missing.push(r);
    else if (by === 0) zero.push(r);
    else values[r] = (x[r]! / by) * scale;
  }
  return { values, missing, zero };
}

/**
 * Pearson's correlation of an indicator with each measure of size, over the units that have both; NaN below 3 of them or where
 * one does not vary. Above 0.6 in size, an indicator mostly tells who is large and should be divided (COINr get_denom_corr).
 * 1, 2, 3 with 2, 4, 6: 1.
 */
export function sizeCorrelations(x: ArrayLike<number>, sizes: readonly ArrayLike<number>[]): number[] {
  return sizes.map((size) => {
    const rows = completeRows([x, size]);
    if (rows.length < 3) return NaN;
    return correlationsOf(covarianceMatrix(takeRows([x, size], rows)))[0]![1]!;
  });
}
