import { normalized } from "../aggregation/additive-weights.ts";
import { rowAggregate } from "../aggregation/node-method.ts";
import { log } from "../numeric/elementary.ts";
import { countedChildren } from "../scheme/aggregate-node.ts";
import type { NodeColumn } from "../scheme/node-column.ts";
import type { PlacedNode, Scheme, SchemeNode } from "../scheme/scheme.ts";

/** One unit scored by one scheme: the row `row` of its node columns, with the weights of every node's children. */
export type World = {
  scheme: Scheme;
  placed: readonly PlacedNode[];
  weights: readonly ArrayLike<number>[];
  columns: readonly NodeColumn[];
  row: number;
};

/**
 * Splits the difference of two scores of the same tree, a less b, into what each leaf makes of it, without a rest: one
 * number per node in tree order, 0 at inner nodes; they add up to score(a) - score(b) to rounding.
 *
 * Down the tree, the difference of a node is split over its children. Quasi-arithmetic means M = f⁻¹(Σ w f(x)): a child
 * has mean weight x difference of f, plus half-sum of f (less that of M) x difference of weight, all scaled by ΔM / Δf(M):
 * exact for arithmetic, geometric, harmonic and power nodes, the log-mean Divisia split for the geometric one. Other
 * methods: the Shapley value of switching the children from b to a one by one, averaged over all orders. What a child's
 * weight changes goes to the leaves below it by their share in the child. Order of children never matters.
 *
 * Both worlds must have the same tree; methods are those of a's scheme. Throws RangeError where either has no score.
 */
export function differenceByLeaf(a: World, b: World): Float64Array {
  const effects = new Float64Array(a.placed.length);
  const [scoreA, scoreB] = [a.columns[0]!.score[a.row]!, b.columns[0]!.score[b.row]!];
  if (Number.isNaN(scoreA) || Number.isNaN(scoreB)) throw new RangeError("both units need a score to be compared");
  spread(a, b, 0, 1, effects);
  return effects;
}

/**
 * Gives the leaves below node i, which has a score in both worlds, `slope` times what each makes of its difference. A slope
 * and not an amount goes down, so that parts that cancel inside a node are still told.
 */
function spread(a: World, b: World, i: number, slope: number, effects: Float64Array): void {
  const { children } = a.placed[i]!;
  if (children.length === 0) {
    effects[i] = effects[i]! + slope * (scoreAt(a, i) - scoreAt(b, i));
    return;
  }
  const { x, y, slopes, weight } = splitNode(a, b, i);
  children.forEach((c, n) => {
    byShare(a, b, c, slope * weight[n]!, effects);
    const [one, other] = [scoreAt(a, c), scoreAt(b, c)];
    const counted = x[n]! - y[n]!;
    const own = one - other;
    // A floor or a cap above may count less of the child's difference than it has.
    const passed = own === counted ? 1 : counted / own;
    if (Number.isFinite(passed)) spread(a, b, c, slope * slopes[n]! * passed, effects);
    else byShare(a, b, c, slope * slopes[n]! * counted, effects);
  });
}

const scoreAt = ({ columns, row }: World, i: number): number => columns[i]!.score[row]!;

/** What does not come from a change below: shared by the leaves by their weight in the node. */
function byShare(a: World, b: World, i: number, amount: number, effects: Float64Array): void {
  const { children } = a.placed[i]!;
  if (amount === 0) return;
  if (children.length === 0) {
    effects[i] = effects[i]! + amount;
    return;
  }
  const mean = children.map((_, n) => a.weights[i]![n]! + b.weights[i]![n]!);
  normalized(mean).forEach((share, n) => byShare(a, b, children[n]!, amount * share, effects));
}

/** What each child counts as in both worlds, points of the node per point of the child, and what its weight changed. */
type Split = { x: number[]; y: number[]; slopes: number[]; weight: number[] };

function splitNode(a: World, b: World, i: number): Split {
  const { node } = a.placed[i]!;
  const [one, other] = [countedAt(a, i), countedAt(b, i)];
  // A child that counts in one world only has there the value that it would have had.
  const x = one.counted.map((own, n) => (one.counts[n]! ? own : other.counted[n]!));
  const y = other.counted.map((own, n) => (other.counts[n]! ? own : one.counted[n]!));
  const [f, slopeOf] = generator(node) ?? [null, null];
  if (f === null) return { x, y, ...byShapley(node, x, y, one.weights, other.weights) };
  const counts = x.map((_, n) => one.weights[n]! > 0 || other.weights[n]! > 0);
  const [m1, m2] = [meanOf(node, x, one.weights), meanOf(node, y, other.weights)];
  const [f1, f2] = [mixed(one.weights, x.map(f)), mixed(other.weights, y.map(f))];
  const scale = 1 / steepness(f, slopeOf, m1, m2);
  return {
    x,
    y,
    slopes: x.map((own, n) =>
      counts[n]! ? scale * ((one.weights[n]! + other.weights[n]!) / 2) * steepness(f, slopeOf, own, y[n]!) : 0,
    ),
    weight: x.map((own, n) =>
      counts[n]! ? scale * (one.weights[n]! - other.weights[n]!) * ((f(own) + f(y[n]!)) / 2 - (f1 + f2) / 2) : 0,
    ),
  };
}

