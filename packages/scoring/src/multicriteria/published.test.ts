import { describe, expect, it } from "vitest";
import type { Criteria } from "./matrix.ts";
import { topsis } from "./topsis.ts";
import { vikor } from "./vikor.ts";

/** Published examples; matrices are written by unit, as in the papers. */
const criteria = (rows: number[][], weights: number[], directions: (1 | -1)[]): Criteria => ({
  columns: weights.map((_, c) => Float64Array.from(rows, (row) => row[c]!)),
  weights,
  directions,
});
const close = (own: Float64Array, expected: number[], digits: number) =>
  expected.forEach((value, i) => expect(own[i]).toBeCloseTo(value, digits));

describe("TOPSIS as published", () => {
  it("gives the example of Tzeng and Huang 2011, Multiple Attribute Decision Making", () => {
    const rows = [
      [5, 8, 4],
      [7, 6, 8],
      [8, 8, 6],
      [7, 4, 6],
    ];
    close(topsis(criteria(rows, [0.3, 0.4, 0.3], [1, 1, 1]), "vector"), [0.5037, 0.6581, 0.7482, 0.334], 4);
  });

  it("gives the example of the documentation of pymcdm, which scales by min-max", () => {
    const rows = [
      [4, 4],
      [1, 5],
      [3, 2],
      [4, 2],
    ];
    close(topsis(criteria(rows, [0.5, 0.5], [1, -1]), "min_max"), [0.6126, 0, 0.7829, 1], 4);
  });

  it("agrees with NumPy to the last digits in every scaling", () => {
    const rows = [
      [250, 16, 12, 5],
      [200, 16, 8, 3],
      [300, 32, 16, 4],
      [275, 32, 8, 4],
      [225, 16, 16, 2],
    ];
    const matrix = criteria(rows, [0.35, 0.25, 0.25, 0.15], [-1, 1, 1, 1]);
    // NumPy 2.4: V = w * X / s; d± = sqrt(((V - V±) ** 2).sum(1)); d⁻ / (d⁺ + d⁻), s as each scaling says.
    close(
      topsis(matrix, "vector"),
      [0.4459356188143432, 0.37004172275499064, 0.6299582772450093, 0.49361914448943617, 0.47582681545947575],
      14,
    );
    close(
      topsis(matrix, "min_max"),
      [0.4429279506901577, 0.49038105676657967, 0.5096189432334203, 0.43620435005590086, 0.5435639177847444],
      14,
    );
    close(
      topsis(matrix, "sum"),
      [0.44213414633332987, 0.3614152810711916, 0.6385847189288084, 0.4985058405027311, 0.47153554107695916],
      14,
    );
  });
});

describe("VIKOR as published", () => {
  it("sends the climber of Opricovic and Tzeng 2004 to the second mountain, whatever the units of measure", () => {
    const rows = [
      [1, 3000],
      [2, 3750],
      [5, 4500],
    ];
    for (const own of [rows, rows.map(([risk, altitude]) => [risk! + 5, altitude! / 1000 - 1])]) {
      const { s, r, q, compromise, advantage, stable } = vikor(criteria(own, [0.5, 0.5], [-1, 1]));
      close(s, [0.5, 0.375, 0.5], 12);
      close(r, [0.5, 0.25, 0.5], 12);
      close(q, [1, 0, 1], 12);
      expect({ compromise, advantage, stable }).toEqual({ compromise: [1], advantage: true, stable: true });
    }
  });

  it.each([
    {
      weights: [1, 1, 1, 1, 1, 1, 1, 1],
      r: [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
      s: [0.692, 0.7, 0.29, 0.423, 0.28, 0.346],
      q: [0.991, 1, 0.473, 0.67, 0, 0.578],
      compromise: [4],
    },
    {
      weights: [2, 2, 2, 2, 1, 1, 1, 1],
      r: [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
      s: [0.701, 0.6, 0.386, 0.365, 0.317, 0.459],
      q: [1, 0.533, 0.552, 0.563, 0, 0.686],
      compromise: [4],
    },
    {
      weights: [1, 1, 1, 1, 2, 2, 2, 2],
      r: [0.113, 0.167, 0.08, 0.122, 0.044, 0.083],
      s: [0.683, 0.8, 0.193, 0.48, 0.243, 0.232],
      q: [0.684, 1, 0.147, 0.554, 0.041, 0.191],
      compromise: [4, 2, 5],
    },
  ])("chooses among the six dams of Opricovic and Tzeng 2007 with weights $weights", (expected) => {
    const rows = [
      [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
      [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
      [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
      [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
      [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
      [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
    ];
    const found = vikor(criteria(rows, expected.weights, [1, -1, 1, 1, -1, -1, -1, 1]));
    const near = (own: Float64Array, values: number[]) =>
      // Printed to three digits, some of them not rounded but cut.
      values.forEach((value, i) => expect(Math.abs(own[i]! - value)).toBeLessThanOrEqual(1.0e-3));
    near(found.s, expected.s);
    near(found.r, expected.r);
    near(found.q, expected.q);
    expect(found.compromise).toEqual(expected.compromise);
  });

  it("keeps two where the first has the advantage but not the stability", () => {
    const rows = [
      [1, 101, 1, 101, 1],
      [101, 1, 101, 1, 101],
      [1, 1, 1, 1, 101],
      [11, 11, 11, 16, 61],
      [56, 56, 56, 56, 56],
    ];
    const found = vikor(criteria(rows, [1, 1, 1, 1, 1], [-1, -1, -1, -1, -1]));
    // By hand, weights 1/5 and a range of 100: 10, 10, 10, 15 and 60 hundredths of 1/5 make S = 0.21, R = 0.12.
    close(found.s, [0.4, 0.6, 0.2, 0.21, 0.55], 12);
    close(found.r, [0.2, 0.2, 0.2, 0.12, 0.11], 12);
    expect(found).toMatchObject({ advantage: true, stable: false, compromise: [3, 4] });
  });

  it("takes utilities that differ by rounding alone as equal", () => {
    // Each is worst in one of three equal criteria and best in the others, in tenths that binary numbers only approach: S is 1/3 for all.
    const rows = [
      [0.1, 0.7, 0.3],
      [0.4, 0.2, 0.3],
      [0.4, 0.7, 0.1],
    ];
    const { q, compromise } = vikor(criteria(rows, [0.1, 0.1, 0.1], [1, 1, 1]));
    expect([...q]).toEqual([0, 0, 0]);
    expect([...compromise].sort()).toEqual([0, 1, 2]);
  });
});
