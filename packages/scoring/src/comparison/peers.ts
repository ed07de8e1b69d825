import { momentsOf } from "../norms/scale.ts";

/** One unit near another, and why: the context variables in which they are most alike, and in which least. */
export type Peer = { index: number; distance: number; alike: number[]; unlike: number[] };

/**
 * Nearest neighbours on context variables (population, area, climate …), for a fair comparison.
 *
 * Distance: Euclidean on z-scores (over n) of each variable times the square root of its weight, divided by the sum of the
 * weights of the variables that both units have; units without a variable in common are no peers. Ties go to the lower id.
 * `alike` and `unlike`: the variables with the smallest and largest part in the distance, at most three each. Source: the
 * nearest-neighbour models of CIPFA and Kolada's "liknande kommuner". Throws RangeError for a weight that is not above 0.
 */
export function nearestPeers(
  context: readonly Float64Array[],
  ids: readonly string[],
  row: number,
  count: number,
  weights: readonly number[] = context.map(() => 1),
): Peer[] {
  if (weights.length !== context.length || weights.some((w) => !(w > 0)))
    throw new RangeError("every context variable needs a weight above 0");
  const scaled = context.map((column) => {
    const { mean, sd } = momentsOf(column.filter((x) => !Number.isNaN(x)).sort(), 0);
    return column.map((x) => (sd > 0 ? (x - mean) / sd : x - mean));
  });
  return ids
    .map((_, index) => ({ index, ...distanceOf(scaled, weights, row, index) }))
    .filter(({ index, distance }) => index !== row && Number.isFinite(distance))
    .sort((a, b) => a.distance - b.distance || (ids[a.index]! < ids[b.index]! ? -1 : 1))
    .slice(0, count);
}

function distanceOf(
  scaled: readonly Float64Array[],
  weights: readonly number[],
  a: number,
  b: number,
): Omit<Peer, "index"> {
  const parts = scaled
    .map((column, c) => ({ c, part: weights[c]! * (column[a]! - column[b]!) * (column[a]! - column[b]!) }))
    .filter(({ part }) => !Number.isNaN(part));
  const weight = parts.reduce((sum, { c }) => sum + weights[c]!, 0);
  const distance = weight === 0 ? NaN : Math.sqrt(parts.reduce((sum, { part }) => sum + part, 0) / weight);
  const sorted = parts
    .toSorted((x, y) => x.part / weights[x.c]! - y.part / weights[y.c]! || x.c - y.c)
    .map(({ c }) => c);
  return { distance, alike: sorted.slice(0, 3), unlike: sorted.toReversed().slice(0, 3) };
}

/**
 * How steady the peers of a unit are: every context variable is left out in turn, and the share of the peers that stay is
 * averaged. 1 = the same peers whatever is left out. NaN with fewer than 2 variables.
 */
export function peerStability(
  context: readonly Float64Array[],
  ids: readonly string[],
  row: number,
  count: number,
  weights: readonly number[] = context.map(() => 1),
): number {
  if (context.length < 2) return NaN;
  const own = new Set(nearestPeers(context, ids, row, count, weights).map(({ index }) => index));
  const kept = context.map((_, c) => {
    const without = <T>(values: readonly T[]) => values.filter((_value, at) => at !== c);
    const others = nearestPeers(without(context), ids, row, count, without(weights));
    return others.filter(({ index }) => own.has(index)).length / Math.max(1, own.size);
  });
  return kept.reduce((sum, share) => sum + share, 0) / kept.length;
}
