import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "../explanation/explain.ts";
import { log } from "../numeric/elementary.ts";
import type { Cell, ScoringInput } from "./columns.ts";
import { lintScheme } from "./lint.ts";
import { ScoringError } from "./remark.ts";
import type { Direction, Norm, Scheme, SchemeNode } from "./scheme.ts";
import { score } from "./score.ts";
import type { DataStep } from "./steps.ts";

const name = { zh: "名称", en: "name" };
const minMax: Norm = { method: "min_max" };
const leaf = (key: string, weight: number, norm: Norm = minMax): SchemeNode => ({
  key,
  name,
  weight,
  indicator: key,
  norm,
});

function schemeOf(children: SchemeNode[], steps?: DataStep[], minCoverage = 0.5): Scheme {
  const root = { key: "root", name, weight: 1, children };
  return { key: "S", name, minCoverage, root, ...(steps && { steps }) };
}

const N = NaN;
const ids = "abcdefghijklmn";
function inputOf(
  columns: Record<string, readonly number[] | readonly Cell[]>,
  directions: Record<string, Direction> = {},
): ScoringInput {
  const typed = Object.entries(columns).map(([key, own]) => [
    key,
    typeof own[0] === "number" ? Float64Array.from(own as number[]) : (own as Cell[]),
  ]);
  const n = Object.values(columns)[0]!.length;
  return {
    regions: Array.from({ length: n }, (_, r) => ({ id: ids[r]!, peerGroup: r % 2 === 0 ? "even" : "odd" })),
    columns: Object.fromEntries(typed) as ScoringInput["columns"],
    directions: Object.fromEntries(Object.keys(columns).map((key) => [key, directions[key] ?? "higher"])),
  };
}
const scores = (scheme: Scheme, input: ScoringInput) => score(scheme, input).regions.map((r) => r.score);

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

describe("imputation in a scheme", () => {
  const x = [0, 10, N, 5];
  const y = [0, 1, 0.5, 0.2];

  it("earns points but no coverage, and carries the filled share upward", () => {
    // x of c: mean 5 of 0..10 = 50 points; y of c: 0.5 of 0..1 = 50; weights 0.4 and 0.6. Coverage 0.6.
    const scheme = schemeOf([leaf("x", 0.4), leaf("y", 0.6)], [{ step: "impute", method: "mean" }]);
    const result = score(scheme, inputOf({ x, y }));
    const c = result.regions[2]!;
    expect(c).toMatchObject({ score: 50, coverage: 0.6, filled: 0.4 });
    expect(result.regions[0]).toMatchObject({ coverage: 1, filled: 0 });
    expect(result.steps).toEqual([
      {
        step: "impute",
        method: "impute-mean@1",
        changes: [
          {
            indicator: "x",
            code: "imputed_mean",
            zh: "以全部地区的平均值填补。",
            en: "Filled with everybody's mean.",
            rows: [2],
            before: [null],
            after: [5],
          },
        ],
      },
    ]);
    expect(result.methods).toContain("impute-mean@1");
    expect(explain(result, "c").root.children[0]!.leaf).toMatchObject({ value: null, used: 5, filled: true });
  });

  it("does not rank a region that lives on filled values, unless they are told to count", () => {
    const children = [leaf("x", 0.7), leaf("y", 0.3)];
    const step: DataStep = { step: "impute", method: "mean" };
    const strict = score(schemeOf(children, [step]), inputOf({ x, y })).regions[2]!;
    expect(strict).toMatchObject({ score: null, place: null });
    expect(strict.coverage).toBeCloseTo(0.3, 15);
    const counting = score(schemeOf(children, [{ ...step, counts: true }]), inputOf({ x, y })).regions[2]!;
    expect(counting).toMatchObject({ coverage: 1, filled: 0.7 });
    expect(counting.score).toBeCloseTo(50, 12);
  });

  it("never fills a cell that does not apply or is not collected", () => {
    const cells: Cell[] = [
      { status: "value", value: 0 },
      { status: "value", value: 10 },
      { status: "not_applicable" },
      { status: "uncollected" },
      { status: "value", value: 7, complete: false },
    ];
    const result = score(
      schemeOf([leaf("x", 1)], [{ step: "impute", method: "median", counts: true }]),
      inputOf({ x: cells }),
    );
    expect(result.steps![0]!.changes[0]!.rows).toEqual([4]);
    expect([...result.data[1]!.values]).toEqual([0, 10, N, N, 5]);
  });

  it("fills from peers, from the row under the same parent, and from other times with their age", () => {
    const flat = [leaf("x", 0.5), leaf("y", 0.5)];
    // Peers of c (even rows): a alone, 0.
    const peers = score(schemeOf(flat, [{ step: "impute", method: "mean", within: "peers" }]), inputOf({ x, y }));
    expect(peers.data[1]!.values[2]).toBe(0);
    // Row of c: y is half way, so x is 5; with y lower is better, the same half.
    const row = score(
      schemeOf(flat, [{ step: "impute", method: "row" }]),
      inputOf({ x: [0, 10, N, 5], y: [0, 1, 0.25, 0.2] }, { y: "lower" }),
    );
    expect(row.data[1]!.values[2]).toBe(7.5);
    const history = {
      at: 2025,
      times: [2022, 2024],
      columns: {
        x: [Float64Array.of(1, 1, 4, 1), Float64Array.of(1, 1, N, 1)],
        y: [Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1, 1, 1)],
      },
    };
    const carried = score(schemeOf(flat, [{ step: "impute", method: "carried", maxAge: 3 }]), {
      ...inputOf({ x, y }),
      history,
    });
    expect(carried.steps![0]!.changes).toMatchObject([
      { indicator: "x", rows: [2], after: [4], en: "Carried forward, 3 old." },
    ]);
    expect(() => score(schemeOf(flat, [{ step: "impute", method: "linear" }]), inputOf({ x, y }))).toThrow(/history/);
  });

  it("fills by EM over the chosen columns and says how it converged", () => {
    // Closed form (em.test.ts): the gap beside x = 9 is 10.8.
    const own = { x: [1, 2, 3, 4, 9], y: [1, 3, 3, 5, N] };
    const result = score(schemeOf([leaf("x", 0.5), leaf("y", 0.5)], [{ step: "impute", method: "em" }]), inputOf(own));
    expect(result.data[2]!.values[4]).toBeCloseTo(10.8, 8);
    expect(result.steps![0]!.em!.converged).toBe(true);
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
