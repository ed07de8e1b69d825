import { exp, log } from "./elementary.ts";

/*
 * Tail probabilities by series and continued fractions (Press et al., Numerical Recipes, 3rd edition, 6.1, 6.2 and 6.4),
 * with our own exp and log, to about 1e-13.
 */

const TINY = 1e-300;
const STEPS = 500;
const ENOUGH = 1e-16;

/** ln Γ(x) for x > 0, by Lanczos' approximation (g = 7, n = 9). ln Γ(5) = ln 24. */
export function logGamma(x: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const base = x + 6.5;
  const sum = terms.reduce((total, term, i) => total + term / (x + i), 0.9999999999998099);
  return log(2.5066282746310002 * sum) + (x - 0.5) * log(base) - base;
}

/** P(X > x) of a χ² distribution with `df` degrees of freedom. P(X > 3.841) with 1 is 0.05. */
export function chiSquareTail(x: number, df: number): number {
  if (!(df > 0)) return NaN;
  if (x <= 0) return 1;
  const [a, z] = [df / 2, x / 2];
  const front = exp(a * log(z) - z - logGamma(a));
  if (z < a + 1) {
    let sum = 1 / a;
    let term = sum;
    for (let n = 1; n < STEPS && term > sum * ENOUGH; n++) sum += term *= z / (a + n);
    return 1 - front * sum;
  }
  let b = z + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < STEPS; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / away(an * d + b);
    c = away(b + an / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < ENOUGH) break;
  }
  return front * h;
}

/** P(|T| > |t|) of Student's t with `df` degrees of freedom, two-sided. P(|T| > 2.228) with 10 is 0.05. */
export function studentTwoSided(t: number, df: number): number {
  if (!(df > 0)) return NaN;
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** Regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < ENOUGH) break;
  }
  return h;
}

const away = (x: number): number => (Math.abs(x) < TINY ? TINY : x);
