import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoringError } from "../scheme/remark.ts";
import { combinedWeights } from "./combined.ts";
import { correlationTargetWeights } from "./correlation-targets.ts";
import { delphiRound } from "./delphi.ts";

describe("correlation targets", () => {
  it("meet equal shares exactly where positive weights can, by hand for two columns", () => {
    // Equal correlations with the sum need σ w alike: sd 1 (1, 2, 3) and 3 (6, 0, 3): 3/4, 1/4.
    const w = correlationTargetWeights([
      [1, 2, 3],
      [6, 0, 3],
    ]);
    expect(w.weights[0]).toBeCloseTo(0.75, 12);
    expect(w).toMatchObject({ reached: true });
    expect(w.shares[0]).toBeCloseTo(0.5, 12);
    expect(w.correlations[0]).toBeCloseTo(w.correlations[1]!, 12);
  });

  it("never hand out a negative weight, and say that the targets are not met", () => {
    // Min-max values of objective.test.ts: the equations ask for -1.556; the best of 50 starts of scipy.optimize.minimize (SLSQP) over the
    // simplex is 0, 0.32033793, 0.31531934, 0.36434273 with a sum of squares of 0.0014543015.
    const scaled = [
      [5 / 6, 1 / 2, 1, 0, 1 / 3],
      [1, 110 / 190, 160 / 190, 0, 50 / 190],
      [3 / 8, 0, 1, 5 / 8, 1 / 8],
      [4 / 7, 0, 5 / 7, 2 / 7, 1],
    ];
    const w = correlationTargetWeights(scaled);
    expect(w.reached).toBe(false);
    [0, 0.32033793, 0.31531934, 0.36434273].forEach((own, j) => expect(w.weights[j]).toBeCloseTo(own, 5));
    const squares = w.shares.reduce((sum, own) => sum + (own - 0.25) * (own - 0.25), 0);
    expect(squares).toBeLessThanOrEqual(0.0014543015328126502 + 1e-12);
    expect(w.largestMiss).toBeCloseTo(0.0293679, 5);
  });

  it("meet given targets, and split evenly between columns that repeat one another", () => {
    const a = [1, 5, 2, 8, 4, 4];
    const b = [3, 1, 4, 1, 5, 9];
    const w = correlationTargetWeights([a, b], [0.6, 0.4]);
    expect(w.reached).toBe(true);
    expect(w.shares[0]).toBeCloseTo(0.6, 10);
    const twice = correlationTargetWeights([a, a, b]);
    expect(twice.weights[0]).toBeCloseTo(twice.weights[1]!, 9);
    expect(() =>
      correlationTargetWeights([
        [2, 2, 2],
        [1, 2, 3],
      ]),
    ).toThrow(ScoringError);
    expect(() => correlationTargetWeights([a, b], [1, -1])).toThrow(ScoringError);
  });

  it("find no better neighbour: moving weight between two columns never comes nearer", () => {
    const column = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(column, column, column, (x, y, z) => {
        const w = correlationTargetWeights([x, y, z]);
        expect(Math.min(...w.weights)).toBeGreaterThanOrEqual(0);
        const distance = (weights: readonly number[]) => {
          const composite = x.map((_, r) => weights[0]! * x[r]! + weights[1]! * y[r]! + weights[2]! * z[r]!);
          const own = [x, y, z].map((column) => correlation(column, composite));
          const sum = own.reduce((a, b) => a + b, 0);
          return sum > 0 ? own.reduce((s, v) => s + (v / sum - 1 / 3) ** 2, 0) : Infinity;
        };
        const best = distance(w.weights);
        for (const [from, to] of [
          [0, 1],
          [1, 0],
          [0, 2],
          [2, 0],
          [1, 2],
          [2, 1],
        ] as const) {
          const moved = [...w.weights];
          const step = Math.min(0.001, moved[from]!);
          moved[from] = moved[from]! - step;
          moved[to] = moved[to]! + step;
          expect(distance(moved)).toBeGreaterThanOrEqual(best - 1e-9);
        }
      }),
    );
  });
});

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (i: number) => number) => x.reduce((s, _, i) => s + f(i), 0);
  return (
    sum((i) => (x[i]! - mx) * (y[i]! - my)) / Math.sqrt(sum((i) => (x[i]! - mx) ** 2) * sum((i) => (y[i]! - my) ** 2))
  );
}

describe("combined weights", () => {
  it("add or multiply sets by hand", () => {
    const sets = [
      [0.6, 0.4],
      [0.2, 0.8],
    ];
    [0.4, 0.6].forEach((w, j) => expect(combinedWeights(sets, "sum")[j]).toBeCloseTo(w, 14));
    // 0.6 * 0.2 = 0.12, 0.4 * 0.8 = 0.32.
    [3 / 11, 8 / 11].forEach((w, j) => expect(combinedWeights(sets, "product")[j]).toBeCloseTo(w, 14));
    // 3 to 1: (0.6 * 3 + 0.2) / 4 = 0.5.
    expect(combinedWeights(sets, "sum", [3, 1])[0]).toBeCloseTo(0.5, 14);
    expect(
      combinedWeights(
        [
          [0, 1],
          [0.5, 0.5],
        ],
        "product",
      ),
    ).toEqual([0, 1]);
  });

  it("refuse sets that do not fit, or cancel each other", () => {
    expect(() => combinedWeights([[1, 1], [1]], "sum")).toThrow(ScoringError);
    expect(() =>
      combinedWeights(
        [
          [1, 0],
          [0, 1],
        ],
        "product",
      ),
    ).toThrow(ScoringError);
    expect(() =>
      combinedWeights(
        [
          [1, -1],
          [0, 1],
        ],
        "sum",
      ),
    ).toThrow(ScoringError);
  });
});

describe("a Delphi round", () => {
  it("describes each item and the experts' agreement by hand", () => {
    const agreed = delphiRound([
      [9, 6, 3],
      [7, 6, 5],
    ]);
    expect(agreed.concordance).toBe(1);
    expect(agreed.items[0]).toMatchObject({ mean: 8, median: 8 });
    // sd of 9 and 7 is √2; means 8, 6, 4 of 18.
    expect(agreed.items[0]!.variation).toBeCloseTo(Math.SQRT2 / 8, 14);
    [8 / 18, 6 / 18, 4 / 18].forEach((w, j) => expect(agreed.weights[j]).toBeCloseTo(w, 14));
    expect(
      delphiRound([
        [3, 2, 1],
        [1, 2, 3],
      ]).concordance,
    ).toBe(0);
  });

  it("lets ties share ranks in Kendall's W", () => {
    // Ranks 1.5, 1.5, 3 and 1, 2, 3: sums 2.5, 3.5, 6 about 4: S = 2.25 + 0.25 + 4 = 6.5; ties 2³ - 2 = 6: W = 78 / (4 * 24 - 2 * 6) = 78 / 84.
    expect(
      delphiRound([
        [5, 5, 1],
        [5, 4, 1],
      ]).concordance,
    ).toBeCloseTo(78 / 84, 14);
    expect(delphiRound([[1, 1, 1]]).concordance).toBeNaN();
    expect(() => delphiRound([[1, 2], [1]])).toThrow(ScoringError);
  });
});
