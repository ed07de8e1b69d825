import { describe, expect, it } from "vitest";
import { resolveFormula } from "./operands.ts";
import { CATALOGUE, edited } from "./test-catalogue.ts";
import { refKey, vocabularyOf } from "./vocabulary.ts";

function operands(text: string, asked?: Set<string>): string[] | string {
  const resolved = resolveFormula(vocabularyOf(CATALOGUE), text, "either", asked);
  return resolved.ok ? resolved.formula.refs.map(refKey) : resolved.error.text.en;
}

describe("resolveFormula", () => {
  it.each([
    ["op_cost / prev_year(op_cost) - op_cost", ["op_cost", "prev_year(op_cost)"]],
    ["energy_tce / energy_area", ["elec_kwh", "coal_kg", "energy_area"]],
    ["prev_year(energy_tce + op_cost)", ["prev_year(elec_kwh)", "prev_year(coal_kg)", "prev_year(op_cost)"]],
    ["sum(veh_actual[veh_class])", ["veh_actual[veh_class:emergency]", "veh_actual[veh_class:other]"]],
    ["prev_year(veh_actual[veh_class:other]) > 1", ["prev_year(veh_actual[veh_class:other])"]],
  ])("finds each operand of %s once, derived measures and factor sets written out", (text, expected) => {
    expect(operands(text)).toEqual(expected);
  });

  it("sums only the members that are asked, and all of them where none is", () => {
    const text = "sum(veh_actual[veh_class])";
    expect(operands(text, new Set(["veh_actual[veh_class:other]"]))).toEqual(["veh_actual[veh_class:other]"]);
    expect(operands(text, new Set())).toEqual(["veh_actual[veh_class:emergency]", "veh_actual[veh_class:other]"]);
  });

  it.each([
    ["nonsense", "no measure nonsense"],
    ["veh_actual[veh_class:tank]", "no member tank"],
    ["veh_quota[veh_class:other]", "has no breakdown veh_class"],
    ["energy_tce[veh_class:other]", "has no breakdown"],
    ["factors(EF_NONE)", "no factor set EF_NONE"],
    ["sum(energy_tce[veh_class])", "no measure energy_tce"],
    ["prev_year(op_cost - prev_year(op_cost))", "cannot be nested"],
  ])("refuses %s", (text, expected) => {
    expect(operands(text)).toContain(expected);
  });

  it("refuses derived measures that grow without measure instead of running out of memory", () => {
    const doubling = edited((draft) => {
      const keys = Array.from({ length: 40 }, (_, at) => `d${at}`);
      draft.derived = keys.map((key, at) => ({
        key,
        name: { zh: key, en: key },
        uom: "x",
        formula: at === 0 ? "op_cost" : `d${at - 1} + d${at - 1}`,
      }));
    });
    const resolved = resolveFormula(vocabularyOf(doubling), "d39");
    expect(resolved.ok ? null : resolved.error.text.en).toContain("too large");
  });
});
