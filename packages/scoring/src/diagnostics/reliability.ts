import { correlationsOf, covarianceMatrix, completeRows, takeRows } from "../numeric/covariance.ts";
import { dominantEigen } from "./eigen.ts";

/** How well columns measure one thing together; over the units that have all of them. NaN where it cannot be told. */
export type Reliability = {
  units: number;
  /** Cronbach's alpha from covariances; may be negative, and is shown so. */
  alpha: number;
  /** The same from correlations: k r̄ / (1 + (k - 1) r̄). */
  standardisedAlpha: number;
  /** McDonald's omega total of a one-factor model. */
  omega: number;
};

/**
 * Cronbach 1951: alpha = k / (k - 1) (1 - Σ variances / variance of the sum). Omega (McDonald 1999): (Σ λ)² / ((Σ λ)² +
 * Σ (1 - λ²)) with the loadings λ of one common factor, by principal axes iterated from the squared multiple
 * correlations' stand-in, the largest correlation of each column, until they move by less than 1e-12 (at most 1,000 times).
 * Columns must point the same way: turn those where less is better first. Needs 2 columns and 3 complete units.
 */
export function reliabilityOf(columns: readonly Float64Array[]): Reliability {
  const rows = completeRows(columns);
  const k = columns.length;
  const none = { units: rows.length, alpha: NaN, standardisedAlpha: NaN, omega: NaN };
  if (k < 2 || rows.length < 3) return none;
  const covariance = covarianceMatrix(takeRows(columns, rows));
  const total = covariance.flat().reduce((sum, own) => sum + own, 0);
  const own = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
  const r = correlationsOf(covariance);
  if (!(total > 0) || r.flat().some(Number.isNaN)) return none;
  const mean = (r.flat().reduce((sum, x) => sum + x, 0) - k) / (k * (k - 1));
  return {
    units: rows.length,
    alpha: (k / (k - 1)) * (1 - own / total),
    standardisedAlpha: (k * mean) / (1 + (k - 1) * mean),
    omega: omegaOf(r),
  };
}

const ROUNDS = 1000;

function omegaOf(r: readonly (readonly number[])[]): number {
  const k = r.length;
  let communalities = r.map((row, i) => Math.max(...row.map((own, j) => (i === j ? 0 : Math.abs(own)))));
  let loadings: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { value, vector } = dominantEigen(
      r.map((row, i) => row.map((own, j) => (i === j ? communalities[i]! : own))),
    );
    loadings = vector.map((own) => own * Math.sqrt(Math.max(0, value)));
    const next = loadings.map((own) => Math.min(1, own * own));
    const moved = Math.max(...next.map((own, i) => Math.abs(own - communalities[i]!)));
    communalities = next;
    if (moved < 1e-12) break;
  }
  const sum = Math.abs(loadings.reduce((total, own) => total + own, 0));
  const unique = communalities.reduce((total, own) => total + 1 - own, 0);
  return k === 0 ? NaN : (sum * sum) / (sum * sum + unique);
}
