import { describe, expect, it } from "vitest";
import { kendallTauB, rankSimilarity, spearmanRho, weightedSpearman } from "./rank-correlation.ts";

/** Lightness and quality of nine lots of canned tuna: Hollander & Wolfe (1973), "Nonparametric statistical methods", p. 187. */
const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
const quality = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];

/** Two rankings with ties: Kendall (1970), chapter 3. */
const first = [1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5];
const second = [1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10];

describe("kendallTauB", () => {
  it("is S over all pairs where nothing is tied", () => {
    // 26 of 36 pairs in the same order: (26 - 10) / 36.
    expect(kendallTauB(lightness, quality)).toBeCloseTo(16 / 36, 15);
  });

  it("takes tied pairs out of both sides", () => {
    // S = 33; 45 - 4 pairs untied in the first, 45 - 9 in the second: 33 / sqrt(41 x 36) = 0.859.
    expect(kendallTauB(first, second)).toBeCloseTo(33 / Math.sqrt(41 * 36), 15);
    expect(kendallTauB(first, second)!.toFixed(3)).toBe("0.859");
    // The example of SciPy's documentation of kendalltau.
    expect(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 15);
  });

  it("says nothing where one column has only one value, or fewer than two pairs are left", () => {
    expect(kendallTauB([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(kendallTauB([1, null, 3], [1, 2, null])).toBeNull();
  });
});

describe("spearmanRho", () => {
  it("is 1 - 6 sum d^2 / (n^3 - n) where nothing is tied", () => {
    // d = 1 2 0 0 -1 -5 -2 2 3, sum of squares 48: 1 - 6 x 48 / 720.
    expect(spearmanRho(lightness, quality)).toBeCloseTo(0.6, 15);
    // Intelligence and hours of television, as on Wikipedia: -29/165.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    expect(spearmanRho(iq, [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])).toBeCloseTo(-29 / 165, 15);
  });

  it("gives tied values the mean of their places", () => {
    // The example of SciPy's documentation of spearmanr.
    expect(spearmanRho([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 15);
    // Mid-ranks again: sum d^2 = 0 + 0.25 + 4 + 0 + 0 + 4 + 2.25 + 0 + 2.25 + 0.25 = 13; the variances 82.5 - 4 x 0.5 and
    // 82.5 - (60 + 24) / 12: (80.5 + 75.5 - 13) / (2 sqrt(80.5 x 75.5)).
    expect(spearmanRho(first, second)).toBeCloseTo((80.5 + 75.5 - 13) / (2 * Math.sqrt(80.5 * 75.5)), 14);
  });

  it("leaves pairs without two numbers out", () => {
    expect(spearmanRho([1, 2, 3, null, NaN], [10, 20, 30, 5, 1])).toBe(1);
    expect(spearmanRho([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(spearmanRho([4, 4], [1, 2])).toBeNull();
    expect(spearmanRho([4], [1])).toBeNull();
  });

  it("refuses columns that do not stand side by side", () => {
    expect(() => spearmanRho([1, 2], [1])).toThrow(RangeError);
  });
});

describe("coefficients that weigh the top", () => {
  it("are 1 for equal rankings and lose more by a change at the top", () => {
    const ranks = [1, 2, 3, 4, 5];
    for (const of of [rankSimilarity, weightedSpearman]) {
      expect(of(ranks, ranks)).toBe(1);
      expect(of(ranks, [2, 1, 3, 4, 5])!).toBeLessThan(of(ranks, [1, 2, 3, 5, 4])!);
      expect(of([1], [1])).toBeNull();
    }
  });

  it("give the hand calculations", () => {
    expect(rankSimilarity([1, 2, 3], [1, 3, 2])).toBe(1 - 1 / 4 - 1 / 16);
    expect(weightedSpearman([1, 2, 3], [1, 3, 2])).toBe(1 - 36 / 96);
    // A shared place 1.5: 2^-1.5 x 0.5 / 1.5, twice, against the order 1, 2, 3.
    expect(rankSimilarity([1.5, 1.5, 3], [1, 2, 3])).toBeCloseTo(1 - 2 * Math.SQRT1_2 * 0.5 * (0.5 / 1.5), 15);
  });
});
