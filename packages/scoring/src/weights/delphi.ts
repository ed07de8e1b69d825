import { describeColumn } from "../data/describe.ts";
import { refused } from "../scheme/remark.ts";
import { normalisedWeights } from "./normalised.ts";

/** One round of a panel (德尔菲法): what the experts said of each item, and how far they agree. */
export type DelphiRound = {
  items: { mean: number; sd: number; variation: number; median: number; q1: number; q3: number }[];
  /** Kendall's coefficient of concordance, 0 = none, 1 = all rank alike; NaN where nobody tells items apart. */
  concordance: number;
  /** The items' means, scaled to 1. */
  weights: number[];
};

/**
 * Sums up one round. `scores`: by expert, one importance of at least 0 per item. Variation = sd (n - 1) over mean.
 * Concordance W = 12 S / (m² (n³ - n) - m Σ (t³ - t)) for m experts and n items, S the squared deviations of the rank sums, t the sizes of ties,
 * tied scores sharing the mean rank (Kendall & Babington Smith 1939; Kendall 1962). Two experts 3, 2, 1 and 3, 2, 1: W = 1; against 1, 2, 3: 0.
 * Throws ScoringError for experts with different numbers of items.
 */
export function delphiRound(scores: readonly (readonly number[])[]): DelphiRound {
  const n = scores[0]?.length ?? 0;
  const odd = scores.findIndex((own) => own.length !== n);
  if (odd >= 0 || n === 0)
    throw refused(
      "delphi_items_differ",
      "每位专家应对同样的各项打分。",
      "Every expert must score the same items.",
      `experts/${Math.max(odd, 0)}`,
    );
  const items = Array.from({ length: n }, (_, j) => {
    const { mean, sd, median, q1, q3 } = describeColumn(scores.map((own) => own[j]!));
    return { mean, sd, variation: sd / mean, median, q1, q3 };
  });
  return { items, concordance: concordanceOf(scores, n), weights: normalisedWeights(items.map(({ mean }) => mean)) };
}

function concordanceOf(scores: readonly (readonly number[])[], n: number): number {
  const m = scores.length;
  const sums = Array.from({ length: n }, () => 0);
  let ties = 0;
  for (const own of scores) {
    own.forEach((score, j) => {
      const equal = own.filter((other) => other === score).length;
      sums[j] = sums[j]! + own.filter((other) => other > score).length + (equal + 1) / 2;
      // Each of t tied scores adds (t³ - t) / t.
      ties += equal * equal - 1;
    });
  }
  const middle = (m * (n + 1)) / 2;
  const s = sums.reduce((sum, own) => sum + (own - middle) * (own - middle), 0);
  const most = m * m * (n * n * n - n) - m * ties;
  return most > 0 ? (12 * s) / most : NaN;
}
