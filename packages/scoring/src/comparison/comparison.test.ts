import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convergenceOf } from "./convergence.ts";
import { gini, theil } from "./inequality.ts";
import { nearestPeers, peerStability } from "./peers.ts";
import { quadrantsOf } from "./quadrant.ts";
import { rankDistance } from "./rank-distance.ts";

const amounts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 20 });

describe("inequality", () => {
  it("has Gini coefficients by hand", () => {
    expect(gini([1, 2, 3])).toBeCloseTo(2 / 9, 12);
    expect(gini([5, NaN, 5])).toBe(0);
    // One of four has everything: 3/4.
    expect(gini([0, 0, 0, 8])).toBe(0.75);
    expect(gini([0, 0])).toBeNaN();
    expect(() => gini([-1])).toThrow(RangeError);
  });

  it("has Theil's T by hand, and splits it without a rest", () => {
    expect(theil([1, 3]).total).toBeCloseTo(0.5 * (0.5 * Math.log(0.5) + 1.5 * Math.log(1.5)), 12);
    // Two groups without inequality inside, means 1 and 3: all of it lies between.
    const split = theil([1, 1, 3, 3], [0, 0, 1, 1]);
    expect(split.within).toBe(0);
    expect(split.between).toBeCloseTo(theil([1, 3]).total, 12);
    expect(split.groups.map(({ share }) => share)).toEqual([0.25, 0.75]);
    fc.assert(
      fc.property(amounts, (own) => {
        const groups = own.map((_, i) => i % 3);
        const { total, within, between } = theil(own, groups);
        expect(within + between).toBeCloseTo(theil(own).total, 10);
        expect(total).toBeCloseTo(theil(own).total, 10);
      }),
    );
  });

  it("does not depend on the scale", () => {
    fc.assert(
      fc.property(amounts, (own) => {
        expect(gini(own.map((x) => 8 * x))).toBeCloseTo(gini(own), 12);
        expect(theil(own.map((x) => 8 * x)).total).toBeCloseTo(theil(own).total, 12);
      }),
    );
  });
});

describe("convergence", () => {
  it("finds the slope of growth on the first value, by hand", () => {
    // ln of first: 0, ln 2, ln 4; growth -½ of it: every unit goes to the square root of its value.
    const own = convergenceOf([Float64Array.of(1, 2, 4), Float64Array.of(1, Math.SQRT2, 2)]);
    expect(own.beta).toBeCloseTo(-0.5, 12);
    expect(own.sigma[1]!).toBeLessThan(own.sigma[0]!);
    // Over n: mean 7/3, variance (1 + 4 + 16)/3 - 49/9 = 14/9.
    expect(own.sigma[0]).toBeCloseTo(Math.sqrt(14 / 9) / (7 / 3), 12);
    expect(own.units).toBe(3);
  });

  it("counts units with all periods only, and refuses one period", () => {
    expect(convergenceOf([Float64Array.of(1, 2, NaN), Float64Array.of(1, 2, 3)]).units).toBe(2);
    expect(() => convergenceOf([Float64Array.of(1)])).toThrow(RangeError);
  });
});

describe("peers", () => {
  // Population and area; a and b alike in both, c in area alone, d far away.
  const context = [Float64Array.of(10, 11, 30, 100), Float64Array.of(5, 5, 5, 50)];
  const ids = ["a", "b", "c", "d"];

  it("finds the nearest, and says in what they are alike", () => {
    const peers = nearestPeers(context, ids, 0, 2);
    expect(peers.map(({ index }) => ids[index])).toEqual(["b", "c"]);
    expect(peers[1]).toMatchObject({ alike: [1, 0], unlike: [0, 1] });
    // Population: squares 100, 121, 900 and 10000, mean 37.75: variance 11121 / 4 - 37.75² = 1355.1875; area does not differ.
    expect(peers[0]!.distance).toBeCloseTo(1 / Math.sqrt(1355.1875) / Math.sqrt(2), 10);
  });

  it("compares on what both have, and refuses weights that are none", () => {
    const holes = [context[0]!, Float64Array.of(5, NaN, 5, 50)];
    expect(nearestPeers(holes, ids, 1, 3)[0]!.unlike).toEqual([0]);
    expect(() => nearestPeers(context, ids, 0, 1, [1, 0])).toThrow(RangeError);
  });

  it("says how steady the choice is", () => {
    expect(peerStability(context, ids, 0, 2)).toBe(1);
    expect(peerStability([context[0]!], ids, 0, 2)).toBeNaN();
  });
});

describe("input against output", () => {
  it("never calls low cost with low service a strength", () => {
    const placed = quadrantsOf(Float64Array.of(1, 3, 1, 3, 2, NaN), Float64Array.of(9, 9, 1, 1, 5, 5));
    expect(placed.map(({ quadrant }) => quadrant)).toEqual([
      "efficient",
      "generous",
      "thin",
      "wasteful",
      "efficient",
      null,
    ]);
    // Medians 2 and 5: 9/5 over 1/2.
    expect(placed[0]!.ratio).toBeCloseTo(3.6, 12);
  });
});

describe("two rankings", () => {
  it("says how far apart they are", () => {
    const own = rankDistance([1, 2, 3, 0], [3, 2, 1, 1], { k: 1, beyond: 1 });
    expect(own).toMatchObject({ units: 3, spearman: -1, kendall: -1, largestShift: 2, topKept: 0 });
    expect(own.meanShift).toBeCloseTo(4 / 3, 12);
    expect(own.moved).toEqual([
      { index: 0, a: 1, b: 3 },
      { index: 2, a: 3, b: 1 },
    ]);
    expect(() => rankDistance([1], [1, 2])).toThrow(RangeError);
  });
});
