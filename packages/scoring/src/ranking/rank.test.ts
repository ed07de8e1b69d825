import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankColumn } from "./rank.ts";

describe("rankColumn", () => {
  it("ranks 1, 2, 2, 4 and gives tied values their range of places", () => {
    const { places, nRanked } = rankColumn([70, 90, 80, 80], "higher");
    expect(places.map((p) => [p!.rank, p!.rankTo])).toEqual([
      [4, 4],
      [1, 1],
      [2, 3],
      [2, 3],
    ]);
    expect(nRanked).toBe(4);
  });

  it("cuts 1..10 at the type-7 quartiles and measures both gaps", () => {
    // Cuts 3.25, 5.5, 7.75 (quantile.test.ts): 8, 9, 10 | 6, 7 | 4, 5 | 1, 2, 3.
    const { places, quartileCuts, best } = rankColumn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "higher");
    expect(quartileCuts).toEqual({ p25: 3.25, p50: 5.5, p75: 7.75 });
    expect(best).toBe(10);
    expect(places.map((p) => p!.quartile)).toEqual([4, 4, 4, 3, 3, 2, 2, 1, 1, 1]);
    expect(places[0]).toMatchObject({ gapToBest: 9, gapToTopQuartile: 6.75 });
    expect(places[8]).toMatchObject({ gapToBest: 1, gapToTopQuartile: 0 });
  });

  it("turns round where lower is better", () => {
    const { places, best } = rankColumn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "lower");
    expect(best).toBe(1);
    expect(places.map((p) => p!.rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(places.map((p) => p!.quartile)).toEqual([1, 1, 1, 2, 2, 3, 3, 4, 4, 4]);
    expect(places[9]).toMatchObject({ gapToBest: 9, gapToTopQuartile: 6.75 });
  });

  it("puts a value on a cut into the better quartile", () => {
    // 1..5: P25 = 2, P50 = 3, P75 = 4.
    const { places } = rankColumn([1, 2, 3, 4, 5], "higher");
    expect(places.map((p) => p!.quartile)).toEqual([4, 3, 2, 1, 1]);
  });

  it("never ranks what is absent, and does not count it", () => {
    const { places, nRanked, best } = rankColumn([NaN, -5, null, 0], "higher");
    expect(places[0]).toBeNull();
    expect(places[2]).toBeNull();
    expect(places[3]).toMatchObject({ rank: 1, rankTo: 1 });
    expect(places[1]).toMatchObject({ rank: 2, rankTo: 2, gapToBest: 5 });
    expect(nRanked).toBe(2);
    expect(best).toBe(0);
  });

  it("answers an empty column without inventing a best value", () => {
    expect(rankColumn([NaN, null], "lower")).toEqual({
      places: [null, null],
      nRanked: 0,
      best: null,
      quartileCuts: null,
    });
  });

  it("separates two values that differ in the last bit", () => {
    const { places } = rankColumn([0.3, 0.1 + 0.2], "higher");
    expect(places.map((p) => p!.rank)).toEqual([2, 1]);
  });

  it("refuses an infinite value", () => {
    expect(() => rankColumn([1, Infinity], "higher")).toThrow(RangeError);
  });

  it("agrees with counting the better values one by one", () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(null), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), (values) => {
        const real = values.filter((v) => v !== null && !Number.isNaN(v)) as number[];
        const { places } = rankColumn(values, "lower");
        values.forEach((v, i) => {
          if (v === null || Number.isNaN(v)) {
            expect(places[i]).toBeNull();
          } else {
            expect(places[i]!.rank).toBe(1 + real.filter((u) => u < v).length);
            expect(places[i]!.rankTo).toBe(real.filter((u) => u <= v).length);
          }
        });
      }),
    );
  });
});
