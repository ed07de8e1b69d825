import { describe, expect, it } from "vitest";
import { auditCheckOf } from "./audit-check.ts";
import { CATALOGUE } from "./test-catalogue.ts";
import { vocabularyOf } from "./vocabulary.ts";

const rule = (key: string, expr: string) => ({
  key,
  name: { zh: key, en: key },
  severity: "warn" as const,
  expr,
  advice: { zh: "核对", en: "check" },
});

/** Conditions of the kinds that reviewers of energy reports name: 完整性, 合理性 (单价, 同比, 环比 ...), 匹配性. */
const VOCABULARY = vocabularyOf({
  ...CATALOGUE,
  limits: [
    {
      key: "vehicles",
      name: { zh: "用车", en: "vehicles" },
      uom: "",
      limits: [{ key: "per_post", name: { zh: "每编制", en: "per post" }, value: "1" }],
    },
  ],
  rules: [
    rule("YEAR", "abs(elec_kwh - prev_year(elec_kwh)) <= 0.3 * prev_year(elec_kwh)"),
    rule("PRICE", "op_cost * 10000 <= 2 * elec_kwh"),
    rule("RATIO", "energy_users >= 0.6 * energy_area"),
    rule("PART", "veh_actual <= veh_quota"),
    rule("BOTH", "(elec_kwh > 0) == (op_cost > 0)"),
    rule("LIMIT", "op_cost > 0"),
    rule("STILL", "elec_kwh != prev_period(elec_kwh) or elec_kwh != prev_period(prev_period(elec_kwh))"),
    rule("PEERS", "abs(robust_z(elec_kwh / energy_area)) <= 3.5"),
    rule("COPIED", "copied_share() < 0.8"),
    { ...rule("STATED", "op_cost > 0"), check: "plausibility" as const, way: "fixed_base" as const },
    rule("NORM", "veh_actual <= limit(vehicles[per_post]) * veh_quota"),
  ],
});

describe("auditCheckOf", () => {
  it.each([
    ["VR01", "completeness", null],
    ["VR02", "plausibility", "range"],
    ["VR03", "plausibility", "range"],
    ["VR32", "consistency", "lines"],
    ["YEAR", "plausibility", "year_on_year"],
    ["PRICE", "plausibility", "unit_price"],
    ["RATIO", "plausibility", "range"],
    ["PART", "consistency", "lines"],
    ["BOTH", "consistency", "lines"],
    ["LIMIT", "plausibility", "range"],
    ["STILL", "plausibility", "period_on_period"],
    ["PEERS", "plausibility", "peers"],
    ["COPIED", "plausibility", "period_on_period"],
    ["STATED", "plausibility", "fixed_base"],
    ["NORM", "plausibility", "range"],
  ])("puts %s under %s, way %s", (key, check, way) => {
    expect(auditCheckOf(VOCABULARY, key)).toEqual({ check, way });
  });

  it("says nothing of a rule that the catalogue does not have", () => {
    expect(auditCheckOf(VOCABULARY, "VR99")).toBeNull();
  });
});
