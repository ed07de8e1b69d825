import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedMazziottaPareto, mazziottaParetoIndex } from "./mazziotta-pareto.ts";
import { mazziottaPareto } from "./compensating.ts";

/** Five units, three indicators, the second lower is better. */
const COLUMNS = [
  [10, 20, 15, 30, 12],
  [5, 3, 9, 1, 4],
  [30, 10, 20, 25, 60],
].map((own) => Float64Array.from(own));
const DIRECTIONS = [1, -1, 1] as const;
const close = (own: Float64Array, expected: number[]) =>
  expected.forEach((value, i) => expect(own[i]).toBeCloseTo(value, 8));

describe("the Mazziotta-Pareto index", () => {
  it("agrees with NumPy, over n and over n - 1", () => {
    // Z = 100 + 10 s (X - X.mean(0)) / X.std(0, ddof); M, S = Z.mean(1), Z.std(1, ddof); M - S² / M and M + S² / M.
    close(
      mazziottaParetoIndex(COLUMNS, DIRECTIONS).index,
      [95.76720887, 98.65490187, 90.90348849, 108.69427971, 103.00377864],
    );
    close(
      mazziottaParetoIndex(COLUMNS, DIRECTIONS, { ddof: 1, penalty: "positive" }).index,
      [96.6823392, 99.9668655, 92.73345959, 109.17607963, 105.01900713],
    );
  });

  it("gives 99 for (1, 3) and (3, 1), by hand", () => {
    const { index, mean, penalty } = mazziottaParetoIndex([Float64Array.of(1, 3), Float64Array.of(3, 1)], [1, 1]);
    expect([...index, ...mean, ...penalty]).toEqual([99, 99, 100, 100, 1, 1]);
  });

  it("has no penalty where a column does not vary, and no index where a value is absent", () => {
    const { index } = mazziottaParetoIndex([Float64Array.of(7, 7, 7), Float64Array.of(4, 4, NaN)], [1, -1]);
    expect([...index]).toEqual([100, 100, NaN]);
    expect(() => mazziottaParetoIndex(COLUMNS, DIRECTIONS, { ddof: 1, weights: [1, 2, 3] })).toThrow(RangeError);
  });
});

describe("the adjusted index", () => {
  it("agrees with NumPy around the mean", () => {
    // R = 100 + 60 s (X - X.mean(0)) / (X.max(0) - X.min(0)); then as above with ddof 0.
    close(
      adjustedMazziottaPareto(COLUMNS, DIRECTIONS).index,
      [90.41519126, 96.18467005, 80.72230303, 116.81832636, 103.4837037],
    );
  });

  it("spans 70 to 130 around the middle, by hand", () => {
    const both = [Float64Array.of(0, 10), Float64Array.of(0, 10)];
    expect([...adjustedMazziottaPareto(both, [1, -1]).index]).toEqual([91, 91]);
    expect([...adjustedMazziottaPareto(both, [1, 1]).index]).toEqual([70, 130]);
  });

  it("keeps the index of a period when another is added under the same references and ranges", () => {
    const references = [18, 4, 30];
    const ranges = [
      { lo: 0, hi: 40 },
      { lo: 0, hi: 10 },
      { lo: 0, hi: 80 },
    ];
    const first = adjustedMazziottaPareto(COLUMNS, DIRECTIONS, { references, ranges }).index;
    const longer = COLUMNS.map((own) => Float64Array.from([...own, own[0]! + 1]));
    expect(adjustedMazziottaPareto(longer, DIRECTIONS, { references, ranges }).index.slice(0, 5)).toEqual(first);
  });

  it("is never above the mean of what it scales, and equals the node method on the same points", () => {
    const column = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(column, column, column, (...own) => {
        const columns = own.map((x) => Float64Array.from(x));
        const { index, mean } = adjustedMazziottaPareto(columns, [1, -1, 1], {
          references: [50, 50, 50],
          ranges: [0, 1, 2].map(() => ({ lo: 0, hi: 100 })),
        });
        index.forEach((x, r) => {
          expect(x).toBeLessThanOrEqual(mean[r]!);
          const points = columns.map((c, j) => 100 + (60 * [1, -1, 1][j]! * (c[r]! - 50)) / 100);
          expect(x).toBeCloseTo(mazziottaPareto(points, [1, 1, 1]), 10);
        });
      }),
    );
  });
});
