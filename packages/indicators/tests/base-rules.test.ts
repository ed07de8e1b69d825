import { describe, expect, it } from "vitest";
import type { Catalogue } from "../src/catalogue.ts";
import { compile } from "../src/compile.ts";
import { base } from "./base-catalogue.ts";
import { verdictOfCase, type Case } from "./cases/case.ts";
import { energy } from "./cases/energy.ts";
import { office } from "./cases/office.ts";
import { peopleCost } from "./cases/people-cost.ts";
import { services } from "./cases/services.ts";
import { vehicles } from "./cases/vehicles.ts";
import { mutants } from "./mutants.ts";

const cases: Case[] = [...peopleCost, ...office, ...vehicles, ...energy, ...services];

const ruleOf = (key: string) => {
  const rule = base.rules.find((candidate) => candidate.key === key);
  if (rule === undefined) throw new Error(`no rule ${key}`);
  return rule;
};
const casesOf = (key: string) => cases.filter(([rule]) => rule === key);

describe("the rules of the base catalogue, each by hand-written answers", () => {
  it.each(cases.map((entry) => [`${entry[0]} ${entry[3]} for ${JSON.stringify(entry[4])}`, entry] as const))(
    "%s",
    (_title, entry) => {
      const rule = ruleOf(entry[0]);
      expect([rule.severity, verdictOfCase(rule, entry)]).toEqual([entry[1], entry[3]]);
    },
  );

  it("has for every rule answers with which it holds, with which it breaks and, where it has a `when`, with which it is silent", () => {
    for (const { key, when } of base.rules) {
      const verdicts = new Set(casesOf(key).map(([, , , verdict]) => verdict));
      expect([key, verdicts.has("true"), verdicts.has("false"), when === undefined || verdicts.has("silent")]).toEqual([
        key,
        true,
        true,
        true,
      ]);
    }
  });

  it("asks every rule in the form that its cases name, one also in the monthly ledger; over unknown limits it rests", () => {
    const askedBy = (catalogue: Catalogue) => {
      const asking = new Map<string, string[]>();
      for (const [form, { rules }] of compile(catalogue).compiledForms)
        for (const { rule } of rules) asking.set(rule.key, [...(asking.get(rule.key) ?? []), form]);
      return asking;
    };
    const entered = base.limits!.map((table) => ({
      ...table,
      limits: table.limits.map((row) => ({ ...row, value: row.value ?? "1" })),
    }));
    const expected = (key: string) =>
      key === "VR38" ? ["F_ENE", "F_ENE_M"] : [...new Set(casesOf(key).map((entry) => entry[2]))];
    const whole = askedBy({ ...base, limits: entered });
    for (const { key } of base.rules) expect([key, whole.get(key)]).toEqual([key, expected(key)]);
    // Seven prices with two bounds each (VR33), and two bounds of the energy norm (VR36).
    const asked = askedBy(base);
    const resting = base.rules.filter(({ key }) => !asked.has(key)).map(({ key }) => key.slice(0, 4));
    expect([resting.length, [...new Set(resting)]]).toEqual([16, ["VR33", "VR36"]]);
    const told = compile(base).compiledForms.get("F_ENE")!.resting;
    expect(told.map(({ rule }) => rule.key.slice(0, 4))).toEqual(resting);
    expect(told.find(({ rule }) => rule.key === "VR33_ELECTRICITY_LOW")!.missing.map(({ zh }) => zh)).toEqual([
      "电参考单价“下限”",
    ]);
  });

  it("notices any change of a comparison, a number, a joint, a time or a `when`", () => {
    const unnoticed: string[] = [];
    let tried = 0;
    for (const rule of base.rules)
      for (const mutant of mutants(rule)) {
        tried += 1;
        const noticed = casesOf(rule.key).some((entry) => {
          try {
            return verdictOfCase(mutant, entry) !== entry[3];
          } catch {
            return true;
          }
        });
        if (!noticed) unnoticed.push(`${rule.key}: ${mutant.expr} when ${mutant.when ?? ""}`);
      }
    expect(unnoticed).toEqual([]);
    expect(tried).toBeGreaterThan(300);
  });
});
