import { presentOf } from "../numeric/sums.ts";
import { hasOrdinaryShape, sampleMoments, SHAPE_LIMITS, type Moments, type ShapeLimits } from "./moments.ts";
import { clipped, madFence, percentileFence, winsoriseFence, type Budget, type Fence } from "./outliers.ts";
import { boxCox, boxCoxLambda, transformed, type Transform } from "./transform.ts";

/**
 * How outliers of a column are treated.
 *
 * - winsorise_log: COINr's Treat. A column of ordinary shape is left alone. Else it is winsorised (see winsoriseFence); if its
 *   shape is still not ordinary, that is undone (`combine`: kept) and `fallback` transforms the whole column (default log_ct, `none` stops).
 *   `forced`: the chosen indicators are treated whatever their shape is (winsorised to the whole budget).
 * - percentile, mad: values beyond a fence are clipped to it.
 * - box_cox: with the given exponent, or the one of highest likelihood. log_...: the transformation by itself.
 */
export type Treatment =
  | ({
      method: "winsorise_log";
      limits?: ShapeLimits;
      fallback?: Transform | "none";
      combine?: boolean;
      forced?: boolean;
    } & Budget)
  | { method: "percentile"; loPct: number; hiPct: number }
  | { method: "mad"; k: number }
  | { method: "box_cox"; lambda?: number; shift?: boolean }
  | { method: Transform };

/** A treated column with its line of the audit table. */
export type Treated = {
  values: Float64Array;
  /** Rows whose value was changed by the fence or the transformation, in ascending order. */
  low: number[];
  high: number[];
  transformed: number[];
  /** Bounds of the clipping, where some was done; the transformation, where one was; its exponent. */
  fence: { lo: number; hi: number } | null;
  transform: Transform | "box_cox" | null;
  lambda: number | null;
  before: Moments;
  after: Moments;
  /** Whether the shape is ordinary afterwards. */
  ordinary: boolean;
};

/**
 * Treats one column (NaN = no value, and stays so). The argument is not changed; the order of units does not matter.
 * 1, ..., 10, 100 under winsorise_log: 100 becomes 10. A column that is logged although it was winsorised first names only
 * the transformation. Throws ScoringError where a transformation is not defined for the values.
 */
export function treatColumn(x: Float64Array, treatment: Treatment): Treated {
  const limits = ("limits" in treatment && treatment.limits) || SHAPE_LIMITS;
  switch (treatment.method) {
    case "winsorise_log":
      return winsoriseThenTransform(x, treatment, limits);
    case "percentile":
      return fenced(x, percentileFence(x, treatment.loPct, treatment.hiPct), limits);
    case "mad":
      return fenced(x, madFence(x, treatment.k), limits);
    case "box_cox":
      return boxCoxed(x, treatment, limits);
    default:
      return changed(x, transformed(x, treatment.method), { transform: treatment.method }, limits);
  }
}

function winsoriseThenTransform(
  x: Float64Array,
  treatment: Extract<Treatment, { method: "winsorise_log" }>,
  limits: ShapeLimits,
): Treated {
  const fence = winsoriseFence(x, treatment, limits, treatment.forced);
  const ordinary = hasOrdinaryShape(fence.after, limits);
  const fallback = treatment.fallback ?? "log_ct";
  if (ordinary || fallback === "none") {
    const { before, after } = fence;
    if (fence.low + fence.high === 0) return { ...untouched(x, before), ordinary };
    const values = clipped(x, fence);
    const { lo, hi } = fence;
    return { ...untouched(x, before), values, ...beyond(x, fence), fence: { lo, hi }, after, ordinary };
  }
  if (!treatment.combine)
    return changed(x, transformed(x, fallback), { transform: fallback, before: fence.before }, limits);
  const { lo, hi } = fence;
  const values = transformed(clipped(x, fence), fallback);
  return changed(
    x,
    values,
    { transform: fallback, before: fence.before, ...beyond(x, fence), fence: { lo, hi } },
    limits,
  );
}

function boxCoxed(x: Float64Array, treatment: Extract<Treatment, { method: "box_cox" }>, limits: ShapeLimits): Treated {
  const shift = treatment.shift ?? true;
  const lambda = treatment.lambda ?? boxCoxLambda(x, shift);
  if (Number.isNaN(lambda)) return untouched(x, sampleMoments(presentOf(x)));
  return changed(x, boxCox(x, lambda, shift), { transform: "box_cox", lambda }, limits);
}

function fenced(x: Float64Array, fence: Fence, limits: ShapeLimits): Treated {
  const before = sampleMoments(presentOf(x));
  if (fence.low + fence.high === 0) return { ...untouched(x, before), ordinary: hasOrdinaryShape(before, limits) };
  const { lo, hi } = fence;
  return changed(x, clipped(x, fence), { before, ...beyond(x, fence), fence: { lo, hi } }, limits);
}

function changed(x: Float64Array, values: Float64Array, what: Partial<Treated>, limits: ShapeLimits): Treated {
  const before = what.before ?? sampleMoments(presentOf(x));
  const after = sampleMoments(presentOf(values));
  const rows: number[] = [];
  if (what.transform)
    for (let r = 0; r < x.length; r++) if (values[r] === values[r] && values[r] !== x[r]) rows.push(r);
  return {
    ...untouched(x, before),
    ...what,
    transform: rows.length === 0 ? null : (what.transform ?? null),
    values,
    transformed: rows,
    after,
    ordinary: hasOrdinaryShape(after, limits),
  };
}

function untouched(x: Float64Array, before: Moments): Treated {
  return {
    values: x,
    low: [],
    high: [],
    transformed: [],
    fence: null,
    transform: null,
    lambda: null,
    before,
    after: before,
    ordinary: true,
  };
}

function beyond(x: Float64Array, { lo, hi }: { lo: number; hi: number }): { low: number[]; high: number[] } {
  const low: number[] = [];
  const high: number[] = [];
  for (let r = 0; r < x.length; r++) {
    if (x[r]! < lo) low.push(r);
    if (x[r]! > hi) high.push(r);
  }
  return { low, high };
}
