import { describe, expect, it } from "vitest";
import { compile, formulaOf } from "../../src/compile.ts";
import { evaluateFormula } from "../../src/evaluate-region.ts";
import { evaluateCondition, evaluateUnit } from "../../src/evaluate.ts";
import type { Outside } from "../../src/outside.ts";
import { decimalOf } from "../../src/rational.ts";
import { cellOf, county, type Cells } from "../../src/test-catalogue.ts";
import { base } from "../base-catalogue.ts";

/** 按手工计算的例题: indicators of the base catalogue and formulas over its measures, the arithmetic written out. */
const BASE = compile(base, "2025-12-31");
const formulaNamed = (key: string) => BASE.indicators.get(key)!.formula;

const value = (formula: string, cells: Cells, outside: Outside = {}): string => {
  const outcome = evaluateUnit(BASE, formula, (ref) => cellOf(cells, ref), { outside });
  return outcome.ok ? decimalOf(outcome.value) : outcome.gap.code;
};
const region = (formula: string, units: Cells[]) =>
  evaluateFormula(BASE, formula, county(formulaOf(BASE, formula).refs, units));

const THIRD_QUARTER = { period: { kind: "quarter", start: "2025-07-01", end: "2025-09-30" } } as const;

/** 只用电、天然气和汽油的单位: what it does not use is 0. */
const energy = (elec_kwh: string, gas_m3: string, gasoline_l: string): Cells => ({
  elec_kwh,
  gas_m3,
  gasoline_l,
  ...Object.fromEntries(["coal_t", "lpg_kg", "diesel_l", "heat_gj", "other_tce"].map((key) => [key, "0"])),
});

describe("能源", () => {
  // 120000 × 0.1229 = 14748；8000 × 1.2143 = 9714.4；2000 × 1.0747 = 2149.4；合计 26611.8 kgce = 26.6118 tce。
  const FIRST = { ...energy("120000", "8000", "2000"), energy_users: "160", energy_area: "5000" };
  // 30000 × 0.1229 = 3687；1000 × 1.2143 = 1214.3；合计 4901.3 kgce。
  const SECOND = { ...energy("30000", "1000", "0"), energy_users: "40", energy_area: "1000" };

  it("综合能耗与人均、单位面积能耗", () => {
    expect(value("energy_tce", FIRST)).toBe("26.6118");
    // 26611.8 ÷ 160 = 166.32375；26611.8 ÷ 5000 = 5.32236
    expect(value(formulaNamed("energy_per_capita"), FIRST)).toBe("166.32375");
    expect(value(formulaNamed("energy_per_area"), FIRST)).toBe("5.32236");
    // 等价值：电 120000 × 0.28078 = 33693.6，合计 33693.6 + 9714.4 + 2149.4 = 45557.4；÷ 160 = 284.73375
    expect(value(formulaNamed("energy_per_capita_equal"), FIRST)).toBe("284.73375");
  });

  it("全县人均：先加总后相除，(26611.8 + 4901.3) ÷ (160 + 40) = 157.5655，不是两个人均数的平均", () => {
    const both = region(formulaNamed("energy_per_capita"), [FIRST, SECOND]);
    if (!both.outcome.ok) throw new Error(both.outcome.gap.text.zh);
    expect(both.outcome.value).toBeCloseTo(157.5655, 10);
    // 缺报人数的单位，能耗也不计入：仍为 166.32375，并写明 2 家中 1 家。
    const { energy_users: _left, ...unanswered } = SECOND;
    const one = region(formulaNamed("energy_per_capita"), [FIRST, unanswered]);
    expect(one).toMatchObject({ matched: 1, expected: 2, complete: false });
    expect(one.outcome.ok && one.outcome.value).toBeCloseTo(166.32375, 10);
  });

  it("三季度年化：1—9月用电 90000 kWh × 12 ÷ 9 = 120000；÷ 4000 ㎡ = 30", () => {
    const cells = { "year_to_date(elec_kwh)": "90000", energy_area: "4000" };
    expect(value("annualised(year_to_date(elec_kwh)) / energy_area", cells, THIRD_QUARTER)).toBe("30");
    // 单季 30000 × 12 ÷ 3 = 120000
    expect(value("annualised(elec_kwh)", { elec_kwh: "30000" }, THIRD_QUARTER)).toBe("120000");
  });

  it("同比、环比、定比", () => {
    // 同比 110 ÷ 100 − 1 = 10%；环比 96 ÷ 120 − 1 = −20%
    expect(value("(elec_kwh / prev_year(elec_kwh) - 1) * 100", { elec_kwh: "110", "prev_year(elec_kwh)": "100" })).toBe(
      "10",
    );
    expect(
      value("(elec_kwh / prev_period(elec_kwh) - 1) * 100", { elec_kwh: "96", "prev_period(elec_kwh)": "120" }),
    ).toBe("-20");
    // 累计同比 (110 + 90) ÷ (100 + 60) − 1 = 25%，不是两个同比（10%、50%）的平均
    expect(
      value("(year_to_date(elec_kwh) / prev_year(year_to_date(elec_kwh)) - 1) * 100", {
        "year_to_date(elec_kwh)": "200",
        "prev_year(year_to_date(elec_kwh))": "160",
      }),
    ).toBe("25");
    // 定比：基期数存为限额表的一行（此处为演示数 80），86.4 ÷ 80 = 108%
    const name = { zh: "演示", en: "synthetic" };
    const fixed = compile({
      ...base,
      limits: [{ key: "fixed_base", name, uom: "kWh", limits: [{ key: "y2020", name, value: "80" }] }],
      indicators: [],
      rules: [],
      warnings: [],
      schemes: [],
    });
    const outcome = evaluateUnit(fixed, "elec_kwh / limit(fixed_base[y2020]) * 100", () => ({
      state: "number",
      value: "86.4",
    }));
    expect(outcome.ok && decimalOf(outcome.value)).toBe("108");
  });
});

