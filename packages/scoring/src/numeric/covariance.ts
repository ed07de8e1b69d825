import { dotOf, meanOf } from "./sums.ts";

/** Rows in which every column has a value; `columns` all equally long. */
export function completeRows(columns: readonly ArrayLike<number>[]): number[] {
  const rows: number[] = [];
  for (let r = 0; r < (columns[0]?.length ?? 0); r++) if (columns.every((x) => x[r] === x[r])) rows.push(r);
  return rows;
}

/** The columns cut down to some rows. */
export const takeRows = (columns: readonly ArrayLike<number>[], rows: readonly number[]): Float64Array[] =>
  columns.map((x) => Float64Array.from(rows, (r) => x[r]!));

/** Deviations from the mean; exactly 0 where all values are equal. */
function deviations(x: Float64Array): Float64Array {
  const first = x[0]!;
  if (x.every((v) => v === first)) return new Float64Array(x.length);
  const mean = meanOf(x);
  return x.map((v) => v - mean);
}

/**
 * Covariance matrix of complete columns, sums over n - 1, compensated: the order of the units does not matter.
 * NaN below 2 units. x = 1, 2, 3 and y = 2, 4, 6 give 1, 2 and 4.
 */
export function covarianceMatrix(columns: readonly Float64Array[]): number[][] {
  const centred = columns.map(deviations);
  const n = columns[0]?.length ?? 0;
  const matrix = columns.map(() => columns.map(() => NaN));
  if (n < 2) return matrix;
  for (let j = 0; j < columns.length; j++)
    for (let k = 0; k <= j; k++) {
      const own = dotOf(centred[j]!, centred[k]!) / (n - 1);
      matrix[j]![k] = own;
      matrix[k]![j] = own;
    }
  return matrix;
}

/** Correlations from covariances, within -1..1, 1 on the diagonal; NaN in the row and column of one that does not vary. */
export function correlationsOf(covariance: readonly (readonly number[])[]): number[][] {
  const sd = covariance.map((row, j) => Math.sqrt(row[j]!));
  return covariance.map((row, j) =>
    row.map((own, k) => {
      if (!(sd[j]! > 0 && sd[k]! > 0)) return NaN;
      if (j === k) return 1;
      return Math.max(-1, Math.min(1, own / (sd[j]! * sd[k]!)));
    }),
  );
}
