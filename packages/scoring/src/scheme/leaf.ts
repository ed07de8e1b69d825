import type { Cell, ScoringInput } from "./columns.ts";
import { goalpostScore } from "../norms/goalposts.ts";
import { intervalScore } from "../norms/interval.ts";
import { STATUS, type NodeColumn } from "./node-column.ts";
import { peerBounds, peerScore, SCORE_WITHOUT_SPREAD, type PeerBounds } from "../norms/peer-percentile.ts";
import { error, ScoringError, type Remark } from "./remark.ts";
import type { Norm, PlacedNode } from "./scheme.ts";

/** Peer bounds by leaf key, then by peer group. Plain JSON. */
export type FrozenBounds = Record<string, Record<string, PeerBounds>>;

/** Names of the peer groups in order of first appearance, and the index of each region's group. */
export type PeerGroups = { names: readonly string[]; groupOf: Int32Array };

/** The bounds a leaf was scored with: one set for all, or one per peer group. */
export type LeafBounds =
  | Exclude<Norm, { method: "peer_percentile" }>
  | { method: "peer_percentile"; groups: PeerGroups; byGroup: readonly PeerBounds[] };

/**
 * Fills the column of one leaf. `frozen` is what a recomputation needs: null for norms whose bounds the
 * scheme itself holds. Remarks: peer groups too small to score, peer bounds that coincide.
 */
export function scoreLeaf(
  placed: PlacedNode,
  input: ScoringInput,
  groups: PeerGroups,
  frozenBounds: FrozenBounds | undefined,
  out: NodeColumn,
): { bounds: LeafBounds; frozen: Record<string, PeerBounds> | null; remarks: Remark[] } {
  const { node } = placed;
  const norm = node.norm!;
  const cells = input.columns[node.indicator!]!;
  const values = usableValues(cells, out);
  if (norm.method === "peer_percentile") {
    const byGroup =
      frozenBounds === undefined
        ? peerBounds(values, groups.groupOf, groups.names.length, norm)
        : thawBounds(placed, norm.minPeers, groups, frozenBounds);
    const direction = input.directions[node.indicator!] === "lower" ? "lower" : "higher";
    scoreAmongPeers(values, groups, byGroup, direction, out);
    return {
      bounds: { method: "peer_percentile", groups, byGroup },
      frozen: Object.fromEntries(groups.names.map((name, g) => [name, byGroup[g]!])),
      remarks: peerRemarks(placed, norm.minPeers, groups, byGroup),
    };
  }
  for (let r = 0; r < values.length; r++) {
    const x = values[r]!;
    if (Number.isNaN(x)) continue;
    out.score[r] = norm.method === "goalposts" ? goalpostScore(x, norm.lo, norm.hi) : intervalScore(x, norm);
  }
  return { bounds: norm, frozen: null, remarks: [] };
}

/** Values that may earn points, NaN elsewhere; writes status and coverage. */
function usableValues(cells: readonly Cell[], out: NodeColumn): Float64Array {
  const values = new Float64Array(cells.length).fill(NaN);
  for (let r = 0; r < cells.length; r++) {
    const cell = cells[r]!;
    if (cell.status !== "value") {
      out.status[r] = STATUS[cell.status];
      if (cell.status !== "not_applicable") out.coverage[r] = 0;
    } else if (cell.complete === false) {
      out.status[r] = STATUS.incomplete;
      out.coverage[r] = 0;
    } else {
      values[r] = cell.value;
      out.coverage[r] = 1;
    }
  }
  return values;
}

function scoreAmongPeers(
  values: Float64Array,
  groups: PeerGroups,
  byGroup: readonly PeerBounds[],
  direction: "higher" | "lower",
  out: NodeColumn,
): void {
  for (let r = 0; r < values.length; r++) {
    const x = values[r]!;
    if (Number.isNaN(x)) continue;
    const { lo, hi } = byGroup[groups.groupOf[r]!]!;
    if (lo === null || hi === null) {
      out.status[r] = STATUS.too_few_peers;
      out.coverage[r] = 0;
    } else {
      out.score[r] = peerScore(x, lo, hi, direction);
    }
  }
}

function thawBounds(
  { node, path }: PlacedNode,
  minPeers: number,
  groups: PeerGroups,
  frozenBounds: FrozenBounds,
): PeerBounds[] {
  const leaf = Object.hasOwn(frozenBounds, node.key) ? frozenBounds[node.key]! : {};
  const remarks: Remark[] = [];
  const thawed = groups.names.map((name) => {
    const bounds = Object.hasOwn(leaf, name) ? leaf[name]! : null;
    if (bounds !== null && isPeerBounds(bounds, minPeers)) return bounds;
    remarks.push(
      error(
        "frozen_bounds_missing",
        path,
        `冻结界值中没有对标组 ${name} 的有效界值,请使用原评估结果的 bounds。`,
        `The frozen bounds hold no valid bounds of peer group ${name}; pass the bounds of the original result.`,
      ),
    );
    return { n: 0, lo: null, hi: null };
  });
  if (remarks.length > 0) throw new ScoringError(remarks);
  return thawed;
}

function isPeerBounds({ n, lo, hi }: PeerBounds, minPeers: number): boolean {
  if (!Number.isInteger(n) || n < 0) return false;
  if (n < minPeers) return lo === null && hi === null;
  if (lo === null || hi === null) return false;
  return Number.isFinite(lo) && Number.isFinite(hi) && lo <= hi;
}

function peerRemarks(
  { path }: PlacedNode,
  minPeers: number,
  groups: PeerGroups,
  byGroup: readonly PeerBounds[],
): Remark[] {
  const remarks: Remark[] = [];
  for (const [g, { n, lo, hi }] of byGroup.entries()) {
    const name = groups.names[g]!;
    if (lo === null) {
      remarks.push({
        code: "too_few_peers",
        severity: "warning",
        path,
        zh: `对标组 ${name} 只有 ${n} 个有效数值,少于 ${minPeers} 个,该组本指标不评分。`,
        en: `Peer group ${name} has ${n} usable values, fewer than ${minPeers}; nobody in it is scored here.`,
      });
    } else if (lo === hi) {
      remarks.push({
        code: "peer_bounds_coincide",
        severity: "warning",
        path,
        zh: `对标组 ${name}(${n} 个)的上下界均为 ${lo},等于该值的得 ${SCORE_WITHOUT_SPREAD} 分,本指标不能区分优劣。`,
        en: `Both bounds of peer group ${name} (n = ${n}) are ${lo}; that value earns ${SCORE_WITHOUT_SPREAD}, the indicator does not tell peers apart.`,
      });
    }
  }
  return remarks;
}
