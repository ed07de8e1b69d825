import type { Direction } from "../norms/norm.ts";
import { STATUS } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";
import { differenceByLeaf, type World } from "./difference.ts";

/** What one leaf makes of a difference in scores, in points; the effects of all leaves add up to the difference. */
export type LeafEffect = { path: string; indicator: string; effect: number };

export type Gap = { score: number; otherScore: number; difference: number; leaves: LeafEffect[] };

/** A unit of a result as `differenceByLeaf` takes it. */
export function worldOf(result: ScoreResult, row: number): World {
  const { scheme, placed, columns } = result;
  return {
    scheme,
    placed,
    columns,
    row,
    weights: placed.map(({ children }) => children.map((c) => placed[c]!.node.weight)),
  };
}

/**
 * Why unit a's score differs from unit b's: the gap split into leaves, largest first (in size), adding up exactly.
 * 82 against 70 by leaves +9, +5, -2. Both need a score; throws RangeError otherwise.
 */
export function explainGap(result: ScoreResult, a: number, b: number): Gap {
  const effects = differenceByLeaf(worldOf(result, a), worldOf(result, b));
  const [score, otherScore] = [result.columns[0]!.score[a]!, result.columns[0]!.score[b]!];
  return { score, otherScore, difference: score - otherScore, leaves: leafEffects(result, effects) };
}

export function leafEffects({ placed }: Pick<ScoreResult, "placed">, effects: ArrayLike<number>): LeafEffect[] {
  return placed
    .flatMap(({ node, path, children }, i) =>
      children.length === 0 ? [{ path, indicator: node.indicator!, effect: effects[i]! }] : [],
    )
    .sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect) || (x.path < y.path ? -1 : 1));
}

/** Whom to be measured against: the best, or the one in the middle, among all ranked units or in the own peer group. */
export type Against = { place: "best" | "median"; among: "all" | "peers" };

/**
 * The unit that stands for the best or the median. The median unit is the one at place ⌈n/2⌉ of the ranked ones (equal
 * totals in order of their ids). Null where nobody is ranked there.
 */
export function referenceUnit(result: ScoreResult, row: number, { place, among }: Against): number | null {
  const { regions } = result;
  const group = regions[row]!.peerGroup;
  const order = regions
    .map((own, r) => ({ own, r }))
    .filter(({ own }) => own.place !== null && (among === "all" || own.peerGroup === group))
    .sort((x, y) => x.own.place!.rank - y.own.place!.rank || (x.own.id < y.own.id ? -1 : 1));
  const at = place === "best" ? 0 : Math.ceil(order.length / 2) - 1;
  return order[at]?.r ?? null;
}

/** One indicator of one unit among its peers, in its own uom. */
export type Standing = {
  indicator: string;
  value: number;
  /** Place among peers with a value, 1 = best, equal values share the best; n = how many. */
  rank: number;
  n: number;
  median: number;
  /** How much better than the peers' median, in the indicator's own uom; negative = worse. */
  ahead: number;
};

/** Fewer distinct values than this tell nobody apart. */
const LEAST_DISTINCT = 4;

/**
 * Strengths and weaknesses of a unit among its peers, in raw values and the direction of each indicator: the `count` best
 * and worst standings by rank share. Left out: indicators without own value or direction, and those with fewer than 4
 * distinct values among peers; what is tied with the worst possible place is no weakness where more than half share it.
 */
export function strengthsOf(
  result: ScoreResult,
  row: number,
  count = 5,
): { strengths: Standing[]; weaknesses: Standing[] } {
  const { input, regions, placed } = result;
  const group = regions[row]!.peerGroup;
  const peers = regions.flatMap((own, r) => (own.peerGroup === group ? [r] : []));
  const standings = placed.flatMap(({ node, children }, i) => {
    const direction = children.length === 0 ? input.directions[node.indicator!] : undefined;
    if (direction !== "higher" && direction !== "lower") return [];
    const own = valueAt(result, i, row);
    if (own === null) return [];
    const values = peers.flatMap((r) => valueAt(result, i, r) ?? []);
    if (new Set(values).size < LEAST_DISTINCT) return [];
    return [standingOf(node.indicator!, own, values, direction)];
  });
  const share = ({ rank, n }: Standing) => (rank - 1) / (n - 1);
  const sorted = standings.toSorted((x, y) => share(x) - share(y) || (x.indicator < y.indicator ? -1 : 1));
  return {
    strengths: sorted.filter((own) => share(own) < 0.5).slice(0, count),
    weaknesses: sorted
      .toReversed()
      .filter((own) => share(own) >= 0.5)
      .slice(0, count),
  };
}

function valueAt({ data, columns }: ScoreResult, i: number, row: number): number | null {
  return columns[i]!.status[row] === STATUS.value ? data[i]!.values[row]! : null;
}

function standingOf(indicator: string, value: number, values: number[], direction: Direction): Standing {
  const sign = direction === "lower" ? -1 : 1;
  const sorted = values.toSorted((x, y) => x - y);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return {
    indicator,
    value,
    rank: 1 + values.filter((other) => sign * (other - value) > 0).length,
    n: values.length,
    median,
    ahead: sign * (value - median),
  };
}
