import { harmonicMean, mazziottaPareto, powerMean } from "./compensating.ts";
import { weightedArithmeticMean, weightedGeometricMean } from "./means.ts";

/**
 * How a node combines its children, row by row.
 * arithmetic, geometric, harmonic; power: generalised mean of `exponent`; mazziotta_pareto: mean less (or plus) its
 * penalty for unevenness; minimum: the weakest child; capped: 关联性考核, see `cappedByUpstream`.
 */
export type RowMethod = "arithmetic" | "geometric" | "harmonic" | "power" | "mazziotta_pareto" | "minimum" | "capped";

/** Settings that only some methods use. */
export type NodeOptions = {
  /** power: any number but 0 (that is geometric); 1 is arithmetic, -1 harmonic. */
  exponent?: number;
  /** mazziotta_pareto: which way unevenness counts; `negative` (default) takes it off. */
  penalty?: "negative" | "positive";
};

/** Methods that need scores above 0. */
export function needsFloor(method: RowMethod, { exponent }: NodeOptions): boolean {
  return method === "geometric" || method === "harmonic" || (method === "power" && (exponent ?? 1) <= 0);
}

/**
 * What a child counts as at least: the scheme's floor where scores must be above 0; 0 for the other power means and Mazziotta-Pareto, which
 * mean nothing below it; any number elsewhere.
 */
export function leastCounted(method: RowMethod, options: NodeOptions, floor: number | undefined): number {
  if (needsFloor(method, options)) return floor!;
  return (method === "power" && options.exponent !== 1) || method === "mazziotta_pareto" ? 0 : -Infinity;
}

/** One row: the first n scores and their weights. */
export type RowAggregate = (scores: Float64Array, weights: Float64Array, n: number) => number;

export function rowAggregate(method: RowMethod, options: NodeOptions, size: number): RowAggregate {
  const scratch = new Float64Array(size);
  switch (method) {
    case "arithmetic":
      return weightedArithmeticMean;
    case "geometric":
      return (x, w, n) => weightedGeometricMean(x, w, n, scratch);
    case "harmonic":
      return (x, w, n) => harmonicMean(x, w, n, scratch);
    case "power":
      return (x, w, n) => powerMean(x, w, options.exponent ?? 1, n, scratch);
    case "mazziotta_pareto":
      return (x, w, n) => mazziottaPareto(x, w, options.penalty ?? "negative", n, scratch);
    case "minimum":
      return (x, _w, n) => minimumOf(x, n);
    case "capped":
      return (x, w, n) => cappedByUpstream(x, w, n, scratch);
  }
}

/** The smallest of the first n scores; NaN for none. */
export function minimumOf(x: ArrayLike<number>, n: number = x.length): number {
  if (n === 0) return NaN;
  let least = Infinity;
  for (let i = 0; i < n; i++) if (!(x[i]! >= least)) least = x[i]!;
  return least;
}

/**
 * 因果目标的关联得分: the first child is the cause (upstream); no other child counts for more than it. The weighted
 * arithmetic mean of the first and of min(child, first). 60 upstream and 90 downstream, half each, give 60; 90 and 60
 * give 75. Source: the field's catalogue, F105.
 */
export function cappedByUpstream(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  n: number = x.length,
  scratch: Float64Array = new Float64Array(n),
): number {
  if (n === 0) return NaN;
  const upstream = x[0]!;
  for (let i = 0; i < n; i++) scratch[i] = x[i]! > upstream ? upstream : x[i]!;
  return weightedArithmeticMean(scratch, w, n);
}
