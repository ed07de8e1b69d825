import type { Text } from "@duibiao/indicators";
import { ahpPriorities, pairwiseFromScale, ScoringError, worstJudgement, type JudgementHint } from "@duibiao/scoring";

/** Row i: judgements of item i against those after it; see the contract. */
export type Upper = readonly (readonly (number | null)[])[];

/** Nothing judged yet. */
export const blank = (n: number): Upper => Array.from({ length: n }, (_, i) => Array(n - 1 - i).fill(null));

export const withJudgement = (upper: Upper, i: number, j: number, value: number | null): Upper =>
  upper.map((row, at) => (at === i ? row.map((own, k) => (k === j - i - 1 ? value : own)) : row));

/** Every answer that a pair can have, from the first's favour to the second's. */
export const SCALE = [9, 8, 7, 6, 5, 4, 3, 2, 1, -2, -3, -4, -5, -6, -7, -8, -9] as const;

const words: Readonly<Record<number, Text>> = {
  2: { zh: "介于同等与稍微之间", en: "between equal and moderate" },
  3: { zh: "稍微重要", en: "moderately more important" },
  4: { zh: "介于稍微与明显之间", en: "between moderate and strong" },
  5: { zh: "明显重要", en: "strongly more important" },
  6: { zh: "介于明显与强烈之间", en: "between strong and very strong" },
  7: { zh: "强烈重要", en: "very strongly more important" },
  8: { zh: "介于强烈与极端之间", en: "between very strong and extreme" },
  9: { zh: "极端重要", en: "extremely more important" },
};

/** A judgement in words: 甲比乙明显重要（5）. */
export function said(value: number, first: Text, second: Text): Text {
  if (value === 1)
    return { zh: `${first.zh}与${second.zh}同等重要（1）`, en: `${first.en} and ${second.en}: equal (1)` };
  const [more, less] = value > 0 ? [first, second] : [second, first];
  const size = Math.abs(value);
  return {
    zh: `${more.zh}比${less.zh}${words[size]!.zh}（${size}）`,
    en: `${more.en} over ${less.en}: ${words[size]!.en} (${size})`,
  };
}

/** A ratio of Saaty's scale as an answer: 1/3 is -3. */
export const answerOf = (ratio: number): number => (ratio >= 1 ? Math.round(ratio) : -Math.round(1 / ratio));

export type Live =
  | { ok: true; weights: number[]; consistencyRatio: number; missing: number; hint: JudgementHint | null }
  | { ok: false; why: Text };

/** What the judgements amount to so far; without a chain through all items there are no weights yet. */
export function liveOf(upper: Upper): Live {
  const matrix = pairwiseFromScale(upper);
  try {
    const { weights, consistencyRatio, missing } = ahpPriorities(matrix);
    return { ok: true, weights, consistencyRatio, missing, hint: worstJudgement(matrix) };
  } catch (error) {
    if (!(error instanceof ScoringError)) throw error;
    const { zh, en } = error.remarks[0]!;
    return { ok: false, why: { zh, en } };
  }
}

const PARTS = 10_000;

/** Weights with four decimals that add up to 1: cut, and what is left over goes to those that lost most. */
export function rounded(weights: readonly number[]): number[] {
  const cut = weights.map((weight) => Math.floor(weight * PARTS));
  let left = PARTS - cut.reduce((sum, own) => sum + own, 0);
  const order = weights
    .map((weight, at) => ({ at, lost: weight * PARTS - cut[at]! }))
    .sort((a, b) => b.lost - a.lost || a.at - b.at);
  for (const { at } of order) {
    if (left <= 0) break;
    cut[at]! += 1;
    left -= 1;
  }
  return cut.map((own) => own / PARTS);
}
