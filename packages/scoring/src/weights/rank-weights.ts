import { refused } from "../scheme/remark.ts";
import { normalisedWeights } from "./normalised.ts";

/**
 * Weights from an order of importance alone. `ranks`: 1 = most important; items that tie share the mean weight of their places, so
 * 1, 2, 2, 4 and 1, 2.5, 2.5, 4 mean the same. With n items and place r:
 *
 * - rank_sum: 2 (n + 1 - r) / (n (n + 1)). Three items: 1/2, 1/3, 1/6.
 * - rank_order_centroid: (1/n) Σ_{k = r..n} 1/k. Three items: 11/18, 5/18, 2/18.
 * - rank_reciprocal: (1/r) / Σ 1/k. Three items: 6/11, 3/11, 2/11.
 *
 * Throws ScoringError for a rank that is no number. Sources: Stillwell, Seaver & Edwards 1981 (sum, reciprocal); Barron & Barrett 1996, Management Science 42 (centroid).
 */
export function rankWeights(
  ranks: readonly number[],
  by: "rank_sum" | "rank_order_centroid" | "rank_reciprocal",
): number[] {
  const n = ranks.length;
  const odd = ranks.findIndex((rank) => !Number.isFinite(rank));
  if (odd >= 0 || n === 0)
    throw refused(
      "rank_missing",
      `第 ${odd + 1} 项没有次序，或没有任何项。`,
      `Item ${odd + 1} has no rank, or there are no items.`,
      `ranks/${Math.max(odd, 0)}`,
    );
  const places = Array.from({ length: n }, (_, at) => placeWeight(at + 1, n, by));
  const order = ranks.map((rank, j) => ({ rank, j })).sort((a, b) => a.rank - b.rank);
  const weights = Array.from({ length: n }, () => 0);
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && order[to]!.rank === order[from]!.rank) to++;
    let share = 0;
    for (let at = from; at < to; at++) share += places[at]!;
    for (let at = from; at < to; at++) weights[order[at]!.j] = share / (to - from);
    from = to;
  }
  return normalisedWeights(weights);
}

function placeWeight(r: number, n: number, by: "rank_sum" | "rank_order_centroid" | "rank_reciprocal"): number {
  if (by === "rank_sum") return n + 1 - r;
  if (by === "rank_reciprocal") return 1 / r;
  let sum = 0;
  for (let k = n; k >= r; k--) sum += 1 / k;
  return sum;
}
