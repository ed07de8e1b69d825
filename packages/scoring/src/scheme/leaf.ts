import { fitNorm } from "../norms/scale.ts";
import { isFitted, isWithinPeers, type Fitted, type Norm } from "../norms/norm.ts";
import { SCORE_WITHOUT_SPREAD } from "../norms/peer-percentile.ts";
import { canScore, scoreValue } from "../norms/score-value.ts";
import type { ScoringInput } from "./columns.ts";
import type { DataColumn } from "./data-column.ts";
import { STATUS, type NodeColumn } from "./node-column.ts";
import { error, ScoringError, type Remark } from "./remark.ts";
import type { PlacedNode } from "./scheme.ts";

/** What the norms took from the data, by leaf key, then by peer group (`EVERYBODY` where it is one for all). Plain JSON. */
export type FrozenBounds = Record<string, Record<string, Fitted>>;

/** The group of a norm that looks at all units together. */
export const EVERYBODY = "*";

/** Names of the peer groups in order of first appearance, and the index of each region's group. */
export type PeerGroups = { names: readonly string[]; groupOf: Int32Array };

/** What a leaf was scored with: its norm, and what it took from each group; null where the norm holds everything itself. */
export type LeafBounds = { norm: Norm; groups: PeerGroups; byGroup: readonly Fitted[] | null };

/**
 * Fills the column of one leaf. `frozen` is what a recomputation needs: null for norms whose bounds the
 * scheme itself holds. Remarks: peer groups too small to score, bounds that coincide.
 */
export function scoreLeaf(
  placed: PlacedNode,
  input: ScoringInput,
  data: DataColumn,
  peerGroups: PeerGroups,
  frozenBounds: FrozenBounds | undefined,
  out: NodeColumn,
): { bounds: LeafBounds; frozen: Record<string, Fitted> | null; remarks: Remark[] } {
  const { node } = placed;
  const norm = node.norm!;
  const { values } = data;
  start(data, out);
  const groups = isWithinPeers(norm) ? peerGroups : everybody(values.length);
  const direction = input.directions[node.indicator!]!;
  const byGroup = !isFitted(norm)
    ? null
    : frozenBounds === undefined
      ? fitNorm(norm, reportedOf(data), groups.groupOf, groups.names.length)
      : thawBounds(placed, norm, groups, frozenBounds);
  const scorable = byGroup?.map((fitted) => canScore(norm, fitted)) ?? [];
  const points = scoreValue;
  const { too_few_peers: tooFew } = STATUS;
  for (let r = 0; r < values.length; r++) {
    const x = values[r]!;
    if (x !== x) continue;
    const g = groups.groupOf[r]!;
    if (byGroup === null) out.score[r] = points(norm, null, x, direction);
    else if (scorable[g]!) out.score[r] = points(norm, byGroup[g]!, x, direction);
    else {
      out.status[r] = tooFew;
      out.coverage[r] = 0;
    }
  }
  return {
    bounds: { norm, groups, byGroup },
    frozen: byGroup && Object.fromEntries(groups.names.map((name, g) => [name, byGroup[g]!])),
    remarks: [...(byGroup === null ? [] : boundsRemarks(placed, norm, groups, byGroup)), ...gapRemarks(placed, out)],
  };
}

/** A gap counts 0: where points fall below that, whoever reports nothing stands better than whoever reports something bad. */
function gapRemarks({ path }: PlacedNode, { score, status }: NodeColumn): Remark[] {
  let below = 0;
  let gaps = 0;
  for (let r = 0; r < score.length; r++) {
    if (score[r]! < 0) below++;
    else if (status[r] !== STATUS.value && status[r] !== STATUS.not_applicable) gaps++;
  }
  if (below === 0 || gaps === 0) return [];
  return [
    {
      code: "gap_above_negative",
      severity: "warning",
      path,
      zh: `${below} 个地区的得分低于 0，而 ${gaps} 个没有数值的地区按 0 计：不报可能占便宜。请改用不低于 0 的量纲，或将上级节点设为 missing: "required"。`,
      en: `${below} regions have points below 0 while ${gaps} without a value count 0: a gap may help. Use a scale of 0 and more, or set the parent's missing to "required".`,
    },
  ];
}

