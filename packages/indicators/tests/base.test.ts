import { describe, expect, it } from "vitest";
import { lint } from "../src/lint.ts";
import { mergeCatalogue } from "../src/merge.ts";
import { resolveFormula } from "../src/operands.ts";
import { askedBy, cellKey } from "../src/vocabulary.ts";
import { base, operandsOf, parts, vocabulary } from "./base-catalogue.ts";

describe("the base catalogue against the draft catalogue it was written from, counted by hand", () => {
  // The draft has 99 raw items: F_BAS 5, F_CST_Y 4, F_CST 5, F_OFF 13, F_VEH 11, F_ENE 15 (= 53 of the five forms)
  // and 46 elsewhere, of which three serve only indicators outside ZJI and SZ. It has 23 counters; the two
  // survey counters serve no indicator. 6 survey indicators x 3 measures, 3 rubrics of ZJI and SZ.
  it("carries 96 of 99 raw items, 21 of 23 counters, 18 survey measures and 3 rubric measures", () => {
    expect(base.measures).toHaveLength(96 + 21 + 18 + 3);
    const keys = base.measures.map((measure) => measure.key);
    const leftOut = ["pv_roof_installable", "pv_roof_installed", "mgmt_staff_pro", "sv_invited", "sv_valid"];
    expect(keys.filter((key) => leftOut.includes(key))).toEqual([]);
  });

  it("asks 53 raw items in the five forms", () => {
    const asked = base.forms.map((form) => {
      const measures = form.sections.flatMap((section) => section.lines.map((line) => line.measure));
      return [form.key, form.period, new Set(measures).size];
    });
    expect(asked).toEqual([
      ["F_BAS", "year", 5],
      ["F_CST_Y", "year", 9],
      ["F_ENE", "quarter", 15],
      ["F_OFF", "year", 13],
      ["F_VEH", "quarter", 11],
    ]);
  });

  it.each([
    ["staff_on_post", "年末实有在编人数", "人", "integer", "sum", "last"],
    ["energy_users", "用能人数", "人", "integer", "sum", "last"],
    ["op_cost_total", "机关运行成本总额", "万元", "money", "sum", "sum"],
    ["three_public_budget", "“三公”经费预算数", "万元", "money", "sum", "last"],
    ["abroad_exp", "因公出国(境)费", "万元", "money", "sum", "sum"],
    ["off_build_area", "办公用房建筑面积", "㎡", "decimal", "sum", "last"],
    ["off_idle_area", "办公用房闲置面积", "㎡", "decimal", "sum", "last"],
    ["off_idle_reused_area", "当年盘活闲置面积", "㎡", "decimal", "sum", "sum"],
    ["veh_actual", "公务用车实有数", "辆", "integer", "sum", "last"],
    ["veh_new", "当期新增及更新数", "辆", "integer", "sum", "sum"],
    ["veh_km", "行驶里程", "km", "decimal", "sum", "sum"],
    ["elec_kwh", "用电量", "kWh", "decimal", "sum", "sum"],
    ["heat_gj", "热力消费量(按热量收费)", "GJ", "decimal", "sum", "sum"],
    ["energy_area", "用能建筑面积", "㎡", "decimal", "sum", "last"],
    ["canteen_meals", "机关食堂供餐人次", "人次", "integer", "sum", "sum"],
    ["regs_required", "应建制度项数", "项", "integer", "none", "last"],
    ["issues_closed", "累计销号问题数", "项", "integer", "sum", "last"],
  ])("states %s as the draft does", (key, zh, uom, type, aggRegion, aggTime) => {
    const measure = vocabulary.measures.get(key);
    expect(measure).toMatchObject({ name: { zh }, uom, type, aggRegion, aggTime });
  });

  it.each([
    ["office_overstandard_rate", "rooms_overstandard / rooms_total * 100", "%", "lower"],
    ["vehicle_over_quota_rate", "max(0, veh_actual - veh_quota) / veh_quota * 100", "%", "lower"],
    ["op_cost_growth", "(op_cost_total / prev_year(op_cost_total) - 1) * 100", "%", "lower"],
    ["energy_per_area", "energy_tce * 1000 / energy_area", "kgce/㎡", "lower"],
    ["vehicle_cost_per_100km", "veh_run_exp * 10000 / veh_km * 100", "元/百公里", "lower"],
    ["office_area_use_ratio", "off_room_use_area / off_approved_area * 100", "%", "interval"],
    ["food_waste_per_meal", "food_waste_kg * 1000 / canteen_meals", "g/人次", "lower"],
    ["safety_incident_density", "safety_incidents / off_build_area * 10000", "起/万㎡", "lower"],
  ])("computes %s as the draft does", (key, formula, uom, direction) => {
    expect(vocabulary.indicators.get(key)).toMatchObject({ formula, uom, direction });
  });

  it("gives natural bounds to exactly the rates whose bounds the draft calls natural", () => {
    const natural = base.indicators.filter((indicator) => indicator.natural !== undefined);
    // 32 of the draft's 70 say 自然边界; of those, pv_roof_coverage is not carried.
    expect(natural).toHaveLength(31);
    expect(natural.every(({ natural: bounds }) => bounds?.lo === 0 && bounds.hi === 100)).toBe(true);
    expect(vocabulary.indicators.get("office_overstandard_rate")?.natural).toBeUndefined();
  });

  it("takes the known coal-equivalent factors and leaves gasoline, diesel and all carbon factors unknown", () => {
    const factors = (key: string) =>
      Object.fromEntries(vocabulary.factorSets.get(key)?.factors.map(({ measure, value }) => [measure, value]) ?? []);
    // GB/T 2589-2020 as the draft quotes it, per kWh, t, m3, kg, GJ and tce.
    expect(factors("EF_CE_2020")).toEqual({
      elec_kwh: "0.1229",
      coal_t: "714.3",
      gas_m3: "1.2143",
      lpg_kg: "1.7143",
      gasoline_l: null,
      diesel_l: null,
      heat_gj: "34.12",
      other_tce: "1000",
    });
    expect(Object.values(factors("EF_CO2"))).toEqual([null, null, null, null]);
  });

  it("issues no form number, maker, approval or validity that nobody issued", () => {
    for (const form of base.forms)
      expect([form.number, form.maker, form.approval, form.validUntil]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
  });
});

describe("keys and references", () => {
  it("uses each key once and in ASCII, with both names", () => {
    const members = base.breakdowns.flatMap((breakdown) => breakdown.members);
    const lists = [
      base.breakdowns,
      base.measures,
      base.derived,
      base.factorSets,
      base.indicators,
      base.rules,
      base.forms,
    ];
    for (const list of [...lists, base.schemes]) {
      const keys = list.map((entry) => entry.key);
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const entry of [...lists, base.schemes, members].flat()) {
      expect(entry.key).toMatch(/^[A-Za-z][A-Za-z0-9_-]*$/);
      expect(entry.name.zh, entry.key).not.toBe("");
      expect(entry.name.en, entry.key).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it("passes the lint, which warns only of what is known not to be collected yet and of unknown factors", () => {
    const findings = lint(base);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const count = (code: string) => findings.filter((finding) => finding.code === code).length;
    // In no form: 43 raw items, 21 counters, 18 survey and 3 rubric measures. Of 67 indicators 22 are fed
    // (DEMO-1's 20, carbon_per_area, op_expense_share). Gasoline, diesel and four carbon factors are unknown.
    expect([count("orphan_measure"), count("not_collected"), count("factor_empty")]).toEqual([85, 45, 6]);
    expect(findings).toHaveLength(85 + 45 + 6);
  });

  it("has only formulas that the language reads over keys that exist", () => {
    for (const { formula } of [...base.derived, ...base.indicators]) operandsOf(formula);
    for (const rule of base.rules) {
      operandsOf(rule.expr);
      if (rule.when !== undefined) operandsOf(rule.when);
    }
  });

  it("has no rule that no form can ask, and none without advice in both languages and a source", () => {
    const forms = base.forms.map(askedBy);
    for (const rule of base.rules) {
      const operands = operandsOf(rule.expr);
      expect(
        forms.some((asked) => operands.every((key) => asked.has(key))),
        rule.key,
      ).toBe(true);
      expect([rule.advice.zh, rule.advice.en, rule.source ?? ""].includes(""), rule.key).toBe(false);
    }
  });

  it("numbers the rows of each form in order and splits measures only by breakdowns they have", () => {
    for (const form of base.forms) {
      const lines = form.sections.flatMap((section) => section.lines);
      expect(lines.map((line) => Number(line.row))).toEqual(lines.map((_, index) => index + 1));
      for (const { measure, member } of lines)
        expect(resolveFormula(vocabulary, cellKey(measure, member ?? "total")).ok, `${form.key} ${measure}`).toBe(true);
    }
  });

  it("leaves the unverified cost items and rank bands without members and out of every form", () => {
    const empty = base.breakdowns.filter((breakdown) => breakdown.members.length === 0);
    expect(empty.map(({ key, status }) => [key, status])).toEqual([
      ["cost_item", "NEEDS_CHECK"],
      ["rank_band", "NEEDS_CHECK"],
    ]);
  });

  it("gives the same document in whatever order the files are read", () => {
    expect(mergeCatalogue(parts.toReversed())).toEqual(base);
  });
});
