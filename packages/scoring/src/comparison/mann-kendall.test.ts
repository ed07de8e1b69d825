import { describe, expect, it } from "vitest";
import { exactTail, mannKendall } from "./mann-kendall.ts";

describe("mannKendall", () => {
  it("has the tail probabilities of Gilbert (1987), table A18", () => {
    // Rows of the table: n, S, probability to its three decimals (below 0.01 to its two significant digits).
    for (const [n, s, p] of [
      [5, 0, 0.592],
      [5, 2, 0.408],
      [5, 4, 0.242],
      [5, 6, 0.117],
      [5, 8, 0.042],
      [5, 10, 0.0083],
      [6, 9, 0.068],
      [6, 11, 0.028],
      [6, 13, 0.0083],
      [8, 16, 0.031],
      [8, 18, 0.016],
    ] as const)
      expect(Math.abs(exactTail(n, s) - p), `${n} ${s}`).toBeLessThan(p < 0.01 ? 0.00005 : 0.0005);
  });

  it("finds five values in order a trend, and four of five not", () => {
    // S = 10: 2 x 1/120 = 0.017; one neighbouring pair swapped, S = 8: 2 x 5/120 = 0.083.
    expect(mannKendall([1, 2, 3, 4, 5])).toEqual({ s: 10, direction: "increasing" });
    expect(mannKendall([5, 4, 3, 2, 1])).toEqual({ s: -10, direction: "decreasing" });
    expect(mannKendall([1, 2, 3, 5, 4])).toEqual({ s: 8, direction: "no_change" });
  });

  it("corrects the variance for ties", () => {
    // 1 2 2 3 4: S = 9, Var = (5 x 4 x 15 - 2 x 1 x 9) / 18 = 15.67, Z = 8 / 3.958 = 2.02 > 1.96.
    expect(mannKendall([1, 2, 2, 3, 4])).toEqual({ s: 9, direction: "increasing" });
    // 1 2 2 2 3: S = 7, Var = (300 - 3 x 2 x 11) / 18 = 13, Z = 6 / 3.606 = 1.66.
    expect(mannKendall([1, 2, 2, 2, 3])).toEqual({ s: 7, direction: "no_change" });
    expect(mannKendall([7, 7, 7, 7, 7])).toEqual({ s: 0, direction: "no_change" });
  });

  it("goes over to the normal approximation beyond ten values", () => {
    // 1..11 with the last value first, S = 55 - 2 x 10 = 35, Var = 11 x 10 x 27 / 18 = 165, Z = 34 / 12.85 = 2.65.
    expect(mannKendall([11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ s: 35, direction: "increasing" });
    // Two of them first: S = 55 - 2 x (9 + 9) - 0 = 19 for 10 11 1..9: Z = 18 / 12.85 = 1.40.
    expect(mannKendall([10, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ s: 19, direction: "no_change" });
  });

  it("says nothing of fewer than five values", () => {
    expect(mannKendall([1, 2, 3, 4])).toBeNull();
  });
});
