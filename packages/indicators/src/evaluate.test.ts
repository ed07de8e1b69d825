import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { decimalOf } from "./rational.ts";
import { evaluateCondition, evaluateUnit } from "./evaluate.ts";
import { FormulaFailure } from "./formula-error.ts";
import { CATALOGUE, cellOf, type Cells } from "./test-catalogue.ts";

const COMPILED = compile(CATALOGUE);

function value(formula: string, cells: Cells): string {
  const outcome = evaluateUnit(COMPILED, formula, (ref) => cellOf(cells, ref));
  return outcome.ok ? decimalOf(outcome.value) : `${outcome.gap.code} ${outcome.gap.operands.join(" ")}`.trim();
}

function condition(formula: string, cells: Cells) {
  return evaluateCondition(COMPILED, formula, (ref) => cellOf(cells, ref));
}

describe("evaluateUnit", () => {
  it.each([
    // Worked by hand.
    ["elec_kwh + coal_kg", { elec_kwh: "0.1", coal_kg: "0.2" }, "0.3"],
    ["elec_kwh / coal_kg", { elec_kwh: "1", coal_kg: "3" }, "0.333333333333"],
    ["elec_kwh / coal_kg", { elec_kwh: "2", coal_kg: "3" }, "0.666666666667"],
    ["-elec_kwh / coal_kg", { elec_kwh: "2", coal_kg: "3" }, "-0.666666666667"],
    ["elec_kwh / coal_kg", { elec_kwh: "1", coal_kg: "8192" }, "0.0001220703125"],
    ["elec_kwh / coal_kg * 3", { elec_kwh: "1", coal_kg: "3" }, "1"],
    ["elec_kwh - coal_kg - 1", { elec_kwh: "10", coal_kg: "3" }, "6"],
    ["-elec_kwh * 2", { elec_kwh: "1.5" }, "-3"],
    ["max(0, veh_actual - veh_quota)", { veh_actual: "12", veh_quota: "10" }, "2"],
    ["min(elec_kwh, coal_kg, 5)", { elec_kwh: "7", coal_kg: "6" }, "5"],
    ["abs(elec_kwh - coal_kg)", { elec_kwh: "3", coal_kg: "10.5" }, "7.5"],
    ["sum(veh_actual[veh_class])", { "veh_actual[veh_class:emergency]": "3", "veh_actual[veh_class:other]": "4" }, "7"],
    ["op_cost / prev_year(op_cost) - 1", { op_cost: "103", "prev_year(op_cost)": "100" }, "0.03"],
    // 1000 kWh x 0.1229 + 100 kg x 0.7143 = 122.9 + 71.43 = 194.33 kgce = 0.19433 tce (GB/T 2589-2020 factors)
    ["energy_tce", { elec_kwh: "1000", coal_kg: "100" }, "0.19433"],
  ])("computes %s exactly", (formula, cells, expected) => {
    expect(value(formula, cells as Cells)).toBe(expected);
  });

  it.each([
    // 不适用 is skipped in sums (design invariant 1) ...
    ["elec_kwh + coal_kg", { elec_kwh: "5", coal_kg: null }, "5"],
    ["elec_kwh * 2 + coal_kg * 3", { elec_kwh: "5", coal_kg: null }, "10"],
    ["energy_tce", { elec_kwh: "1000", coal_kg: null }, "0.1229"],
    [
      "sum(veh_actual[veh_class])",
      { "veh_actual[veh_class:emergency]": null, "veh_actual[veh_class:other]": "4" },
      "4",
    ],
    // ... but a sum with nothing left has no value, and a constant does not stand in for it.
    ["elec_kwh + coal_kg", { elec_kwh: null, coal_kg: null }, "not_applicable elec_kwh coal_kg"],
    ["elec_kwh + 5", { elec_kwh: null }, "not_applicable elec_kwh"],
    // As any other operand it is NA, also in a term that is partly answered.
    ["elec_kwh - coal_kg", { elec_kwh: "5", coal_kg: null }, "not_applicable coal_kg"],
    ["elec_kwh / coal_kg + veh_quota", { elec_kwh: "5", coal_kg: null, veh_quota: "1" }, "not_applicable coal_kg"],
    ["max(0, veh_actual)", { veh_actual: null }, "not_applicable veh_actual"],
    // 暂缺 and silence poison everything and name every operand; they outrank 不适用.
    ["elec_kwh + coal_kg + veh_quota", { elec_kwh: "5" }, "missing coal_kg veh_quota"],
    ["elec_kwh - coal_kg - veh_quota", { elec_kwh: null }, "missing coal_kg veh_quota"],
    ["energy_tce", { elec_kwh: "1000" }, "missing coal_kg"],
    ["0 * veh_quota", {}, "missing veh_quota"],
    ["op_cost / prev_year(op_cost)", { op_cost: "1" }, "no_history prev_year(op_cost)"],
    ["op_cost / prev_year(op_cost)", {}, "missing op_cost"],
    ["elec_kwh / (coal_kg - 3)", { elec_kwh: "1", coal_kg: "3" }, "division_by_zero coal_kg"],
    ["0 / coal_kg", { coal_kg: "0" }, "division_by_zero coal_kg"],
    // A factor that nobody has verified blocks only what is really consumed.
    ["factors(EF_CO2)", { elec_kwh: "10", coal_kg: "1" }, "factor_unknown coal_kg"],
    ["factors(EF_CO2)", { elec_kwh: "10", coal_kg: "0" }, "5"],
    ["factors(EF_CO2)", { elec_kwh: "10", coal_kg: null }, "5"],
    ["factors(EF_CO2)", { elec_kwh: "10" }, "missing coal_kg"],
  ])("answers %s over %j with %s", (formula, cells, expected) => {
    expect(value(formula, cells as Cells)).toBe(expected);
  });

  it("names the operands in both languages", () => {
    const outcome = evaluateUnit(COMPILED, "veh_actual[veh_class:other] / prev_year(op_cost)", () => ({
      state: "missing",
    }));
    expect(outcome.ok ? null : outcome.gap).toMatchObject({
      code: "missing",
      operands: ["veh_actual[veh_class:other]", "prev_year(op_cost)"],
      text: {
        zh: expect.stringContaining("公务用车实有数(其他)、上年同期运行成本"),
        en: expect.stringContaining("vehicles held (other); operating cost, a year earlier"),
      },
    });
  });

  it("refuses a wrong formula, a condition and a cell that is not a decimal", () => {
    expect(() => value("elec_kwh +", {})).toThrow(FormulaFailure);
    expect(() => value("elec_kwh > 1", { elec_kwh: "1" })).toThrow(FormulaFailure);
    expect(() => value("elec_kwh", { elec_kwh: "1e3" })).toThrow(RangeError);
  });
});

