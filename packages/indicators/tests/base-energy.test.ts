import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { evaluateUnit, type Lookup } from "../src/evaluate.ts";
import { base } from "./base-catalogue.ts";

/** Figures as numbers; every other one is not applicable. */
const figures =
  (given: Record<string, string>): Lookup =>
  ({ measure }) => {
    const value = given[measure];
    return value === undefined ? { state: "na" } : { state: "number", value };
  };

const in2015 = compile(base, "2015-12-31");

function value(formula: string, given: Record<string, string>, compiled = in2015): number {
  const outcome = evaluateUnit(compiled, formula, figures(given));
  if (!outcome.ok) throw new Error(outcome.gap.text.en);
  return outcome.value.valueOf();
}

describe("energy of Chongqing's public institutions in 2015, as published", () => {
  // 63.81亿kWh, 5.47万t coal, 14482.41万m³ gas, 7927.99万L petrol, 506.81万L diesel, other 0.02万tce,
  // 501.5万人, 7968.72万㎡; published: 110.75万tce, 220.8 kgce/人, 13.90 kgce/㎡.
  const published = {
    elec_kwh: "6381000000",
    coal_t: "54700",
    gas_m3: "144824100",
    gasoline_l: "79279900",
    diesel_l: "5068100",
    other_tce: "200",
    energy_users: "5015000",
    energy_area: "79687200",
  };

  it("comes out part by part, as calculated by hand", () => {
    // kgce: 6,381,000,000 x 0.1229 = 784,224,900; 54,700 x 714.3 = 39,072,210; 144,824,100 x 1.33 = 192,616,053;
    // 79,279,900 x 1.0747 = 85,202,108.53; 5,068,100 x 1.2431 = 6,300,155.11; 200 x 1000 = 200,000.
    const parts = [784224900, 39072210, 192616053, 85202108.53, 6300155.11, 200000];
    const total = parts.reduce((sum, part) => sum + part, 0);
    expect(total).toBeCloseTo(1107615426.64, 2);
    expect(value("factors(EF_CE_CQ2015)", published)).toBeCloseTo(total, 2);
    // Petrol and diesel as published, 8.52 and 0.63万tce.
    expect([85202108.53, 6300155.11].map((kgce) => (kgce / 1e7).toFixed(2))).toEqual(["8.52", "0.63"]);
  });

  it("is 110.75万tce within what the rounding of the published parts leaves open", () => {
    // Half a unit of the last digit: 50万kWh x 0.1229, 50t x 714.3, 50m³ x 1.33, 0.005万tce each for petrol, diesel,
    // other and the total itself.
    const open = (500000 * 0.1229 + 50 * 714.3 + 50 * 1.33) / 1e7 + 4 * 0.005;
    const total = value("factors(EF_CE_CQ2015)", published) / 1e7;
    expect(Math.abs(total - 110.75)).toBeLessThan(open);
    expect(open).toBeLessThan(0.03);
    // 0.03 of 110.75万tce are 0.06 kgce/人, beside the last digits of 220.8 and of 501.5万人 (0.01 %).
    expect(Math.abs(value("factors(EF_CE_CQ2015) / energy_users", published) - 220.8)).toBeLessThan(0.06 + 0.05 + 0.03);
    expect(value("factors(EF_CE_CQ2015) / energy_area", published).toFixed(2)).toBe("13.90");
  });

  it("needs petrol and diesel of its day: before 2015 they are unknown, never left out", () => {
    expect(() => value("energy_tce", published, compile(base, "2014-12-31"))).toThrow(/factor/);
    // The low gas factor of the standard instead of 1.33: 144,824,100 x 1.2143 = 175,859,904.63 kgce.
    expect(value("energy_tce", published)).toBeCloseTo((1107615426.64 - 192616053 + 175859904.63) / 1000, 2);
  });
});

describe("electricity at calorific and at equal value, side by side", () => {
  it("takes 0.1229 and 0.28078 kgce for a kWh, and the same for everything else", () => {
    const given = { elec_kwh: "1000", coal_t: "1" };
    expect(value("energy_tce", given)).toBeCloseTo(0.1229 + 0.7143, 12);
    expect(value("energy_tce_equal", given)).toBeCloseTo(0.28078 + 0.7143, 12);
    const bases = base.factorSets.map(({ key, basis }) => [key, basis]);
    expect(bases).toEqual([
      ["EF_CE_2020", "calorific"],
      ["EF_CE_CQ2015", "calorific"],
      ["EF_CE_EQ", "equal"],
      ["EF_CO2", undefined],
    ]);
  });

  it("keeps carbon unknown wherever something was consumed", () => {
    expect(() => value("co2_t", { elec_kwh: "1000" })).toThrow(/factor/);
  });
});

describe("the three-public total", () => {
  it("adds the three-public total from its four items, and no form asks it", () => {
    const items = { abroad_exp: "1.10", veh_purchase_exp: "18", veh_run_exp: "20.05", reception_exp: "3.2" };
    expect(value("three_public_actual", items)).toBeCloseTo(42.35, 12);
    expect(base.measures.some(({ key }) => key === "three_public_actual")).toBe(false);
  });
});
