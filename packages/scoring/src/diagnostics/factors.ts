import { determinant, inverse, Matrix } from "ml-matrix";
import { completeRows, correlationsOf, covarianceMatrix, takeRows } from "../numeric/covariance.ts";
import { chiSquareTail } from "../numeric/distributions.ts";
import { log } from "../numeric/elementary.ts";
import { symmetricEigen } from "./eigen.ts";

/** Whether columns have enough in common for factors. NaN where the correlations cannot be inverted. */
export type Factorability = {
  units: number;
  /** Kaiser-Meyer-Olkin measure of sampling adequacy, of all columns and of each. */
  kmo: number;
  perColumn: number[];
  bartlett: { chiSquare: number; df: number; p: number };
};

/**
 * KMO (Kaiser 1970; Kaiser and Rice 1974): Σ r² / (Σ r² + Σ partial²) over pairs, partial correlations from the inverse of
 * the correlation matrix. Bartlett's sphericity (1951): χ² = -(n - 1 - (2k + 5) / 6) ln det R with k (k - 1) / 2 degrees.
 * Over complete units; needs 2 columns that vary.
 */
export function factorabilityOf(columns: readonly Float64Array[]): Factorability {
  const { n, r } = correlationMatrix(columns);
  const k = columns.length;
  const df = (k * (k - 1)) / 2;
  const empty = { units: n, kmo: NaN, perColumn: columns.map(() => NaN), bartlett: { chiSquare: NaN, df, p: NaN } };
  if (k < 2 || r.flat().some(Number.isNaN)) return empty;
  const det = determinant(new Matrix(r.map((row) => [...row])));
  if (!(det > 1e-14)) return empty;
  const inverted = inverse(new Matrix(r.map((row) => [...row]))).to2DArray();
  const shared = columns.map(() => 0);
  const partial = columns.map(() => 0);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      if (i === j) continue;
      const p = inverted[i]![j]! / Math.sqrt(inverted[i]![i]! * inverted[j]![j]!);
      shared[i] = shared[i]! + r[i]![j]! * r[i]![j]!;
      partial[i] = partial[i]! + p * p;
    }
  const total = (own: readonly number[]) => own.reduce((sum, x) => sum + x, 0);
  const chiSquare = -(n - 1 - (2 * k + 5) / 6) * log(det);
  return {
    units: n,
    kmo: total(shared) / (total(shared) + total(partial)),
    perColumn: shared.map((own, i) => own / (own + partial[i]!)),
    bartlett: { chiSquare, df, p: chiSquareTail(chiSquare, df) },
  };
}

/** Components from the largest down: eigenvalue, share of the variance, and loadings (correlations with the columns). */
export type Components = { units: number; eigenvalues: number[]; explained: number[]; loadings: number[][] };

/**
 * Principal components of the correlation matrix over complete units (Hotelling 1933). `loadings[c][i]` = √eigenvalue x
 * entry of the unit vector; signs are chosen so that the largest loading is positive. Kaiser's rule keeps eigenvalues
 * above 1. Empty where columns do not vary.
 */
export function principalComponents(columns: readonly Float64Array[]): Components {
  const { n, r } = correlationMatrix(columns);
  if (r.flat().some(Number.isNaN)) return { units: n, eigenvalues: [], explained: [], loadings: [] };
  const { values, vectors } = symmetricEigen(r);
  return {
    units: n,
    eigenvalues: values,
    explained: values.map((own) => own / columns.length),
    loadings: vectors.map((vector, c) => vector.map((own) => own * Math.sqrt(Math.max(0, values[c]!)))),
  };
}

function correlationMatrix(columns: readonly Float64Array[]): { n: number; r: number[][] } {
  const rows = completeRows(columns);
  return { n: rows.length, r: correlationsOf(covarianceMatrix(takeRows(columns, rows))) };
}
