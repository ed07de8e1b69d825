import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  harmonicMean,
  mazziottaPareto,
  minimumOf,
  powerMean,
  rankColumn,
  rankerOf,
  theil,
  weightedArithmeticMean,
  weightedGeometricMean,
} from "./index.ts";

describe("means", () => {
  const pairs = fc.array(fc.tuple(fc.double({ min: 0.5, max: 100, noNaN: true }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 8,
  });
  type Mean = (x: number[], w: number[]) => number;
  const means: Record<string, Mean> = {
    arithmetic: (x, w) => weightedArithmeticMean(x, w),
    geometric: (x, w) => weightedGeometricMean(x, w),
    harmonic: (x, w) => harmonicMean(x, w),
    "power 3": (x, w) => powerMean(x, w, 3),
    "power -2": (x, w) => powerMean(x, w, -2),
    mazziotta_pareto: (x, w) => mazziottaPareto(x, w),
    "mazziotta_pareto, positive": (x, w) => mazziottaPareto(x, w, "positive"),
    minimum: (x) => minimumOf(x),
  };

  it.each(Object.entries(means))(
    "%s: weights scale, an indicator may be split in two, one child is the node",
    (_, of) => {
      fc.assert(
        fc.property(pairs, (own) => {
          const [x, w] = [own.map(([v]) => v), own.map(([, weight]) => weight)];
          const mean = of(x, w);
          const near = (other: number) =>
            expect(Math.abs(other - mean)).toBeLessThanOrEqual(1e-10 * Math.abs(mean) + 1e-10);
          near(
            of(
              x,
              w.map((v) => v * 0.37),
            ),
          );
          near(of([...x, x[0]!], [w[0]! / 2, ...w.slice(1), w[0]! / 2]));
          expect(of([x[0]!], [w[0]!])).toBe(x[0]);
        }),
      );
    },
  );

  it("stand in their order: minimum, harmonic, geometric, arithmetic; Mazziotta-Pareto below the mean, power rising", () => {
    fc.assert(
      fc.property(pairs, (own) => {
        const [x, w] = [own.map(([v]) => v), own.map(([, weight]) => weight)];
        const order = [minimumOf(x), powerMean(x, w, -2), harmonicMean(x, w), weightedGeometricMean(x, w)];
        order.push(weightedArithmeticMean(x, w), powerMean(x, w, 3), Math.max(...x));
        for (let i = 1; i < order.length; i++) expect(order[i]!).toBeGreaterThanOrEqual(order[i - 1]! * (1 - 1e-13));
        expect(mazziottaPareto(x, w)).toBeLessThanOrEqual(weightedArithmeticMean(x, w));
        expect(mazziottaPareto(x, w, "positive")).toBeGreaterThanOrEqual(weightedArithmeticMean(x, w));
        // M_p = G (1 + p v / 2 + ...), v the variance of the logarithms, at most 7: p = 1e-9 is within 1e-8.
        expect(powerMean(x, w, 0)).toBe(weightedGeometricMean(x, w));
        for (const p of [1e-6, -1e-6])
          expect(Math.abs(powerMean(x, w, p) / weightedGeometricMean(x, w) - 1)).toBeLessThan(1e-5);
      }),
    );
  });
});

describe("ranks and parts", () => {
  const column = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constant(NaN)), { maxLength: 30 });

  it("ranks are a weak order: better values stand before, equal ones together", () => {
    fc.assert(
      fc.property(column, (own) => {
        const x = own.map((v) => (Number.isFinite(v) ? v : NaN));
        const ranks = new Uint16Array(x.length);
        rankerOf(x.length)(Float64Array.from(x), ranks);
        const { places } = rankColumn(x, "higher");
        x.forEach((a, i) => {
          expect(ranks[i]).toBe(places[i]?.rank ?? 0);
          x.forEach((b, j) => {
            if (a > b) expect(ranks[i]!).toBeLessThan(ranks[j]!);
            if (a === b) expect(ranks[i]).toBe(ranks[j]);
          });
        });
      }),
    );
  });

  it("Theil's parts add up to the whole, and groups that are equal inside leave nothing within", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.nat(3)), { minLength: 1, maxLength: 30 }),
        (own) => {
          const [x, groups] = [own.map(([v]) => v), own.map(([, g]) => g)];
          fc.pre(x.some((v) => v > 0));
          const parts = theil(x, groups);
          expect(parts.total).toBeCloseTo(theil(x).total, 12);
          expect(parts.within + parts.between).toBeCloseTo(parts.total, 12);
          expect(
            theil(
              groups.map((g) => g + 1),
              groups,
            ).within,
          ).toBeCloseTo(0, 12);
        },
      ),
    );
  });
});
