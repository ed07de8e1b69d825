import { exp, log } from "../numeric/elementary.ts";
import { presentOf } from "../numeric/sums.ts";
import { refused } from "../scheme/remark.ts";
import { sampleMoments } from "./moments.ts";

/**
 * A transformation of a whole column that keeps its order. min, max and range are those of the column.
 *
 * - log_ct: ln(x - min + 0.01 range). log_ct_plus: the same where the column is skewed to the right, else
 *   -ln(max - x + 0.01 range), which pulls in a long left tail. log_ct_orig: ln(x - min + 1).
 * - log_gii: ln((max - 1)(x - min) / range + 1), the Global Innovation Index's; needs max > 1.
 * - box_cox: see boxCox.
 * The first three are COINr's (log_CT, log_CT_plus, log_CT_orig; European Commission COIN Tool); log_gii is what COINr's
 * log_GII documents, though that function returns x unchanged.
 */
export type Transform = "log_ct" | "log_ct_plus" | "log_ct_orig" | "log_gii";

/** A transformation with what it took from its column, plain JSON: it then gives a value the same result for ever. */
export type FittedTransform = {
  by: Transform | "box_cox";
  /** Extremes of the column; a value beyond them counts as the nearer one. */
  min: number;
  max: number;
  /** log_ct_plus: the logarithm was taken from the upper end. */
  mirrored?: boolean;
  /** box_cox. */
  lambda?: number;
  shift?: boolean;
};

/**
 * What a transformation takes from a column; null where the column has no spread: it has no tail to pull in.
 * Throws ScoringError where log_gii meets a maximum of 1 or less.
 */
export function fitTransform(x: Float64Array, by: Transform): FittedTransform | null {
  const { min, max } = rangeOf(x);
  if (!(max > min)) return null;
  if (by === "log_gii" && !(max > 1))
    throw refused(
      "log_gii_needs_maximum",
      `log_gii 要求最大值大于 1，现为 ${max}，请改用 log_ct。`,
      `log_gii needs a maximum above 1, which is ${max}; use log_ct.`,
    );
  const mirrored = by === "log_ct_plus" && !(sampleMoments(presentOf(x)).skewness > 0);
  return { by, min, max, ...(mirrored && { mirrored }) };
}

/** Applies it; NaN stays NaN. */
export function applyTransform(x: Float64Array, fit: FittedTransform): Float64Array {
  const { by, min, max, mirrored, lambda = 0, shift = true } = fit;
  const range = max - min;
  const within = (v: number) => (v < min ? min : v > max ? max : v);
  switch (by) {
    case "log_ct":
    case "log_ct_plus":
      return mirrored === true
        ? x.map((v) => -log(max + 0.01 * range - within(v)))
        : x.map((v) => log(within(v) - min + 0.01 * range));
    case "log_ct_orig":
      return x.map((v) => log(within(v) - min + 1));
    case "log_gii":
      return x.map((v) => log(((max - 1) * (within(v) - min)) / range + 1));
    case "box_cox":
      return x.map((v) => power(log(shift ? within(v) - min + 1 : within(v)), lambda));
  }
}

/** The transformed column; one without spread comes back as it is. log_ct of 0, 50, 100: ln 1, ln 51, ln 101. Throws as fitTransform does. */
export function transformed(x: Float64Array, by: Transform): Float64Array {
  const fit = fitTransform(x, by);
  return fit === null ? x.slice() : applyTransform(x, fit);
}

/** Smallest and largest value; Infinity and -Infinity without any. */
export function rangeOf(x: ArrayLike<number>): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < x.length; i++) {
    if (x[i]! < min) min = x[i]!;
    if (x[i]! > max) max = x[i]!;
  }
  return { min, max };
}

/**
 * Box-Cox transformation (y^λ - 1) / λ, ln y for λ = 0 (Box & Cox 1964, J. R. Statist. Soc. B 26, 211-252). With `shift` y = x - min + 1
 * as in COINr boxcox, else y = x, which must be positive. λ = 2 of 1, 3: 0, 4. Throws ScoringError for a y of 0 or less.
 */
export function fitBoxCox(x: Float64Array, shift: boolean, given?: number): FittedTransform | null {
  const { min, max } = rangeOf(x);
  positive(x, shift);
  if (!(max > min)) return null;
  return { by: "box_cox", min, max, lambda: given ?? boxCoxLambda(x, shift), shift };
}

/** (e^(λ l) - 1) / λ without the cancellation near λ l = 0. */
function power(l: number, lambda: number): number {
  if (lambda === 0) return l;
  const t = lambda * l;
  if (t > 0.1 || t < -0.1) return (exp(t) - 1) / lambda;
  let term = l;
  let sum = l;
  for (let k = 2; k < 14; k++) {
    term *= t / k;
    sum += term;
  }
  return sum;
}

function positive(x: Float64Array, shift: boolean): Float64Array {
  const { min } = rangeOf(x);
  if (shift) return x.map((v) => v - min + 1);
  if (min <= 0)
    throw refused(
      "box_cox_needs_positive",
      `Box-Cox 变换要求数值为正，最小值为 ${min}；请设 shift 先平移。`,
      `Box-Cox needs positive values, the smallest is ${min}; set shift to move them first.`,
    );
  return x;
}

/** Where the exponent is looked for. */
const LAMBDA_RANGE = 5;
const GOLDEN = 0.6180339887498949;

/**
 * The exponent of highest profile likelihood: max over λ in -5..5 of -n/2 ln(Σ (y_λ - mean)² / n) + (λ - 1) Σ ln y, by a grid of
 * step 1/4 and a golden section around its best point, to 1e-9; the same start and steps every time. As SciPy boxcox_normmax
 * (method mle). NaN where the values do not vary. Throws as boxCox does.
 */
export function boxCoxLambda(x: Float64Array, shift: boolean): number {
  const y = presentOf(positive(x, shift)).sort();
  if (y.length === 0 || y[0] === y[y.length - 1]) return NaN;
  const logs = y.map(log);
  let sumOfLogs = 0;
  for (const l of logs) sumOfLogs += l;
  const n = y.length;
  const scratch = new Float64Array(n);
  const likelihood = (lambda: number): number => {
    // Divided by the geometric mean's power, so that large exponents do not overflow.
    const centre = sumOfLogs / n;
    let mean = 0;
    for (let i = 0; i < n; i++) {
      scratch[i] = power(logs[i]! - centre, lambda);
      mean += scratch[i]!;
    }
    mean /= n;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (scratch[i]! - mean) * (scratch[i]! - mean);
    return -(n / 2) * log(squares / n);
  };
  let best = -LAMBDA_RANGE;
  let height = -Infinity;
  for (let lambda = -LAMBDA_RANGE; lambda <= LAMBDA_RANGE; lambda += 0.25) {
    const own = likelihood(lambda);
    if (own > height) [best, height] = [lambda, own];
  }
  let from = Math.max(-LAMBDA_RANGE, best - 0.25);
  let to = Math.min(LAMBDA_RANGE, best + 0.25);
  let left = to - GOLDEN * (to - from);
  let right = from + GOLDEN * (to - from);
  let atLeft = likelihood(left);
  let atRight = likelihood(right);
  while (to - from > 1e-9) {
    if (atLeft >= atRight) {
      to = right;
      [right, atRight] = [left, atLeft];
      left = to - GOLDEN * (to - from);
      atLeft = likelihood(left);
    } else {
      from = left;
      [left, atLeft] = [right, atRight];
      right = from + GOLDEN * (to - from);
      atRight = likelihood(right);
    }
  }
  return (from + to) / 2;
}
