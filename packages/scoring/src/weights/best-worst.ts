import { solve } from "yalps";
import { refused } from "../scheme/remark.ts";
import { normalisedWeights } from "./normalised.ts";

/** Pivots below this are 0; solutions are given to this many places. */
const PRECISION = 1e-12;

/** Weights of a best-worst comparison, and how well its two rows of judgements agree. */
export type BestWorst = {
  weights: number[];
  /** Largest deviation ξ at the optimum; 0 = fully consistent (Rezaei 2016). */
  deviation: number;
  /**
   * Input-based consistency ratio, known before any weight is computed: max |a_Bj a_jW - a_BW| / (a_BW² - a_BW); 0 = consistent
   * (Liang, Brunelli & Rezaei 2020, Omega 96).
   */
  inputRatio: number;
};

/**
 * Best-worst method, linear model (Rezaei 2016, Omega 64, 126-130): the weights w >= 0, Σ w = 1, whose largest |w_best - a_Bj w_j| and
 * |w_j - a_jW w_worst| is smallest; a linear program with one solution.
 *
 * `best`, `worst`: index of the most and the least important item. `bestToOthers[j]` = how many times as important the best is as j (1 for itself),
 * `othersToWorst[j]` = how many times as important j is as the worst, each at least 1. Three items, best 2, worst 0, 8, 2, 1 and 1, 5, 8: (1, 4.5, 8.5) / 14.
 * Throws ScoringError for judgements below 1 or two different answers for best against worst.
 */
export function bestWorstWeights(
  best: number,
  worst: number,
  bestToOthers: readonly number[],
  othersToWorst: readonly number[],
): BestWorst {
  const n = bestToOthers.length;
  assertJudgements(best, worst, bestToOthers, othersToWorst);
  if (n === 1) return { weights: [1], deviation: 0, inputRatio: 0 };
  const constraints = new Map<string, { max: number } | { equal: number }>([["sum", { equal: 1 }]]);
  const variables = new Map<string, [string, number][]>([["deviation", [["deviation", 1]]]]);
  for (let j = 0; j < n; j++) variables.set(`w${j}`, [["sum", 1]]);
  const holdBelow = (name: string, one: number, times: number, other: number) => {
    // |w_one - times w_other| <= deviation, as two constraints.
    for (const [side, sign] of [
      ["+", 1],
      ["-", -1],
    ] as const) {
      constraints.set(name + side, { max: 0 });
      variables.get("deviation")!.push([name + side, -1]);
      variables.get(`w${one}`)!.push([name + side, sign]);
      variables.get(`w${other}`)!.push([name + side, -sign * times]);
    }
  };
  for (let j = 0; j < n; j++) {
    if (j !== best) holdBelow(`best${j}`, best, bestToOthers[j]!, j);
    if (j !== worst && j !== best) holdBelow(`worst${j}`, j, othersToWorst[j]!, worst);
  }
  const solution = solve(
    { direction: "minimize", objective: "deviation", constraints, variables },
    { precision: PRECISION },
  );
  const found = new Map(solution.variables);
  const whole = bestToOthers[worst]!;
  const off = bestToOthers.map((a, j) => Math.abs(a * othersToWorst[j]! - whole));
  return {
    weights: normalisedWeights(Array.from({ length: n }, (_, j) => found.get(`w${j}`) ?? 0)),
    deviation: found.get("deviation") ?? 0,
    inputRatio: whole === 1 ? 0 : Math.max(...off) / (whole * whole - whole),
  };
}

function assertJudgements(
  best: number,
  worst: number,
  bestToOthers: readonly number[],
  othersToWorst: readonly number[],
) {
  const n = bestToOthers.length;
  const whole = [best, worst].every((at) => Number.isInteger(at) && at >= 0 && at < n) && othersToWorst.length === n;
  const least = whole && [...bestToOthers, ...othersToWorst].every((a) => a >= 1 && Number.isFinite(a));
  const ends =
    least && bestToOthers[best] === 1 && othersToWorst[worst] === 1 && bestToOthers[worst] === othersToWorst[best];
  if (ends) return;
  throw refused(
    "best_worst_judgements",
    "最优最劣法的判断应不小于 1，最优对自身、最劣对自身为 1，最优对最劣在两行中应相同。",
    "Best-worst judgements must be at least 1, 1 for the best and the worst against themselves, and say the same of best against worst in both rows.",
    "judgements",
  );
}
