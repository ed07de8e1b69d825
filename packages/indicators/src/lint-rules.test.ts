import { describe, expect, it } from "vitest";
import type { Catalogue, Rule } from "./catalogue.ts";
import { problems } from "./test-catalogue.ts";
import { NAME, add, rubric, rule, third } from "./testing-lint.ts";

/** balance may be negative, veh_actual and veh_quota count, energy_area is measured; all are asked by F1. */
function found(expr: string, extra: Partial<Rule> = {}, also: (draft: Catalogue) => void = () => {}): string[] {
  return problems((draft) => {
    also(draft);
    rule(draft, expr, extra);
  }).map(([, code]) => code as string);
}

describe("rules that no figures can break, or satisfy", () => {
  it.each<[string, Partial<Rule>?]>([
    ["veh_actual >= 0"],
    ["veh_actual > -1"],
    ["veh_actual <= veh_actual + veh_quota"],
    ["veh_actual - veh_quota <= veh_actual"],
    ["2 * veh_actual >= veh_actual"],
    ["abs(balance) >= 0"],
    ["balance ^ 2 >= 0"],
    ["max(balance, 0) >= 0"],
    ["min(veh_actual, 3 * veh_quota) >= 0"],
    ["energy_area / veh_actual >= 0"],
    ["sum(veh_actual[veh_class]) >= 0"],
    ["count(veh_actual[veh_class]) <= 2"],
    ["if(balance > 0, veh_actual, veh_quota) >= 0"],
    ["elapsed_share() <= 1"],
    ["prev_year(veh_actual) >= 0"],
    ["veh_actual == 0 or veh_actual >= 1"],
    ["veh_actual != 0.5"],
    ["veh_actual > veh_quota implies veh_actual > 0"],
    ["veh_actual >= 50", { when: "veh_actual >= 100" }],
    ["veh_quota >= 0.5", { when: "veh_quota > veh_actual" }],
    ["veh_actual <= veh_quota", { when: "veh_actual < 5 and veh_quota >= 5" }],
    ["veh_actual == veh_quota", { when: "veh_actual < 5 and veh_actual > 6" }],
    ["balance >= -3", { tolerance: "4", when: "balance >= -7" }],
    ["veh_actual <= veh_quota", { validFrom: "2027-01-01", validTo: "2026-12-31" }],
  ])("never fires: %s %o", (expr, extra) => {
    expect(found(expr, extra)).toEqual(["rule_never_fires"]);
  });

  it.each<[string, Partial<Rule>?]>([
    ["veh_actual < 0"],
    ["veh_actual + veh_quota < veh_actual"],
    ["veh_actual == 2.5"],
    ["abs(balance) < 0"],
    ["veh_actual > 5 and veh_actual < 6"],
    ["not (veh_actual >= 0)"],
    ["veh_actual < veh_quota", { when: "veh_actual > veh_quota" }],
    ["veh_actual <= 10", { when: "veh_actual >= 100", tolerance: "5" }],
    ["copied_share() > 1"],
  ])("always fires: %s %o", (expr, extra) => {
    expect(found(expr, extra)).toEqual(["rule_always_fires"]);
  });

  it.each<[string, Partial<Rule>?]>([
    ["veh_actual > 0"],
    ["balance >= 0"],
    ["energy_area != 0.5"],
    ["energy_area > 5 and energy_area < 6"],
    ["veh_actual <= veh_quota + veh_quota"],
    ["energy_area / veh_actual >= 1"],
    ["veh_actual >= 100", { when: "veh_actual >= 50" }],
    ["veh_quota > 0.5", { when: "veh_quota >= veh_actual" }],
    ["balance >= -3", { tolerance: "4", when: "balance >= -8" }],
    ["veh_actual <= 10", { when: "veh_actual >= 15", tolerance: "5" }],
    ["(veh_actual > 0) == (veh_quota > 0)"],
    ["given(veh_actual) implies veh_quota > 0"],
    ["elapsed_share() < 1"],
    ["robust_z(veh_actual) <= 3.5"],
    ["annualised(veh_actual) <= 100"],
    ["veh_actual <= veh_quota", { validFrom: "2026-12-31", validTo: "2026-12-31" }],
  ])("may hold and may fail: %s %o", (expr, extra) => {
    expect(found(expr, extra)).toEqual([]);
  });

  it("knows the value of a limit, the points of a rubric and the bounds of a flag", () => {
    const limit = (value: string) => (draft: Catalogue) =>
      (draft.limits = [{ key: "L", name: NAME, uom: "个", limits: [{ key: "a", name: NAME, value }] }]);
    expect(found("veh_actual >= limit(L[a])", {}, limit("0"))).toEqual(["rule_never_fires"]);
    expect(found("veh_actual >= limit(L[a])", {}, limit("1"))).toEqual([]);
    const points = (draft: Catalogue) => rubric(draft, "rubric");
    expect(found("points <= 100", {}, points)).toEqual(["rule_never_fires"]);
    expect(found("points <= 99", {}, points)).toEqual([]);
    const flag = (draft: Catalogue) => (draft.registry = [{ key: "metered", name: NAME, type: "flag" }]);
    expect(found("registry(metered) <= 1 or veh_actual > 9", {}, flag)).toEqual(["rule_never_fires"]);
    expect(found("registry(metered) == 1 or veh_actual > 9", {}, flag)).toEqual([]);
  });

  it("gives up on a condition of too many branches instead of claiming anything", () => {
    const parts = Array.from({ length: 40 }, (_, at) => `(balance > ${at} or balance < -${at})`);
    expect(found(`not (${parts.join(" and ")})`)).toEqual([]);
  });
});

describe("who asks a rule", () => {
  it("lets a form ask what other forms know of now, not of earlier", () => {
    expect(found("op_cost <= balance", { form: "F1" })).toEqual([]);
    expect(found("op_cost <= prev_year(balance)", { form: "F1" })).toEqual([]);
    expect(found("prev_year(op_cost) <= balance", { form: "F1" })).toEqual(["rule_unasked"]);
  });

  it("warns where the form has nothing of the rule, or nobody asks a figure", () => {
    expect(found("op_cost <= budget", { form: "F1" })).toEqual(["rule_unasked"]);
    expect(found("veh_quota[veh_class:other] <= veh_quota", { form: "F1" }, splitAsked)).toEqual(["rule_unasked"]);
  });

  it("takes of a breakdown the members that a form asks", () => {
    const third3 = (draft: Catalogue) => {
      add(draft, "cars", undefined, { breakdowns: ["veh_class"] });
      const form = third(draft);
      form.sections[0]!.lines.push(
        { row: "1", measure: "cars" },
        { row: "2", measure: "cars", member: "veh_class:other" },
      );
    };
    expect(found("sum(cars[veh_class]) <= cars", {}, third3)).toEqual([]);
  });

  it("asks a rule over nothing but what is known beside the figures of every form", () => {
    expect(found("copied_share() < 0.8")).toEqual([]);
  });

  it("refuses a tolerance where no comparison stands at the top, or none of equality or order", () => {
    expect(found("not veh_actual < veh_quota", { tolerance: "1" })).toEqual(["tolerance_unusable"]);
    expect(found("veh_actual != veh_quota", { tolerance: "1" })).toEqual(["tolerance_unusable"]);
    expect(found("veh_actual == veh_quota", { tolerance: "1/2" })).toEqual(["tolerance_unusable"]);
    expect(found("(veh_actual == veh_quota)", { tolerance: "0.5" })).toEqual([]);
  });
});

function splitAsked(draft: Catalogue): void {
  draft.measures[5]!.breakdowns = ["veh_class"];
}