/** (f(x) - f(y)) / (x - y), or the derivative where both are equal. */
const steepness = (f: (x: number) => number, slopeOf: (x: number) => number, x: number, y: number): number =>
  x === y ? slopeOf(x) : (f(x) - f(y)) / (x - y);

function countedAt({ scheme, placed, columns, weights, row }: World, i: number) {
  const { counts, counted } = countedChildren(scheme, placed[i]!, columns, row);
  return { counts, counted, weights: normalized(counts.map((own, n) => (own ? weights[i]![n]! : 0))) };
}

type Generator = [(x: number) => number, (x: number) => number];

/** The function inside a quasi-arithmetic mean, with its derivative; null for methods that are none. */
function generator({ method, exponent = 1 }: SchemeNode): Generator | null {
  const arithmetic: Generator = [(x) => x, () => 1];
  const geometric: Generator = [log, (x) => 1 / x];
  switch (method ?? "arithmetic") {
    case "arithmetic":
      return arithmetic;
    case "harmonic":
      return [(x) => 1 / x, (x) => -1 / (x * x)];
    case "geometric":
      return geometric;
    case "power":
      return exponent === 0 ? geometric : exponent === 1 ? arithmetic : null;
    default:
      return null;
  }
}

const mixed = (weights: readonly number[], values: readonly number[]): number =>
  values.reduce((sum, own, n) => sum + (weights[n] === 0 ? 0 : weights[n]! * own), 0);

function meanOf(node: SchemeNode, x: readonly number[], weights: readonly number[]): number {
  const kept = x.map((_, n) => n).filter((n) => weights[n]! > 0);
  const scores = Float64Array.from(kept, (n) => x[n]!);
  return rowAggregate(node.method ?? "arithmetic", node, kept.length)(
    scores,
    Float64Array.from(kept, (n) => weights[n]!),
    kept.length,
  );
}

/** Most children for which all orders are averaged by their subsets; beyond, forward and backward order alone. */
const MOST_CHILDREN = 12;

function byShapley(
  node: SchemeNode,
  x: number[],
  y: number[],
  wx: number[],
  wy: number[],
): Pick<Split, "slopes" | "weight"> {
  const atOld = switched(node, x, y, wy);
  const atNew = switched(node, x, y, wx);
  const value = atOld.map((own, n) => (own + atNew[n]!) / 2);
  const rest = meanOf(node, x, wx) - meanOf(node, y, wy) - value.reduce((sum, own) => sum + own, 0);
  const moved = normalized(wx.map((own, n) => Math.abs(own - wy[n]!)));
  return {
    slopes: value.map((own, n) =>
      x[n] === y[n] ? (sensitivity(node, x, wx, n) + sensitivity(node, y, wy, n)) / 2 : own / (x[n]! - y[n]!),
    ),
    weight: moved.map((share) => share * rest),
  };
}

/** Points of the node per point of one child: a difference quotient, used only for what cancels inside the child. */
function sensitivity(node: SchemeNode, x: readonly number[], weights: readonly number[], n: number): number {
  if (weights[n] === 0) return 0;
  const moved = (by: number) =>
    meanOf(
      node,
      x.map((own, at) => (at === n ? own + by : own)),
      weights,
    );
  // Forward only, since some means know no scores below 0.
  return (moved(STEP) - moved(0)) / STEP;
}

const STEP = 1 / 65_536;

/** Shapley values of the children's switch from y to x under fixed weights. */
function switched(node: SchemeNode, x: readonly number[], y: readonly number[], weights: readonly number[]): number[] {
  const players = x.map((_, n) => n).filter((n) => weights[n]! > 0 && x[n] !== y[n]);
  const worth = (chosen: ReadonlySet<number>) =>
    meanOf(
      node,
      x.map((own, n) => (chosen.has(n) ? own : y[n]!)),
      weights,
    );
  const effects = x.map(() => 0);
  if (players.length > MOST_CHILDREN) {
    for (const order of [players, players.toReversed()]) {
      const chosen = new Set<number>();
      let before = worth(chosen);
      for (const n of order) {
        chosen.add(n);
        const after = worth(chosen);
        effects[n] = effects[n]! + (after - before) / 2;
        before = after;
      }
    }
    return effects;
  }
  const values = Array.from({ length: 1 << players.length }, (_, mask) =>
    worth(new Set(players.filter((_n, at) => mask & (1 << at)))),
  );
  players.forEach((n, at) => {
    for (let mask = 0; mask < values.length; mask++) {
      if (mask & (1 << at)) continue;
      const size = popcount(mask);
      effects[n] = effects[n]! + shapleyWeight(size, players.length) * (values[mask | (1 << at)]! - values[mask]!);
    }
  });
  return effects;
}

/** |S|! (n - |S| - 1)! / n! */
export function shapleyWeight(size: number, n: number): number {
  let weight = 1 / n;
  for (let k = 1; k <= size; k++) weight *= k / (n - k);
  return weight;
}

function popcount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
