import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { log } from "../numeric/elementary.ts";
import { ScoringError } from "../scheme/remark.ts";
import { treatColumn, type Treatment } from "./treat.ts";

const upTo = (n: number, ...more: number[]) => Float64Array.of(...Array.from({ length: n }, (_, i) => i + 1), ...more);
const rule = { method: "winsorise_log" } as const;

describe("winsorise, then transform (COINr Treat)", () => {
  it("pulls one outlier to the next value, as in COINr's own test", () => {
    // COINr tests/testthat/test-treat.R: x = c(1:10, 100) becomes c(1:10, 10).
    const x = upTo(10, 100);
    const t = treatColumn(x, rule);
    expect([...t.values]).toEqual([...upTo(10, 10)]);
    expect(t).toMatchObject({
      high: [10],
      low: [],
      fit: { fence: { lo: null, hi: 10 }, transform: null },
      ordinary: true,
    });
    expect(t.before.skewness).toBeCloseTo(3.2556381840605098, 12);
    expect(x[10]).toBe(100);
  });

  it("undoes the winsorising and logs where the budget does not suffice", () => {
    // 1..20, 100, 200 with one point (same test): 200 -> 100 leaves skewness 2.817 and kurtosis 7.134 (SciPy).
    const x = upTo(20, 100, 200);
    const t = treatColumn(x, { ...rule, maxPoints: 1 });
    expect(t.values[0]).toBeCloseTo(0.688134638736401, 14); // ln(0 + 0.01 * 199)
    expect(t.values[21]).toBeCloseTo(5.30325515557766, 14); // ln(199 + 1.99)
    expect(t).toMatchObject({
      high: [],
      fit: { fence: null, transform: { by: "log_ct", min: 1, max: 200 } },
      ordinary: true,
    });
    expect(t.transformed).toHaveLength(22);
    expect(t.after.skewness).toBeCloseTo(0.969498407383866, 12);
    expect(treatColumn(x, { ...rule, maxPoints: 1, fallback: "none" })).toMatchObject({ high: [21], ordinary: false });
  });

  it("keeps the winsorising under the transformation with `combine`", () => {
    const t = treatColumn(upTo(20, 100, 200), { ...rule, maxPoints: 1, combine: true });
    // range 99 after winsorising: both outliers ln(99 + 0.99).
    expect(t.values[21]).toBe(log(99 + 0.01 * 99));
    expect(t.values[20]).toBe(t.values[21]);
    expect(t).toMatchObject({ high: [21], fit: { fence: { lo: null, hi: 100 }, transform: { by: "log_ct" } } });
  });

  it("winsorises two points where two are allowed, and low outliers as well as high ones", () => {
    expect([...treatColumn(upTo(20, 100, 200), rule).values].slice(20)).toEqual([20, 20]);
    const low = treatColumn(Float64Array.of(-100, ...upTo(10)), rule);
    expect(low.values[0]).toBe(1);
    expect(low.low).toEqual([0]);
  });

  it("treats a column of equal values plus one outlier, and leaves an equal one alone", () => {
    // COINr #45: raises inside winsorise and comes back untreated.
    const t = treatColumn(Float64Array.of(5, 5, 5, 5, 5, 5, 5, 5, 900), rule);
    expect([...t.values]).toEqual(Array.from({ length: 9 }, () => 5));
    expect(t).toMatchObject({ high: [8], ordinary: true });
    expect(treatColumn(Float64Array.of(5, 5, 5, 5, 5), rule)).toMatchObject({ high: [], fit: { transform: null } });
  });

  it("treats a chosen column although its shape is ordinary", () => {
    // COINr #53: Treat asks the shape before winsorise can be forced. Three points, one after another from the side of the tail.
    const t = treatColumn(upTo(10), { ...rule, maxPoints: 3, forced: true });
    expect(t.low.length + t.high.length).toBe(3);
    expect(treatColumn(upTo(10), rule).high).toEqual([]);
  });

  it("takes the budget as a share of the values that are there", () => {
    // 2 of 22 values = 9.09 %; 9 % allow one, 10 % two.
    const x = upTo(20, 100, 200);
    expect(treatColumn(x, { ...rule, maxShare: 0.09 }).fit.transform?.by).toBe("log_ct");
    expect(treatColumn(x, { ...rule, maxShare: 0.1 }).high).toEqual([20, 21]);
  });

  it("leaves gaps gaps, and columns with fewer than four values alone", () => {
    const t = treatColumn(Float64Array.of(NaN, ...upTo(10, 100)), rule);
    expect(t.values[0]).toBeNaN();
    expect(t.high).toEqual([11]);
    expect([...treatColumn(Float64Array.of(1, 1, 1000), rule).values]).toEqual([1, 1, 1000]);
    expect(treatColumn(Float64Array.of(NaN, NaN), rule).values[0]).toBeNaN();
  });

  it("does not depend on the order of units, nor on the unit of measure", () => {
    const numbers = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 50 }) }, fc.integer({ min: 500, max: 5000 })),
      { minLength: 5, maxLength: 40 },
    );
    fc.assert(
      fc.property(numbers, (x) => {
        const t = treatColumn(Float64Array.from(x), rule);
        const turned = treatColumn(Float64Array.from(x).reverse(), rule);
        expect([...turned.values].reverse()).toEqual([...t.values]);
        if (t.fit.transform !== null) return;
        const eighth = treatColumn(
          Float64Array.from(x, (v) => v / 8 + 3),
          rule,
        );
        expect([...eighth.values]).toEqual([...t.values].map((v) => v / 8 + 3));
      }),
    );
  });
});

