import { sumOf } from "../numeric/sums.ts";
import { refused } from "../scheme/remark.ts";

/**
 * Given importances scaled to a sum of 1; none may be negative, and not all 0. 2, 1, 1 give 0.5, 0.25, 0.25.
 * Throws ScoringError, naming the item.
 */
export function normalisedWeights(importances: ArrayLike<number>): number[] {
  const own = Array.from(importances);
  own.forEach((w, j) => {
    if (w >= 0 && Number.isFinite(w)) return;
    throw refused(
      "weight_negative",
      `第 ${j + 1} 项的权重为 ${w}，应为不小于 0 的有限数值。`,
      `The weight of item ${j + 1} is ${w}; it must be a finite number of at least 0.`,
      `weights/${j}`,
    );
  });
  const total = sumOf(own);
  if (!(total > 0))
    throw refused(
      "weights_all_zero",
      "各项权重全为 0：没有任何一项能区分对象，请改用给定权重。",
      "All weights are 0: no item tells the units apart; use given weights.",
      "weights",
    );
  return own.map((w) => w / total);
}

/** The same weight for each of n items. */
export const equalWeights = (n: number): number[] => Array.from({ length: n }, () => 1 / n);
