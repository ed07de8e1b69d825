import { describe, expect, it } from "vitest";
import { lint } from "../src/lint.ts";
import { mergeCatalogue } from "../src/merge.ts";
import { resolveFormula } from "../src/operands.ts";
import { cellKey } from "../src/vocabulary.ts";
import { base, operandsOf, parts, vocabulary } from "./base-catalogue.ts";

describe("keys and references of the base catalogue", () => {
  it("uses each key once and in ASCII, with both names", () => {
    const inner = [
      ...base.breakdowns.map(({ members }) => members),
      ...(base.limits ?? []).map(({ limits }) => limits),
      ...(base.surveys ?? []).flatMap(({ grades, questions }) => [grades, questions]),
      ...base.schemes.flatMap(({ gates = [], grades = [] }) => [gates, grades]),
    ];
    const lists = [
      base.breakdowns,
      base.measures,
      base.derived,
      base.factorSets,
      base.indicators,
      base.rules,
      base.forms,
      base.schemes,
      base.limits ?? [],
      base.registry ?? [],
      base.warnings ?? [],
      base.rubrics ?? [],
      base.surveys ?? [],
      base.ruleHomes ?? [],
      ...inner,
    ];
    for (const list of lists) {
      const keys = list.map((entry) => entry.key);
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const entry of lists.flat()) {
      expect(entry.key).toMatch(/^[A-Za-z][A-Za-z0-9_-]*$/);
      expect(entry.name.zh, entry.key).not.toBe("");
      expect(entry.name.en, entry.key).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  it("says of each entry where it comes from and how far that may be trusted", () => {
    const { measures, derived, indicators, rules, forms, schemes } = base;
    const { limits, registry, targets, warnings, rubrics, surveys, ruleHomes } = base;
    type Entries = readonly { key: string; source?: string; status?: string }[] | undefined;
    const own: Entries[] = [measures, derived, indicators, rules, forms, schemes];
    const lists: Entries[] = [...own, limits, registry, targets, warnings, rubrics, surveys, ruleHomes];
    const silent = lists
      .flatMap((list) => list ?? [])
      .filter(({ source, status }) => source === undefined || status === undefined);
    expect(silent.map(({ key }) => key)).toEqual([]);
  });

  it("passes the lint but for what nobody has issued, entered or verified yet", () => {
    const found: Record<string, string[]> = {};
    for (const { code, path, severity } of lint(base)) {
      const [, list = "", at = "", rest = ""] = /^(\w+)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
      const key = (base[list as "rules"][Number(at)] as { key: string }).key;
      (found[`${severity} ${code}`] ??= []).push(`${key} ${rest}`.trim());
    }
    const gates = ["gates[0].when", "gates[1].targets[0]", "gates[1].targets[1]"];
    const prices = ["COAL", "DIESEL", "ELECTRICITY", "GASOLINE", "LPG", "NATURAL_GAS", "WATER"];
    expect(found).toEqual({
      // 表号, 制定机关, 批准文号 and 有效期 of the twelve forms and the ledger.
      "warn approval_missing": base.forms.filter(({ filledBy }) => filledBy !== "system").map(({ key }) => key),
      // Chapter 6 of GB/T 44889-2024.
      "warn breakdown_empty": ["cost_item members"],
      // Carbon of electricity, gas, coal and heat.
      "warn factor_empty": [0, 1, 2, 3].map((at) => `EF_CO2 factors[${at}].value`),
      // The supervision module does not count yet, and no level of the energy targets is issued.
      "warn gate_without_data": ["AH", "SZ", "ZJA", "ZJI"].flatMap((scheme) =>
        gates.map((gate) => `${scheme} ${gate}`),
      ),
      // Reference prices and energy norms.
      "warn rule_waits": [...prices.flatMap((kind) => [`VR33_${kind}_HIGH`, `VR33_${kind}_LOW`]), "VR36", "VR36_GUIDE"],
    });
  });

  it("has only formulas that the language reads over keys that exist", () => {
    for (const { formula } of [...base.derived, ...base.indicators]) operandsOf(formula);
    const conditions = [
      ...base.rules.flatMap(({ expr, when }) => [expr, ...(when === undefined ? [] : [when])]),
      ...(base.warnings ?? []).flatMap(({ levels }) => levels.map(({ when }) => when)),
      ...base.schemes.flatMap(({ gates = [] }) => gates.flatMap(({ when }) => (when === undefined ? [] : [when]))),
    ];
    for (const text of conditions)
      expect(resolveFormula(vocabulary, text, "condition"), text).toMatchObject({ ok: true });
  });

  it("gives every rule a source and advice in both languages", () => {
    for (const rule of base.rules)
      expect([rule.advice.zh, rule.advice.en, rule.source ?? ""].includes(""), rule.key).toBe(false);
  });

  it("numbers the rows of each form in order and splits measures only by breakdowns they have", () => {
    for (const form of base.forms) {
      const lines = form.sections.flatMap((section) => section.lines);
      expect(lines.map((line) => Number(line.row))).toEqual(lines.map((_, index) => index + 1));
      for (const { measure, member } of lines)
        expect(resolveFormula(vocabulary, cellKey(measure, member ?? "total")).ok, `${form.key} ${measure}`).toBe(true);
    }
  });

  it("issues no form number, maker, approval or validity that nobody issued", () => {
    for (const { number, maker, approval, validUntil } of base.forms)
      expect([number, maker, approval, validUntil]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("leaves only the unverified cost items without members, and out of every form", () => {
    const empty = base.breakdowns.filter((breakdown) => breakdown.members.length === 0);
    expect(empty.map(({ key, status }) => [key, status])).toEqual([["cost_item", "NEEDS_CHECK"]]);
  });

  it("gives the same document in whatever order the files are read", () => {
    expect(mergeCatalogue(parts.toReversed())).toEqual(base);
  });

  it("keeps every typed rate with natural bounds within them by a block rule on its parts", () => {
    const kept = new Set(base.rules.filter(({ severity }) => severity === "block").map(({ expr }) => expr));
    const rates = base.indicators.filter(({ natural, uom }) => natural !== undefined && uom === "%");
    // 32 rates; of counters, which no rule can ask, are eight; idle_reuse_rate is a part over itself and another. Title
    // is reported by the bureau, maybe for its whole region, and gross area by each unit: a question, not a block.
    const typed = rates.filter(({ formula }) =>
      operandsOf(formula).every((key) => vocabulary.measures.get(key)?.origin === undefined),
    );
    const open = typed.filter(({ formula }) => {
      const [, part, whole] = /^(\w+) \/ (\w+) \* 100$/.exec(formula) ?? [];
      return !kept.has(`${part} <= ${whole}`);
    });
    expect([rates.length, typed.length, open.map(({ key }) => key)]).toEqual([
      32,
      24,
      ["idle_reuse_rate", "ownership_registration_rate"],
    ]);
  });
});
