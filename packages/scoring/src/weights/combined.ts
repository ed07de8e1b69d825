import { exp, log } from "../numeric/elementary.ts";
import { refused } from "../scheme/remark.ts";
import { normalisedWeights } from "./normalised.ts";

/**
 * Several sets of weights as one (组合赋权), scaled to 1. `shares`: how much each set counts, default all equal.
 *
 * - sum: Σ share w (linear; id combined-sum@1). (0.6, 0.4) and (0.2, 0.8): 0.4, 0.6.
 * - product: Π w^(n share), n sets (multiplicative; id combined-product@1), with equal shares w_1 w_2 ...: 0.12 and 0.32, so 3/11 and 8/11.
 *   Whoever has 0 in one set of a positive share has 0.
 *
 * Throws ScoringError for negative weights or shares, sets of different length, and products that are all 0.
 */
export function combinedWeights(
  sets: readonly (readonly number[])[],
  how: "sum" | "product",
  shares: readonly number[] = sets.map(() => 1),
): number[] {
  const n = sets[0]?.length ?? 0;
  const odd = sets.findIndex((own) => own.length !== n);
  if (odd >= 0 || shares.length !== sets.length || n === 0)
    throw refused(
      "weight_sets_differ",
      "各组权重的项数应相同，份额数应等于组数。",
      "All sets need the same number of weights, and there must be one share per set.",
      `sets/${Math.max(odd, 0)}`,
    );
  const whole = sets.map((own) => normalisedWeights(own));
  const parts = normalisedWeights(shares);
  return normalisedWeights(
    whole[0]!.map((_, j) => {
      if (how === "sum") return whole.reduce((sum, own, s) => sum + parts[s]! * own[j]!, 0);
      let logs = 0;
      for (const [s, own] of whole.entries()) {
        if (parts[s] === 0) continue;
        if (own[j] === 0) return 0;
        logs += sets.length * parts[s]! * log(own[j]!);
      }
      return exp(logs);
    }),
  );
}
