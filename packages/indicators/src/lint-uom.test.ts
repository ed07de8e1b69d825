import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { lint } from "./lint.ts";
import { edited, problems } from "./test-catalogue.ts";

const UOMS: Record<string, string> = {
  energy_area: "㎡",
  energy_users: "人",
  elec_kwh: "kWh",
  coal_kg: "kg",
  veh_actual: "辆",
  veh_quota: "辆",
  op_cost: "万元",
  budget: "元",
  balance: "分",
};

/** The sample with real uoms and one indicator. */
function withIndicator(formula: string, uom: string) {
  return (draft: Catalogue) => {
    for (const measure of draft.measures) measure.uom = UOMS[measure.key]!;
    draft.rules.splice(1);
    draft.indicators = [{ key: "asked", name: { zh: "名", en: "name" }, formula, uom, direction: "lower" }];
    draft.derived.push({ key: "hours", name: { zh: "时", en: "hours" }, uom: "分钟", formula: "factors(MINUTES)" });
    draft.factorSets.push({
      key: "MINUTES",
      name: { zh: "分", en: "m" },
      uom: "分钟",
      factors: [{ measure: "elec_kwh", value: "1" }],
    });
  };
}

describe("uom of an indicator", () => {
  it.each([
    ["energy_tce * 1000 / energy_area", "kgce/㎡"],
    ["energy_tce / energy_area", "tce/㎡"],
    ["energy_tce / energy_area * 10000", "tce/万㎡"],
    ["op_cost * 10000 / energy_users", "元/人"],
    ["op_cost / energy_users", "万元/人"],
    ["veh_actual / veh_quota * 100", "%"],
    ["veh_actual / veh_quota", "1"],
    ["hours / 60 / veh_actual", "小时/辆"],
    // One literal is a weight here, not a conversion.
    ["0.5 * op_cost + 0.5 * prev_year(op_cost)", "万元"],
    ["1.5 * op_cost", "万元"],
    ["balance / energy_users", "分"],
  ])("accepts %s in %s", (formula, uom) => {
    expect(problems(withIndicator(formula, uom)).filter(([severity]) => severity === "error")).toEqual([]);
  });

  it.each([
    ["energy_tce * 1000 / energy_area", "kgce/人"],
    ["energy_tce * 1000 / energy_area", "kWh/㎡"],
    ["op_cost / energy_users", "万元"],
    ["veh_actual / energy_users * 100", "%"],
    ["balance / energy_users", "分/辆"],
  ])("refuses %s in %s: another dimension", (formula, uom) => {
    expect(problems(withIndicator(formula, uom))).toContainEqual(["error", "uom_mismatch", "indicators[0].formula"]);
  });

  // The right factor by hand: 1 tce = 1000 kgce, 1 万元 = 10000 元, 1 = 100 %, 1/㎡ = 10000/万㎡.
  it.each([
    ["energy_tce * 1000 / energy_area", "tce/㎡", "应乘以 1，现在乘以 1000"],
    ["energy_tce / energy_area", "kgce/㎡", "应乘以 1000，现在乘以 1"],
    ["op_cost / energy_users", "元/人", "应乘以 10000，现在乘以 1"],
    ["op_cost * 1000 / energy_users", "元/人", "应乘以 10000，现在乘以 1000"],
    ["veh_actual / veh_quota", "%", "应乘以 100，现在乘以 1"],
    ["veh_actual / energy_area * 100", "辆/万㎡", "应乘以 10000，现在乘以 100"],
    ["op_cost * 100", "万元", "应乘以 1，现在乘以 100"],
  ])("refuses %s in %s: another size", (formula, uom, zh) => {
    const found = lint(edited(withIndicator(formula, uom))).filter(({ severity }) => severity === "error");
    expect(found.map(({ code, path }) => [code, path])).toEqual([["uom_scale", "indicators[0].formula"]]);
    expect(found[0]!.text.zh).toContain(zh);
  });

  it("refuses what cannot be added once, at its place", () => {
    expect(problems(withIndicator("(elec_kwh + coal_kg) / energy_area", "kWh/㎡"))).toContainEqual([
      "error",
      "uom_mixed",
      "indicators[0].formula",
    ]);
    expect(problems(withIndicator("(op_cost + budget) / energy_area", "万元/㎡"))).toContainEqual([
      "error",
      "uom_scale",
      "indicators[0].formula",
    ]);
  });
});
