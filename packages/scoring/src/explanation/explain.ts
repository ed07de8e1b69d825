import { additiveWeights, normalized } from "../aggregation/additive-weights.ts";
import { STATUS, statusName, type NodeStatus } from "../scheme/node-column.ts";
import type { Fitted } from "../norms/norm.ts";
import type { Place } from "../ranking/rank.ts";
import type { Direction, Norm, Text } from "../scheme/scheme.ts";
import { countedChildren } from "../scheme/aggregate-node.ts";
import { cellsOf } from "../scheme/data-column.ts";
import type { ScoreResult } from "../scheme/score.ts";
import type { UnrankedReason } from "../scheme/unranked.ts";
import { methodIds } from "../version.ts";

/** What a leaf was computed from. `value` is also shown where it earned nothing (incomplete). */
export type ExplainedLeaf = {
  indicator: string;
  direction: Direction;
  value: number | null;
  /** The value that was scored, where a data step changed or filled it, and whether it was filled. */
  used?: number;
  filled?: boolean;
  norm: Norm;
  /** What the norm took from the region's own peer group (or from all); null for norms that hold their bounds themselves. */
  peers: (Fitted & { peerGroup: string }) | null;
};

/** One node of one region's score. */
export type ExplainedNode = {
  key: string;
  path: string;
  name: Text;
  methodId: string;
  status: NodeStatus;
  /** Weight inside the parent, as the scheme states it. */
  weight: number;
  /** Weight in the total after not applicable siblings shared theirs; 0 if not applicable itself. */
  effectiveWeight: number;
  /**
   * Weight by which its points count in the total. Equals effectiveWeight unless a geometric node
   * stands above; there the log-mean weight. The leaves' add up to 1.
   */
  additiveWeight: number;
  /** Its own score; null unless the status is `value`. */
  score: number | null;
  coverage: number | null;
  /** Points of the total that come from here; null where there is no total or it does not apply. */
  contribution: number | null;
  /** Points lacking from here to a total of 100; null likewise. */
  pointsLost: number | null;
  leaf: ExplainedLeaf | null;
  children: ExplainedNode[];
};

export type Explanation = {
  region: string;
  peerGroup: string;
  score: number | null;
  coverage: number | null;
  place: Place | null;
  unranked: UnrankedReason[];
  engineVersion: string;
  methodId: string;
  root: ExplainedNode;
  /** Leaves that lost points, most first, equal ones in tree order; empty where there is no score. */
  lostPoints: {
    key: string;
    path: string;
    indicator: string;
    status: NodeStatus;
    pointsLost: number;
  }[];
};

/** How a node enters the total: its weights, and what it counts there per point of weight. */
type Share = {
  effectiveWeight: number;
  additiveWeight: number;
  /** Points out of 100 it counts as; null where the total has no score or the node does not apply. */
  earned: number | null;
  /** Inside a node without a score: everything below counts as that node does. */
  cutOff: boolean;
};

/**
 * The whole calculation of one region's total, from the root to the raw values.
 *
 * Adds up at every node, to rounding (1e-9): contribution = sum of the children's contributions,
 * pointsLost likewise, contribution + pointsLost = 100 additiveWeight, and at the root
 * contribution = score. Arithmetic nodes pass their weight on as it is; every other mean is written as the
 * arithmetic one with the weights of `additiveWeights`: exact, nothing left over. Where a floor raises an inner node, the points its leaves lack shrink in one proportion; under a node without a
 * score every leaf counts as that node does (0, or the floor).
 *
 * Throws RangeError for a region that the result does not hold.
 */
