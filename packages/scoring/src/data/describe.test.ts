import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeColumn } from "./describe.ts";
import { sampleMoments } from "./moments.ts";

describe("sampleMoments", () => {
  it("gives skewness and kurtosis as SciPy's skew and kurtosis with bias=False", () => {
    // scipy.stats 1.17.1 on 1, 2, 3, 4, 10 and on 1, ..., 10, 100.
    // By hand for the first: deviations -3, -2, -1, 0, 6; Σd² = 50, Σd³ = 180, Σd⁴ = 1394.
    // g1 = (180 / 5) / 10^1.5 = 1.1384..., times √20 / 3 = 1.69706; kurtosis: 1394 / 5 / 100 = 2.788; (6 (-0.212) + 6) 4 / 6 = 3.152.
    const a = sampleMoments(Float64Array.of(1, 2, 3, 4, 10));
    expect(a.mean).toBe(4);
    expect(a.sd).toBeCloseTo(Math.sqrt(12.5), 14);
    expect(a.skewness).toBeCloseTo(1.6970562748477143, 13);
    expect(a.kurtosis).toBeCloseTo(3.152, 13);
    const b = sampleMoments(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100));
    expect(b.skewness).toBeCloseTo(3.2556381840605098, 12);
    expect(b.kurtosis).toBeCloseTo(10.706673906421974, 12);
  });

  it("says NaN where there are too few values or no spread, never 0 or infinity", () => {
    expect(sampleMoments(Float64Array.of())).toEqual({ n: 0, mean: NaN, sd: NaN, skewness: NaN, kurtosis: NaN });
    expect(sampleMoments(Float64Array.of(5))).toMatchObject({ mean: 5, sd: NaN });
    expect(sampleMoments(Float64Array.of(1, 2))).toMatchObject({ mean: 1.5, skewness: NaN });
    expect(sampleMoments(Float64Array.of(1, 2, 4)).kurtosis).toBeNaN();
    expect(sampleMoments(Float64Array.of(0.1, 0.1, 0.1, 0.1))).toMatchObject({ mean: 0.1, sd: 0, skewness: NaN });
  });

  it("stays finite for numbers whose fourth power is not", () => {
    const m = sampleMoments(Float64Array.of(1e100, 2e100, 3e100, 4e100, 10e100));
    expect(m.skewness).toBeCloseTo(1.6970562748477143, 12);
    expect(m.kurtosis).toBeCloseTo(3.152, 12);
  });
});

describe("describeColumn", () => {
  it("describes a column with a gap, a zero and a repeated value by hand", () => {
    // 0, 2, 2, 4, 12 of six units: mean 4; quartiles by h = 4 p: 2, 2, 4; Σd² = 16 + 4 + 4 + 0 + 64 = 88, sd = √22.
    const d = describeColumn(Float64Array.of(2, 12, NaN, 0, 4, 2));
    expect(d).toMatchObject({ n: 5, availability: 5 / 6, mean: 4, min: 0, q1: 2, median: 2, q3: 4, max: 12 });
    expect(d).toMatchObject({ zeros: 1, distinct: 4, mostFrequent: 2, outlying: false });
    expect(d.sd).toBeCloseTo(Math.sqrt(22), 14);
  });

  it("flags a column only where skewness and kurtosis are both beyond their limits", () => {
    expect(describeColumn([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100]).outlying).toBe(true);
    expect(describeColumn([1, 2, 3, 4, 10]).outlying).toBe(false);
  });

  it("describes nothing at all without complaint, and does not round", () => {
    expect(describeColumn([NaN, NaN])).toMatchObject({ n: 0, availability: 0, mean: NaN, zeros: 0, distinct: 0 });
    expect(describeColumn([]).availability).toBeNaN();
    expect(describeColumn([1 / 3, 1 / 3]).mean).toBe(1 / 3);
  });

  it("gives the same for units in any order", () => {
    const column = fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constant(NaN)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(column, (x) => {
        expect(describeColumn(x.slice().reverse())).toEqual(describeColumn(x));
      }),
    );
  });
});
