import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryForward, interpolate } from "./impute-in-time.ts";
import { imputeCentre, imputeInGroups, imputeWithinRows } from "./impute.ts";

const N = NaN;

describe("mean and median", () => {
  it("fill gaps by hand, of the column or of a group, and say which rows", () => {
    const x = Float64Array.of(1, N, 2, 6);
    expect(imputeCentre(x, "mean")).toEqual({ values: Float64Array.of(1, 3, 2, 6), filled: [1] });
    expect(imputeCentre(x, "median").values[1]).toBe(2);
    expect(x[1]).toBeNaN();
    // COINr tests/testthat/test-Impute.R: 1:10 without the 3 has median 6.
    expect(imputeCentre([1, 2, N, 4, 5, 6, 7, 8, 9, 10], "median").values[2]).toBe(6);
    // Groups 0: 1, gap, 3 -> 2; 1: 10, gap -> 10; without a group: the gap stays.
    const grouped = imputeInGroups([1, N, 3, 10, N, N], [0, 0, 0, 1, 1, -1], "mean");
    expect([...grouped.values]).toEqual([1, 2, 3, 10, 10, N]);
    expect(grouped.filled).toEqual([1, 4]);
    expect(imputeInGroups([1, 2, 9, N], [0, 0, 0, 0], "median").values[3]).toBe(2);
  });

  it("never invent a value where there is none to take", () => {
    expect(imputeCentre([N, N], "mean")).toEqual({ values: Float64Array.of(N, N), filled: [] });
    expect(imputeInGroups([N, 5], [0, 1], "median").values[0]).toBeNaN();
  });
});

describe("COINr's own documentation", () => {
  // Article "Imputation" of COINr 1.1.14: ten countries, patents, trade in cultural services and goods, tourists; values and outputs as printed.
  const columns = [
    [23.7, 583.5, 3.6, 249.8, N, 64.2, 0.3, N, 46.5, 7.2],
    [0.13405, 2.20754, 0.0578, 1.798, N, 1.15292, 0.00266, 0.08905, 0.34615, 0.03553],
    [N, 16.182, 0.985, N, N, 7.555, 0.046, N, 1.213, 1.256],
    [11.519, 24.04, 6.509, 17.242, 3.315, 26.757, 0.404, 2.907, 3.37, 0.966],
  ];
  const gaps = (filled: readonly { values: Float64Array }[]) => [
    filled[0]!.values[4]!,
    filled[0]!.values[7]!,
    filled[1]!.values[4]!,
    filled[2]!.values[0]!,
    filled[2]!.values[4]!,
    filled[2]!.values[7]!,
  ];
  const expectGaps = (filled: readonly { values: Float64Array }[], expected: readonly number[]) =>
    gaps(filled).forEach((v, k) => expect(v).toBeCloseTo(expected[k]!, 5));

  it("prints the same means, group medians and row means", () => {
    expectGaps(
      columns.map((x) => imputeCentre(x, "mean")),
      [122.35, 122.35, 0.6470778, 4.5395, 4.5395, 4.5395],
    );
    const groups = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    expectGaps(
      columns.map((x) => imputeInGroups(x, groups, "median")),
      [136.75, 26.85, 0.966025, 8.5835, 8.5835, 1.2345],
    );
    expectGaps(imputeWithinRows(columns, [1, 1, 1, 1]), [64.72133, 39.42134, 0.246215, 2.850908, 1.828412, 1.128411]);
    expect(imputeWithinRows(columns, [1, 1, 1, 1])[2]!.values[3]).toBeCloseTo(10.163326, 6);
  });
});

describe("within the row", () => {
  it("scales by direction, takes the row's mean and scales back, by hand", () => {
    // a higher: 0, 10, gap; b lower: 5, 1, 2 -> 0, 1, 0.75. Gap of a = 7.5. With c higher 0, 4, 1 -> 0.25: mean 0.5 -> 5.
    const a = Float64Array.of(0, 10, N);
    const b = Float64Array.of(5, 1, 2);
    expect(imputeWithinRows([a, b], [1, -1])[0]!.values[2]).toBe(7.5);
    const three = imputeWithinRows([a, b, Float64Array.of(0, 4, 1)], [1, -1, 1]);
    expect(three[0]).toEqual({ values: Float64Array.of(0, 10, 5), filled: [2] });
    expect(three[1]!.filled).toEqual([]);
    // The same gap in a column where lower is better: half way between 10 and 0.
    expect(imputeWithinRows([a, b, Float64Array.of(0, 4, 1)], [-1, -1, 1])[0]!.values[2]).toBe(5);
    expect(imputeWithinRows([a, b], [-1, -1])[0]!.values[2]).toBe(2.5);
  });

  it("leaves a column without spread out of the means, fills it with its one value, and leaves empty rows empty", () => {
    const filled = imputeWithinRows(
      [
        [7, 7, N, N],
        [0, 4, 1, N],
        [1, N, 2, N],
      ],
      [1, 1, 1],
    );
    expect([...filled[0]!.values]).toEqual([7, 7, 7, N]);
    // Row 1: only b counts, 1 of 0..1, so the gap of c (1..2) is its best.
    expect(filled[2]!.values[1]).toBe(2);
  });

  it("lies between the column's extremes and does not depend on the order of units", () => {
    const cell = fc.oneof({ weight: 4, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) }, fc.constant(N));
    const matrix = fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(matrix, (columns) => {
        const signs = columns.map((_, j) => (j % 2 === 0 ? 1 : -1) as 1 | -1);
        const filled = imputeWithinRows(columns, signs);
        const turned = imputeWithinRows(
          columns.map((x) => x.slice().reverse()),
          signs,
        );
        filled.forEach(({ values }, j) => {
          const own = columns[j]!.filter((v) => !Number.isNaN(v));
          expect([...turned[j]!.values].reverse()).toEqual([...values]);
          for (const v of values) {
            if (Number.isNaN(v)) continue;
            expect(v).toBeGreaterThanOrEqual(Math.min(...own) - 1e-9);
            expect(v).toBeLessThanOrEqual(Math.max(...own) + 1e-9);
          }
        });
      }),
    );
  });
});

describe("over time", () => {
  const series = {
    times: [2020, 2021, 2024],
    columns: [
      [7, 10, N, N],
      [N, N, N, 5],
      [N, N, 3, 9],
    ],
  };

  it("carries the latest earlier value forward, no further than the greatest age", () => {
    const carried = carryForward({ ...series, columns: [...series.columns.slice(0, 2), [N, N, N, N]] }, 2024, 3);
    // Of 2020 the values are 4 years old, of 2021 three.
    expect(carried).toEqual({ values: Float64Array.of(N, N, N, 5), filled: [3], age: [3] });
    expect(carryForward(series, 2024, 4)).toEqual({
      values: Float64Array.of(7, 10, 3, 9),
      filled: [0, 1],
      age: [4, 4],
    });
  });

  it("draws a straight line between two values, and nothing beyond the ends", () => {
    // 10 in 2020, 18 in 2024: 12 in 2021.
    const line = interpolate(
      {
        times: [2020, 2021, 2024],
        columns: [
          [10, N, 1],
          [N, N, 2],
          [18, 4, 3],
        ],
      },
      2021,
    );
    expect(line).toEqual({ values: Float64Array.of(12, N, 2), filled: [0], age: [4] });
    expect(interpolate(series, 2024).filled).toEqual([]);
  });
});
