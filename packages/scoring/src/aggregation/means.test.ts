import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { weightedArithmeticMean, weightedGeometricMean } from "./means.ts";

const children = fc.array(
  fc.record({
    score: fc.double({ min: 1, max: 100, noNaN: true }),
    weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);
const scoresOf = (c: { score: number }[]) => c.map((x) => x.score);
const weightsOf = (c: { weight: number }[]) => c.map((x) => x.weight);

describe("weighted arithmetic mean", () => {
  it("weighs by hand calculation", () => {
    // 0.5 * 80 + 0.3 * 60 + 0.2 * 10 = 40 + 18 + 2.
    expect(weightedArithmeticMean([80, 60, 10], [0.5, 0.3, 0.2])).toBe(60);
  });

  it("divides by the weights that are there", () => {
    // (0.5 * 80 + 0.3 * 60) / 0.8 = 58 / 0.8.
    expect(weightedArithmeticMean([80, 60], [0.5, 0.3])).toBe(72.5);
  });

  it("does not depend on the order of the children, to the last bit", () => {
    fc.assert(
      fc.property(
        children.chain((c) =>
          fc.tuple(fc.constant(c), fc.shuffledSubarray(c, { minLength: c.length, maxLength: c.length })),
        ),
        ([a, b]) => {
          expect(weightedArithmeticMean(scoresOf(b), weightsOf(b))).toBe(
            weightedArithmeticMean(scoresOf(a), weightsOf(a)),
          );
        },
      ),
    );
  });

  it("gives equal children back exactly, whatever the weights", () => {
    fc.assert(
      fc.property(children, fc.double({ min: 0, max: 100, noNaN: true }), (c, x) => {
        const same = c.map(() => x);
        expect(weightedArithmeticMean(same, weightsOf(c))).toBe(x);
      }),
    );
  });

  it("lets NaN through and never turns it into a number", () => {
    expect(weightedArithmeticMean([50, NaN], [0.5, 0.5])).toBeNaN();
    expect(weightedArithmeticMean([NaN, 50], [0.5, 0.5])).toBeNaN();
    expect(weightedArithmeticMean([], [])).toBeNaN();
  });
});

describe("weighted geometric mean", () => {
  it("is the root of the product by hand calculation", () => {
    // sqrt(4 * 25) = 10; 8^(1/3) * 64^(2/3) = 2 * 16 = 32; 1^0.25 * 16^0.75 = 8.
    expect(weightedGeometricMean([4, 25], [0.5, 0.5])).toBeCloseTo(10, 12);
    expect(weightedGeometricMean([8, 64], [1, 2])).toBeCloseTo(32, 12);
    expect(weightedGeometricMean([1, 16], [0.25, 0.75])).toBeCloseTo(8, 12);
  });

  it("never exceeds the arithmetic mean", () => {
    fc.assert(
      fc.property(children, (c) => {
        const arithmetic = weightedArithmeticMean(scoresOf(c), weightsOf(c));
        const geometric = weightedGeometricMean(scoresOf(c), weightsOf(c));
        expect(geometric).toBeLessThanOrEqual(arithmetic * (1 + 1e-14));
      }),
    );
  });

  it("lets NaN through, and 0 makes it 0", () => {
    expect(weightedGeometricMean([50, NaN], [0.5, 0.5])).toBeNaN();
    expect(weightedGeometricMean([], [])).toBeNaN();
    expect(weightedGeometricMean([50, 0], [0.5, 0.5])).toBe(0);
  });
});

describe("both means", () => {
  it("do not change when all weights are scaled", () => {
    fc.assert(
      fc.property(children, fc.double({ min: 0.01, max: 1000, noNaN: true }), (c, factor) => {
        const scaled = weightsOf(c).map((w) => w * factor);
        for (const mean of [weightedArithmeticMean, weightedGeometricMean]) {
          const before = mean(scoresOf(c), weightsOf(c));
          expect(Math.abs(mean(scoresOf(c), scaled) - before)).toBeLessThan(1e-12 * before);
        }
      }),
    );
  });

  it("are the child where there is only one", () => {
    fc.assert(
      fc.property(children, (c) => {
        const [x] = scoresOf(c);
        const [w] = weightsOf(c);
        expect(weightedArithmeticMean([x!], [w!])).toBe(x);
        expect(weightedGeometricMean([x!], [w!])).toBe(x);
      }),
    );
  });
});
