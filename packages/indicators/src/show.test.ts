import { describe, expect, it } from "vitest";
import { compile, conditionOf, formulaOf } from "./compile.ts";
import { showFormula, showNumbers } from "./show.ts";
import { CATALOGUE, cellOf, type Cells } from "./test-catalogue.ts";

const COMPILED = compile(CATALOGUE);

describe("showFormula", () => {
  it.each([
    ["energy_tce * 1000 / energy_area", "综合能耗 × 1000 ÷ 建筑面积", "total energy × 1000 ÷ floor area"],
    [
      "(op_cost / prev_year(op_cost) - 1) * 100",
      "(运行成本 ÷ 上年同期运行成本 − 1) × 100",
      "(operating cost ÷ operating cost, a year earlier − 1) × 100",
    ],
    ["prev_year(energy_tce)", "上年同期综合能耗", "total energy, a year earlier"],
    [
      "veh_actual - (veh_quota - 1) - 2",
      "公务用车实有数 − (公务用车编制数 − 1) − 2",
      "vehicles held − (vehicle quota − 1) − 2",
    ],
    [
      "abs(veh_actual[veh_class:other]) / (2 * veh_quota)",
      "|公务用车实有数(其他)| ÷ (2 × 公务用车编制数)",
      "|vehicles held (other)| ÷ (2 × vehicle quota)",
    ],
    [
      "factors(EF_CO2) * 2",
      "(用电量 × 0.5 + 原煤 × 系数未核定) × 2",
      "(electricity × 0.5 + raw coal × factor unknown) × 2",
    ],
    ["max(0, -veh_quota)", "最大值(0, −公务用车编制数)", "max(0, −vehicle quota)"],
  ])("writes %s with names", (formula, zh, en) => {
    expect(showFormula(COMPILED, formulaOf(COMPILED, formula), "zh")).toBe(zh);
    expect(showFormula(COMPILED, formulaOf(COMPILED, formula), "en")).toBe(en);
  });

  it("writes conditions", () => {
    const formula = conditionOf(
      COMPILED,
      "not veh_actual <= veh_quota or (op_cost > 0) == (budget > 0) and op_cost != 1",
    );
    expect(showFormula(COMPILED, formula, "zh")).toBe(
      "非 公务用车实有数 ≤ 公务用车编制数 或 (运行成本 > 0) = (预算支出 > 0) 且 运行成本 ≠ 1",
    );
  });
});

describe("showNumbers", () => {
  const show = (formula: string, cells: Cells) =>
    showNumbers(COMPILED, formulaOf(COMPILED, formula), "zh", (ref) => cellOf(cells, ref));

  it("puts the numbers in and writes derived measures out", () => {
    expect(
      show("energy_tce * 1000 / energy_area", {
        elec_kwh: "1000",
        coal_kg: "20",
        energy_area: "220.5",
      }),
    ).toBe("(1000 × 0.1229 + 20 × 0.7143) ÷ 1000 × 1000 ÷ 220.5");
  });

  it("keeps the order of operations when a derived measure is written out on the right", () => {
    expect(show("energy_area / energy_tce", { elec_kwh: "1", coal_kg: "2", energy_area: "3" })).toBe(
      "3 ÷ ((1 × 0.1229 + 2 × 0.7143) ÷ 1000)",
    );
  });

  it("writes 不适用 and 暂缺 where there is no number, and sets negative numbers apart", () => {
    expect(show("elec_kwh + coal_kg - balance", { coal_kg: null, balance: "-3" })).toBe("暂缺 + 不适用 − (-3)");
  });
});
