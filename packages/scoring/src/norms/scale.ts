import type { Fitted, Norm } from "./norm.ts";
import { peerBounds } from "./peer-percentile.ts";

/**
 * Takes from the values of every group what the norm needs. `values`: NaN where there is none; `groupOf`: index of each
 * unit's group. Ranges are the group's extremes (peer_percentile: its quantiles, null below minPeers); moments are the
 * mean and the standard deviation, over n - ddof; orders keep the sorted values.
 */
export function fitNorm(
  norm: Norm,
  values: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  groupCount: number,
): Fitted[] {
  if (norm.method === "peer_percentile") return peerBounds(values, groupOf, groupCount, norm);
  if (!ORDERED.has(norm.method)) return rangesOf(values, groupOf, groupCount);
  const members = Array.from({ length: groupCount }, () => [] as number[]);
  for (let r = 0; r < values.length; r++) if (!Number.isNaN(values[r]!)) members[groupOf[r]!]!.push(values[r]!);
  return members.map((own) => {
    const sorted = Float64Array.from(own).sort();
    const n = sorted.length;
    if (norm.method !== "z_score") return { n, sorted: [...sorted] };
    // Plain JSON: too few values for a spread have none, and nobody is scored by an empty group.
    const { mean, sd } = momentsOf(sorted, norm.ddof ?? 1);
    return { n, mean: n === 0 ? 0 : mean, sd: Number.isNaN(sd) ? 0 : sd };
  });
}

/** Norms that need the values in their order. */
const ORDERED: ReadonlySet<Norm["method"]> = new Set(["rank_from_worst", "percentile_rank", "borda", "z_score"]);

/** How many values each group has, and its extremes. */
function rangesOf(values: ArrayLike<number>, groupOf: ArrayLike<number>, groupCount: number): Fitted[] {
  const counts = new Int32Array(groupCount);
  const lows = new Float64Array(groupCount).fill(Infinity);
  const highs = new Float64Array(groupCount).fill(-Infinity);
  for (let r = 0; r < values.length; r++) {
    // -0 and 0 are one value.
    const x = values[r]! + 0;
    if (x !== x) continue;
    const g = groupOf[r]!;
    counts[g]!++;
    if (x < lows[g]!) lows[g] = x;
    if (x > highs[g]!) highs[g] = x;
  }
  return Array.from(counts, (n, g) => (n === 0 ? { n, lo: null, hi: null } : { n, lo: lows[g]!, hi: highs[g]! }));
}

/** Mean and standard deviation (sum of squares over n - ddof) of sorted values, so that their order cannot matter. */
export function momentsOf(sorted: ArrayLike<number>, ddof: 0 | 1): { mean: number; sd: number } {
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i]! - mean) * (sorted[i]! - mean);
  return { mean, sd: n > ddof ? Math.sqrt(squares / (n - ddof)) : NaN };
}

/** Points of one value under min-max: from..to between the worst and the best value; the middle where they coincide. */
export function minMaxScore(x: number, worst: number, best: number, from = 0, to = 100): number {
  if (worst === best) return (from + to) / 2;
  return from + ((x - worst) / (best - worst)) * (to - from);
}

/** centre + spread (x - mean) / sd, turned where lower is better; centre where the values do not vary. */
export function zScore(
  x: number,
  { mean, sd }: { mean: number; sd: number },
  sign: 1 | -1,
  centre = 50,
  spread = 10,
): number {
  return sd > 0 ? centre + (spread * sign * (x - mean)) / sd : centre;
}

/**
 * Place of a value among sorted ones, counted from the worst (1) up: 1 + how many are worse; with mean ties plus half
 * of the others that equal it. A value that is not among them takes the place where it would stand.
 */
export function placeFromWorst(
  x: number,
  sorted: ArrayLike<number>,
  sign: 1 | -1,
  ties: "min" | "mean" = "min",
): number {
  const below = countBelow(x, sorted, false);
  const upTo = countBelow(x, sorted, true);
  const worse = sign === 1 ? below : sorted.length - upTo;
  const equal = upTo - below;
  return 1 + worse + (ties === "mean" && equal > 1 ? (equal - 1) / 2 : 0);
}

function countBelow(x: number, sorted: ArrayLike<number>, including: boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = sorted[middle]!;
    if (value < x || (including && value === x)) from = middle + 1;
    else to = middle;
  }
  return from;
}
