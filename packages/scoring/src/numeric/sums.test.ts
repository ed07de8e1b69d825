import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeRows, correlationsOf, covarianceMatrix, takeRows } from "./covariance.ts";
import { dotOf, meanOf, presentOf, sumOf } from "./sums.ts";

describe("compensated sums", () => {
  it("keep what plain addition loses", () => {
    expect(sumOf([1e16, 1, -1e16])).toBe(1);
    expect(dotOf([1e8, 1, -1e8], [1e8, 1, 1e8])).toBe(1);
    expect(meanOf([1, 2, 6])).toBe(3);
    expect(meanOf([])).toBeNaN();
    expect(sumOf([1, NaN])).toBeNaN();
    expect([...presentOf([NaN, 2, NaN, 0])]).toEqual([2, 0]);
  });

  it("do not depend on the order of the numbers", () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (x) => {
        expect(sumOf(x.slice().reverse())).toBe(sumOf(x));
        expect(sumOf(x.slice().sort((a, b) => a - b))).toBe(sumOf(x));
      }),
    );
  });
});

describe("covariances", () => {
  it("are those of a hand calculation, and correlations 1 and -1 where the columns are straight lines", () => {
    // x = 1, 2, 3 (mean 2), y = 6, 4, 2: cov = (-1 * 2 + 0 + 1 * -2) / 2 = -2.
    const c = covarianceMatrix([Float64Array.of(1, 2, 3), Float64Array.of(6, 4, 2)]);
    expect(c).toEqual([
      [1, -2],
      [-2, 4],
    ]);
    expect(correlationsOf(c)).toEqual([
      [1, -1],
      [-1, 1],
    ]);
  });

  it("leave a column that does not vary without correlations, whatever its mean rounds to", () => {
    const c = correlationsOf(covarianceMatrix([Float64Array.of(0.1, 0.1, 0.1), Float64Array.of(1, 2, 4)]));
    expect(c[0]).toEqual([NaN, NaN]);
    expect(c[1]![1]).toBe(1);
  });

  it("use complete rows only", () => {
    const columns = [Float64Array.of(1, NaN, 3), Float64Array.of(4, 5, 6)];
    expect(completeRows(columns)).toEqual([0, 2]);
    expect(takeRows(columns, [0, 2]).map((x) => [...x])).toEqual([
      [1, 3],
      [4, 6],
    ]);
  });
});