describe("经费", () => {
  it("“三公”经费同比：(0 + 18 + 25.6 + 3.2) ÷ (0 + 20 + 28 + 4) − 1 = 46.8 ÷ 52 − 1 = −10%", () => {
    const now = { abroad_exp: "0", veh_purchase_exp: "18", veh_run_exp: "25.6", reception_exp: "3.2" };
    const before = { abroad_exp: "0", veh_purchase_exp: "20", veh_run_exp: "28", reception_exp: "4" };
    const ago = Object.fromEntries(Object.entries(before).map(([key, text]) => [`prev_year(${key})`, text]));
    expect(value(formulaNamed("three_public_growth"), { ...now, ...ago })).toBe("-10");
    // 上年没有支出，增幅没有意义；上年缺数，也不当作 0。
    const nothing = Object.fromEntries(Object.keys(ago).map((key) => [key, "0"]));
    expect(value(formulaNamed("three_public_growth"), { ...now, ...nothing })).toBe("division_by_zero");
    expect(value(formulaNamed("three_public_growth"), now)).toBe("no_history");
    // 因公出国不适用的单位，只比其余三项：46.8 ÷ 52 − 1 仍为 −10%。
    const skipped = { ...now, ...ago, abroad_exp: null, "prev_year(abroad_exp)": null };
    expect(value(formulaNamed("three_public_growth"), skipped)).toBe("-10");
  });

  it.each([
    // 序时进度 9 ÷ 12 = 75%；60 × 75% = 45
    ["45", "true"],
    ["45.01", "false"],
  ])("三季度累计 %s 万元对全年预算 60 万元：%s", (spent, verdict) => {
    const cells: Cells = { "year_to_date(veh_run_exp)": spent, three_public_budget: "60" };
    const judged = evaluateCondition(
      BASE,
      "year_to_date(veh_run_exp) <= three_public_budget * elapsed_share()",
      (ref) => cellOf(cells, ref),
      { outside: THIRD_QUARTER },
    );
    expect(judged).toMatchObject({ verdict, right: "45" });
  });

  it("人均机关运行成本 3600 ÷ 150 = 24 万元/人；占比 480 ÷ 32000 = 1.5%", () => {
    expect(value(formulaNamed("op_cost_per_capita"), { op_cost_total: "3600", staff_on_post: "150" })).toBe("24");
    expect(value(formulaNamed("op_expense_share"), { op_exp_actual: "480", gen_budget_exp: "32000" })).toBe("1.5");
  });
});

describe("公车与办公用房", () => {
  it("百公里运行费用：36 万元 × 10000 ÷ 480000 公里 × 100 = 75 元", () => {
    expect(value(formulaNamed("vehicle_cost_per_100km"), { veh_run_exp: "36", veh_km: "480000" })).toBe("75");
    expect(value(formulaNamed("vehicle_cost_per_100km"), { veh_run_exp: "36", veh_km: "0" })).toBe("division_by_zero");
  });

  it("超编率：全县 (12 + 8 − 10 − 10) = 0，不超编；按单位相加则为 2 ÷ 20", () => {
    const formula = formulaNamed("vehicle_over_quota_rate");
    expect(value(formula, { veh_actual: "12", veh_quota: "10" })).toBe("20");
    expect(
      region(formula, [
        { veh_actual: "12", veh_quota: "10" },
        { veh_actual: "8", veh_quota: "10" },
      ]).outcome,
    ).toEqual({ ok: true, value: 0 });
  });

  it("办公室使用面积比 930 ÷ 1000 = 93%；闲置率 60 ÷ 2400 = 2.5%；盘活率 90 ÷ (60 + 90) = 60%", () => {
    expect(value(formulaNamed("office_area_use_ratio"), { off_room_use_area: "930", off_approved_area: "1000" })).toBe(
      "93",
    );
    expect(value(formulaNamed("idle_office_rate"), { off_idle_area: "60", off_build_area: "2400" })).toBe("2.5");
    expect(value(formulaNamed("idle_reuse_rate"), { off_idle_area: "60", off_idle_reused_area: "90" })).toBe("60");
  });
});