describe("transformations", () => {
  it("follow COINr's formulas", () => {
    const x = Float64Array.of(0, 50, 100, NaN);
    const [a, b, c, gap] = treatColumn(x, { method: "log_ct" }).values;
    expect([a, b, c, gap]).toEqual([0, log(51), log(101), NaN]);
    expect([...treatColumn(x, { method: "log_ct_orig" }).values].slice(0, 3)).toEqual([0, log(51), log(101)]);
    // GII: ln(99 (x - 0) / 100 + 1): ln 1, ln 50.5, ln 100. COINr computes this and returns x.
    expect([...treatColumn(x, { method: "log_gii" }).values].slice(0, 3)).toEqual([0, log(50.5), log(100)]);
    expect(() => treatColumn(Float64Array.of(0, 1), { method: "log_gii" })).toThrow(ScoringError);
  });

  it("pull in a left tail from the other side with log_ct_plus", () => {
    // Skewed to the left: -ln(max + 0.01 range - x) = -ln(0.9) at the top, -ln(90.9) at the bottom.
    const t = treatColumn(Float64Array.of(1, 89, 90, 91), { method: "log_ct_plus" });
    expect(t.values[3]).toBe(-log(91 + 0.01 * 90 - 91));
    expect(t.values[0]).toBe(-log(91 + 0.01 * 90 - 1));
    expect(t.after.skewness).toBeGreaterThan(t.before.skewness);
  });

  it("keep the order of the values", () => {
    const columns = fc.uniqueArray(fc.integer({ min: 2, max: 1000 }), { minLength: 3, maxLength: 20 });
    const methods = fc.constantFrom("log_ct", "log_ct_plus", "log_ct_orig", "log_gii", "box_cox");
    fc.assert(
      fc.property(columns, methods, (x, method) => {
        const sorted = Float64Array.from(x).sort();
        const { values } = treatColumn(sorted, { method });
        expect([...values].sort((p, q) => p - q)).toEqual([...values]);
      }),
    );
  });
});

