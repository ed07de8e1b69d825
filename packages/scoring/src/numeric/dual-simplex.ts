/**
 * minimise costs·λ subject to A λ - s = right, λ >= 0, s >= 0, for few rows and many columns. `matrix` holds A column by
 * column (`rows` numbers each). `start` names a column with A_start = right, from which the search begins.
 */
export type DualProblem = {
  rows: number;
  matrix: Float64Array;
  costs: Float64Array;
  right: Float64Array;
  start: number;
};

const ZERO = 1e-11;
/** Pivots without progress before the smallest index decides (Bland 1977), which cannot cycle. */
const PATIENCE = 30;
const MOST_PIVOTS = 10_000;

/**
 * Revised simplex with an explicit inverse. Returns the least value and the prices of the rows, which are the optimal
 * solution of the other problem: max right·w subject to w A <= costs, w >= 0. Throws Error when it does not end, which
 * Bland's rule excludes but for rounding.
 */
export function minimiseDual({ rows, matrix, costs, right, start }: DualProblem): {
  value: number;
  duals: Float64Array;
} {
  const columns = costs.length;
  // Basis: the start column and all surplus variables but one; index columns + i is surplus i.
  const pivotRow = right.reduce((best, own, i) => (own > right[best]! ? i : best), 0);
  const basis = Int32Array.from({ length: rows }, (_, i) => (i === pivotRow ? start : columns + i));
  const inverse = startInverse(right, pivotRow, rows);
  const levels = new Float64Array(rows);
  levels[pivotRow] = 1;
  const prices = new Float64Array(rows);
  const entering = new Float64Array(rows);
  let stalled = 0;
  for (let pivots = 0; pivots < MOST_PIVOTS; pivots++) {
    priceRows(basis, inverse, costs, columns, prices);
    const column = chooseColumn(matrix, costs, prices, rows, columns, stalled > PATIENCE);
    if (column < 0) {
      let value = 0;
      for (let i = 0; i < rows; i++) if (basis[i]! < columns) value += costs[basis[i]!]! * levels[i]!;
      return { value, duals: prices.map((own) => (own < 0 ? 0 : own)) };
    }
    times(inverse, matrix, column, columns, rows, entering);
    const leaving = chooseRow(entering, levels, basis);
    if (leaving < 0) throw new Error("the linear program is unbounded");
    const step = levels[leaving]! / entering[leaving]!;
    stalled = step > ZERO ? 0 : stalled + 1;
    for (let i = 0; i < rows; i++) levels[i] = i === leaving ? step : Math.max(0, levels[i]! - step * entering[i]!);
    update(inverse, entering, leaving, rows);
    basis[leaving] = column;
  }
  throw new Error("the linear program did not end");
}

/** Inverse of the matrix whose column `pivot` is `right` and whose other columns are -e_i. */
function startInverse(right: Float64Array, pivot: number, rows: number): Float64Array {
  const inverse = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    if (i === pivot) inverse[i * rows + pivot] = 1 / right[pivot]!;
    else {
      inverse[i * rows + i] = -1;
      inverse[i * rows + pivot] = right[i]! / right[pivot]!;
    }
  }
  return inverse;
}

function priceRows(
  basis: Int32Array,
  inverse: Float64Array,
  costs: Float64Array,
  columns: number,
  prices: Float64Array,
): void {
  const rows = basis.length;
  prices.fill(0);
  for (let i = 0; i < rows; i++) {
    const cost = basis[i]! < columns ? costs[basis[i]!]! : 0;
    if (cost === 0) continue;
    for (let j = 0; j < rows; j++) prices[j] = prices[j]! + cost * inverse[i * rows + j]!;
  }
}

/** The column that promises most (or, to be safe from cycles, the first that promises anything); -1 when none does. */
function chooseColumn(
  matrix: Float64Array,
  costs: Float64Array,
  prices: Float64Array,
  rows: number,
  columns: number,
  first: boolean,
): number {
  let best = -1;
  let most = ZERO;
  for (let j = 0; j < columns; j++) {
    let gain = -costs[j]!;
    for (let i = 0, at = j * rows; i < rows; i++, at++) gain += prices[i]! * matrix[at]!;
    if (gain > most) {
      if (first) return j;
      most = gain;
      best = j;
    }
  }
  for (let i = 0; i < rows; i++) {
    // A surplus costs nothing; its column is -e_i.
    const gain = -prices[i]!;
    if (gain > most) {
      if (first) return columns + i;
      most = gain;
      best = columns + i;
    }
  }
  return best;
}

function times(
  inverse: Float64Array,
  matrix: Float64Array,
  column: number,
  columns: number,
  rows: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    if (column >= columns) sum = -inverse[i * rows + (column - columns)]!;
    else for (let j = 0; j < rows; j++) sum += inverse[i * rows + j]! * matrix[column * rows + j]!;
    out[i] = sum;
  }
}

function chooseRow(entering: Float64Array, levels: Float64Array, basis: Int32Array): number {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < basis.length; i++) {
    if (!(entering[i]! > ZERO)) continue;
    const ratio = levels[i]! / entering[i]!;
    if (ratio < least - ZERO || (ratio <= least + ZERO && best >= 0 && basis[i]! < basis[best]!)) {
      least = Math.min(least, ratio);
      best = i;
    }
  }
  return best;
}

function update(inverse: Float64Array, entering: Float64Array, leaving: number, rows: number): void {
  const pivot = entering[leaving]!;
  for (let j = 0; j < rows; j++) inverse[leaving * rows + j] = inverse[leaving * rows + j]! / pivot;
  for (let i = 0; i < rows; i++) {
    const factor = entering[i]!;
    if (i === leaving || factor === 0) continue;
    for (let j = 0; j < rows; j++)
      inverse[i * rows + j] = inverse[i * rows + j]! - factor * inverse[leaving * rows + j]!;
  }
}
