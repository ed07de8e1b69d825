import { describe, expect, it } from "vitest";
import { compile, formulaOf } from "./compile.ts";
import { evaluateFormula, evaluateIndicator, type Evaluated } from "./evaluate-region.ts";
import { CATALOGUE, county, regionSource, type Cells } from "./test-catalogue.ts";

const COMPILED = compile(CATALOGUE);

function region(formula: string, units: Cells[]): Evaluated {
  return evaluateFormula(COMPILED, formula, county(formulaOf(COMPILED, formula).refs, units));
}

function number(evaluated: Evaluated): number {
  if (!evaluated.outcome.ok) throw new Error(evaluated.outcome.gap.text.en);
  return evaluated.outcome.value;
}

function gap(evaluated: Evaluated) {
  return evaluated.outcome.ok ? null : [evaluated.outcome.gap.code, ...evaluated.outcome.gap.operands];
}

describe("evaluateFormula", () => {
  it("divides sums and never averages rates", () => {
    // 308 x 50 / 517 = 29.787... is the textbook case: (300 + 8) / (500 + 17), not the mean of 0.6 and 0.47.
    const result = region("elec_kwh * 50 / energy_area", [
      { elec_kwh: "300", energy_area: "500" },
      { elec_kwh: "8", energy_area: "17" },
    ]);
    expect(number(result)).toBe((308 * 50) / 517);
    expect(result).toMatchObject({
      path: "sums",
      matched: 2,
      expected: 2,
      complete: true,
      estimatedShare: 0,
    });
    expect(result.operands.map((operand) => operand.sum)).toEqual(["308", "517"]);
  });

  it("leaves a unit out wholly when one of its operands is missing", () => {
    // Only the first two units answered both: (300 + 8) / (500 + 17); 90 and 40 must not enter either sum.
    const result = region("elec_kwh / energy_area", [
      { elec_kwh: "300", energy_area: "500" },
      { elec_kwh: "8", energy_area: "17" },
      { energy_area: "90" },
      { elec_kwh: "40" },
    ]);
    expect(number(result)).toBe(308 / 517);
    expect(result).toMatchObject({ path: "matched", matched: 2, expected: 4, complete: false });
    expect(result.operands[1]).toMatchObject({ sum: "517", nExpected: 4, nAnswered: 3, nNa: 0 });
  });

  it("skips 不适用 inside sums without leaving the unit out", () => {
    // (5 + 7 + 3) / (2 + 1) = 5
    const result = region("(elec_kwh + coal_kg) / energy_area", [
      { elec_kwh: "5", coal_kg: null, energy_area: "2" },
      { elec_kwh: "7", coal_kg: "3", energy_area: "1" },
    ]);
    expect(number(result)).toBe(5);
    expect(result).toMatchObject({ path: "matched", matched: 2, complete: true });
  });

  it("leaves a unit out where 不适用 stands as any other operand", () => {
    const result = region("elec_kwh / energy_area", [
      { elec_kwh: "6", energy_area: "2" },
      { elec_kwh: "100", energy_area: null },
    ]);
    expect(number(result)).toBe(3);
    expect(result).toMatchObject({ matched: 1, expected: 2, complete: false });
  });

  it("keeps a unit whose own ratio divides by zero: the region's does not", () => {
    // (6 + 1) / (2 + 0) = 3.5
    const result = region("elec_kwh / energy_area", [
      { elec_kwh: "6", energy_area: "2" },
      { elec_kwh: "1", energy_area: "0" },
      { elec_kwh: "9" },
    ]);
    expect(number(result)).toBe(3.5);
    expect(result.matched).toBe(2);
  });

  it("does not drop a unit to get round a factor that is not known", () => {
    // The second unit burned coal, which has no emission factor: the region's emissions are not known.
    const result = region("factors(EF_CO2) / energy_area", [
      { elec_kwh: "10", coal_kg: "0", energy_area: "2" },
      { elec_kwh: "10", coal_kg: "7", energy_area: "2" },
      { energy_area: "9" },
    ]);
    expect(gap(result)).toEqual(["factor_unknown", "coal_kg"]);
    expect(result.matched).toBe(2);
  });

  it("compares with last year over the units that answered in both years", () => {
    // (110 / 100 - 1) * 100; the unit without last year's figure is out.
    const formula = "(op_cost / prev_year(op_cost) - 1) * 100";
    const result = region(formula, [{ op_cost: "110", "prev_year(op_cost)": "100" }, { op_cost: "50" }]);
    expect(number(result)).toBe((110 / 100 - 1) * 100);
    expect(result).toMatchObject({ matched: 1, expected: 2 });
  });

  it("says why there is no value", () => {
    expect(gap(region("elec_kwh / energy_area", [{ elec_kwh: "1" }, { energy_area: "1" }]))).toEqual([
      "no_common_units",
      "elec_kwh",
      "energy_area",
    ]);
    expect(gap(region("elec_kwh / energy_area", [{ elec_kwh: "1" }, {}]))).toEqual(["missing", "energy_area"]);
    expect(gap(region("elec_kwh / energy_area", [{ elec_kwh: "1", energy_area: null }]))).toEqual([
      "not_applicable",
      "energy_area",
    ]);
    expect(gap(region("elec_kwh / energy_area", [{ elec_kwh: "1", energy_area: "0" }]))).toEqual([
      "division_by_zero",
      "energy_area",
    ]);
    expect(gap(region("factors(EF_CO2)", [{ elec_kwh: "1", coal_kg: "2" }]))).toEqual(["factor_unknown", "coal_kg"]);
    expect(
      gap(region("elec_kwh * coal_kg", [{ elec_kwh: `1${"0".repeat(200)}`, coal_kg: `1${"0".repeat(200)}` }])),
    ).toEqual(["not_finite", "elec_kwh", "coal_kg"]);
  });

  it("says that there is no history where nobody owed the form a year earlier", () => {
    const source = county([], []);
    const row = { nExpected: 1, nAnswered: 1, nNa: 0, support: 1n, sum: "5", estimatedSum: "0" };
    const result = evaluateIndicator(COMPILED, "op_cost_growth", {
      ...source,
      row: (ref) => (ref.lag === 0 ? row : undefined),
    });
    expect(gap(result)).toEqual(["no_history", "prev_year(op_cost)"]);
  });

  it("recomputes over the units when two sums were answered by different units of equal number", () => {
    const rows = { elec_kwh: 0b011n, energy_area: 0b101n } as Record<string, bigint>;
    const result = evaluateFormula(COMPILED, "elec_kwh / energy_area", {
      row: (ref) => ({
        nExpected: 3,
        nAnswered: 2,
        nNa: 0,
        support: rows[ref.measure] as bigint,
        sum: "2",
        estimatedSum: "0",
      }),
      units: () => [{ unitId: 0, cell: () => ({ state: "number", value: "1", estimated: true }) }],
    });
    expect(result).toMatchObject({ path: "matched", matched: 1, expected: 3, estimatedShare: 1 });
  });

  it("reports the largest estimated share of its operands", () => {
    const result = evaluateFormula(COMPILED, "elec_kwh / energy_area", {
      row: (ref) => ({
        nExpected: 2,
        nAnswered: 2,
        nNa: 0,
        support: 3n,
        sum: "200",
        estimatedSum: ref.measure === "elec_kwh" ? "50" : "10",
      }),
      units: () => [],
    });
    expect(result.estimatedShare).toBe(0.25);
  });

  it("refuses an indicator that the catalogue does not have", () => {
    expect(() => evaluateIndicator(COMPILED, "nonsense", county([], []))).toThrow(RangeError);
  });
});

