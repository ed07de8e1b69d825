import type { Direction } from "../norms/norm.ts";
import { canScore, scoreValue } from "../norms/score-value.ts";
import { aggregateNode } from "../scheme/aggregate-node.ts";
import { emptyNodeColumn, STATUS, type NodeColumn } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";

/** What one indicator alone would have to be for a total to be reached, in its own uom. */
export type Needed = {
  path: string;
  indicator: string;
  value: number;
  /** The value needed; null where even the best points of this leaf do not suffice. */
  needed: number | null;
  /** Points that the leaf has now, and those it would need. */
  points: number;
  pointsNeeded: number | null;
};

const HALVINGS = 60;

/**
 * What it would take to reach a total (that of the next place, or the least of a grade): for every leaf with a value, the
 * value that alone would do it while all else, the bounds of peers included, stays as it is. Nearest in points first.
 *
 * Found by halving between the own value and the one that earns most, down to 2^-60 of the way; leaves whose norm does not
 * follow a direction (interval) are searched towards their best interval. Throws RangeError for a unit without a score.
 */
export function neededFor(result: ScoreResult, row: number, total: number): Needed[] {
  const { placed, columns } = result;
  if (result.regions[row]!.score === null) throw new RangeError("the unit has no score");
  const needed = placed.flatMap(({ node, path, children }, i): Needed[] => {
    if (children.length > 0 || columns[i]!.status[row] !== STATUS.value) return [];
    const own = result.data[i]!.values[row]!;
    const points = columns[i]!.score[row]!;
    const best = bestValue(result, i, row, own);
    const reach = (value: number) => totalWith(result, row, i, pointsOf(result, i, row, value)) >= total;
    const base = { path, indicator: node.indicator!, value: own, points };
    if (reach(own)) return [{ ...base, needed: own, pointsNeeded: points }];
    if (best === null || !reach(best)) return [{ ...base, needed: null, pointsNeeded: null }];
    let [from, to] = [own, best];
    for (let n = 0; n < HALVINGS; n++) {
      const middle = from + (to - from) / 2;
      if (reach(middle)) to = middle;
      else from = middle;
    }
    return [{ ...base, needed: to, pointsNeeded: pointsOf(result, i, row, to) }];
  });
  const missing = (own: Needed) => (own.pointsNeeded === null ? Infinity : own.pointsNeeded - own.points);
  return needed.toSorted((x, y) => missing(x) - missing(y) || (x.path < y.path ? -1 : 1));
}

/** The total right above a unit's, and the unit that has it; null for the first. Equal totals are not above. */
export function nextAbove(result: ScoreResult, row: number): { id: string; total: number } | null {
  const own = result.regions[row]!;
  let next: { id: string; total: number } | null = null;
  for (const other of result.regions) {
    if (other.place === null || own.place === null || other.place.rank >= own.place.rank) continue;
    const total = other.score!;
    if (next === null || total < next.total || (total === next.total && other.id < next.id))
      next = { id: other.id, total };
  }
  return next;
}

function pointsOf(result: ScoreResult, i: number, row: number, value: number): number {
  const { norm, groups, byGroup } = result.leafBounds[i]!;
  const fitted = byGroup === null ? null : byGroup[groups.groupOf[row]!]!;
  if (fitted !== null && !canScore(norm, fitted)) return NaN;
  return scoreValue(norm, fitted, value, result.input.directions[result.placed[i]!.node.indicator!]!);
}

/** A value beyond which a leaf earns no more: the norm's own best bound, or the best value that anybody has. */
function bestValue(result: ScoreResult, i: number, row: number, own: number): number | null {
  const { node } = result.placed[i]!;
  const norm = node.norm!;
  const direction: Direction = result.input.directions[node.indicator!]!;
  switch (norm.method) {
    case "goalposts":
      return norm.hi;
    case "interval":
      return own < norm.bestLo ? norm.bestLo : norm.bestHi;
    case "graded":
      return norm.steps.at(-1)!.from;
    case "efficacy_linear":
    case "efficacy_exponential":
      return norm.satisfactory;
    case "efficacy_five":
      return norm.standards[0];
    case "distance_to_reference":
      return norm.reference;
    case "distance_to_target":
      return norm.target;
    default: {
      const { groups, byGroup } = result.leafBounds[i]!;
      const fitted = byGroup?.[groups.groupOf[row]!];
      if (fitted !== undefined && "lo" in fitted) return direction === "lower" ? fitted.lo : fitted.hi;
      const values = result.data[i]!.values.filter((value) => !Number.isNaN(value));
      return direction === "lower" ? Math.min(...values) : Math.max(...values);
    }
  }
}

/** The unit's total with other points at one leaf. */
function totalWith(result: ScoreResult, row: number, leaf: number, points: number): number {
  const { placed, columns, scheme } = result;
  let child = leaf;
  let own: NodeColumn = { score: Float64Array.of(points), coverage: Float64Array.of(1), status: new Uint8Array(1) };
  while (placed[child]!.parent >= 0) {
    const parent = placed[child]!.parent;
    const { node, children } = placed[parent]!;
    const below = children.map((c) => (c === child ? own : oneRow(columns[c]!, row)));
    const out = emptyNodeColumn(1);
    aggregateNode(
      scheme,
      node,
      children.map((c) => placed[c]!.node.weight),
      below,
      out,
    );
    own = out;
    child = parent;
  }
  return own.score[0]!;
}

const oneRow = ({ score, coverage, status }: NodeColumn, row: number): NodeColumn => ({
  score: score.slice(row, row + 1),
  coverage: coverage.slice(row, row + 1),
  status: status.slice(row, row + 1),
});
