import { log } from "../numeric/elementary.ts";
import { ahpPriorities, type Priorities } from "./ahp.ts";
import type { Pairwise } from "./pairwise.ts";

/** A judgement to think over again: row and column, what was said, what the others imply, and what the ratio would become. */
export type JudgementHint = {
  i: number;
  j: number;
  judged: number;
  implied: number;
  nearestOnScale: number;
  after: Priorities;
};

/**
 * Which judgement to reconsider, and to what: the pair whose judgement differs most, as a factor, from the ratio of the weights that
 * all judgements together give. `implied` is that ratio of weights without this judgement (Harker's diagonal), `nearestOnScale` the
 * nearest of 1/9, ..., 1/2, 1, 2, ..., 9 (by ratio), `after` the priorities with it in the matrix. Source: Saaty 2003, Eur. J. Oper. Res. 145,
 * 85-91. null where every judgement is consistent (factor below 1 + 1e-9) or there are fewer than three items.
 */
export function worstJudgement(judgements: Pairwise): JudgementHint | null {
  const { weights } = ahpPriorities(judgements);
  let worst: { i: number; j: number; off: number } | null = null;
  judgements.forEach((row, i) => {
    for (let j = i + 1; j < row.length; j++) {
      if (Number.isNaN(row[j]!)) continue;
      const off = Math.abs(log((row[j]! * weights[j]!) / weights[i]!));
      if (off > (worst?.off ?? 1e-9)) worst = { i, j, off };
    }
  });
  const found = worst as { i: number; j: number; off: number } | null;
  if (found === null || judgements.length < 3) return null;
  const { i, j } = found;
  const without = replaced(judgements, i, j, NaN);
  const others = isConnected(without) ? ahpPriorities(without).weights : weights;
  const implied = others[i]! / others[j]!;
  const nearestOnScale = SCALE.reduce((best, s) =>
    Math.abs(log(s / implied)) < Math.abs(log(best / implied)) ? s : best,
  );
  const after = ahpPriorities(replaced(judgements, i, j, nearestOnScale));
  return { i, j, judged: judgements[i]![j]!, implied, nearestOnScale, after };
}

/** Saaty's scale, downwards to 1/9. */
const SCALE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8, 1 / 9];

function replaced(judgements: Pairwise, i: number, j: number, by: number): number[][] {
  const copy = judgements.map((row) => [...row]);
  copy[i]![j] = by;
  copy[j]![i] = 1 / by;
  return copy;
}

function isConnected(judgements: Pairwise): boolean {
  const reached = new Set([0]);
  for (const i of reached) judgements[i]!.forEach((own, j) => !Number.isNaN(own) && reached.add(j));
  return reached.size === judgements.length;
}
