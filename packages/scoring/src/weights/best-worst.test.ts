import { describe, expect, it } from "vitest";
import { ScoringError } from "../scheme/remark.ts";
import { bestWorstWeights } from "./best-worst.ts";

describe("bestWorstWeights", () => {
  it("gives Rezaei's weights for buying a car, whose judgements are fully consistent", () => {
    // Rezaei 2015, Omega 53: quality, price, comfort, safety, style; a_Bj a_jW = 8 for each, so w is as 1 / a_Bj:
    // 1/2, 1, 1/4, 1/2, 1/8 of 2.375 = .2105, .4211, .1053, .2105, .0526, ξ 0.
    const b = bestWorstWeights(1, 4, [2, 1, 4, 2, 8], [4, 8, 2, 4, 1]);
    [0.5, 1, 0.25, 0.5, 0.125].forEach((v, j) => expect(b.weights[j]).toBeCloseTo(v / 2.375, 10));
    expect(b.deviation).toBeCloseTo(0, 10);
    expect(b.inputRatio).toBe(0);
  });

  it("balances inconsistent judgements, by hand for three items", () => {
    // Load flexibility, accessibility, cost (Rezaei 2015): 8, 2, 1 and 1, 5, 8. With w = (1, 4.5, 8.5) / 14 all three differences are 0.5 / 14:
    // 8.5 - 2 * 4.5, 8.5 - 8 * 1, 4.5 - 5 * 1; scipy.optimize.linprog gives the same.
    const b = bestWorstWeights(2, 0, [8, 2, 1], [1, 5, 8]);
    [1 / 14, 4.5 / 14, 8.5 / 14].forEach((w, j) => expect(b.weights[j]).toBeCloseTo(w, 10));
    expect(b.deviation).toBeCloseTo(0.5 / 14, 10);
    // max |8 - 8|, |2 * 5 - 8|, |8 - 8| = 2 over 64 - 8.
    expect(b.inputRatio).toBeCloseTo(2 / 56, 14);
  });

  it("agrees with SciPy's linear program for five items", () => {
    // scipy.optimize.linprog 1.17.1 (HiGHS).
    const b = bestWorstWeights(1, 4, [2, 1, 4, 3, 8], [4, 8, 4, 2, 1]);
    expect(b.deviation).toBeCloseTo(0.06153846153846154, 10);
    expect(b.weights.reduce((a, w) => a + w, 0)).toBeCloseTo(1, 14);
    const expected = [
      0.24615384615384617, 0.4307692307692308, 0.12307692307692307, 0.15384615384615385, 0.046153846153846156,
    ];
    expected.forEach((w, j) => expect(b.weights[j]).toBeCloseTo(w, 9));
  });

  it("weighs one item with 1, and equal ones equally", () => {
    expect(bestWorstWeights(0, 0, [1], [1]).weights).toEqual([1]);
    bestWorstWeights(0, 2, [1, 1, 1], [1, 1, 1]).weights.forEach((w) => expect(w).toBeCloseTo(1 / 3, 12));
  });

  it("refuses judgements that contradict each other or fall below 1", () => {
    expect(() => bestWorstWeights(0, 1, [1, 3], [4, 1])).toThrow(ScoringError);
    expect(() => bestWorstWeights(0, 1, [1, 0.5], [0.5, 1])).toThrow(ScoringError);
    expect(() => bestWorstWeights(0, 5, [1, 2], [2, 1])).toThrow(ScoringError);
  });
});
