/**
 * Natural logarithm and exponential with the same bits on every engine.
 *
 * ECMA-262 leaves the bits of `Math.log` and `Math.exp` to the engine, so a result that used them could
 * not be recomputed byte for byte elsewhere. These two use only + - * /, comparison and the bits of a
 * double, all of which IEEE 754 fixes. Argument reduction and reconstruction follow the method
 * published with fdlibm (Sun Microsystems 1993, e_log and e_exp); in place of its fitted polynomials
 * stand plain power series, long enough that the truncated rest lies below 2^-58 of the result.
 */

/** ln 2 as a 32-bit head, whose product with any binary exponent is exact, and its tail. */
const LN2_HEAD = 0.6931471803691238;
const LN2_TAIL = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const SQRT2 = 1.4142135623730951;
const TWO_54 = 18014398509481984;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

const words = new Float64Array(1);
const halves = new Int32Array(words.buffer);
/** Which half of a double holds its sign and exponent. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** 2^k at k + 1023, -1023 <= k <= 1023, each exact. */
const POWERS = new Float64Array(2047).fill(1);
for (let k = 1; k <= 1023; k++) {
  POWERS[1023 + k] = 2 * POWERS[1022 + k]!;
  POWERS[1023 - k] = POWERS[1024 - k]! / 2;
}

/**
 * Natural logarithm; error below 1 unit in the last place (measured against exact integer arithmetic
 * in the test). 0 gives -Infinity, a negative number or NaN gives NaN.
 */
export function log(x: number): number {
  if (!(x >= 0)) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  const subnormal = x < SMALLEST_NORMAL;
  const normal = subnormal ? x * TWO_54 : x;
  words[0] = normal;
  const exponent = (halves[HIGH]! >>> 20) - 1023;
  let k = exponent - (subnormal ? 54 : 0);
  let m = normal * POWERS[1023 - exponent]!;
  if (m > SQRT2) {
    m /= 2;
    k += 1;
  }
  // x = 2^k (1 + f); with s = f / (2 + f): ln(1 + f) = 2 atanh(s) = f - s f + s r.
  const f = m - 1;
  const s = f / (2 + f);
  const r = atanhRest(s * s);
  const half = 0.5 * f * f;
  return k * LN2_HEAD - (half - (s * (half + r) + k * LN2_TAIL) - f);
}

/** 2 atanh(s) / s - 2 = 2 z/3 + 2 z²/5 + ... with z = s² <= 0.0295. */
function atanhRest(z: number): number {
  const high = 2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21))));
  return z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * high)))));
}

/**
 * e^x; error below 1 unit in the last place for normal results (measured in the test). Overflows to
 * Infinity above ln(largest double), underflows to 0.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  // x = k ln 2 + r with |r| <= ln 2 / 2; r is kept as head - tail.
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const head = x - k * LN2_HEAD;
  const tail = k * LN2_TAIL;
  const r = head - tail;
  const t = r * r;
  // r coth(r/2) = 2 + t c(t) with the Bernoulli numbers; e^r = 1 + r + r g / (2 - g), g = r - t c(t).
  const high = 1 / 23950080 - t * (691 / 653837184000 - t / 37362124800);
  const g = r - t * (1 / 6 - t * (1 / 360 - t * (1 / 15120 - t * (1 / 604800 - t * high))));
  const y = 1 - (tail - (r * g) / (2 - g) - head);
  // Two factors, because 2^k alone may lie outside the normal range.
  const half = k >> 1;
  return y * POWERS[half + 1023]! * POWERS[k - half + 1023]!;
}

/**
 * Logarithmic mean (a - b) / (ln a - ln b) of two positive numbers; a itself when they are equal.
 * Source: Carlson (1972), "The logarithmic mean", Amer. Math. Monthly 79, 615-618.
 */
export function logarithmicMean(a: number, b: number): number {
  const z = (a - b) / (a + b);
  if (z > 0.1 || z < -0.1) return (a - b) / (log(a) - log(b));
  // Near a = b the quotient cancels: ln a - ln b = 2 atanh(z), |z| <= 0.1.
  return (a + b) / (2 + atanhRest(z * z));
}
