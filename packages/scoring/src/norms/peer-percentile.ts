import { goalpostScore } from "./goalposts.ts";
import { quantile } from "../numeric/quantile.ts";

/**
 * Bounds taken from one peer group: how many values stood behind them and the two quantiles.
 * `lo` and `hi` are null when n is below the norm's minPeers; nobody in the group gets a score then.
 */
export type PeerBounds = { n: number; lo: number | null; hi: number | null };

/** What a value earns on bounds that coincide: no difference between peers, so neither good nor bad. */
export const SCORE_WITHOUT_SPREAD = 50;

/**
 * Bounds of every peer group: the type-7 quantiles loPct and hiPct (percent) of its values.
 *
 * `values`: one per region, NaN where there is no real and complete value (left out).
 * `groupOf`: index of each region's group, 0..groupCount-1. Result: one PeerBounds per group.
 * The order of regions does not matter.
 */
export function peerBounds(
  values: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  groupCount: number,
  norm: { loPct: number; hiPct: number; minPeers: number },
): PeerBounds[] {
  const start = new Int32Array(groupCount + 1);
  for (let r = 0; r < values.length; r++) {
    if (!Number.isNaN(values[r]!)) start[groupOf[r]! + 1]! += 1;
  }
  for (let g = 0; g < groupCount; g++) start[g + 1]! += start[g]!;
  const next = start.slice();
  const grouped = new Float64Array(start[groupCount]!);
  for (let r = 0; r < values.length; r++) {
    if (!Number.isNaN(values[r]!)) grouped[next[groupOf[r]!]!++] = values[r]!;
  }
  return Array.from({ length: groupCount }, (_, g) => {
    const from = start[g]!;
    const n = start[g + 1]! - from;
    if (n === 0 || n < norm.minPeers) return { n, lo: null, hi: null };
    grouped.subarray(from, from + n).sort();
    return {
      n,
      lo: quantile(grouped, norm.loPct / 100, from, n),
      hi: quantile(grouped, norm.hiPct / 100, from, n),
    };
  });
}

/**
 * Score between two peer quantiles: goalposts with the bad quantile as 0 and the good one as 100.
 * Where both coincide, the value on them earns 50, a better one 100, a worse one 0.
 */
export function peerScore(x: number, lo: number, hi: number, direction: "higher" | "lower"): number {
  const worst = direction === "higher" ? lo : hi;
  const best = direction === "higher" ? hi : lo;
  if (worst !== best) return goalpostScore(x, worst, best);
  if (x === best) return SCORE_WITHOUT_SPREAD;
  return x > best === (direction === "higher") ? 100 : 0;
}
