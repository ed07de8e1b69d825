import { exp, log } from "../numeric/elementary.ts";
import { weightedArithmeticMean, weightedGeometricMean } from "./means.ts";

/**
 * Weighted harmonic mean Σw / Σ(w / x) of the first n elements, all > 0. Never leaves min(x)..max(x); 0 if any x is 0,
 * NaN for n = 0, a negative number or a NaN. 40 and 60, equally weighted, give 48.
 */
export function harmonicMean(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  n: number = x.length,
  scratch: Float64Array = new Float64Array(n),
): number {
  return quasiMean(
    x,
    w,
    n,
    scratch,
    (v) => 1 / v,
    (v) => 1 / v,
  );
}

/**
 * Weighted generalised (power) mean (Σ w x^p / Σ w)^(1/p) of the first n elements, all > 0; p = 0 is the geometric mean,
 * its limit. 1, 2 and 3 with p = 2 give √(14/3) = 2.160246899. NaN like `harmonicMean`; for p > 0 zeros are allowed.
 */
export function powerMean(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  p: number,
  n: number = x.length,
  scratch: Float64Array = new Float64Array(n),
): number {
  if (p === 0) return weightedGeometricMean(x, w, n, scratch);
  if (p === 1) return weightedArithmeticMean(x, w, n);
  if (p === -1) return harmonicMean(x, w, n, scratch);
  return quasiMean(
    x,
    w,
    n,
    scratch,
    (v) => powerOf(v, p),
    (v) => powerOf(v, 1 / p),
  );
}

/** v^p for v > 0 as exp(p ln v): the same bits on every engine. */
const powerOf = (v: number, p: number): number => (v === 0 ? (p > 0 ? 0 : Infinity) : exp(p * log(v)));

function quasiMean(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  n: number,
  scratch: Float64Array,
  forth: (v: number) => number,
  back: (v: number) => number,
): number {
  if (n === 0) return NaN;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const v = x[i]!;
    if (!(v >= 0)) return NaN;
    if (v < min) min = v;
    if (v > max) max = v;
    scratch[i] = forth(v);
  }
  if (min === 0 && scratch.subarray(0, n).includes(Infinity)) return 0;
  const mean = back(weightedArithmeticMean(scratch, w, n));
  return mean < min ? min : mean > max ? max : mean;
}

/**
 * Mazziotta-Pareto index M (1 ∓ (S/M)²) = M ∓ S²/M: the weighted mean less (`negative`, default) or plus the penalty for
 * unevenness, S² being the weighted variance over Σw (population form).
 *
 * Source: Mazziotta and Pareto 2016, "On a generalized non-compensatory composite index for measuring socio-economic
 * phenomena", Soc. Indic. Res. 127, 983-1003; weights are our extension, equal ones give theirs. 80 and 120 give
 * 100 - 400/100 = 96. With a mean of 0 there is no penalty. NaN for n = 0 or a NaN.
 */
export function mazziottaPareto(
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  penalty: "negative" | "positive" = "negative",
  n: number = x.length,
  scratch: Float64Array = new Float64Array(n),
): number {
  const mean = weightedArithmeticMean(x, w, n);
  if (mean === 0 || Number.isNaN(mean)) return mean;
  for (let i = 0; i < n; i++) scratch[i] = (x[i]! - mean) * (x[i]! - mean);
  const loss = weightedArithmeticMean(scratch, w, n) / mean;
  return penalty === "negative" ? mean - loss : mean + loss;
}
