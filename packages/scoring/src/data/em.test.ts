import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoringError } from "../scheme/remark.ts";
import { estimateByEm } from "./em.ts";

const N = NaN;
// Little & Rubin, Statistical Analysis with Missing Data, example 7.8: Draper & Smith's (Hald's) cement data, 13 units, 5 columns.
const cement = [
  [7, 1, 11, 11, 7, 11, 3, 1, 2, N, N, N, N],
  [26, 29, 56, 31, 52, 55, 71, 31, 54, N, N, N, N],
  [6, 15, 8, 8, 6, 9, 17, 22, 18, 4, 23, 9, 8],
  [60, 52, 20, 47, 33, 22, N, N, N, N, N, N, N],
  [78.5, 74.3, 104.3, 87.6, 95.9, 109.2, 102.7, 72.5, 93.1, 115.9, 83.8, 113.3, 109.4],
].map((x) => Float64Array.from(x));

describe("estimateByEm", () => {
  it("gives the maximum likelihood estimates of the cement data with its monotone gaps", () => {
    const e = estimateByEm(cement);
    expect(e.converged).toBe(true);
    // A plain EM (E step by numpy.linalg.inv, NumPy 2.4.6) run until nothing moved by 1e-12: means 6.655166, 49.965259, 11.769231,
    // 27.047089, 95.423077, covariances as below, to three places.
    expect(e.mean.map((m) => m.toFixed(3))).toEqual(["6.655", "49.965", "11.769", "27.047", "95.423"]);
    expect(e.covariance.map((row, j) => row.slice(0, j + 1).map((v) => v.toFixed(3)))).toEqual([
      ["21.826"],
      ["20.864", "238.012"],
      ["-24.900", "-15.817", "37.870"],
      ["-11.473", "-252.072", "-9.599", "294.183"],
      ["46.953", "195.604", "-47.556", "-190.598", "208.905"],
    ]);
    // The same run gives these conditional means.
    expect(e.columns[3]!.values[6]).toBeCloseTo(0.8798104445, 6);
    expect(e.columns[0]!.values[9]).toBeCloseTo(12.89066517, 6);
    expect(e.columns[3]!.filled).toEqual([6, 7, 8, 9, 10, 11, 12]);
    expect(e.columns[2]!.filled).toEqual([]);
  });

  it("agrees with the closed form for two columns of which one has gaps", () => {
    // Anderson 1957: regression of y on x over the complete rows, at the mean of all x. Complete: (1, 1), (2, 3), (3, 3), (4, 5):
    // b = 6 / 5 = 1.2, ȳ - b x̄ = 3 - 3 = 0; x̄ of all six = (10 + 5 + 9) / 6 = 4: mean of y 4.8; gaps 6 and 10.8.
    const e = estimateByEm([Float64Array.of(1, 2, 3, 4, 5, 9), Float64Array.of(1, 3, 3, 5, N, N)]);
    expect(e.mean[0]).toBeCloseTo(4, 9);
    expect(e.mean[1]).toBeCloseTo(4.8, 8);
    expect(Array.from(e.columns[1]!.values.slice(4), (v) => v.toFixed(7))).toEqual(["6.0000000", "10.8000000"]);
    // s_yy of the complete rows over n: residuals of y = 1.2 x: -0.2, 0.6, -0.6, 0.2 -> 0.8 / 4 = 0.2; σ_xx = 40 / 6; 0.2 + 1.44 * 40 / 6.
    expect(e.covariance[1]![1]).toBeCloseTo(0.2 + (1.44 * 40) / 6, 7);
  });

  it("changes no value that is there and gives the same bits in any order of units", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...cement[0]!.keys()], { minLength: 13 }), (order) => {
        const turned = estimateByEm(
          cement.map((x) => Float64Array.from(order, (r) => x[r]!)),
          { maxIterations: 20 },
        );
        const plain = estimateByEm(cement, { maxIterations: 20 });
        expect(plain.converged).toBe(false);
        turned.columns.forEach(({ values }, j) =>
          order.forEach((r, at) => {
            expect(values[at]).toBe(plain.columns[j]!.values[r]);
            if (!Number.isNaN(cement[j]![r]!)) expect(values[at]).toBe(cement[j]![r]);
          }),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("leaves a row without any value empty", () => {
    const e = estimateByEm([Float64Array.of(1, 2, 3, 4, N), Float64Array.of(1, 3, 3, N, N)]);
    expect(e.columns[0]!.values[4]).toBeNaN();
    expect(e.columns[1]!.filled).toEqual([3]);
  });

  it("refuses too few units, a column without spread and columns that follow from one another, naming the column", () => {
    const codes = (columns: number[][]) => {
      try {
        estimateByEm(columns.map((x) => Float64Array.from(x)));
      } catch (e) {
        return (e as ScoringError).remarks.map((r) => `${r.code} ${r.path}`);
      }
      return [];
    };
    expect(
      codes([
        [1, 2, N],
        [N, 2, 3],
        [5, N, 4],
      ]),
    ).toEqual(["em_too_few_units data"]);
    expect(
      codes([
        [1, 2, 3, 4],
        [7, 7, N, 7],
      ]),
    ).toEqual(["em_column_constant columns/1"]);
    expect(
      codes([
        [1, 2, 3, 4, 5],
        [2, 4, 6, 8, 10],
        [1, 0, 4, 2, N],
      ]),
    ).toEqual(["em_columns_dependent columns/1"]);
  });
});
