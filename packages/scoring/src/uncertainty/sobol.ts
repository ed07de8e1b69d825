import { randomOf } from "../numeric/random.ts";

/** First-order and total share of one factor in the variance of the result, with standard errors from the bootstrap. */
export type SobolIndex = {
  name: string;
  first: number;
  firstError: number;
  total: number;
  totalError: number;
  /** The estimate lies outside what is possible (below 0, above 1, total below first) by more than two errors. */
  doubtful: boolean;
};

export type Sobol = { indices: SobolIndex[]; mean: number; variance: number; evaluations: number };

/**
 * Sobol indices of a function on the unit cube by Saltelli's design: two samples A and B of n points and, for every
 * factor, A with that column from B; n (d + 2) evaluations.
 *
 * Estimators: first order Saltelli et al. 2010 (Comput. Phys. Commun. 181, table 2 b), Σ f(B)(f(AB) - f(A)) / n over the
 * variance; total Jansen 1999, Σ (f(A) - f(AB))² / 2n over the variance, the variance being that of A and B together.
 * Errors: standard deviation of `bootstrap` resamples of the n rows (Archer, Saltelli and Sobol 1997). A result that does
 * not vary has indices NaN. Nothing is cut to 0..1: what lies outside is marked doubtful.
 * Points are pseudo-random from the seed, in one order. Throws RangeError for n below 2 or no factor.
 */
export function sobolIndices(
  names: readonly string[],
  evaluate: (point: Float64Array) => number,
  { n = 512, seed, bootstrap = 100 }: { n?: number; seed: number; bootstrap?: number },
): Sobol {
  const d = names.length;
  if (!(Number.isInteger(n) && n >= 2) || d === 0) throw new RangeError(`n ${n} and ${d} factors give no indices`);
  const random = randomOf(seed);
  const a = new Float64Array(n * d).map(() => random.uniform());
  const b = new Float64Array(n * d).map(() => random.uniform());
  const at = (points: Float64Array, row: number) => points.slice(row * d, (row + 1) * d);
  const fa = Float64Array.from({ length: n }, (_, row) => evaluate(at(a, row)));
  const fb = Float64Array.from({ length: n }, (_, row) => evaluate(at(b, row)));
  const mixed = names.map((_, f) =>
    Float64Array.from({ length: n }, (_unused, row) => {
      const point = at(a, row);
      point[f] = b[row * d + f]!;
      return evaluate(point);
    }),
  );
  const rows = Uint32Array.from({ length: n }, (_, row) => row);
  const { mean, variance } = momentsOf(fa, fb, rows);
  const estimates = mixed.map((fab) => indicesOf(fa, fb, fab, rows));
  const resampled = Array.from({ length: bootstrap }, () => {
    const drawn = rows.map(() => Math.floor(random.uniform() * n));
    return mixed.map((fab) => indicesOf(fa, fb, fab, drawn));
  });
  return {
    mean,
    variance,
    evaluations: n * (d + 2),
    indices: names.map((name, f) => {
      const { first, total } = estimates[f]!;
      const firstError = spreadOf(resampled.map((own) => own[f]!.first));
      const totalError = spreadOf(resampled.map((own) => own[f]!.total));
      const doubtful =
        first < -2 * firstError ||
        total > 1 + 2 * totalError ||
        first > 1 + 2 * firstError ||
        total < first - 2 * (firstError + totalError);
      return { name, first, firstError, total, totalError, doubtful };
    }),
  };
}

function indicesOf(fa: Float64Array, fb: Float64Array, fab: Float64Array, rows: Uint32Array) {
  const { mean, variance } = momentsOf(fa, fb, rows);
  let first = 0;
  let total = 0;
  for (const row of rows) {
    // Taken from the mean: the same in expectation, far less noise.
    first += (fb[row]! - mean) * (fab[row]! - fa[row]!);
    total += (fa[row]! - fab[row]!) * (fa[row]! - fab[row]!);
  }
  if (!(variance > 0)) return { first: NaN, total: NaN };
  return { first: first / rows.length / variance, total: total / (2 * rows.length) / variance };
}

function momentsOf(fa: Float64Array, fb: Float64Array, rows: Uint32Array) {
  let sum = 0;
  for (const row of rows) sum += fa[row]! + fb[row]!;
  const mean = sum / (2 * rows.length);
  let squares = 0;
  for (const row of rows) squares += square(fa[row]! - mean) + square(fb[row]! - mean);
  return { mean, variance: squares / (2 * rows.length) };
}

/** Resamples that happened to hold no variance say nothing and do not count. */
function spreadOf(all: readonly number[]): number {
  const values = all.filter((own) => !Number.isNaN(own));
  if (values.length < 2) return NaN;
  const mean = values.reduce((sum, own) => sum + own, 0) / values.length;
  return Math.sqrt(values.reduce((sum, own) => sum + (own - mean) * (own - mean), 0) / (values.length - 1));
}

const square = (x: number): number => x * x;