/** Values that bounds are taken from: a filled one stands behind nobody's, unless its step lets it count. */
function reportedOf({ values, filled, counts }: DataColumn): Float64Array {
  if (filled === null) return values;
  return values.map((x, r) => (filled[r] === 1 && counts?.[r] !== 1 ? NaN : x));
}

const everybody = (n: number): PeerGroups => ({ names: [EVERYBODY], groupOf: new Int32Array(n) });

/** Status and coverage of a leaf, before the norm is asked. */
function start({ status, filled, counts }: DataColumn, out: NodeColumn): void {
  const { value, not_applicable: notApplicable } = STATUS;
  out.status.set(status);
  for (let r = 0; r < status.length; r++) {
    if (status[r] === value) out.coverage[r] = filled !== null && filled[r] === 1 && counts?.[r] !== 1 ? 0 : 1;
    else if (status[r] !== notApplicable) out.coverage[r] = 0;
  }
  if (filled !== null) out.filled = Float64Array.from(filled);
}

function thawBounds({ node, path }: PlacedNode, norm: Norm, groups: PeerGroups, frozenBounds: FrozenBounds): Fitted[] {
  const leaf = Object.hasOwn(frozenBounds, node.key) ? frozenBounds[node.key]! : {};
  const remarks: Remark[] = [];
  const thawed = groups.names.map((name) => {
    const bounds = Object.hasOwn(leaf, name) ? leaf[name]! : null;
    if (bounds !== null && isFittedTo(norm, bounds)) return bounds;
    remarks.push(
      error(
        "frozen_bounds_missing",
        path,
        `冻结界值中没有对标组 ${name} 的有效界值，请使用原评估结果的 bounds。`,
        `The frozen bounds hold no valid bounds of peer group ${name}; pass the bounds of the original result.`,
      ),
    );
    return { n: 0, lo: null, hi: null };
  });
  if (remarks.length > 0) throw new ScoringError(remarks);
  return thawed;
}

function isFittedTo(norm: Norm, fitted: Fitted): boolean {
  if (!Number.isInteger(fitted.n) || fitted.n < 0) return false;
  if (norm.method === "z_score") return "mean" in fitted && Number.isFinite(fitted.mean) && Number.isFinite(fitted.sd);
  if (norm.method === "rank_from_worst" || norm.method === "borda" || norm.method === "percentile_rank")
    return "sorted" in fitted && fitted.sorted.length === fitted.n && fitted.sorted.every(Number.isFinite);
  if (!("lo" in fitted)) return false;
  const { n, lo, hi } = fitted;
  const least = norm.method === "peer_percentile" ? norm.minPeers : 1;
  if (n < least) return lo === null && hi === null;
  return lo !== null && hi !== null && Number.isFinite(lo) && Number.isFinite(hi) && lo <= hi;
}

function boundsRemarks({ path }: PlacedNode, norm: Norm, groups: PeerGroups, byGroup: readonly Fitted[]): Remark[] {
  const remarks: Remark[] = [];
  for (const [g, fitted] of byGroup.entries()) {
    const name = groups.names[g]!;
    const least = norm.method === "peer_percentile" ? norm.minPeers : 1;
    if (!canScore(norm, fitted)) {
      remarks.push({
        code: "too_few_peers",
        severity: "warning",
        path,
        zh: `对标组 ${name} 只有 ${fitted.n} 个有效数值，少于 ${least} 个，该组本指标不评分。`,
        en: `Peer group ${name} has ${fitted.n} usable values, fewer than ${least}; nobody in it is scored here.`,
      });
    } else if ("lo" in fitted && fitted.lo === fitted.hi) {
      remarks.push({
        code: "peer_bounds_coincide",
        severity: "warning",
        path,
        zh: `对标组 ${name}（${fitted.n} 个）的上下界均为 ${fitted.lo}，等于该值的得 ${SCORE_WITHOUT_SPREAD} 分，本指标不能区分优劣。`,
        en: `Both bounds of peer group ${name} (n = ${fitted.n}) are ${fitted.lo}; that value earns ${SCORE_WITHOUT_SPREAD}, the indicator does not tell peers apart.`,
      });
    }
  }
  return remarks;
}
