import { describe, expect, it } from "vitest";
import { ScoringError } from "../scheme/remark.ts";
import { equalWeights, normalisedWeights } from "./normalised.ts";
import { rankWeights } from "./rank-weights.ts";

const expectWeights = (own: readonly number[], expected: readonly number[]) =>
  expected.forEach((w, j) => expect(own[j]).toBeCloseTo(w, 14));

describe("rankWeights", () => {
  it("follow the three formulas by hand for three items", () => {
    expectWeights(rankWeights([1, 2, 3], "rank_sum"), [1 / 2, 1 / 3, 1 / 6]);
    // (1 + 1/2 + 1/3) / 3, (1/2 + 1/3) / 3, (1/3) / 3.
    expectWeights(rankWeights([1, 2, 3], "rank_order_centroid"), [11 / 18, 5 / 18, 2 / 18]);
    expectWeights(rankWeights([1, 2, 3], "rank_reciprocal"), [6 / 11, 3 / 11, 2 / 11]);
  });

  it("give Barron and Barrett's centroid weights for four items in any order", () => {
    // Barron & Barrett 1996, table 1: .5208, .2708, .1458, .0625.
    expectWeights(
      rankWeights([3, 1, 4, 2], "rank_order_centroid").map((w) => Number(w.toFixed(4))),
      [0.1458, 0.5208, 0.0625, 0.2708],
    );
  });

  it("share the places of ties, however they are written", () => {
    expectWeights(rankWeights([1, 2, 2, 4], "rank_sum"), [0.4, 0.25, 0.25, 0.1]);
    expect(rankWeights([1, 2.5, 2.5, 4], "rank_sum")).toEqual(rankWeights([1, 2, 2, 4], "rank_sum"));
    expectWeights(rankWeights([1, 1, 1], "rank_order_centroid"), equalWeights(3));
  });
});

describe("rankWeights without an order", () => {
  it("are refused", () => {
    expect(() => rankWeights([1, NaN], "rank_sum")).toThrow(ScoringError);
    expect(() => rankWeights([], "rank_sum")).toThrow(ScoringError);
  });
});

describe("normalisedWeights", () => {
  it("scales importances to 1 and refuses negative ones and all zeros", () => {
    expect(normalisedWeights([2, 1, 1])).toEqual([0.5, 0.25, 0.25]);
    expect(normalisedWeights([0, 3])).toEqual([0, 1]);
    expect(() => normalisedWeights([1, -0.1])).toThrow(ScoringError);
    expect(() => normalisedWeights([0, 0])).toThrow(/given weights/);
    expect(() => normalisedWeights([1, NaN])).toThrow(ScoringError);
  });
});
