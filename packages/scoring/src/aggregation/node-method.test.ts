import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { additiveWeights } from "./additive-weights.ts";
import { harmonicMean, mazziottaPareto, powerMean } from "./compensating.ts";
import { weightedArithmeticMean, weightedGeometricMean } from "./means.ts";
import { cappedByUpstream, minimumOf, rowAggregate, type NodeOptions, type RowMethod } from "./node-method.ts";

describe("means that compensate less", () => {
  it("has the harmonic mean of speeds there and back", () => {
    // 40 out, 60 back: 2 / (1/40 + 1/60) = 48.
    expect(harmonicMean([40, 60], [1, 1])).toBeCloseTo(48, 12);
    expect(harmonicMean([0, 60], [1, 1])).toBe(0);
    expect(harmonicMean([], [])).toBeNaN();
  });

  it("has the quadratic mean, and the others as special cases", () => {
    // √((1 + 4 + 9) / 3)
    expect(powerMean([1, 2, 3], [1, 1, 1], 2)).toBeCloseTo(2.160246899469287, 12);
    const [x, w] = [
      [20, 50, 90],
      [0.2, 0.3, 0.5],
    ];
    expect(powerMean(x, w, 1)).toBe(weightedArithmeticMean(x, w));
    expect(powerMean(x, w, 0)).toBe(weightedGeometricMean(x, w));
    expect(powerMean(x, w, 1e-9)).toBeCloseTo(weightedGeometricMean(x, w), 6);
    expect(powerMean(x, w, -1)).toBe(harmonicMean(x, w));
  });

  it("takes the penalty for unevenness off, or adds it", () => {
    // Mean 100, population variance 400: 100 - 4 = 96.
    expect(mazziottaPareto([80, 120], [1, 1])).toBeCloseTo(96, 12);
    expect(mazziottaPareto([80, 120], [1, 1], "positive")).toBeCloseTo(104, 12);
    expect(mazziottaPareto([90, 90], [1, 3])).toBe(90);
    expect(mazziottaPareto([0, 0], [1, 1])).toBe(0);
  });

  it("caps what depends on a cause by the cause", () => {
    expect(cappedByUpstream([60, 90], [0.5, 0.5])).toBe(60);
    expect(cappedByUpstream([90, 60], [0.5, 0.5])).toBe(75);
    expect(minimumOf([70, 40, 90])).toBe(40);
    expect(minimumOf([70, NaN])).toBeNaN();
  });
});

describe("additive weights", () => {
  const cases: [RowMethod, NodeOptions][] = [
    ["arithmetic", {}],
    ["geometric", {}],
    ["harmonic", {}],
    ["power", { exponent: 2 }],
    ["power", { exponent: -3 }],
    ["power", { exponent: 0.5 }],
    ["mazziotta_pareto", {}],
    ["mazziotta_pareto", { penalty: "positive" }],
    ["minimum", {}],
  ];
  const child = fc.record({
    x: fc.double({ min: 1, max: 100, noNaN: true }),
    w: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });

  it.each(cases)("tell the points of a %s node (%o) apart without a rest", (method, options) => {
    fc.assert(
      fc.property(fc.array(child, { minLength: 1, maxLength: 8 }), (children) => {
        const x = children.map((own) => own.x);
        const w = children.map((own) => own.w);
        const score = rowAggregate(method, options, x.length)(Float64Array.from(x), Float64Array.from(w), x.length);
        const a = additiveWeights(method, options, x, w, score);
        expect(a.reduce((sum, own) => sum + own, 0)).toBeCloseTo(1, 9);
        expect(a.reduce((sum, own, n) => sum + own * x[n]!, 0)).toBeCloseTo(score, 6);
      }),
    );
  });

  it("orders the means: harmonic <= geometric <= arithmetic <= quadratic, MPI <= arithmetic, and none leaves the range", () => {
    fc.assert(
      fc.property(fc.array(child, { minLength: 1, maxLength: 8 }), (children) => {
        const x = Float64Array.from(children, (own) => own.x);
        const w = Float64Array.from(children, (own) => own.w);
        const means = [
          harmonicMean(x, w),
          weightedGeometricMean(x, w),
          weightedArithmeticMean(x, w),
          powerMean(x, w, 2),
        ];
        means.forEach((own, at) => expect(own).toBeGreaterThanOrEqual((means[at - 1] ?? 0) - 1e-9));
        expect(mazziottaPareto(x, w)).toBeLessThanOrEqual(means[2]!);
        expect(means[0]!).toBeGreaterThanOrEqual(Math.min(...x));
        expect(means[3]!).toBeLessThanOrEqual(Math.max(...x));
      }),
    );
  });
});