describe("evaluateCondition", () => {
  it("compares exactly and gives both sides and their difference", () => {
    expect(condition("elec_kwh + coal_kg == 0.3", { elec_kwh: "0.1", coal_kg: "0.2" })).toEqual({
      verdict: "true",
      gaps: [],
      left: "0.3",
      right: "0.3",
      imbalance: "0",
    });
    expect(condition("veh_actual <= veh_quota", { veh_actual: "12", veh_quota: "10.5" })).toEqual({
      verdict: "false",
      gaps: [],
      left: "12",
      right: "10.5",
      imbalance: "1.5",
    });
  });

  it("is undecided, with the side that is known, when an operand is missing", () => {
    const judgement = condition("veh_actual <= veh_quota", { veh_actual: "12" });
    expect(judgement).toMatchObject({ verdict: "undecided", left: "12" });
    expect(judgement.right).toBeUndefined();
    expect(judgement.gaps.map((gap) => [gap.code, gap.operands])).toEqual([["missing", ["veh_quota"]]]);
  });

  // Kleene's strong tables; T: elec_kwh > 0, F: elec_kwh < 0, U: coal_kg > 0 with coal_kg missing.
  const T = "elec_kwh > 0";
  const F = "elec_kwh < 0";
  const U = "coal_kg > 0";
  it.each([
    [`${T} and ${U}`, "undecided"],
    [`${F} and ${U}`, "false"],
    [`${U} and ${F}`, "false"],
    [`${T} or ${U}`, "true"],
    [`${U} or ${F}`, "undecided"],
    [`not ${U}`, "undecided"],
    [`not ${F}`, "true"],
    [`${U} or not ${U}`, "undecided"],
    [`(${T}) == (${F})`, "false"],
    [`(${F}) == (${F})`, "true"],
    [`(${T}) != (${F})`, "true"],
    [`(${T}) == (${U})`, "undecided"],
  ])("decides %s as %s", (formula, verdict) => {
    const judgement = condition(formula, { elec_kwh: "1" });
    expect(judgement.verdict).toBe(verdict);
    expect(judgement.gaps.map((gap) => gap.operands)).toEqual(verdict === "undecided" ? [["coal_kg"]] : []);
  });

  it("gives one gap per reason", () => {
    const judgement = condition("elec_kwh > veh_quota and coal_kg > veh_actual", {
      coal_kg: null,
      veh_actual: "1",
    });
    expect(judgement.gaps.map((gap) => [gap.code, gap.operands])).toEqual([
      ["missing", ["elec_kwh", "veh_quota"]],
      ["not_applicable", ["coal_kg"]],
    ]);
  });
});
