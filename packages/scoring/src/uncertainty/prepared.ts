import { leastCounted, rowAggregate } from "../aggregation/node-method.ts";
import { STATUS } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";
import { linearCombination } from "./linear.ts";

/** Weights of every node's children, by node index in tree order; leaves have none. */
export type TreeWeights = readonly Float64Array[];

/** What re-weighting needs of a scored scheme: its tree, what each node got, and who has a place. Any `ScoreResult` is one. */
export type Scored = Pick<ScoreResult, "placed" | "columns"> & {
  scheme: Pick<ScoreResult["scheme"], "floor">;
  regions: readonly { place: unknown }[];
};

/**
 * A scored scheme made ready to be aggregated again and again with other weights. Leaf scores and statuses stay as they
 * were scored: a node without a score keeps counting nothing, whatever the weights are.
 */
export type Prepared = {
  size: number;
  weights: TreeWeights;
  /** Whether a region has a total and a place; others stay NaN. */
  ranked: Uint8Array;
  /** Totals with these weights, written to `out`. */
  totals: (weights: TreeWeights, out: Float64Array) => void;
};

/** Arithmetic branches are computed straight from their leaves; rows where something does not apply, one by one. */
export const prepare = (result: Scored): Prepared => prepareAnew(result).ready;

/** The same for scores that change in place: `refresh` takes them over; who has one must stay. */
export function prepareAnew(result: Scored): { ready: Prepared; refresh: () => void } {
  const { placed, scheme, regions } = result;
  const size = regions.length;
  const ranked = Uint8Array.from(regions, ({ place }) => (place === null ? 0 : 1));
  const weights = placed.map(({ children }) => Float64Array.from(children, (c) => placed[c]!.node.weight));
  const odd = oddRows(result).filter((r) => ranked[r] === 1);
  const counted = placed.map((_, i) => countedColumn(result, i));
  const refresh = () => counted.forEach((own, i) => countedColumn(result, i, own));
  const linear = placed.map(() => false);
  for (let i = placed.length - 1; i >= 0; i--) {
    const { node, children } = placed[i]!;
    linear[i] =
      (node.method ?? "arithmetic") === "arithmetic" && children.every((c) => children.length > 0 && linear[c]!);
    if (children.length === 0) linear[i] = true;
  }
  const buffers = placed.map(({ children }) => (children.length === 0 ? null : new Float64Array(size)));
  const byRow = rowwise(result);

  const fill = (i: number, given: TreeWeights): Float64Array => {
    const { node, children } = placed[i]!;
    const out = buffers[i];
    if (out == null) return counted[i]!;
    if (linear[i]) {
      const leaves: Float64Array[] = [];
      const effective: number[] = [];
      const gather = (at: number, share: number) => {
        const below = placed[at]!.children;
        if (below.length === 0) {
          leaves.push(counted[at]!);
          effective.push(share);
        }
        below.forEach((c, n) => gather(c, share * given[at]![n]!));
      };
      gather(i, 1);
      linearCombination(leaves, effective, out);
      return out;
    }
    const inputs = children.map((c) => fill(c, given));
    const own = given[i]!;
    const method = node.method ?? "arithmetic";
    const floor = leastCounted(method, node, scheme.floor);
    const combine = rowAggregate(method, node, children.length);
    const scores = new Float64Array(children.length);
    for (let r = 0; r < size; r++) {
      for (let c = 0; c < inputs.length; c++) {
        const x = inputs[c]![r]!;
        scores[c] = x < floor ? floor : x;
      }
      out[r] = combine(scores, own, scores.length);
    }
    return out;
  };

  const totals: Prepared["totals"] = (given, out) => {
    out.set(fill(0, given));
    for (const r of odd) out[r] = byRow(r, given);
    for (let r = 0; r < size; r++) if (ranked[r] === 0) out[r] = NaN;
  };
  return { ready: { size, weights, ranked, totals }, refresh };
}

/** The totals that were scored, NaN where a region has no place: ties are ties here, whatever order sums run in elsewhere. */
export function scoredTotals({ columns, regions }: Scored): Float64Array {
  return columns[0]!.score.map((own, r) => (regions[r]!.place === null ? NaN : own));
}

/** Regions where a node's children do not all count with their own score: some do not apply, or a node has no score. */
function oddRows({ placed, columns, regions }: Scored): number[] {
  const odd = new Uint8Array(regions.length);
  placed.forEach(({ children, parent }, i) => {
    const reweights = parent >= 0 && placed[parent]!.node.missing === "reweight";
    const { status } = columns[i]!;
    for (let r = 0; r < status.length; r++) {
      const own = status[r]!;
      const plain = own === STATUS.value || (children.length === 0 && own !== STATUS.not_applicable && !reweights);
      if (!plain) odd[r] = 1;
    }
  });
  return [...odd.keys()].filter((r) => odd[r] === 1);
}

/** A leaf's score where it has one, 0 elsewhere; written to `out`, where that is given, unless it is the scores themselves. */
function countedColumn({ placed, columns }: Scored, i: number, out?: Float64Array): Float64Array {
  if (placed[i]!.children.length > 0) return out ?? new Float64Array(0);
  const { score } = columns[i]!;
  if (out === score || (out === undefined && !score.some(Number.isNaN))) return score;
  const counted = out ?? new Float64Array(score.length);
  for (let r = 0; r < score.length; r++) counted[r] = score[r] === score[r] ? score[r]! : 0;
  return counted;
}

/** One region's total, node by node, with the statuses that it was scored with. */
function rowwise({ placed, columns, scheme }: Scored): (r: number, weights: TreeWeights) => number {
  const widest = Math.max(...placed.map(({ children }) => children.length));
  return (r, given) => {
    const valueOf = (i: number): number => {
      const { node, children } = placed[i]!;
      if (children.length === 0) return columns[i]!.score[r]!;
      const method = node.method ?? "arithmetic";
      const floor = leastCounted(method, node, scheme.floor);
      const scores = new Float64Array(widest);
      const weights = new Float64Array(widest);
      let n = 0;
      for (const [at, c] of children.entries()) {
        const status = columns[c]!.status[r]!;
        if (status === STATUS.not_applicable) continue;
        if (status !== STATUS.value && node.missing === "reweight") continue;
        const own = status === STATUS.value ? valueOf(c) : Math.max(floor, 0);
        weights[n] = given[i]![at]!;
        scores[n] = own < floor ? floor : own;
        n++;
      }
      return n === 0 ? NaN : rowAggregate(method, node, widest)(scores, weights, n);
    };
    return valueOf(0);
  };
}
