import { describe, expect, it } from "vitest";
import { compile, formulaOf } from "./compile.ts";
import { evaluateFormula } from "./evaluate-region.ts";
import { lint } from "./lint.ts";
import { CATALOGUE, county, edited, problems } from "./test-catalogue.ts";
import { NAME, gated, rule } from "./testing-lint.ts";
import type { Catalogue } from "./catalogue.ts";

const metered = (draft: Catalogue) => (draft.registry = [{ key: "metered", name: NAME, type: "flag" }]);

describe("words that ask of one unit", () => {
  it.each([
    ["if(given(op_cost), op_cost, 0) / budget * 100", "given"],
    ["op_cost / budget * 100 * registry(metered)", "registry"],
    ["robust_z(op_cost) * 100", "robust_z"],
    ["copied_share() * op_cost / budget * 100", "copied_share"],
  ])("are refused in an indicator: %s", (formula, word) => {
    const draft = edited((catalogue) => {
      metered(catalogue);
      catalogue.indicators[3]!.formula = formula;
    });
    const found = lint(draft).filter(({ code }) => code === "rule_only");
    expect(found.map(({ path }) => path)).toEqual(["indicators[3].formula"]);
    expect(found[0]!.text.zh).toContain(`${word} 只问单个填报单位`);
  });

  it("are refused in an interval's bound, a warning's level and a gate", () => {
    const found = problems((draft) => {
      draft.indicators[3]!.interval = { level: 95, lower: "robust_z(op_cost) * 100", upper: "op_cost / budget * 100" };
      draft.warnings = [{ key: "W", name: NAME, levels: [{ level: "red", when: "not given(op_cost)" }] }];
      gated(draft, { when: "op_cost > 0 and copied_share() >= 0.8" });
    });
    expect(found.filter(([, code]) => code === "rule_only").map(([severity, , path]) => [severity, path])).toEqual([
      ["error", "indicators[3].interval.lower"],
      ["error", "warnings[0].levels[0].when"],
      ["error", "schemes[0].gates[0].when"],
    ]);
  });

  it("may stand in a derived measure, which only rules may then use; the finding names it", () => {
    const hidden = (draft: Catalogue) => {
      metered(draft);
      draft.derived.push({ key: "metered_kwh", name: NAME, uom: "个", formula: "elec_kwh * registry(metered)" });
      draft.derived.push({ key: "twice", name: NAME, uom: "个", formula: "metered_kwh * 2" });
      rule(draft, "twice <= 100");
    };
    expect(problems(hidden)).toEqual([]);
    const used = (draft: Catalogue) => {
      hidden(draft);
      draft.indicators[3]!.formula = "twice / budget * 100";
    };
    expect(problems(used).map(([, code, path]) => [code, path])).toEqual([["rule_only", "indicators[3].formula"]]);
    const [finding] = lint(edited(used)).filter(({ code }) => code === "rule_only");
    expect(finding?.text.zh).toContain("registry (metered_kwh)");
  });

  it("and what names no measure at all stand for no unit", () => {
    const alone = problems((draft) => {
      draft.indicators[3]!.formula = "elapsed_share() * 100";
      draft.warnings = [{ key: "W", name: NAME, levels: [{ level: "red", when: "copied_share() > 0.8" }] }];
    });
    expect(alone.map(([, code, path]) => [code, path])).toEqual([
      ["no_operands", "indicators[3].formula"],
      ["no_operands", "warnings[0].levels[0].when"],
    ]);
    expect(problems((draft) => rule(draft, "copied_share() < 0.8", { form: "F1" }))).toEqual([]);
  });

  it("turn no missing figure into a value, should they be evaluated all the same", () => {
    const compiled = compile(CATALOGUE);
    const formula = "if(given(op_cost), 10, 20) * elec_kwh";
    const region = (...cells: Parameters<typeof county>[1]) =>
      evaluateFormula(compiled, formula, county(formulaOf(compiled, formula).refs, cells));
    // The second unit gives no cost, so that only the first counts: 10 x 3. Had both counted, 10 x (3 + 4) = 70.
    expect(region({ op_cost: "1", elec_kwh: "3" }, { elec_kwh: "4" })).toMatchObject({
      outcome: { ok: true, value: 30 },
      matched: 1,
      complete: false,
    });
    expect(region({ elec_kwh: "3" }, { elec_kwh: "4" }).outcome).toMatchObject({ gap: { code: "missing" } });
  });
});
