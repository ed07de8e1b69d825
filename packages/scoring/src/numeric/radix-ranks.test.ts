import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomOf } from "./random.ts";
import { rankerOf } from "./radix-ranks.ts";

function ranksOf(values: readonly number[]): number[] {
  const ranks = new Uint16Array(values.length);
  rankerOf(values.length)(Float64Array.from(values), ranks);
  return [...ranks];
}

/** By definition: one more than there are larger ones. */
const byDefinition = (values: readonly number[]) =>
  values.map((own) => (Number.isNaN(own) ? 0 : 1 + values.filter((other) => other > own).length));

describe("ranks by radix sort", () => {
  it("ranks the largest first, shares the place of equal numbers and leaves out NaN", () => {
    expect(ranksOf([3, NaN, 10, 3, -1, 0, -0, Infinity])).toEqual([3, 0, 2, 3, 7, 5, 5, 1]);
  });

  it("tells numbers apart that differ in the last bit", () => {
    expect(ranksOf([50, 50 + 2 ** -47, 50 - 2 ** -47])).toEqual([2, 1, 3]);
  });

  it("agrees with the definition for any numbers", () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: 0, max: 5 }), fc.double({ min: 49.999999, max: 50.000001 }));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 60 }), (values) => {
        expect(ranksOf(values)).toEqual(byDefinition(values));
      }),
      { numRuns: 500 },
    );
  });
});

describe("seeded numbers", () => {
  it("repeats with the seed, and differs by seed and stream", () => {
    const draw = (seed: number, stream = 0) => {
      const random = randomOf(seed, stream);
      return Array.from({ length: 4 }, () => random.uniform());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(new Set([draw(1), draw(2), draw(1, 1)].map(String)).size).toBe(3);
  });

  it("draws normals of mean 0 and variance 1, within four standard errors", () => {
    const random = randomOf(7);
    const draws = Array.from({ length: 40_000 }, () => random.normal());
    const mean = draws.reduce((sum, own) => sum + own, 0) / draws.length;
    const variance = draws.reduce((sum, own) => sum + own * own, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
  });
});
