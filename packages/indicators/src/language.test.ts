import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { compile } from "./compile.ts";
import { evaluateCondition, evaluateUnit } from "./evaluate.ts";
import { FormulaFailure } from "./formula-error.ts";
import type { Outside } from "./outside.ts";
import { decimalOf } from "./rational.ts";
import { cellOf, edited, type Cells } from "./test-catalogue.ts";

const DOCUMENT: Catalogue = edited((draft) => {
  draft.measures.find(({ key }) => key === "energy_area")!.aggTime = "last";
  draft.measures.find(({ key }) => key === "budget")!.aggTime = "none";
  draft.limits = [
    {
      key: "office",
      name: { zh: "办公室面积", en: "office area" },
      uom: "㎡",
      limits: [
        { key: "county_head", name: { zh: "县级正职", en: "county head" }, value: "30" },
        { key: "town", name: { zh: "乡级", en: "town" }, value: null },
        { key: "dated", name: { zh: "有期限", en: "dated" }, value: "9", validTo: "2024-12-31" },
        { key: "dated", name: { zh: "有期限", en: "dated" }, value: "12", validFrom: "2025-01-01" },
      ],
    },
  ];
  draft.registry = [{ key: "heat_meter", name: { zh: "有热计量", en: "has a heat meter" }, type: "flag" }];
  draft.targets = [
    { key: "t1", indicator: "energy_per_area", year: 2025, value: 12.5 },
    { key: "t2", indicator: "energy_per_area", year: 2025, value: 11, region: "990101" },
    { key: "t3", indicator: "energy_per_area", year: 2026, value: null },
  ];
});
const COMPILED = compile(DOCUMENT);
const Q3: Outside = { period: { kind: "quarter", start: "2025-07-01", end: "2025-09-30" } };

function value(formula: string, cells: Cells, outside: Outside = {}): string {
  const outcome = evaluateUnit(COMPILED, formula, (ref) => cellOf(cells, ref), { outside });
  return outcome.ok ? decimalOf(outcome.value) : `${outcome.gap.code} ${outcome.gap.operands.join(" ")}`.trim();
}

const verdict = (condition: string, cells: Cells, outside: Outside = {}) =>
  evaluateCondition(COMPILED, condition, (ref) => cellOf(cells, ref), { outside }).verdict;

const CLASSES = { "veh_actual[veh_class:emergency]": "3", "veh_actual[veh_class:other]": "8" };

