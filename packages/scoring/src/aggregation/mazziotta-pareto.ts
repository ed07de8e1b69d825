import { momentsOf } from "../norms/scale.ts";
import { rangeOf } from "../data/transform.ts";
import { meanOf, presentOf } from "../numeric/sums.ts";
import { weightedArithmeticMean } from "./means.ts";

/** An index less (or plus) its penalty for unevenness; NaN where a unit lacks a value. */
export type MazziottaPareto = { index: Float64Array; mean: Float64Array; penalty: Float64Array };

/**
 * Settings of both indices. `penalty`: negative (default) where more is good, positive where more is bad. `ddof`: every standard deviation
 * over n - ddof; 0 (default) as in the papers. `weights`: of the columns, default equal; with others `ddof` must be 0.
 */
export type ParetoOptions = { penalty?: "negative" | "positive"; ddof?: 0 | 1; weights?: readonly number[] };

/**
 * MPI, for one period: z = 100 ± 10 (x - M_j) / S_j by column, then M_z ∓ S_z cv_z by unit with cv = S / M.
 *
 * `columns`: one per indicator, NaN = no value; `directions`: 1 higher, -1 lower is better. A column that does not vary gives 100. Source:
 * De Muro, Mazziotta and Pareto 2011, Soc. Indic. Res. 104; weighted form Mazziotta and Pareto 2022, RIEDS 76. (1, 3) and (3, 1): z is 90
 * and 110 for both units, so the index is 100 - 100 / 100 = 99.
 */
export function mazziottaParetoIndex(
  columns: readonly Float64Array[],
  directions: readonly (1 | -1)[],
  options: ParetoOptions = {},
): MazziottaPareto {
  const scaled = columns.map((x, j) => {
    const { mean, sd } = momentsOf(presentOf(x).sort(), options.ddof ?? 0);
    return x.map((v) => (sd > 0 || Number.isNaN(v) ? 100 + (10 * directions[j]! * (v - mean)) / sd : 100));
  });
  return penalised(scaled, options);
}

/**
 * Adjusted MPI (AMPI), comparable over time: r = 100 ± 60 (x - reference) / (highest - lowest) by column, so that the reference has 100 and
 * the range is 60 wide (70..130 around the middle); then M_r ∓ S_r cv_r by unit.
 *
 * `references`: value that stands for 100, by column, default its mean; `ranges`: lowest and highest over all units and periods, default of
 * the column. Freeze both to compare periods. Source: Mazziotta and Pareto 2016, Soc. Indic. Res. 127, as in Istat's BES. (0, 10), higher,
 * and (0, 10), lower: r is 70 and 130 for the first unit, so its index is 100 - 900 / 100 = 91.
 */
export function adjustedMazziottaPareto(
  columns: readonly Float64Array[],
  directions: readonly (1 | -1)[],
  {
    references,
    ranges,
    ...options
  }: ParetoOptions & { references?: readonly number[]; ranges?: readonly { lo: number; hi: number }[] } = {},
): MazziottaPareto {
  const scaled = columns.map((x, j) => {
    const own = rangeOf(x);
    const { lo, hi } = ranges?.[j] ?? { lo: own.min, hi: own.max };
    const reference = references?.[j] ?? meanOf(presentOf(x).sort());
    return x.map((v) =>
      hi > lo || Number.isNaN(v) || v !== reference ? 100 + (60 * directions[j]! * (v - reference)) / (hi - lo) : 100,
    );
  });
  return penalised(scaled, options);
}

function penalised(
  scaled: readonly Float64Array[],
  { penalty = "negative", ddof = 0, weights }: ParetoOptions,
): MazziottaPareto {
  const k = scaled.length;
  if (ddof === 1 && weights !== undefined)
    throw new RangeError("a standard deviation over n - 1 is not defined with weights; use ddof 0");
  const w = weights ?? scaled.map(() => 1);
  const size = scaled[0]?.length ?? 0;
  const out = { index: new Float64Array(size), mean: new Float64Array(size), penalty: new Float64Array(size) };
  const row = new Float64Array(k);
  for (let r = 0; r < size; r++) {
    for (let j = 0; j < k; j++) row[j] = scaled[j]![r]!;
    const mean = weightedArithmeticMean(row, w);
    const squares = weightedArithmeticMean(
      row.map((v) => (v - mean) * (v - mean)),
      w,
    );
    const loss = (ddof === 1 ? (squares * k) / (k - 1) : squares) / mean;
    out.mean[r] = mean;
    out.penalty[r] = loss;
    out.index[r] = penalty === "negative" ? mean - loss : mean + loss;
  }
  return out;
}
