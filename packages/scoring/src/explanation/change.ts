import { fitNorm } from "../norms/scale.ts";
import { isFitted, isWithinPeers, type Fitted } from "../norms/norm.ts";
import { canScore, scoreValue } from "../norms/score-value.ts";
import { aggregateNode } from "../scheme/aggregate-node.ts";
import { EVERYBODY } from "../scheme/leaf.ts";
import { emptyNodeColumn, STATUS, type NodeColumn } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";
import { differenceByLeaf, shapleyWeight, type World } from "./difference.ts";

/** What may have changed between two results: own values, bounds and norms, weights and methods, who the peers are. */
export type ChangeFactor = "value" | "bounds" | "weights" | "peers";
export const CHANGE_FACTORS: readonly ChangeFactor[] = ["value", "bounds", "weights", "peers"];

/** One leaf's part in a change, in points, by what changed. All parts of all leaves add up to the change of the score. */
export type LeafChange = { path: string; indicator: string; total: number } & Record<ChangeFactor, number>;

export type Change = { before: number; after: number; difference: number; leaves: LeafChange[] };

/**
 * Why a unit's score changed from one result to another (another year, or another version of the scheme): leaf x (value,
 * bounds, weights, peer set), free of order, adding up exactly.
 *
 * The four are switched from before to after in all 24 orders and averaged (Shapley value); every switch is split over the
 * leaves by `differenceByLeaf`. Bounds = the norm, and what it takes from the values of others; peers = whose values those
 * are. Bounds that are the same in both results (frozen) stay as they are. Weights = the weights, methods and coverages.
 * Throws RangeError where the unit is not in both results with a score, or where the trees differ in their nodes.
 */
export function explainChange(before: ScoreResult, after: ScoreResult, region: string): Change {
  const rows = { before: rowOf(before, region), after: rowOf(after, region) };
  const sameTree =
    before.placed.length === after.placed.length &&
    before.placed.every(({ path }, i) => path === after.placed[i]!.path);
  if (!sameTree) throw new RangeError("the trees of both results must have the same nodes");
  const worlds = Array.from({ length: 16 }, (_, mask) => worldAt(before, after, rows, mask));
  const effects = CHANGE_FACTORS.map((_, f) => {
    const own = new Float64Array(after.placed.length);
    for (let mask = 0; mask < 16; mask++) {
      if (mask & (1 << f)) continue;
      const weight = shapleyWeight(bitsIn(mask), 4);
      differenceByLeaf(worlds[mask | (1 << f)]!, worlds[mask]!).forEach((effect, i) => (own[i]! += weight * effect));
    }
    return own;
  });
  const leaves = after.placed.flatMap(({ node, path, children }, i) => {
    if (children.length > 0) return [];
    const parts = Object.fromEntries(CHANGE_FACTORS.map((factor, f) => [factor, effects[f]![i]!])) as Record<
      ChangeFactor,
      number
    >;
    const total = CHANGE_FACTORS.reduce((sum, factor) => sum + parts[factor], 0);
    return [{ path, indicator: node.indicator!, total, ...parts }];
  });
  const [old, now] = [before.columns[0]!.score[rows.before]!, after.columns[0]!.score[rows.after]!];
  return {
    before: old,
    after: now,
    difference: now - old,
    leaves: leaves.toSorted((x, y) => Math.abs(y.total) - Math.abs(x.total) || (x.path < y.path ? -1 : 1)),
  };
}

function rowOf(result: ScoreResult, region: string): number {
  const row = result.regions.findIndex(({ id }) => id === region);
  if (row < 0 || result.regions[row]!.score === null)
    throw new RangeError(`region ${region} has no score in both results`);
  return row;
}

/** The unit scored with each of the four as before or, where its bit is set, as after. */
function worldAt(
  before: ScoreResult,
  after: ScoreResult,
  rows: { before: number; after: number },
  mask: number,
): World {
  const pick = (factor: ChangeFactor) => (mask & (1 << CHANGE_FACTORS.indexOf(factor)) ? "after" : "before");
  const of = { before, after };
  const values = of[pick("value")];
  const bounds = of[pick("bounds")];
  const shape = of[pick("weights")];
  const peers = of[pick("peers")];
  const { placed, scheme } = shape;
  const columns: NodeColumn[] = placed.map(() => emptyNodeColumn(1));
  const weights = placed.map(({ children }) => Float64Array.from(children, (c) => placed[c]!.node.weight));
  for (let i = placed.length - 1; i >= 0; i--) {
    const { node, children } = placed[i]!;
    if (children.length === 0)
      scoreOne(i, values, rows[pick("value")], bounds, peers, rows[pick("peers")], columns[i]!);
    else {
      const below = children.map((c) => columns[c]!);
      aggregateNode(scheme, node, weights[i]!, below, columns[i]!);
    }
  }
  return { scheme, placed, weights, columns, row: 0 };
}

function scoreOne(
  i: number,
  values: ScoreResult,
  valueRow: number,
  bounds: ScoreResult,
  peers: ScoreResult,
  peerRow: number,
  out: NodeColumn,
): void {
  const source = values.columns[i]!;
  const status = source.status[valueRow]!;
  out.status[0] = status;
  out.coverage[0] = source.coverage[valueRow]!;
  const indicator = values.placed[i]!.node.indicator!;
  const value = values.data[i]!.values[valueRow]!;
  if (Number.isNaN(value)) return;
  const norm = bounds.placed[i]!.node.norm!;
  const fitted = isFitted(norm) ? fittedFor(i, bounds, peers, peers.regions[peerRow]!.peerGroup) : null;
  if (fitted !== null && !canScore(norm, fitted)) {
    out.status[0] = STATUS.too_few_peers;
    out.coverage[0] = 0;
    return;
  }
  out.status[0] = STATUS.value;
  out.coverage[0] = 1;
  out.score[0] = scoreValue(norm, fitted, value, bounds.input.directions[indicator]!);
}

/** What the norm takes from the values of `bounds` over the units that `peers` puts into the group. */
function fittedFor(i: number, bounds: ScoreResult, peers: ScoreResult, group: string): Fitted {
  const { node } = bounds.placed[i]!;
  const norm = node.norm!;
  const name = isWithinPeers(norm) ? group : EVERYBODY;
  const stored = bounds.bounds[node.key]?.[name];
  const other = peers.bounds[node.key]?.[name];
  if (stored !== undefined && (bounds === peers || JSON.stringify(stored) === JSON.stringify(other))) return stored;
  const members = new Set(
    peers.regions.flatMap((own) => (name === EVERYBODY || own.peerGroup === group ? [own.id] : [])),
  );
  const { values } = bounds.data[i]!;
  const own = bounds.regions.flatMap(({ id }, r) => (members.has(id) && !Number.isNaN(values[r]!) ? [values[r]!] : []));
  return fitNorm(norm, own, new Int32Array(own.length), 1)[0]!;
}

const bitsIn = (mask: number): number => [1, 2, 4, 8].filter((bit) => mask & bit).length;