describe("the formula language", () => {
  // Every number worked by hand.
  it.each<[string, Cells, string]>([
    ["if(elec_kwh > 10, elec_kwh - 10, 0)", { elec_kwh: "12.5" }, "2.5"],
    ["if(elec_kwh > 10, elec_kwh - 10, 0)", { elec_kwh: "10" }, "0"],
    // The branch that is not taken need not be there; the condition must.
    ["if(elec_kwh > 10, elec_kwh, coal_kg)", { elec_kwh: "11" }, "11"],
    ["if(elec_kwh > 10, elec_kwh, coal_kg)", { elec_kwh: "9" }, "missing coal_kg"],
    ["if(coal_kg > 10, elec_kwh, 0)", { elec_kwh: "9" }, "missing coal_kg"],
    ["if(coal_kg > 10, 1, 0)", { coal_kg: null }, "not_applicable coal_kg"],
    ["2 ^ 3 ^ 1", {}, "error"],
    ["-elec_kwh ^ 2", { elec_kwh: "3" }, "-9"],
    ["(1 - elec_kwh / 100) ^ 5", { elec_kwh: "20" }, "0.32768"],
    ["elec_kwh ^ 0", { elec_kwh: "7" }, "1"],
    ["mean(veh_actual[veh_class])", CLASSES, "5.5"],
    ["min(veh_actual[veh_class]) + max(veh_actual[veh_class])", CLASSES, "11"],
    ["median(veh_actual[veh_class])", CLASSES, "5.5"],
    ["count(veh_actual[veh_class])", CLASSES, "2"],
    // 不适用 members are skipped, a missing one poisons.
    ["mean(veh_actual[veh_class])", { ...CLASSES, "veh_actual[veh_class:other]": null }, "3"],
    ["count(veh_actual[veh_class])", { ...CLASSES, "veh_actual[veh_class:other]": null }, "1"],
    ["max(veh_actual[veh_class])", { "veh_actual[veh_class:other]": "8" }, "missing veh_actual[veh_class:emergency]"],
    ["elec_kwh - prev_period(elec_kwh)", { elec_kwh: "5", "prev_period(elec_kwh)": "7" }, "-2"],
    ["prev_period(prev_period(elec_kwh))", { "prev_period(prev_period(elec_kwh))": "4" }, "4"],
    ["prev_period(elec_kwh)", { elec_kwh: "5" }, "no_history prev_period(elec_kwh)"],
    // Windows act on the figures first: a ratio of sums, not a sum or mean of ratios.
    [
      "year_to_date(elec_kwh / energy_area)",
      { "year_to_date(elec_kwh)": "30", "year_to_date(energy_area)": "4" },
      "7.5",
    ],
    [
      "year_to_date(elec_kwh) / prev_year(year_to_date(elec_kwh)) - 1",
      { "year_to_date(elec_kwh)": "33", "prev_year(year_to_date(elec_kwh))": "30" },
      "0.1",
    ],
    ["moving_mean(elec_kwh, 3)", { "moving_mean(elec_kwh, 3)": "2" }, "2"],
    ["limit(office[county_head]) - energy_area", { energy_area: "28.5" }, "1.5"],
    ["limit(office[town]) - energy_area", { energy_area: "28.5" }, "limit_unknown limit(office[town])"],
    ["energy_area + limit(office[county_head])", { energy_area: null }, "not_applicable energy_area"],
  ])("computes %s over %j as %s", (formula, cells, expected) => {
    if (expected === "error") expect(() => value(formula, cells)).toThrow(FormulaFailure);
    else expect(value(formula, cells)).toBe(expected);
  });

  it.each<[string, Outside, string]>([
    // Nine of twelve months are over at the end of the third quarter; a quarter is a fourth of a year.
    ["elapsed_share()", Q3, "0.75"],
    ["annualised(elec_kwh)", Q3, "40"],
    ["annualised(year_to_date(elec_kwh)) * 3", Q3, "120"],
    ["annualised(moving_sum(elec_kwh, 2))", Q3, "40"],
    // A stock stays what it is: 40 / 5 = 8.
    ["annualised(elec_kwh / energy_area)", Q3, "8"],
    ["elapsed_share()", {}, "no_period elapsed_share()"],
    ["target(energy_per_area)", Q3, "12.5"],
    ["target(energy_per_area)", { ...Q3, region: "990101" }, "11"],
    ["target(energy_per_area)", { ...Q3, region: "990102" }, "12.5"],
    // Not issued is unknown: never met, never zero.
    [
      "target(energy_per_area)",
      { period: { kind: "year", start: "2026-01-01", end: "2026-12-31" } },
      "target_unknown target(energy_per_area)",
    ],
    ["registry(heat_meter)", { registry: { heat_meter: "1" } }, "1"],
    ["registry(heat_meter)", {}, "registry_unknown registry(heat_meter)"],
  ])("computes %s in %j as %s", (formula, outside, expected) => {
    const cells: Cells = {
      elec_kwh: "10",
      "year_to_date(elec_kwh)": "30",
      "moving_sum(elec_kwh, 2)": "20",
      energy_area: "5",
    };
    expect(value(formula, cells, outside)).toBe(expected);
  });

  it("measures the distance from the peers' median in robust standard deviations", () => {
    // Iglewicz and Hoaglin (1993): 0.6745 x (30 - 10) / 2 = 6.745
    const peers = { "elec_kwh / energy_area": { n: 5, median: "10", mad: "2" } };
    const cells = { elec_kwh: "60", energy_area: "2" };
    expect(value("robust_z(elec_kwh / energy_area)", cells, { peers })).toBe("6.745");
    expect(verdict("abs(robust_z(elec_kwh / energy_area)) <= 3.5", cells, { peers })).toBe("false");
    const four = { "elec_kwh / energy_area": { n: 4, median: "10", mad: "2" } };
    expect(verdict("abs(robust_z(elec_kwh / energy_area)) <= 3.5", cells, { peers: four })).toBe("undecided");
  });

  it.each<[string, Cells, string]>([
    // a implies b is (not a) or b, in Kleene's logic.
    ["elec_kwh > 0 implies op_cost > 0", { elec_kwh: "1", op_cost: "0" }, "false"],
    ["elec_kwh > 0 implies op_cost > 0", { elec_kwh: "0" }, "true"],
    ["elec_kwh > 0 implies op_cost > 0", { elec_kwh: "1" }, "undecided"],
    ["elec_kwh > 0 implies op_cost > 0", { op_cost: "3" }, "true"],
    // Both or neither.
    ["given(elec_kwh) == given(op_cost)", { elec_kwh: "0" }, "false"],
    ["given(elec_kwh) == given(op_cost)", { elec_kwh: "0", op_cost: "0" }, "true"],
    ["given(elec_kwh) == given(op_cost)", { elec_kwh: null }, "true"],
    ["not (given(elec_kwh) and given(coal_kg))", { elec_kwh: "1", coal_kg: "2" }, "false"],
  ])("decides %s over %j as %s", (condition, cells, expected) => {
    expect(verdict(condition, cells)).toBe(expected);
  });

  it.each([
    // 10.00 against 10.01 and 9.99: within 0.01; a strict comparison still needs a difference.
    ["elec_kwh == coal_kg", "10", "10.01", "true"],
    ["elec_kwh == coal_kg", "10", "10.02", "false"],
    ["elec_kwh <= coal_kg", "10", "9.99", "true"],
    ["elec_kwh <= coal_kg", "10", "9.98", "false"],
    ["elec_kwh >= coal_kg", "9.99", "10", "true"],
    ["elec_kwh < coal_kg", "10", "10", "false"],
  ])("widens %s by a tolerance of 0.01: %s, %s is %s", (condition, left, right, expected) => {
    const cells = { elec_kwh: left, coal_kg: right };
    expect(evaluateCondition(COMPILED, condition, (ref) => cellOf(cells, ref), { tolerance: "0.01" }).verdict).toBe(
      expected,
    );
  });

  it.each([
    ["year_to_date(moving_sum(elec_kwh, 3))", "cannot stand inside each other"],
    ["moving_sum(energy_area, 3)", "energy_area is no flow"],
    ["year_to_date(budget)", "budget is no flow"],
    ["annualised(moving_mean(elec_kwh, 3))", "cannot be put on a year"],
    ["annualised(annualised(elec_kwh))", "cannot be nested"],
    ["prev_period(robust_z(elec_kwh))", "this period only"],
    ["limit(office[mayor])", "no row mayor"],
    ["limit(vehicles[any])", "no limit table vehicles"],
    ["target(nothing)", "no indicator nothing"],
    ["registry(boiler)", "no registry fact boiler"],
    ["if(given(energy_tce), 1, 0)", "one measure only"],
  ])("refuses %s", (formula, said) => {
    expect(() => evaluateUnit(COMPILED, formula, () => undefined)).toThrow(said);
  });

  it("takes limits, factors and rules of the day", () => {
    const on = (day: string) => {
      const outcome = evaluateUnit(compile(DOCUMENT, day), "limit(office[dated])", () => undefined);
      return outcome.ok ? decimalOf(outcome.value) : outcome.gap.code;
    };
    expect([on("2024-12-31"), on("2025-01-01")]).toEqual(["9", "12"]);
    expect(value("limit(office[dated])", {})).toBe("12");
  });
});
