import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { evaluateCondition } from "../src/evaluate.ts";
import type { Catalogue } from "../src/catalogue.ts";
import type { Period } from "../src/outside.ts";
import { refKey } from "../src/vocabulary.ts";
import { base } from "./base-catalogue.ts";

/** The base with an area target of 20 and a head target of 400 kgce for 2025, and a binding norm of 20 kgce/㎡. */
const issued: Catalogue = {
  ...base,
  targets: [
    { key: "area", indicator: "energy_per_area", year: 2025, value: 20 },
    { key: "head", indicator: "energy_per_capita", year: 2025, value: 400 },
  ],
  limits: base.limits!.map((table) =>
    table.key === "energy_norm" ? { ...table, limits: table.limits.map((row) => ({ ...row, value: "20" })) } : table,
  ),
};
const compiled = compile(issued);

type Figures = Record<string, string>;

/** Coal-equivalent operands of a window: nothing but `tce` of other energy. */
const burned = (window: (key: string) => string, tce: string): Figures => ({
  ...Object.fromEntries(
    ["elec_kwh", "coal_t", "gas_m3", "lpg_kg", "gasoline_l", "diesel_l", "heat_gj"].map((key) => [window(key), "0"]),
  ),
  [window("other_tce")]: tce,
});
const soFar = (key: string) => `year_to_date(${key})`;
const fourQuarters = (key: string) => `moving_sum(${key}, 4)`;

/** By the end of September, three quarters of the year: 1000 ㎡ may burn 15 tce, 50 people 15 tce too. */
const energy = (tce: string, energy_users = "50") => ({ ...burned(soFar, tce), energy_area: "1000", energy_users });
const spent = (total: string): Figures => ({
  [soFar("abroad_exp")]: "0",
  [soFar("veh_purchase_exp")]: "0",
  [soFar("veh_run_exp")]: total,
  [soFar("reception_exp")]: "0",
  three_public_budget: "100",
});
/** First-pass rates of 100 reports, the newest first. */
const rates = (...passed: number[]): Figures =>
  Object.fromEntries(
    passed.flatMap((value, back) => {
      const at = (key: string) => "prev_period(".repeat(back) + key + ")".repeat(back);
      return [
        [at("subs_first_pass"), String(value)],
        [at("subs_due"), "100"],
      ];
    }),
  );

const SEPTEMBER: Period = { kind: "quarter", start: "2025-07-01", end: "2025-09-30" };
const YEAR: Period = { kind: "year", start: "2025-01-01", end: "2025-12-31" };

function levelOf(key: string, figures: Figures, period = SEPTEMBER): string {
  const warning = base.warnings?.find((candidate) => candidate.key === key);
  const raised = warning?.levels.find(
    ({ when }) =>
      evaluateCondition(
        compiled,
        when,
        (ref) => {
          const value = figures[refKey(ref)];
          return value === undefined ? undefined : { state: "number", value };
        },
        { outside: { period } },
      ).verdict === "true",
  );
  return raised?.level ?? "none";
}

describe("the early warnings", () => {
  it.each<[string, string, Figures]>([
    ["WR01", "none", energy("15")],
    ["WR01", "yellow", energy("15.01")],
    ["WR01", "yellow", energy("15.45")],
    ["WR01", "orange", energy("15.46")],
    ["WR01", "orange", energy("15.75")],
    ["WR01", "red", energy("15.76")],
    // 40 people may burn 12 tce: the head target is missed where the area target is met.
    ["WR01", "red", energy("14", "40")],
    ["WR02", "none", { ...burned(fourQuarters, "20"), energy_area: "1000" }],
    ["WR02", "orange", { ...burned(fourQuarters, "20.01"), energy_area: "1000" }],
    // 75 % of the year and 10 points more.
    ["WR03", "none", spent("85")],
    ["WR03", "yellow", spent("85.01")],
    ["WR03", "yellow", spent("99.99")],
    ["WR03", "red", spent("100")],
    ["WR06", "none", { off_retired_unreturned: "0" }],
    ["WR06", "orange", { off_retired_unreturned: "1" }],
    ["WR09", "none", { issues_recurred: "3", "prev_period(issues_recurred)": "3" }],
    ["WR09", "red", { issues_recurred: "4", "prev_period(issues_recurred)": "3" }],
    ["WR13", "yellow", rates(80, 81, 82, 83)],
    ["WR13", "none", rates(81, 81, 82, 83)],
    ["WR13", "none", rates(80, 82, 82, 83)],
    ["WR13", "none", rates(80, 81, 83, 83)],
    ["WR13", "none", rates(80, 81, 82)],
  ])("raise %s to %s", (key, level, figures) => {
    expect(levelOf(key, figures)).toBe(level);
  });

  it("hold a whole year against the norm of a year, never four years", () => {
    const year = (tce: string) => ({ ...burned(soFar, tce), energy_area: "1000" });
    expect(levelOf("WR02", year("20"), YEAR)).toBe("none");
    expect(levelOf("WR02", year("20.01"), YEAR)).toBe("orange");
  });

  it("are fourteen; those without a condition say in both languages what they wait for", () => {
    const waiting = (base.warnings ?? []).filter(({ levels }) => levels.length === 0);
    expect(base.warnings?.map(({ key }) => key)).toEqual(
      Array.from({ length: 14 }, (_, at) => `WR${String(at + 1).padStart(2, "0")}`),
    );
    expect(waiting.map(({ key }) => key)).toEqual(["WR04", "WR05", "WR07", "WR08", "WR10", "WR11", "WR12", "WR14"]);
    for (const warning of base.warnings ?? [])
      expect([warning.key, warning.waitingFor !== undefined]).toEqual([warning.key, warning.levels.length === 0]);
  });
});
