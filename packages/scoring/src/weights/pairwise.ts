import { exp, log } from "../numeric/elementary.ts";
import { refused } from "../scheme/remark.ts";

/**
 * Pairwise judgements of n items (判断矩阵): `judgements[i][j]` = how many times as important i is as j; 1 on the diagonal,
 * reciprocal, positive; NaN = not judged (on both sides).
 */
export type Pairwise = readonly (readonly number[])[];

/** How far a_ij a_ji may miss 1, for judgements such as 1/3 written as 0.33. */
const RECIPROCAL_TOLERANCE = 0.02;

/** Throws ScoringError where a matrix is not one of pairwise judgements, naming the pair. */
export function assertPairwise(judgements: Pairwise): void {
  const n = judgements.length;
  judgements.forEach((row, i) => {
    if (row.length !== n)
      throw refused(
        "pairwise_not_square",
        `判断矩阵第 ${i + 1} 行有 ${row.length} 项，应为 ${n} 项。`,
        `Row ${i + 1} of the judgements has ${row.length} entries; it needs ${n}.`,
        `judgements/${i}`,
      );
    row.forEach((own, j) => {
      const back = judgements[j]![i]!;
      const missing = i !== j && Number.isNaN(own) && Number.isNaN(back);
      const good = i === j ? own === 1 : own > 0 && own < Infinity && Math.abs(own * back - 1) <= RECIPROCAL_TOLERANCE;
      if (missing || good) return;
      throw refused(
        "pairwise_not_reciprocal",
        `判断 (${i + 1}, ${j + 1}) 为 ${own}，(${j + 1}, ${i + 1}) 为 ${back}，应为正且互为倒数；对角线为 1；未判断的两处都留空。`,
        `Judgement (${i + 1}, ${j + 1}) is ${own} and (${j + 1}, ${i + 1}) is ${back}; they must be positive and reciprocal, 1 on the diagonal, or both missing.`,
        `judgements/${i}/${j}`,
      );
    });
  });
}

/**
 * The upper triangle as a whole matrix: `upper[i]` holds the judgements of i against i + 1, ..., n - 1.
 * [[2, 4], [2], []] is the matrix of 1, 2, 4; 1/2, 1, 2; 1/4, 1/2, 1.
 */
export function pairwiseFrom(upper: readonly (readonly number[])[]): number[][] {
  return upper.map((_, i) =>
    upper.map((__, j) => (i === j ? 1 : i < j ? upper[i]![j - i - 1]! : 1 / upper[j]![i - j - 1]!)),
  );
}

/**
 * Answers on Saaty's scale as a whole matrix: 1 alike, 2..9 the first of the pair so many times as important, -2..-9 the
 * second, null not judged. Triangle as in `pairwiseFrom`. [[3, -3], [null], []] holds 3, 1/3 and nothing.
 */
export const pairwiseFromScale = (upper: readonly (readonly (number | null)[])[]): number[][] =>
  pairwiseFrom(upper.map((row) => row.map((own) => (own === null ? NaN : own < 0 ? -1 / own : own))));

/** Geometric mean of positive numbers, weighted; the weights need not add up to 1. */
export function geometricMean(x: readonly number[], weights: readonly number[] = x.map(() => 1)): number {
  let sum = 0;
  let total = 0;
  x.forEach((v, k) => {
    sum += weights[k]! * log(v);
    total += weights[k]!;
  });
  return exp(sum / total);
}
