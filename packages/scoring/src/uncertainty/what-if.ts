import { rankerOf } from "../numeric/radix-ranks.ts";
import type { PlacedNode } from "../scheme/scheme.ts";
import { prepare, type Prepared, type Scored, type TreeWeights } from "./prepared.ts";
import { ranksFor } from "./simulation.ts";

/** What becomes of the ranking without one leaf. */
export type Removal = {
  path: string;
  /** Mean of |place without it - place|, over ranked regions. */
  meanShift: number;
  /** Place without it minus place, by region: positive = the leaf holds the region up. NaN where it is not ranked. */
  shifts: Float64Array;
};

/**
 * Takes every leaf out in turn: its weight goes to its siblings in proportion, or, where it was alone, the weight of its
 * parent does. Leaf scores stay. Sources: COINr's remove_elements; the question "which indicator holds me up?".
 */
export function removeOne(result: Scored): Removal[] {
  const prepared = prepare(result);
  const nominal = ranksWith(prepared, prepared.weights);
  return result.placed.flatMap(({ children, path }, i) => {
    if (children.length > 0) return [];
    const ranks = ranksWith(prepared, without(result.placed, prepared.weights, i));
    let sum = 0;
    let n = 0;
    const shifts = Float64Array.from(nominal, (place, r) => {
      if (place === 0 || ranks[r] === 0) return NaN;
      sum += Math.abs(ranks[r]! - place);
      n++;
      return ranks[r]! - place;
    });
    return [{ path, meanShift: n === 0 ? NaN : sum / n, shifts }];
  });
}

/** The weight of one node at which two regions change places. */
export type BreakEven = {
  path: string;
  /** Its weight inside its parent now, and the nearest one at which both totals are equal; null = at none. */
  weight: number;
  breakEven: number | null;
};

/** Steps of the search for a crossing, and halvings of the step that holds one. */
const GRID = 200;
const HALVINGS = 50;

/**
 * Break-even weights between two regions: for every node the weight nearest to its own at which their totals meet, its
 * siblings sharing the rest in proportion. Found on a grid of 1/200 and halved down to 1e-15; two crossings inside one
 * step are missed. Throws RangeError for a region that is not ranked.
 */
export function breakEvenWeights(result: Scored, a: number, b: number): BreakEven[] {
  const prepared = prepare(result);
  if (!prepared.ranked[a] || !prepared.ranked[b]) throw new RangeError(`regions ${a} and ${b} must both be ranked`);
  const { placed } = result;
  const out = new Float64Array(prepared.size);
  return placed.flatMap(({ parent, path, node }, i) => {
    if (parent < 0 || placed[parent]!.children.length < 2) return [];
    const place = placed[parent]!.children.indexOf(i);
    const difference = (w: number) => {
      prepared.totals(withWeight(prepared.weights, parent, place, w), out);
      return out[a]! - out[b]!;
    };
    return [{ path, weight: node.weight, breakEven: nearestZero(difference, prepared.weights[parent]![place]!) }];
  });
}

function nearestZero(difference: (w: number) => number, from: number): number | null {
  let best: number | null = null;
  let last = difference(0);
  for (let step = 1; step <= GRID; step++) {
    const [lo, hi] = [(step - 1) / GRID, step / GRID];
    const next = difference(hi);
    if (last === 0 || next === 0 || last > 0 !== next > 0) {
      const zero = last === 0 ? lo : next === 0 ? hi : halve(difference, lo, hi, last > 0);
      if (best === null || Math.abs(zero - from) < Math.abs(best - from)) best = zero;
    }
    last = next;
  }
  return best;
}

function halve(difference: (w: number) => number, lo: number, hi: number, positiveAtLo: boolean): number {
  let [from, to] = [lo, hi];
  for (let n = 0; n < HALVINGS; n++) {
    const middle = (from + to) / 2;
    if (difference(middle) > 0 === positiveAtLo) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

function ranksWith(prepared: Prepared, weights: TreeWeights): Uint16Array | Uint32Array {
  const out = new Float64Array(prepared.size);
  const ranks = ranksFor(prepared.size, 1);
  prepared.totals(weights, out);
  rankerOf(prepared.size)(out, ranks);
  return ranks;
}

/** One child's weight set, its siblings scaled to the rest. */
export function withWeight(weights: TreeWeights, parent: number, place: number, weight: number): TreeWeights {
  return weights.map((own, i) => {
    if (i !== parent) return own;
    let rest = 0;
    own.forEach((w, n) => (rest += n === place ? 0 : w));
    return own.map((w, n) => (n === place ? weight : rest === 0 ? 0 : (w / rest) * (1 - weight)));
  });
}

function without(placed: readonly PlacedNode[], weights: TreeWeights, leaf: number): TreeWeights {
  const { parent } = placed[leaf]!;
  if (parent < 0) return weights;
  const { children } = placed[parent]!;
  if (children.length === 1) return without(placed, weights, parent);
  return withWeight(weights, parent, children.indexOf(leaf), 0);
}
