/** Mean and shape of a sample. */
export type Moments = { n: number; mean: number; sd: number; skewness: number; kurtosis: number };

/**
 * Mean, standard deviation (n - 1), skewness and excess kurtosis of a sample without gaps, in its given order.
 *
 * Skewness and kurtosis are the bias-corrected type 2 of Joanes & Gill (1998), The Statistician 47(1), 183-189, as SAS, SPSS,
 * Excel SKEW and KURT and COINr give them: with m_k = Σ (x - mean)^k / n,
 * skewness = m_3 / m_2^1.5 · √(n (n - 1)) / (n - 2), NaN below 3 values;
 * kurtosis = ((n + 1) (m_4 / m_2² - 3) + 6) (n - 1) / ((n - 2)(n - 3)), NaN below 4 values.
 * Both are NaN where all values are equal; sd is 0 there, NaN below 2 values. Sums are compensated, so the order of the values
 * does not matter. 1, 2, 3, 4, 10 give mean 4, sd √12.5, skewness 1.697..., kurtosis 3.152.
 */
export function sampleMoments(x: Float64Array): Moments {
  const n = x.length;
  let sum = 0;
  let rest = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const a = x[i]!;
    if (a < min) min = a;
    if (a > max) max = a;
    const next = sum + a;
    const added = next - sum;
    rest += sum - (next - added) + (a - added);
    sum = next;
  }
  const mean = n === 0 ? NaN : (sum + rest) / n;
  if (n < 2) return { n, mean, sd: NaN, skewness: NaN, kurtosis: NaN };
  if (min === max) return shapeOf(n, min, 0, 0, 0, 0);
  // Scaled by the larger deviation, so that fourth powers neither overflow nor vanish.
  const scale = Math.max(max - mean, mean - min);
  let [s2, r2, s3, r3, s4, r4] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d = (x[i]! - mean) / scale;
    const d2 = d * d;
    const d3 = d2 * d;
    const d4 = d2 * d2;
    let next = s2 + d2;
    let added = next - s2;
    r2 += s2 - (next - added) + (d2 - added);
    s2 = next;
    next = s3 + d3;
    added = next - s3;
    r3 += s3 - (next - added) + (d3 - added);
    s3 = next;
    next = s4 + d4;
    added = next - s4;
    r4 += s4 - (next - added) + (d4 - added);
    s4 = next;
  }
  s2 += r2;
  s3 += r3;
  s4 += r4;
  return shapeOf(n, mean, scale, s2, s3, s4);
}

/** From the sums of the second to fourth powers of (x - mean) / scale; a scale of 0 = all values equal. */
function shapeOf(n: number, mean: number, scale: number, s2: number, s3: number, s4: number): Moments {
  if (scale === 0) return { n, mean, sd: n < 2 ? NaN : 0, skewness: NaN, kurtosis: NaN };
  const g1 = (Math.sqrt(n) * s3) / (s2 * Math.sqrt(s2));
  const ratio = (n * s4) / (s2 * s2);
  return {
    n,
    mean,
    sd: scale * Math.sqrt(s2 / (n - 1)),
    skewness: n < 3 ? NaN : (g1 * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis: n < 4 ? NaN : (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3)),
  };
}

/** How far skewness and kurtosis may go before a column is called outlying: both must be passed (COINr: 2 and 3.5). */
export type ShapeLimits = { skewness: number; kurtosis: number };

export const SHAPE_LIMITS: ShapeLimits = { skewness: 2, kurtosis: 3.5 };

/**
 * True where |skewness| or kurtosis stays below its limit. Fewer than 4 values, or equal ones, have no shape to object to.
 * Source: Groeneveld & Meeden 1984, taken up by the JRC; COINr check_SkewKurt.
 */
export function hasOrdinaryShape({ skewness, kurtosis }: Moments, limits: ShapeLimits = SHAPE_LIMITS): boolean {
  return !(Math.abs(skewness) >= limits.skewness && kurtosis >= limits.kurtosis);
}
