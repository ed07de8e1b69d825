import { log } from "../numeric/elementary.ts";
import { meanOf, presentOf, sumOf } from "../numeric/sums.ts";
import { sampleMoments } from "../data/moments.ts";
import { refused } from "../scheme/remark.ts";
import { minMaxColumn, type Sign } from "./min-max.ts";
import { normalisedWeights } from "./normalised.ts";

/**
 * Entropy weights (熵权法): e_j = -Σ p ln p / ln n with p = x / Σ x over the n units that have a value and 0 ln 0 = 0; w_j as 1 - e_j
 * (Shannon 1948; Zou, Yun & Sun 2006, J. Environ. Sci. 18). A column of equal values, zeros too, has e = 1 and no weight.
 *
 * - entropySumWeights: of the values as they are, which must not be negative; direction does not matter to it (id entropy-sum@1).
 *   Columns (1, 3) and (2, 2): e = 0.811278 and 1, so all the weight is on the first.
 * - entropyMinMaxWeights: of min-max values turned into their direction, plus `shift` (default 0; Chinese textbooks add 0.0001 against
 *   ln 0, which is not needed here; id entropy-min-max@1).
 *
 * The more unequal a column is, the more weight it gets, whatever it matters: an analysis beside given weights, not in their place.
 * Throws ScoringError for negative values and where no column varies.
 */
export function entropySumWeights(columns: readonly ArrayLike<number>[]): number[] {
  return normalisedWeights(columns.map((x, j) => 1 - entropyOf(x, j)));
}

/** See entropySumWeights. */
export function entropyMinMaxWeights(
  columns: readonly ArrayLike<number>[],
  directions: readonly Sign[],
  shift = 0,
): number[] {
  return normalisedWeights(
    columns.map((x, j) => 1 - entropyOf(minMaxColumn(x, directions[j]!)?.map((v) => v + shift) ?? [], j)),
  );
}

function entropyOf(x: ArrayLike<number>, j: number): number {
  const present = notNegative(x, j);
  const n = present.length;
  if (n < 2 || present[0] === present[n - 1]) return 1;
  const total = sumOf(present);
  const terms = present.map((v) => (v === 0 ? 0 : (v / total) * log(v / total)));
  return Math.min(1, -sumOf(terms) / log(n));
}

function notNegative(x: ArrayLike<number>, j: number): Float64Array {
  const present = presentOf(x).sort();
  if (present.length === 0 || present[0]! >= 0) return present;
  throw refused(
    "weighting_needs_not_negative",
    `该列含负值 ${present[0]}，本法要求数值不小于 0，请先按方向作 min-max 标准化。`,
    `The column holds ${present[0]}; this weighting needs values of at least 0. Scale it to 0..1 by its direction first.`,
    `columns/${j}`,
  );
}

/**
 * Weights as the standard deviations of the columns as they are given: scale them first, or the unit of measure
 * decides. Whether over n or n - 1 does not matter for complete columns. (0, 2) and (0, 6): 1/4, 3/4.
 */
export function standardDeviationWeights(columns: readonly ArrayLike<number>[]): number[] {
  return normalisedWeights(columns.map((x) => sampleMoments(presentOf(x)).sd || 0));
}

/**
 * Weights as the coefficients of variation, standard deviation (n - 1) over |mean| (变异系数法, id coefficient-of-variation@1).
 * (1, 3) and (4, 6): √2 / 2 and √2 / 5, so 5/7 and 2/7. Throws ScoringError for a mean of 0.
 */
export function variationWeights(columns: readonly ArrayLike<number>[]): number[] {
  return normalisedWeights(
    columns.map((x, j) => {
      const { mean, sd } = sampleMoments(presentOf(x));
      if (mean !== 0) return sd / Math.abs(mean) || 0;
      throw refused(
        "variation_needs_mean",
        "该列均值为 0，变异系数没有意义。",
        "The mean of the column is 0; it has no coefficient of variation.",
        `columns/${j}`,
      );
    }),
  );
}

/**
 * Weights as the Gini coefficients Σ_i Σ_k |x_i - x_k| / (2 n² mean) of columns that are not negative (Gini 1912; Li & Chi 2009; id gini@1).
 * (1, 3) and (0, 4): 1/4 and 1/2, so 1/3 and 2/3.
 */
export function giniWeights(columns: readonly ArrayLike<number>[]): number[] {
  return normalisedWeights(
    columns.map((x, j) => {
      const sorted = notNegative(x, j);
      const n = sorted.length;
      const mean = meanOf(sorted);
      if (!(mean > 0)) return 0;
      return Math.max(0, sumOf(sorted.map((v, i) => (2 * i + 1 - n) * v)) / (n * n * mean));
    }),
  );
}
