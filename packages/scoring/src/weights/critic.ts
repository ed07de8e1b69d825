import { rangeOf } from "../data/transform.ts";
import { log } from "../numeric/elementary.ts";
import { refused } from "../scheme/remark.ts";
import { completeRows, correlationsOf, covarianceMatrix, takeRows } from "../numeric/covariance.ts";
import { sumOf } from "../numeric/sums.ts";
import { minMaxColumn, type Sign } from "./min-max.ts";
import { normalisedWeights } from "./normalised.ts";

/**
 * CRITIC weights (Diakoulaki, Mavrotas & Papayannakis 1995, Computers Ops Res. 22, 763-770): C_j = σ_j Σ_k (1 - r_jk), with the standard
 * deviations and correlations of min-max values; w_j as C_j. Contrast and conflict: a column that repeats others gets less.
 *
 * With `directions` (id critic-min-max-directed@1) columns are turned so that 1 is best, as in the paper; without (id critic-min-max@1) all
 * are scaled upwards, which several programs do: correlations of two columns of unlike direction then change sign, and weights differ.
 * Over complete units. A column that does not vary gets no weight and counts in nobody's conflict. Two columns with r = -1: 1/2, 1/2.
 * Throws ScoringError where no column varies, or all that vary agree completely.
 */
export function criticWeights(columns: readonly ArrayLike<number>[], directions?: readonly Sign[]): number[] {
  const complete = takeRows(columns, completeRows(columns));
  const scaled = complete.map((x, j) => minMaxColumn(x, directions?.[j] ?? 1));
  const varying = scaled.flatMap((x, j) => (x === null ? [] : [j]));
  const covariance = covarianceMatrix(varying.map((j) => scaled[j]!));
  const r = correlationsOf(covariance);
  const weights = columns.map(() => 0);
  varying.forEach((j, a) => {
    weights[j] = Math.sqrt(covariance[a]![a]!) * sumOf(r[a]!.map((own) => 1 - own));
  });
  return normalisedWeights(weights);
}

/**
 * MEREC weights (Keshavarz-Ghorabaee et al. 2021, Symmetry 13, 525): how much the performance S_i = ln(1 + Σ_j |ln n_ij| / m) of the units
 * changes when a column is left out, n_ij = min / x where higher is better and x / max where lower is; values must be positive.
 * Over complete units (id merec@1).
 */
export function merecWeights(columns: readonly ArrayLike<number>[], directions: readonly Sign[]): number[] {
  const complete = takeRows(columns, completeRows(columns));
  const distances = complete.map((x, j) => logDistances(x, directions[j]!, j));
  const m = columns.length;
  const units = complete[0]?.length ?? 0;
  const all = Array.from({ length: units }, (_, i) => sumOf(distances.map((d) => d[i]!)));
  return normalisedWeights(
    distances.map((d) => sumOf(all.map((own, i) => Math.abs(log(1 + (own - d[i]!) / m) - log(1 + own / m))))),
  );
}

function logDistances(x: Float64Array, sign: Sign, j: number): Float64Array {
  const { min, max } = rangeOf(x);
  if (!(min > 0))
    throw refused(
      "weighting_needs_positive",
      `该列最小值为 ${min}，MEREC 要求数值为正。`,
      `The smallest value of the column is ${min}; MEREC needs positive values.`,
      `columns/${j}`,
    );
  return x.map((v) => Math.abs(log(sign === 1 ? min / v : v / max)));
}
