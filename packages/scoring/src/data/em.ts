import { meanOf, presentOf } from "../numeric/sums.ts";
import { refused } from "../scheme/remark.ts";

/** What EM found: filled columns, the rows filled in each, and the estimates behind them. */
export type Estimated = {
  columns: { values: Float64Array; filled: number[] }[];
  mean: number[];
  /** Maximum likelihood (over n, not n - 1). */
  covariance: number[][];
  iterations: number;
  converged: boolean;
};

/**
 * Gaps filled with their conditional mean under a multivariate normal distribution whose mean and covariance are estimated from
 * the incomplete data by EM (Dempster, Laird & Rubin 1977; Little & Rubin, Statistical Analysis with Missing Data, chapter 11.2;
 * as R norm em.norm). Assumes that gaps are missing at random.
 *
 * `columns`: one per indicator, NaN = no value. Iterates until no mean or covariance, in units of the columns' standard deviations,
 * moves by more than `tolerance` (default 1e-10), at most `maxIterations` (default 10,000) times; `converged` says which. Rows without
 * any value are left empty. The order of units does not matter: rows are taken in the order of their values.
 * Throws ScoringError for a column that does not vary, fewer rows than columns + 1, or columns that determine one another.
 */
export function estimateByEm(
  columns: readonly ArrayLike<number>[],
  { tolerance = 1e-10, maxIterations = 10_000 }: { tolerance?: number; maxIterations?: number } = {},
): Estimated {
  const p = columns.length;
  const scales = columns.map((x, j) => scaleOf(x, j));
  const rows = orderedRows(columns);
  const n = rows.length;
  if (n < p + 1)
    throw refused(
      "em_too_few_units",
      `EM 估计 ${p} 个指标至少需要 ${p + 1} 个有数值的地区，现有 ${n} 个。`,
      `EM over ${p} indicators needs at least ${p + 1} units with a value; there are ${n}.`,
    );
  const patterns = patternsOf(columns, rows, scales);
  let mean = new Float64Array(p);
  let covariance = identity(p);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    const next = step(patterns, mean, covariance, n);
    iterations++;
    converged =
      distance(mean, next.mean) <= tolerance &&
      next.covariance.every((row, j) => distance(row, covariance[j]!) <= tolerance);
    mean = next.mean;
    covariance = next.covariance;
  }
  return {
    columns: fillGaps(columns, patterns, mean, covariance, scales),
    mean: scales.map(({ centre, sd }, j) => centre + sd * mean[j]!),
    covariance: covariance.map((row, j) => Array.from(row, (v, k) => v * scales[j]!.sd * scales[k]!.sd)),
    iterations,
    converged,
  };
}

type Scale = { centre: number; sd: number };

/** Mean and standard deviation of what is there: the columns are estimated in these units. */
function scaleOf(x: ArrayLike<number>, j: number): Scale {
  const present = presentOf(x).sort();
  const centre = meanOf(present);
  const sd = Math.sqrt(meanOf(present.map((v) => (v - centre) * (v - centre))));
  if (present.length > 1 && present[0] !== present[present.length - 1]) return { centre, sd };
  throw refused(
    "em_column_constant",
    "该指标的数值没有差异或少于两个，不能用 EM 填补。",
    "The values of this indicator do not vary, or there are fewer than two; EM cannot fill it.",
    `columns/${j}`,
  );
}

/** Rows with any value, ordered by their values (gaps last), so that sums run in the same order whoever is listed first. */
function orderedRows(columns: readonly ArrayLike<number>[]): number[] {
  const size = columns[0]?.length ?? 0;
  const rows = Array.from({ length: size }, (_, r) => r).filter((r) => columns.some((x) => x[r] === x[r]));
  return rows.sort((a, b) => {
    for (const x of columns) {
      const [u, v] = [x[a]!, x[b]!];
      if (u === v || (u !== u && v !== v)) continue;
      if (u !== u) return 1;
      if (v !== v) return -1;
      return u - v;
    }
    return 0;
  });
}

/** Rows that lack the same columns. `z`: their values in units of the scales, one array per seen column. */
type Pattern = { seen: number[]; gaps: number[]; rows: number[]; z: Float64Array[] };

function patternsOf(
  columns: readonly ArrayLike<number>[],
  rows: readonly number[],
  scales: readonly Scale[],
): Pattern[] {
  const byKey = new Map<string, Pattern>();
  for (const r of rows) {
    const key = columns.map((x) => (x[r] === x[r] ? "1" : "0")).join("");
    let own = byKey.get(key);
    if (own === undefined) {
      const indices = columns.map((_, j) => j);
      own = {
        seen: indices.filter((j) => key[j] === "1"),
        gaps: indices.filter((j) => key[j] === "0"),
        rows: [],
        z: [],
      };
      byKey.set(key, own);
    }
    own.rows.push(r);
  }
  for (const own of byKey.values())
    own.z = own.seen.map((j) =>
      Float64Array.from(own.rows, (r) => (columns[j]![r]! - scales[j]!.centre) / scales[j]!.sd),
    );
  return [...byKey.values()];
}

