import { refused } from "../scheme/remark.ts";
import { ahpPriorities, type Priorities } from "./ahp.ts";
import { normalisedWeights } from "./normalised.ts";
import { geometricMean, type Pairwise } from "./pairwise.ts";

/**
 * Several experts' matrices as one, AIJ (aggregation of individual judgements): each judgement the geometric mean of the experts',
 * which alone keeps it reciprocal (Aczél & Saaty 1983, J. Math. Psychology 27, 93-102). `experts`: the experts' own weights, default
 * equal. A judgement that only some have made is the mean of those; one that nobody made stays missing.
 * Two experts with 2 and 8 for the same pair: 4.
 */
export function groupJudgements(matrices: readonly Pairwise[], experts?: readonly number[]): number[][] {
  const n = assertSameSize(matrices);
  const weights = experts ?? matrices.map(() => 1);
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (__, j) => {
      if (i === j) return 1;
      const who = matrices.map((_m, k) => k).filter((k) => !Number.isNaN(matrices[k]![i]![j]!) && weights[k]! > 0);
      if (who.length === 0) return NaN;
      const of = (a: number, b: number) =>
        geometricMean(
          who.map((k) => matrices[k]![a]![b]!),
          who.map((k) => weights[k]!),
        );
      return i < j ? of(i, j) : 1 / of(j, i);
    }),
  );
}

/**
 * Several experts' weights as one, AIP (aggregation of individual priorities): the weighted geometric mean (default; Forman & Peniwati
 * 1998, Eur. J. Oper. Res. 108, 165-169) or arithmetic mean of their weights, scaled to 1. `each`: every expert's own priorities.
 */
export function groupPriorities(
  matrices: readonly Pairwise[],
  { experts, mean = "geometric" }: { experts?: readonly number[]; mean?: "geometric" | "arithmetic" } = {},
): { weights: number[]; each: Priorities[] } {
  assertSameSize(matrices);
  const each = matrices.map((own) => ahpPriorities(own));
  const share = normalisedWeights(experts ?? matrices.map(() => 1));
  const weights = each[0]!.weights.map((_, j) => {
    const own = each.map((e) => e.weights[j]!);
    return mean === "geometric" ? geometricMean(own, share) : own.reduce((sum, w, k) => sum + share[k]! * w, 0);
  });
  return { weights: normalisedWeights(weights), each };
}

function assertSameSize(matrices: readonly Pairwise[]): number {
  const n = matrices[0]?.length ?? 0;
  const odd = matrices.findIndex((own) => own.length !== n);
  if (matrices.length > 0 && odd < 0) return n;
  throw refused(
    "ahp_group_sizes",
    `第 ${odd + 1} 位专家的判断矩阵与其他专家大小不同，或没有专家。`,
    `The matrix of expert ${odd + 1} has another size than the others, or there is no expert.`,
    `experts/${Math.max(odd, 0)}`,
  );
}
