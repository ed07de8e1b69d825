import { exp, log, logarithmicMean } from "../numeric/elementary.ts";
import type { NodeOptions, RowMethod } from "./node-method.ts";

/**
 * Weights a with Σa = 1 and Σ a x = the node's score, so that its points can be told apart child by child.
 *
 * `x`: what the children count as (floors and caps applied), `w`: their weights, 0 = does not count; `own`: the score.
 * - arithmetic, capped: w.
 * - quasi-arithmetic means f^-1(Σ w f(x)) by the log-mean Divisia idea: w (f(x) - f(M)) / (x - M); for the geometric mean
 *   w / L(x, M) with the logarithmic mean L, for the harmonic w / x.
 * - mazziotta_pareto: w (2 - x / M), or w x / M with a positive penalty, since S² = Σ w x (x - M).
 * - minimum: the weakest children alone, in equal parts.
 * Sources: Reinsdorf, Diewert and Ehemann 2002, J. Econ. Soc. Meas. 28; Balk 2008, Price and Quantity Index Numbers.
 * All 0 where nothing counts.
 */
export function additiveWeights(
  method: RowMethod,
  { exponent = 1, penalty = "negative" }: NodeOptions,
  x: readonly number[],
  w: readonly number[],
  own: number,
): number[] {
  const local = normalized(w);
  switch (method) {
    case "arithmetic":
    case "capped":
      return local;
    case "geometric":
      return normalized(local.map((v, n) => (v === 0 ? 0 : v / logarithmicMean(x[n]!, own))));
    case "harmonic":
      return normalized(local.map((v, n) => (v === 0 ? 0 : v / x[n]!)));
    case "power":
      return normalized(local.map((v, n) => (v === 0 ? 0 : v * slope(x[n]!, own, exponent))));
    case "mazziotta_pareto": {
      const mean = local.reduce((sum, v, n) => sum + v * x[n]!, 0);
      if (mean === 0) return local;
      return local.map((v, n) => (penalty === "negative" ? v * (2 - x[n]! / mean) : (v * x[n]!) / mean));
    }
    case "minimum": {
      const least = Math.min(...x.filter((_, n) => w[n]! > 0));
      return normalized(x.map((v, n) => (w[n]! > 0 && v === least ? 1 : 0)));
    }
  }
}

/** |x^p - M^p| / |x - M|, or its limit where both are as good as equal. */
function slope(x: number, own: number, p: number): number {
  if (p === 0) return 1 / logarithmicMean(x, own);
  const power = (v: number, q: number) => (v === 0 ? 0 : exp(q * log(v)));
  const middle = (x + own) / 2;
  if (Math.abs(x - own) <= 1e-7 * middle) return Math.abs(p) * power(middle, p - 1);
  return Math.abs((power(x, p) - power(own, p)) / (x - own));
}

/** Scaled to a sum of 1; all 0 stays 0. */
export function normalized(weights: readonly number[]): number[] {
  let sum = 0;
  for (const w of weights) sum += w;
  return weights.map((w) => (sum === 0 ? 0 : w / sum));
}