describe("Box-Cox", () => {
  const x = Float64Array.of(1, 2, 3, 5, 8, 13, 21, 34, 55, 89);

  it("transforms by hand: λ = 2 of 1 and 3 gives 0 and 4, λ = 0 the logarithm, a tiny λ nearly that", () => {
    const of = (lambda: number) => [
      ...treatColumn(Float64Array.of(1, 3), { method: "box_cox", lambda, shift: false }).values,
    ];
    expect(of(2)[0]).toBe(0);
    expect(of(2)[1]).toBeCloseTo(4, 14);
    expect(of(0)).toEqual([0, log(3)]);
    expect(of(1e-12)[1]).toBeCloseTo(log(3), 11);
    // scipy.stats.boxcox(x, 0.3): 0.77048138 at 2, 9.48099204 at 89.
    const t = treatColumn(x, { method: "box_cox", lambda: 0.3, shift: false }).values;
    expect(t[1]).toBeCloseTo(0.77048138, 8);
    expect(t[9]).toBeCloseTo(9.48099204, 8);
  });

  it("estimates the exponent of highest likelihood as SciPy does", () => {
    // Minimum of -scipy.stats.boxcox_llf by minimize_scalar(bounded, xatol 1e-12): 0.0207898461.
    expect(treatColumn(x, { method: "box_cox", shift: false }).fit.transform!.lambda).toBeCloseTo(0.0207898461, 7);
  });

  it("refuses values of 0 and below without the shift, and leaves equal values alone", () => {
    expect(() => treatColumn(Float64Array.of(0, 1), { method: "box_cox", shift: false })).toThrow(/shift/);
    expect(treatColumn(Float64Array.of(7, 7, 7), { method: "box_cox" })).toMatchObject({
      fit: { transform: null },
    });
  });
});

describe("fences", () => {
  it("clip to percentiles by hand", () => {
    // 1..5 and 100: h = 5 * 0.9 = 4.5 -> 5 + 0.5 * 95 = 52.5; h = 0.5 -> 1.5.
    const t = treatColumn(upTo(5, 100), { method: "percentile", loPct: 10, hiPct: 90 });
    expect([...t.values]).toEqual([1.5, 2, 3, 4, 5, 52.5]);
    expect(t).toMatchObject({ low: [0], high: [5] });
  });

  it("clip beyond k robust standard deviations, also where more than half are equal", () => {
    // Median 3, MAD 1: 3 ± 3 * 1.482602218505602 = 7.447806655516806.
    const t = treatColumn(Float64Array.of(1, 2, 3, 4, 100), { method: "mad", k: 3 });
    expect(t.values[4]).toBeCloseTo(7.447806655516806, 14);
    // Median 5, MAD 0, mean absolute deviation 95 / 5 = 19: 5 + 1.2533141373155003 * 19.
    const equal = treatColumn(Float64Array.of(5, 5, 5, 5, 100), { method: "mad", k: 1 });
    expect(equal.values[4]).toBeCloseTo(5 + 1.2533141373155003 * 19, 12);
  });
});

describe("frozen treatment", () => {
  it("treats other values by what the first column showed, values beyond its range as its ends", () => {
    const first = treatColumn(upTo(10, 100), rule);
    const stored = JSON.parse(JSON.stringify(first.fit)) as typeof first.fit;
    // Without it 50 and 60 would be ordinary beside 55; the fence still stands at 10, and nothing was clipped below.
    expect([...treatColumn(Float64Array.of(-5, 4, 50, 55, 60), rule, stored).values]).toEqual([-5, 4, 10, 10, 10]);
    const logged = treatColumn(Float64Array.of(0, 50, 100), { method: "log_ct" });
    const again = treatColumn(Float64Array.of(-3, 50, 1000), { method: "log_ct" }, logged.fit);
    expect([...again.values]).toEqual([...logged.values]);
  });

  it("gives the same bits for the same column, by every method", () => {
    const column = fc.array(fc.integer({ min: 2, max: 10_000 }), { minLength: 4, maxLength: 30 });
    const methods: Treatment[] = [
      rule,
      { ...rule, maxPoints: 1, combine: true },
      { method: "percentile", loPct: 5, hiPct: 95 },
      { method: "mad", k: 2 },
      { method: "box_cox" },
      { method: "log_ct_plus" },
      { method: "log_gii" },
    ];
    fc.assert(
      fc.property(column, fc.constantFrom(...methods), (x, treatment) => {
        const t = treatColumn(Float64Array.from(x), treatment);
        const stored = JSON.parse(JSON.stringify(t.fit)) as typeof t.fit;
        expect(treatColumn(Float64Array.from(x), treatment, stored)).toEqual(t);
      }),
    );
  });
});
