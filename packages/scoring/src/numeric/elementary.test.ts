import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, log, logarithmicMean } from "./elementary.ts";

// The reference is exact integer arithmetic: fixed point with 320 binary places in BigInt, power
// series summed until a term is 0. Nothing of it is shared with the code under test.
const PLACES = 320n;
const ONE = 1n << PLACES;

/** A finite double as integer * 2^exponent. */
function parts(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const raw = view.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return {
    mantissa: raw >> 63n === 1n ? -mantissa : mantissa,
    exponent: Math.max(biased, 1) - 1075,
  };
}

/** x * 2^shift in fixed point. */
function fixed(x: number, shift = 0): bigint {
  const { mantissa, exponent } = parts(x);
  const places = BigInt(exponent + shift) + PLACES;
  return places >= 0n ? mantissa << places : mantissa >> -places;
}

/** 2 atanh(n / d) in fixed point. */
function twiceAtanh(n: bigint, d: bigint): bigint {
  let power = (2n * n * ONE) / d;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = (power * n * n) / (d * d);
  }
  return sum;
}

const LN2 = twiceAtanh(1n, 3n);

function exactLog(x: number): bigint {
  const { mantissa, exponent } = parts(x);
  const length = mantissa.toString(2).length;
  const unit = 1n << BigInt(length - 1);
  return twiceAtanh(mantissa - unit, mantissa + unit) + BigInt(exponent + length - 1) * LN2;
}

/** e^x / 2^k in fixed point with k = floor(x / ln 2), so 1 <= result < 2. */
function exactExp(x: number): { value: bigint; k: number } {
  const full = fixed(x);
  const k = full >= 0n ? full / LN2 : -((-full + LN2 - 1n) / LN2);
  const r = full - k * LN2;
  let term = ONE;
  let sum = 0n;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = (term * r) / ONE / n;
  }
  return { value: sum, k: Number(k) };
}

/** Distance in units of the last place (53 bits) of the exact value. */
function ulps(approximate: bigint, exact: bigint): number {
  const size = (exact < 0n ? -exact : exact).toString(2).length;
  const ulp = 1n << BigInt(size - 53);
  const difference = approximate > exact ? approximate - exact : exact - approximate;
  return Number((difference * 1000000n) / ulp) / 1e6;
}

describe("log and exp", () => {
  it("computes the logarithm of any positive double within one unit in the last place", () => {
    const anywhere = fc.double({ min: 5e-324, noNaN: true, noDefaultInfinity: true });
    const nearOne = fc.double({ min: 0.5, max: 2, noNaN: true });
    const scores = fc.double({ min: 1e-6, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(anywhere, nearOne, scores), (x) => {
        fc.pre(x !== 1);
        expect(ulps(fixed(log(x)), exactLog(x))).toBeLessThan(1);
      }),
      { numRuns: 3000 },
    );
  });

  it("computes the exponential within one unit in the last place", () => {
    const anywhere = fc.double({ min: -708, max: 709.78, noNaN: true });
    const scores = fc.double({ min: -14, max: 4.7, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(anywhere, scores), (x) => {
        const { value, k } = exactExp(x);
        expect(ulps(fixed(exp(x), -k), value)).toBeLessThan(1);
      }),
      { numRuns: 3000 },
    );
  });

  it("agrees with the printed digits of ln 2, ln 10, ln 100 and e", () => {
    // Abramowitz & Stegun (1964), table 1.1: ln 2 = .69314 71805 59945 30941 7, ln 10 = 2.30258 50929
    // 94045 68401 8, e = 2.71828 18284 59045 23536 0; ln 100 = 2 ln 10 = 4.60517 01859 88091 36803 6.
    expect(log(2)).toBe(0.6931471805599453);
    expect(log(10)).toBe(2.302585092994046);
    expect(log(100)).toBe(4.605170185988092);
    // One double above the nearest: 0.67 of a unit in the last place (4.4e-16) away.
    expect(Math.abs(exp(1) - 2.718281828459045)).toBeLessThan(4.5e-16);
  });

  it("keeps the special values of the IEEE functions", () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(Infinity)).toBe(Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
    expect(exp(0)).toBe(1);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    // e^-745 = 4.99...e-324 rounds to the smallest double, 4.94e-324.
    expect(exp(-745)).toBe(5e-324);
  });
});

describe("logarithmicMean", () => {
  it("is (a - b) / (ln a - ln b), and a where both are equal", () => {
    expect(logarithmicMean(7, 7)).toBe(7);
    // (100 - 1) / ln 100 = 99 / 4.605170185988091 = 21.497576854210962
    expect(logarithmicMean(100, 1)).toBeCloseTo(21.497576854210962, 12);
    expect(logarithmicMean(1, 100)).toBeCloseTo(21.497576854210962, 12);
  });

  it("lies between the geometric and the arithmetic mean (Carlson 1972)", () => {
    const score = fc.double({ min: 1e-3, max: 100, noNaN: true });
    fc.assert(
      fc.property(score, score, (a, b) => {
        const mean = logarithmicMean(a, b);
        expect(mean).toBeGreaterThanOrEqual(Math.sqrt(a * b) * (1 - 1e-14));
        expect(mean).toBeLessThanOrEqual(((a + b) / 2) * (1 + 1e-14));
      }),
    );
  });
});
