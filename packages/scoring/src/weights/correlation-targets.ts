import { Matrix, solve } from "ml-matrix";
import { completeRows, correlationsOf, covarianceMatrix, takeRows } from "../numeric/covariance.ts";
import { dotOf } from "../numeric/sums.ts";
import { refused } from "../scheme/remark.ts";
import { equalWeights, normalisedWeights } from "./normalised.ts";

/** Weights under which the columns' correlations with the composite stand in given proportions, or as near as weights >= 0 can get. */
export type CorrelationTargets = {
  weights: number[];
  /** Pearson's correlation of every column with Σ w x, and its share of their sum. */
  correlations: number[];
  shares: number[];
  /** Whether every share meets its target to 1e-9. Where not, the sum of squared differences is the least possible. */
  reached: boolean;
  largestMiss: number;
};

const MET = 1e-9;
/** Below this a weight or a gain is rounding. */
const NOTHING = 1e-12;

/**
 * Weights w >= 0, Σ w = 1, whose composite Σ w x correlates with each column in the proportions `targets` (default: all equal): Paruolo,
 * Saisana & Saltelli 2013, J. R. Statist. Soc. A 176; Becker et al. 2017, Ecological Indicators 80 (id correlation-targets@1).
 *
 * With u_j = w_j σ_j the correlations are proportional to R u (R the correlation matrix), so the shares of u are met by R u = targets; where that
 * asks for a negative weight, Σ (target - share)² is minimised over u >= 0 with Σ R u = 1, a convex problem with one minimum, by an active
 * set (Lawson & Hanson 1974). COINr get_opt_weights searches instead, returns weights such as -.216, and reports success whatever it met.
 * Over complete units; scale and turn the columns first. Two columns: the same σ w for both, so sd 1 and 3 give 3/4 and 1/4.
 * Throws ScoringError where a column does not vary or a target is negative.
 */
export function correlationTargetWeights(
  columns: readonly ArrayLike<number>[],
  targets: readonly number[] = equalWeights(columns.length),
): CorrelationTargets {
  const covariance = covarianceMatrix(takeRows(columns, completeRows(columns)));
  const sd = covariance.map((row, j) => Math.sqrt(row[j]!));
  const flat = sd.findIndex((own) => !(own > 0));
  if (flat >= 0 || columns.length === 0)
    throw refused(
      "correlation_column_constant",
      "该列没有差异或完整的地区不足，没有相关系数。",
      "The column does not vary, or too few units are complete; it has no correlations.",
      `columns/${Math.max(flat, 0)}`,
    );
  const r = correlationsOf(covariance);
  const aims = normalisedWeights(targets);
  const weights = normalisedWeights(nearest(r, aims).map((u, j) => u / sd[j]!));
  const u = weights.map((w, j) => w * sd[j]!);
  const along = r.map((row) => dotOf(row, u));
  const spread = Math.sqrt(dotOf(u, along));
  const total = along.reduce((sum, own) => sum + own, 0);
  const shares = along.map((own) => own / total);
  const largestMiss = Math.max(...shares.map((own, j) => Math.abs(own - aims[j]!)));
  return { weights, correlations: along.map((own) => own / spread), shares, reached: largestMiss <= MET, largestMiss };
}

/** u >= 0 with 1' R u = 1 that minimises |aims - R u|². */
function nearest(r: readonly (readonly number[])[], aims: readonly number[]): number[] {
  const n = r.length;
  const sums = r.map((row) => row.reduce((sum, own) => sum + own, 0));
  const squares = r.map((row) => r.map((other) => dotOf(row, other)));
  const pull = r.map((row) => dotOf(row, aims));
  // Alone, column j gives u_j = 1 / sums_j and leaves |aims|² - 2 pull_j u_j + squares_jj u_j².
  const alone = (j: number) => (squares[j]![j]! / sums[j]! - 2 * pull[j]!) / sums[j]!;
  const start = sums.reduce((best, own, j) => (own > 0 && (best < 0 || alone(j) < alone(best)) ? j : best), -1);
  let u = r.map((_, j) => (j === start ? 1 / sums[j]! : 0));
  let active = [start];
  for (let round = 0; round < 100 * n; round++) {
    const { z, multiplier } = onActive(active, squares, sums, pull);
    const leaving = active.filter((_, a) => z[a]! <= NOTHING);
    if (leaving.length > 0 && active.length > 1) {
      let part = 1;
      active.forEach((j, a) => {
        if (z[a]! <= NOTHING) part = Math.min(part, u[j]! / (u[j]! - z[a]!));
      });
      const next = [...u];
      active.forEach((j, a) => {
        next[j] = u[j]! + part * (z[a]! - u[j]!);
      });
      u = next;
      active = active.filter((j) => u[j]! > NOTHING);
      u = u.map((own, j) => (active.includes(j) ? own : 0));
      continue;
    }
    u = u.map(() => 0);
    active.forEach((j, a) => {
      u[j] = z[a]!;
    });
    const gain = (j: number) => pull[j]! - dotOf(squares[j]!, u) - multiplier * sums[j]!;
    const joining = r.reduce(
      (best, _, j) => (!active.includes(j) && gain(j) > 1e-10 && (best < 0 || gain(j) > gain(best)) ? j : best),
      -1,
    );
    if (joining < 0) break;
    active = [...active, joining].sort((a, b) => a - b);
  }
  return shared(u, active, squares, sums, pull);
}

/** The same minimum with columns that would serve as well as the active ones (those that repeat them) taking their part. */
function shared(
  u: number[],
  active: readonly number[],
  squares: readonly (readonly number[])[],
  sums: readonly number[],
  pull: readonly number[],
): number[] {
  const { multiplier } = onActive(active, squares, sums, pull);
  const alike = u.flatMap((_, j) =>
    active.includes(j) || Math.abs(pull[j]! - dotOf(squares[j]!, u) - multiplier * sums[j]!) <= 1e-10 ? [j] : [],
  );
  const { z } = onActive(alike, squares, sums, pull);
  if (alike.length === active.length || z.some((own) => own < 0)) return u;
  return u.map((_, j) => (alike.includes(j) ? z[alike.indexOf(j)]! : 0));
}

/** The minimum with only these columns and no sign condition, by its stationarity equations; least squares where columns repeat one another. */
function onActive(
  active: readonly number[],
  squares: readonly (readonly number[])[],
  sums: readonly number[],
  pull: readonly number[],
): { z: number[]; multiplier: number } {
  const equations = active.map((j) => [...active.map((k) => squares[j]![k]!), sums[j]!]);
  equations.push([...active.map((k) => sums[k]!), 0]);
  const right = [...active.map((j) => pull[j]!), 1];
  const solution = solve(new Matrix(equations), Matrix.columnVector(right), true).to1DArray();
  return { z: solution.slice(0, -1), multiplier: solution.at(-1)! };
}
