import { describe, expect, it } from "vitest";
import { goalpostScore } from "./goalposts.ts";
import { intervalScore } from "./interval.ts";
import { peerBounds, peerScore } from "./peer-percentile.ts";

describe("goalposts", () => {
  it("goes beyond 0 and 100 where it is not clamped, as COINr's n_scaled", () => {
    expect([-5, 0, 5, 10, 12].map((x) => goalpostScore(x, 0, 10, false))).toEqual([-50, 0, 50, 100, 120]);
    expect(goalpostScore(12, 10, 0, false)).toBe(-20);
  });

  it("scores a life expectancy of 83.2 between 20 and 85 as in the human development index", () => {
    // (83.2 - 20) / (85 - 20) = 63.2 / 65 = 0.972307692...
    expect(goalpostScore(83.2, 20, 85)).toBeCloseTo(97.23076923076923, 10);
  });

  it("caps both ends", () => {
    expect(goalpostScore(18.2, 0, 18)).toBe(100);
    expect(goalpostScore(-3, 0, 18)).toBe(0);
  });

  it("runs downwards where hi lies below lo", () => {
    // lo 10, hi 0: (2.5 - 10) / (0 - 10) = 0.75.
    expect(goalpostScore(2.5, 10, 0)).toBe(75);
    expect(goalpostScore(12, 10, 0)).toBe(0);
    expect(goalpostScore(-1, 10, 0)).toBe(100);
  });

  it("gives a whole number of percent back as that score", () => {
    for (let x = 0; x <= 100; x++) expect(goalpostScore(x, 0, 100)).toBe(x);
  });

  it("does not overflow at the ends of the number range", () => {
    expect(goalpostScore(0, -Number.MAX_VALUE, Number.MAX_VALUE)).toBe(50);
    expect(goalpostScore(1e308, 0, 1.6e308)).toBeCloseTo(62.5, 10);
  });

  it("refuses NaN, infinity and equal bounds instead of scoring them", () => {
    expect(() => goalpostScore(NaN, 0, 1)).toThrow(RangeError);
    expect(() => goalpostScore(1, 0, Infinity)).toThrow(RangeError);
    expect(() => goalpostScore(1, 1, 1)).toThrow(RangeError);
  });
});

describe("interval norm", () => {
  const bounds = { bestLo: 80, bestHi: 100, zeroLo: 40, zeroHi: 120 };

  it("is flat at 100 inside, straight outside and 0 beyond", () => {
    expect([80, 90, 100].map((x) => intervalScore(x, bounds))).toEqual([100, 100, 100]);
    // (50 - 40) / (80 - 40) = 0.25; (120 - 105) / (120 - 100) = 0.75.
    expect(intervalScore(50, bounds)).toBe(25);
    expect(intervalScore(105, bounds)).toBe(75);
    expect([39, 40, 120, 500].map((x) => intervalScore(x, bounds))).toEqual([0, 0, 0, 0]);
  });

  it("is a cliff where the zero bound meets the best bound", () => {
    const cliff = { bestLo: 0, bestHi: 100, zeroLo: 0, zeroHi: 100 };
    expect([-0.1, 0, 100, 100.1].map((x) => intervalScore(x, cliff))).toEqual([0, 100, 100, 0]);
  });

  it("refuses a value that is not finite", () => {
    expect(() => intervalScore(NaN, bounds)).toThrow(RangeError);
  });
});

describe("peer percentile", () => {
  const norm = { loPct: 5, hiPct: 95, minPeers: 8 };

  it("takes the quantiles of each group by itself and leaves values that are absent out", () => {
    // Group 0: 10, 20 .. 80 in mixed order: P5 13.5, P95 76.5 (hand calculation in quantile.test.ts).
    const values = [80, NaN, 10, 30, 5, 20, 40, 70, 50, 60, 6];
    const groupOf = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
    const [first, second] = peerBounds(values, groupOf, 2, norm);
    expect(first!.n).toBe(8);
    expect(first!.lo).toBeCloseTo(13.5, 12);
    expect(first!.hi).toBeCloseTo(76.5, 12);
    expect(second).toEqual({ n: 2, lo: null, hi: null });
  });

  it("gives no bounds to a group of seven when eight are needed", () => {
    const [only] = peerBounds([1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 0, 0], 1, norm);
    expect(only).toEqual({ n: 7, lo: null, hi: null });
  });

  it("turns round where lower is better", () => {
    expect(peerScore(20, 10, 50, "higher")).toBe(25);
    expect(peerScore(20, 10, 50, "lower")).toBe(75);
  });

  it("gives 50 on bounds that coincide, 100 to a better value and 0 to a worse one", () => {
    expect(peerScore(3, 3, 3, "higher")).toBe(50);
    expect(peerScore(4, 3, 3, "higher")).toBe(100);
    expect(peerScore(2, 3, 3, "higher")).toBe(0);
    expect(peerScore(4, 3, 3, "lower")).toBe(0);
    expect(peerScore(2, 3, 3, "lower")).toBe(100);
  });
});