/** One E and M step. */
function step(patterns: readonly Pattern[], mean: Float64Array, covariance: readonly Float64Array[], n: number) {
  const p = mean.length;
  const sums = new Float64Array(p);
  const products = covariance.map(() => new Float64Array(p));
  const row = new Float64Array(p);
  for (const pattern of patterns) {
    const { regression, residual } = regress(pattern, covariance);
    for (let i = 0; i < pattern.rows.length; i++) {
      conditional(pattern, regression, mean, i, row);
      for (let j = 0; j < p; j++) {
        // Deviations from the last mean keep the products small.
        const d = row[j]! - mean[j]!;
        sums[j]! += d;
        for (let k = 0; k <= j; k++) products[j]![k]! += d * (row[k]! - mean[k]!);
      }
    }
    pattern.gaps.forEach((j, a) =>
      pattern.gaps.forEach((k, b) => {
        if (k <= j) products[j]![k]! += pattern.rows.length * residual[a]![b]!;
      }),
    );
  }
  const shift = sums.map((s) => s / n);
  const next = products.map((own, j) => own.map((v, k) => (k <= j ? v / n - shift[j]! * shift[k]! : 0)));
  for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) next[k]![j] = next[j]![k]!;
  return { mean: mean.map((m, j) => m + shift[j]!), covariance: next };
}

/** A row of the i-th unit of a pattern: what is there, and the conditional means of what is not. */
function conditional(
  { seen, gaps, z }: Pattern,
  regression: readonly Float64Array[],
  mean: Float64Array,
  i: number,
  row: Float64Array,
) {
  for (let a = 0; a < seen.length; a++) row[seen[a]!] = z[a]![i]!;
  for (let g = 0; g < gaps.length; g++) {
    const b = regression[g]!;
    let own = mean[gaps[g]!]!;
    for (let a = 0; a < seen.length; a++) own += b[a]! * (z[a]![i]! - mean[seen[a]!]!);
    row[gaps[g]!] = own;
  }
}

/** Regression of the gaps on what is seen, and the covariance that it leaves, by a Cholesky factor of the seen part. */
function regress({ seen, gaps }: Pattern, covariance: readonly Float64Array[]) {
  if (gaps.length === 0) return { regression: [], residual: [] };
  const factor = cholesky(seen, covariance);
  const regression = gaps.map((g) =>
    solve(
      factor,
      Float64Array.from(seen, (s) => covariance[g]![s]!),
    ),
  );
  const residual = gaps.map((g, a) =>
    gaps.map((h) => {
      let own = covariance[g]![h]!;
      for (let s = 0; s < seen.length; s++) own -= regression[a]![s]! * covariance[h]![seen[s]!]!;
      return own;
    }),
  );
  return { regression, residual };
}

function cholesky(seen: readonly number[], covariance: readonly Float64Array[]): Float64Array[] {
  const factor = seen.map(() => new Float64Array(seen.length));
  for (let j = 0; j < seen.length; j++) {
    for (let k = 0; k <= j; k++) {
      let own = covariance[seen[j]!]![seen[k]!]!;
      for (let m = 0; m < k; m++) own -= factor[j]![m]! * factor[k]![m]!;
      if (j !== k) factor[j]![k] = own / factor[k]![k]!;
      else if (own > 1e-12) factor[j]![j] = Math.sqrt(own);
      else
        throw refused(
          "em_columns_dependent",
          "该指标可由其他指标推出，协方差矩阵奇异；请去掉其一再用 EM 填补。",
          "This indicator follows from the others and the covariance matrix is singular; leave one of them out of EM.",
          `columns/${seen[j]}`,
        );
    }
  }
  return factor;
}

function solve(factor: readonly Float64Array[], b: Float64Array): Float64Array {
  for (let j = 0; j < b.length; j++) {
    for (let k = 0; k < j; k++) b[j]! -= factor[j]![k]! * b[k]!;
    b[j]! /= factor[j]![j]!;
  }
  for (let j = b.length - 1; j >= 0; j--) {
    for (let k = j + 1; k < b.length; k++) b[j]! -= factor[k]![j]! * b[k]!;
    b[j]! /= factor[j]![j]!;
  }
  return b;
}

function fillGaps(
  columns: readonly ArrayLike<number>[],
  patterns: readonly Pattern[],
  mean: Float64Array,
  covariance: readonly Float64Array[],
  scales: readonly Scale[],
): Estimated["columns"] {
  const filled = columns.map((x) => ({ values: Float64Array.from(x), filled: [] as number[] }));
  const row = new Float64Array(mean.length);
  for (const pattern of patterns) {
    const { regression } = regress(pattern, covariance);
    pattern.rows.forEach((r, i) => {
      conditional(pattern, regression, mean, i, row);
      for (const g of pattern.gaps) {
        filled[g]!.values[r] = scales[g]!.centre + scales[g]!.sd * row[g]!;
        filled[g]!.filled.push(r);
      }
    });
  }
  for (const own of filled) own.filled.sort((a, b) => a - b);
  return filled;
}

const identity = (p: number) =>
  Array.from({ length: p }, (_, j) => Float64Array.from({ length: p }, (__, k) => (j === k ? 1 : 0)));

function distance(a: Float64Array, b: Float64Array): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
