import { minimiseDual, type DualProblem } from "../numeric/dual-simplex.ts";
import { ScoringError, error } from "../scheme/remark.ts";

/** The score of every unit with the weights that suit it best. */
export type BenefitOfTheDoubt = {
  /** 0..1; 1 = nobody does better with this unit's own weights. */
  scores: Float64Array;
  /** By unit: the weight of each criterion at its best; one of several, where several are best. */
  weights: Float64Array[];
  /** By unit: the share of its score that comes from each criterion; adds up to 1. */
  shares: Float64Array[];
};

/**
 * Benefit of the doubt (Melyn and Moesen 1991; Cherchye et al. 2007, Soc. Indic. Res. 82; a DEA model with one input of 1):
 * max Σ w y_o over weights w >= 0 with Σ w y_j <= 1 for every unit j, once for every unit o.
 *
 * `columns`: one per criterion, more is better, values >= 0. `limits`: lowest and highest share of the own score that each
 * criterion may have (lo <= w y_o / Σ w y_o <= hi), the same for all; they cannot be met by a unit that has 0 where a
 * share is asked, whose score is then 0. Solved exactly by the simplex method over k rows. For (1, 4), (3, 3), (4, 1) and
 * (2, 2) the scores are 1, 1, 1 and 2/3. Throws ScoringError for negative or absent values, RangeError for limits that
 * leave no shares.
 */
export function benefitOfTheDoubt(
  columns: readonly Float64Array[],
  limits?: readonly { lo: number; hi: number }[],
): BenefitOfTheDoubt {
  const k = columns.length;
  const size = columns[0]?.length ?? 0;
  assertOutputs(columns);
  if (limits !== undefined) assertLimits(limits, k);
  const lengths = 2 * (limits === undefined ? 0 : k);
  const matrix = new Float64Array(k * (size + lengths));
  for (let j = 0; j < size; j++) for (let i = 0; i < k; i++) matrix[j * k + i] = columns[i]![j]!;
  const costs = new Float64Array(size + lengths).fill(1, 0, size);
  const scores = new Float64Array(size);
  const weights: Float64Array[] = [];
  const shares: Float64Array[] = [];
  for (let o = 0; o < size; o++) {
    const own = matrix.slice(o * k, (o + 1) * k);
    if (limits !== undefined) writeLimits(matrix, size, own, limits);
    const problem: DualProblem = { rows: k, matrix, costs, right: own, start: o };
    const { value, duals } = own.some((y) => y > 0) ? minimiseDual(problem) : { value: 0, duals: new Float64Array(k) };
    scores[o] = value > 1 ? 1 : value;
    weights.push(duals);
    shares.push(duals.map((w, i) => (value > 0 ? (w * own[i]!) / value : 0)));
  }
  return { scores, weights, shares };
}

/** Columns of the share limits: (w_m y_m - hi Σ w y <= 0) and (lo Σ w y - w_m y_m <= 0) for every criterion m. */
function writeLimits(
  matrix: Float64Array,
  size: number,
  own: Float64Array,
  limits: readonly { lo: number; hi: number }[],
): void {
  const k = own.length;
  limits.forEach(({ lo, hi }, m) => {
    for (let i = 0; i < k; i++) {
      const y = own[i]!;
      matrix[(size + m) * k + i] = (i === m ? y : 0) - hi * y;
      matrix[(size + k + m) * k + i] = lo * y - (i === m ? y : 0);
    }
  });
}

function assertOutputs(columns: readonly Float64Array[]): void {
  if (columns.some((column) => column.length !== columns[0]!.length))
    throw new ScoringError([
      error("column_length", "columns", "各列长度应一致。", "All columns must have the same length."),
    ]);
  columns.forEach((column, c) =>
    column.forEach((value, r) => {
      if (value >= 0 && Number.isFinite(value)) return;
      throw new ScoringError([
        error(
          "value_negative",
          "columns",
          `第 ${c + 1} 列第 ${r + 1} 行为 ${value}；本方法需要不小于 0 的数值。`,
          `Column ${c + 1}, row ${r + 1} is ${value}; this method needs values of 0 or more.`,
        ),
      ]);
    }),
  );
}

function assertLimits(limits: readonly { lo: number; hi: number }[], k: number): void {
  const least = limits.reduce((sum, { lo }) => sum + lo, 0);
  const most = limits.reduce((sum, { hi }) => sum + hi, 0);
  const ordered = limits.length === k && limits.every(({ lo, hi }) => lo >= 0 && lo <= hi && hi <= 1);
  if (!ordered || least > 1 + 1e-12 || most < 1 - 1e-12)
    throw new RangeError("share limits need 0 <= lo <= hi <= 1 for every criterion, Σ lo <= 1 and Σ hi >= 1");
}