export function explain(result: ScoreResult, regionId: string): Explanation {
  const r = result.regions.findIndex((region) => region.id === regionId);
  if (r < 0) throw new RangeError(`region ${regionId} is not in this result`);
  const total = result.regions[r]!;
  const root = explainNode(result, 0, r, {
    effectiveWeight: 1,
    additiveWeight: 1,
    earned: total.score,
    cutOff: false,
  });
  return {
    region: total.id,
    peerGroup: total.peerGroup,
    score: total.score,
    coverage: total.coverage,
    place: total.place,
    unranked: total.unranked,
    engineVersion: result.engineVersion,
    methodId: methodIds.explanation,
    root,
    lostPoints: leavesOf(root)
      .flatMap(({ key, path, leaf, status, pointsLost }) =>
        pointsLost !== null && pointsLost > 0 ? [{ key, path, indicator: leaf!.indicator, status, pointsLost }] : [],
      )
      .sort((a, b) => b.pointsLost - a.pointsLost),
  };
}

function leavesOf(node: ExplainedNode): ExplainedNode[] {
  return node.leaf === null ? node.children.flatMap(leavesOf) : [node];
}

function explainNode(result: ScoreResult, i: number, r: number, share: Share): ExplainedNode {
  const { node, path, children } = result.placed[i]!;
  const column = result.columns[i]!;
  const status = statusName(column.status[r]!);
  const { effectiveWeight, additiveWeight, earned } = share;
  const shares = children.length === 0 ? [] : sharesOfChildren(result, i, r, share);
  return {
    key: node.key,
    path,
    name: node.name,
    methodId: methodIds[node.norm?.method ?? node.method ?? "arithmetic"],
    status,
    weight: node.weight,
    effectiveWeight,
    additiveWeight,
    score: status === "value" ? column.score[r]! : null,
    coverage: status === "not_applicable" ? null : column.coverage[r]!,
    contribution: earned === null ? null : additiveWeight * earned,
    pointsLost: earned === null ? null : additiveWeight * (100 - earned),
    leaf: node.indicator === undefined ? null : explainLeaf(result, i, r),
    children: children.map((c, n) => explainNode(result, c, r, shares[n]!)),
  };
}

function explainLeaf(result: ScoreResult, i: number, r: number): ExplainedLeaf {
  const { node } = result.placed[i]!;
  const indicator = node.indicator!;
  const [cell] = cellsOf(result.input.columns[indicator]!.slice(r, r + 1));
  const { values, filled } = result.data[i]!;
  const reported = cell!.status === "value" ? cell!.value : null;
  const used = Number.isNaN(values[r]!) ? null : values[r]!;
  const bounds = result.leafBounds[i]!;
  const { peerGroup } = result.input.regions[r]!;
  return {
    indicator,
    direction: result.input.directions[indicator]!,
    value: reported,
    ...(used !== null && used !== reported && { used, filled: filled?.[r] === 1 }),
    norm: node.norm!,
    peers: bounds.byGroup === null ? null : { peerGroup, ...bounds.byGroup[bounds.groups.groupOf[r]!]! },
  };
}

/** One share per child, in order. */
function sharesOfChildren(result: ScoreResult, i: number, r: number, share: Share): Share[] {
  const { node, children } = result.placed[i]!;
  const column = result.columns[i]!;
  const method = node.method ?? "arithmetic";
  const scored = column.status[r] === STATUS.value;
  const own = column.score[r]!;
  const { counts, counted } = countedChildren(result.scheme, result.placed[i]!, result.columns, r);
  const weights = children.map((c, n) => (counts[n]! ? result.placed[c]!.node.weight : 0));
  const local = normalized(weights);
  const additive = scored ? additiveWeights(method, node, counted, weights, own) : local;
  const cutOff = share.cutOff || !scored;
  // A floor above may have raised this node: each child then lacks fewer points in the same proportion.
  const raised = share.earned === null || own >= 100 ? 0 : (share.earned - own) / (100 - own);
  return children.map((_, n) => ({
    effectiveWeight: share.effectiveWeight * local[n]!,
    additiveWeight: share.additiveWeight * additive[n]!,
    earned: earnedBy(n),
    cutOff,
  }));

  function earnedBy(n: number): number | null {
    if (share.earned === null || !counts[n]!) return null;
    return cutOff ? share.earned : counted[n]! + raised * (100 - counted[n]!);
  }
}
