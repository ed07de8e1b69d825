import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "../explanation/explain.ts";
import { log } from "../numeric/elementary.ts";
import type { Cell } from "./columns.ts";
import { lintScheme } from "./lint.ts";
import { ScoringError } from "./remark.ts";
import { score } from "./score.ts";
import type { DataStep } from "./steps.ts";
import { inputOf, leaf, N, schemeOf, scores } from "./testing.ts";

describe("typed columns", () => {
  it("score as the same cells do, NaN as missing", () => {
    const scheme = schemeOf([leaf("x", 0.5), leaf("y", 0.5)]);
    const asCell = (v: number): Cell => (Number.isNaN(v) ? { status: "missing" } : { status: "value", value: v });
    const number = fc.oneof({ weight: 5, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) }, fc.constant(N));
    const column = fc.array(number, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(column, column, (x, y) => {
        const typed = score(scheme, inputOf({ x, y }));
        const cells = score(scheme, inputOf({ x: x.map(asCell), y: y.map(asCell) }));
        expect(typed.regions).toEqual(cells.regions);
        expect(typed.columns).toEqual(cells.columns);
        expect(explain(typed, "a")).toEqual(explain(cells, "a"));
        expect("steps" in typed).toBe(false);
      }),
    );
  });
});

describe("treatment in a scheme", () => {
  const outlier = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100];

  it("moves the outlier, records it with its line of the audit table, and explains with the reported value", () => {
    const scheme = schemeOf([leaf("x", 1)], [{ step: "treat", treatment: { method: "winsorise_log" } }]);
    const result = score(scheme, inputOf({ x: outlier }));
    // Scaled by 1..10: 5 earns 400 / 9 and not 400 / 99.
    expect(result.regions[4]!.score).toBeCloseTo(400 / 9, 12);
    expect(result.regions[10]!.score).toBe(100);
    expect(result.steps![0]!.changes).toMatchObject([{ code: "clipped_high", rows: [10], before: [100], after: [10] }]);
    expect(result.steps![0]!.treated).toMatchObject([
      { indicator: "x", high: 1, low: 0, ordinary: true, transform: null },
    ]);
    expect(explain(result, "k").root.children[0]!.leaf).toMatchObject({ value: 100, used: 10, filled: false });
  });

  it("transforms a whole column under a norm that is fitted, and refuses one whose norm states bounds", () => {
    const step: DataStep = { step: "treat", treatment: { method: "log_ct_orig" }, indicators: ["x"] };
    const own = scores(schemeOf([leaf("x", 1)], [step]), inputOf({ x: [0, 1, 3] }));
    // ln 1, ln 2, ln 4: 0, half, all.
    expect(own[1]).toBeCloseTo((100 * log(2)) / log(4), 12);
    const stated = schemeOf([leaf("x", 1, { method: "goalposts", lo: 0, hi: 9 })], [step]);
    expect(lintScheme(stated, { x: "higher" }).map((r) => r.code)).toEqual(["treatment_changes_unit"]);
    const kept: DataStep = { step: "treat", treatment: { method: "winsorise_log", fallback: "none" } };
    expect(lintScheme({ ...stated, steps: [kept] }, { x: "higher" })).toEqual([]);
  });

  it("keeps a raw value's points under frozen bounds and treatments, whatever the others become", () => {
    const scheme = schemeOf([leaf("x", 1)], [{ step: "treat", treatment: { method: "winsorise_log" } }]);
    const first = score(scheme, inputOf({ x: outlier }));
    const changed = outlier.map((v, r) => (r < 3 ? 300 + r : v));
    const again = score(scheme, inputOf({ x: changed }), first.bounds, first.treatments);
    expect(again.regions.slice(3).map((r) => r.score)).toEqual(first.regions.slice(3).map((r) => r.score));
    expect(again.regions[0]!.score).toBe(100);
    expect(JSON.stringify(score(scheme, inputOf({ x: outlier }), first.bounds, first.treatments))).toBe(
      JSON.stringify(first),
    );
    expect(() => score(scheme, inputOf({ x: outlier }), first.bounds, [])).toThrow(/treatments/);
  });

  it("treats a chosen indicator by force only with a reason", () => {
    const step = {
      step: "treat",
      indicators: ["x"],
      treatment: { method: "winsorise_log", maxPoints: 1, forced: true },
    } as const;
    expect(lintScheme(schemeOf([leaf("x", 1)], [step]), { x: "higher" }).map((r) => r.code)).toEqual(["step_setting"]);
    const result = score(schemeOf([leaf("x", 1)], [{ ...step, reason: "演示" }]), inputOf({ x: [1, 2, 3, 4, 6] }));
    expect(result.steps![0]!.changes[0]).toMatchObject({ rows: [4], after: [4] });
    expect(result.steps![0]!.changes[0]!.en).toContain("Reason: 演示");
  });
});