describe("measures that stand for their own region", () => {
  const tree = {
    regions: [
      { id: 1, parentId: null },
      { id: 2, parentId: 1 },
      { id: 3, parentId: 1 },
    ],
    units: [
      { id: 1, regionId: 1, covers: "own" as const },
      { id: 2, regionId: 2, covers: "own" as const },
      { id: 3, regionId: 3, covers: "own" as const },
    ],
  };
  const refs = formulaOf(COMPILED, "op_cost / budget * 100").refs;
  const cells = (budgets: (string | null)[]): Cells[] =>
    budgets.map((budget, at) => ({ op_cost: `${at + 1}`, ...(budget === null ? {} : { budget }) }));

  it("never take a unit below for the region", () => {
    const result = evaluateIndicator(COMPILED, "cost_share", regionSource(tree, refs, cells([null, "10", "20"]), 1));
    expect(gap(result)).toEqual(["missing", "budget"]);
  });

  it("match only the unit of the region itself", () => {
    const result = evaluateIndicator(COMPILED, "cost_share", regionSource(tree, refs, cells(["50", "10", "20"]), 1));
    expect(number(result)).toBe((1 / 50) * 100);
    expect(result).toMatchObject({ matched: 1, expected: 3, complete: false });
  });

  it("have no value where several units answer for the region", () => {
    const two = { ...tree, units: [...tree.units, { id: 4, regionId: 2, covers: "own" as const }] };
    const result = evaluateFormula(COMPILED, "budget", regionSource(two, refs, cells(["5", "10", "20", "30"]), 2));
    expect(gap(result)).toEqual(["not_additive", "budget"]);
  });
});
