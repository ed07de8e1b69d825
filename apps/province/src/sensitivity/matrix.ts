import type { api, Answer } from "@duibiao/client";
import {
  breakEvenWeights,
  prepare,
  rankDistance,
  rankerOf,
  removeOne,
  type BreakEven,
  type Prepared,
  type Scored,
} from "@duibiao/scoring";

/** The scored matrix of an evaluation, as the server hands it over. */
export type Matrix = Answer<typeof api.sensitivity.readScoringInput>;
export type Method = NonNullable<Matrix["nodes"][number]["method"]>;

/** What is tried: a weight for every node, in tree order, and how the top node combines. */
export type Trial = { weights: readonly number[]; method: Method };

/** Places and totals with a trial's weights, by region; 0 and NaN = not ranked. */
export type Ranked = {
  ranks: Uint16Array | Uint32Array;
  totals: Float64Array;
  /** Against the stored places. */
  changed: number;
  largest: number;
  meanShift: number;
  kendall: number | null;
  /** Of the stored first ten, how many are still there, of how many. */
  topKept: number;
  top: number;
};

/** What becomes of the places without one leaf: mean shift, and every region's (positive: the leaf holds it up). */
export type Removed = { node: number; meanShift: number; shifts: Float64Array };

const TOP = 10;
/** Lowest counted points where the scheme states no floor: as in the audit's own switch of method. */
const FLOOR = 1;

/** Binds a matrix once; what it returns answers one trial after the other. */
export function openMatrix(matrix: Matrix) {
  const size = matrix.regions.length;
  const stored = Uint32Array.from(matrix.regions, ({ rank }) => rank ?? 0);
  const rank = rankerOf(size);
  let last: { method: Method; prepared: Prepared } | null = null;
  const preparedFor = (method: Method): Prepared => {
    if (last?.method !== method) last = { method, prepared: prepare(scoredOf(matrix, matrix.nodes, method)) };
    return last.prepared;
  };
  return {
    rank({ weights, method }: Trial): Ranked {
      const totals = new Float64Array(size);
      const ranks = size < 65_536 ? new Uint16Array(size) : new Uint32Array(size);
      preparedFor(method).totals(treeWeights(matrix, weights), totals);
      rank(totals, ranks);
      const { kendall, meanShift, largestShift, topKept } = rankDistance(stored, ranks, { k: TOP });
      const top = stored.filter((place) => place > 0 && place <= TOP).length;
      return {
        ranks,
        totals,
        changed: stored.filter((place, r) => place !== ranks[r]).length,
        largest: largestShift,
        meanShift,
        kendall,
        topKept: top === 0 ? 0 : Math.round(topKept * top),
        top,
      };
    },
    remove({ weights, method }: Trial): Removed[] {
      const scored = scoredOf(matrix, withWeights(matrix, weights), method);
      const at = new Map(matrix.nodes.map(({ path }, node) => [path, node]));
      return removeOne(scored).map(({ path, meanShift, shifts }) => ({ node: at.get(path)!, meanShift, shifts }));
    },
    /** Two rows are enough: a total depends on its own region alone. */
    breakEven({ weights, method }: Trial, a: number, b: number): BreakEven[] {
      return breakEvenWeights(scoredOf(matrix, withWeights(matrix, weights), method, [a, b]), 0, 1);
    },
  };
}

const withWeights = (matrix: Matrix, weights: readonly number[]) =>
  matrix.nodes.map((node, at) => ({ ...node, weight: weights[at]! }));

export const childrenOf = (nodes: readonly { parent: number }[], at: number): number[] =>
  nodes.flatMap(({ parent }, child) => (parent === at ? [child] : []));

const treeWeights = ({ nodes }: Matrix, weights: readonly number[]) =>
  nodes.map((_, at) => Float64Array.from(childrenOf(nodes, at), (child) => weights[child]!));

function scoredOf(matrix: Matrix, nodes: Matrix["nodes"], method: Method, rows?: readonly number[]): Scored {
  const of = <Value>(values: readonly Value[]) => (rows === undefined ? values : rows.map((r) => values[r]!));
  const n = of(matrix.regions).length;
  return {
    scheme: { floor: matrix.floor ?? FLOOR },
    regions: of(matrix.regions).map(({ rank }) => ({ place: rank })),
    placed: nodes.map(({ key, name, weight, path, parent, ...own }, at) => ({
      path,
      parent,
      children: childrenOf(nodes, at),
      node: {
        key,
        name,
        weight,
        ...(at === 0 ? { method } : own.method && { method: own.method }),
        ...(own.exponent !== null && { exponent: own.exponent }),
        ...(own.penalty && { penalty: own.penalty }),
        ...(own.missing && { missing: own.missing }),
      },
    })),
    columns: nodes.map(({ score, status }) => ({
      score: score === null ? new Float64Array(n).fill(NaN) : Float64Array.from(of(score), (points) => points ?? NaN),
      coverage: new Float64Array(n),
      status: Uint8Array.from(of(status)),
    })),
  };
}
