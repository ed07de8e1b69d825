import { presentOf } from "../numeric/sums.ts";
import { hasOrdinaryShape, sampleMoments, SHAPE_LIMITS, type Moments, type ShapeLimits } from "./moments.ts";
import { madFence, percentileFence, winsoriseFence, type Budget, type Fence } from "./outliers.ts";
import { applyTransform, fitBoxCox, fitTransform, type FittedTransform, type Transform } from "./transform.ts";

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

/**
 * What a treatment took from its column, plain JSON: the fence (null = nothing was clipped on that side) and the transformation.
 * Given back, it treats other values the same way, so that a raw value keeps its score for ever.
 */
export type FittedTreatment = {
  fence: { lo: number | null; hi: number | null } | null;
  transform: FittedTransform | null;
};

/** A treated column with its line of the audit table. */
export type Treated = {
  values: Float64Array;
  fit: FittedTreatment;
  /** Rows below and above the fence, and rows that the transformation changed, in ascending order. */
  low: number[];
  high: number[];
  transformed: number[];
  before: Moments;
  after: Moments;
  /** Whether the shape is ordinary afterwards. */
  ordinary: boolean;
};

/**
 * Treats one column (NaN = no value, and stays so), by what it shows itself or by `frozen` of an earlier result. The argument is not
 * changed; the order of units does not matter. 1, ..., 10, 100 under winsorise_log: 100 becomes 10. A column that is logged although it was
 * winsorised first names only the transformation. Throws ScoringError where a transformation is not defined for the values.
 */
export function treatColumn(x: Float64Array, treatment: Treatment, frozen?: FittedTreatment): Treated {
  const limits = ("limits" in treatment && treatment.limits) || SHAPE_LIMITS;
  const before = sampleMoments(presentOf(x));
  const fit = frozen ?? fitTreatment(x, treatment, limits);
  const lo = fit.fence?.lo ?? -Infinity;
  const hi = fit.fence?.hi ?? Infinity;
  const [low, high] = beyond(x, lo, hi);
  const inside = low.length + high.length === 0 ? x : clipped(x, { lo, hi });
  const values = fit.transform === null ? inside : applyTransform(inside, fit.transform);
  const after = values === x ? before : sampleMoments(presentOf(values));
  const rows: number[] = [];
  if (fit.transform !== null)
    for (let r = 0; r < x.length; r++) if (values[r] === values[r] && values[r] !== x[r]) rows.push(r);
  return { values, fit, low, high, transformed: rows, before, after, ordinary: hasOrdinaryShape(after, limits) };
}

const UNTOUCHED: FittedTreatment = { fence: null, transform: null };

function fitTreatment(x: Float64Array, treatment: Treatment, limits: ShapeLimits): FittedTreatment {
  switch (treatment.method) {
    case "winsorise_log": {
      const fence = winsoriseFence(x, treatment, limits, treatment.forced);
      const fallback = treatment.fallback ?? "log_ct";
      if (hasOrdinaryShape(fence.after, limits) || fallback === "none") return fencedBy(fence);
      if (!treatment.combine) return { fence: null, transform: fitTransform(x, fallback) };
      return { ...fencedBy(fence), transform: fitTransform(clipped(x, fence), fallback) };
    }
    case "percentile":
      return fencedBy(percentileFence(x, treatment.loPct, treatment.hiPct));
    case "mad":
      return fencedBy(madFence(x, treatment.k));
    case "box_cox":
      return { fence: null, transform: fitBoxCox(x, treatment.shift ?? true, treatment.lambda) };
    default:
      return { fence: null, transform: fitTransform(x, treatment.method) };
  }
}

function fencedBy({ lo, hi, low, high }: Fence): FittedTreatment {
  if (low + high === 0) return UNTOUCHED;
  return { fence: { lo: low > 0 ? lo : null, hi: high > 0 ? hi : null }, transform: null };
}

/** Values clipped to lo..hi; NaN stays NaN. */
function clipped(x: Float64Array, { lo, hi }: { lo: number; hi: number }): Float64Array {
  return x.map((v) => (v < lo ? lo : v > hi ? hi : v));
}

function beyond(x: Float64Array, lo: number, hi: number): [low: number[], high: number[]] {
  const low: number[] = [];
  const high: number[] = [];
  for (let r = 0; r < x.length; r++) {
    if (x[r]! < lo) low.push(r);
    if (x[r]! > hi) high.push(r);
  }
  return [low, high];
}