describe("screening and denominators in a scheme", () => {
  it("leaves a region with too few values unranked and keeps its score in sight", () => {
    const own = { x: [1, 2, N, 4], y: [1, N, N, 2], z: [1, 2, 3, 4] };
    const children = [leaf("x", 0.2), leaf("y", 0.6), leaf("z", 0.2)];
    const step: DataStep = { step: "screen", by: "availability" };
    const plain = score(schemeOf(children, [step], 0.1), inputOf(own)).regions;
    expect(plain.map((r) => r.place?.rank ?? null)).toEqual([3, 2, null, 1]);
    expect(plain[2]!.unranked[0]).toMatchObject({ code: "screened_out", coverage: 1 / 3 });
    // By weight b has only 0.2 + 0.2.
    const weighted = score(schemeOf(children, [{ ...step, weighted: true }], 0.1), inputOf(own));
    expect(weighted.regions.map((r) => r.place !== null)).toEqual([true, false, false, true]);
    const forced = { c: { ranked: true, reason: "演示" } };
    const result = score(schemeOf(children, [{ ...step, force: forced }], 0.1), inputOf(own));
    expect(result.regions[2]!.place).not.toBeNull();
    expect(result.steps![0]!.screened![2]).toEqual({
      region: "c",
      availability: 1 / 3,
      nonZero: 1,
      ranked: true,
      forced: "演示",
    });
  });

  it("divides by a column that is no indicator; without a denominator the cell is missing", () => {
    const scheme = schemeOf(
      [leaf("x", 1, { method: "goalposts", lo: 0, hi: 10 })],
      [{ step: "denominate", indicators: ["x"], by: "people", scale: 2 }],
    );
    const result = score(scheme, inputOf({ x: [10, 8, 6, N], people: [4, 0, N, 3] }));
    expect(result.regions.map((r) => r.score)).toEqual([50, null, null, null]);
    expect(result.steps![0]!.changes.map((c) => [c.code, c.rows])).toEqual([
      ["denominated", [0]],
      ["denominator_missing", [2]],
      ["denominator_zero", [1]],
    ]);
    expect(() => score(scheme, inputOf({ x: [1] }))).toThrow(/people/);
  });
});

describe("lint of steps", () => {
  it("names screening after imputation, unknown indicators and settings that mean nothing", () => {
    const impute: DataStep = { step: "impute", method: "mean" };
    const wrong: [DataStep[], string[]][] = [
      [[impute, { step: "screen", by: "both" }], ["screen_after_impute"]],
      [[{ ...impute, indicators: ["q"] }], ["step_indicator_unknown"]],
      [[{ step: "screen", by: "both", minAvailability: 66 }], ["step_setting"]],
      [[{ step: "treat", treatment: { method: "percentile", loPct: 95, hiPct: 5 } }], ["step_setting"]],
      [[{ step: "treat", treatment: { method: "mad", k: 0 } }], ["step_setting"]],
      [[{ step: "impute", method: "carried", maxAge: 0 }], ["step_setting"]],
      [[{ step: "denominate", indicators: ["x"], by: "x", scale: 0 }], ["step_setting"]],
    ];
    for (const [steps, codes] of wrong)
      expect(lintScheme(schemeOf([leaf("x", 1)], steps), { x: "higher" }).map((r) => r.code)).toEqual(codes);
    const stranger: DataStep = { step: "screen", by: "both", force: { zz: { ranked: true, reason: "演示" } } };
    expect(() => score(schemeOf([leaf("x", 1)], [stranger]), inputOf({ x: [1, 2] }))).toThrow(ScoringError);
  });

  it("changes nothing it was given, and gives the same in any order of regions", () => {
    const steps: DataStep[] = [
      { step: "impute", method: "row" },
      { step: "treat", treatment: { method: "winsorise_log", maxPoints: 2 } },
    ];
    const scheme = schemeOf([leaf("x", 0.5), leaf("y", 0.5)], steps, 0.1);
    const cell = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 99 }) }, fc.constant(N), fc.constant(5000));
    const column = fc.array(cell, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(column, column, (x, y) => {
        const input = inputOf({ x, y });
        const before = JSON.stringify(input);
        const result = score(scheme, input);
        const turned = score(scheme, {
          ...input,
          regions: [...input.regions].reverse(),
          columns: { x: Float64Array.from(x).reverse(), y: Float64Array.from(y).reverse() },
        });
        expect([...turned.regions].reverse()).toEqual(result.regions);
        expect(JSON.stringify(input)).toBe(before);
      }),
    );
  });
});
