import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { compile } from "./compile.ts";
import { FormulaFailure } from "./formula-error.ts";
import { lint } from "./lint.ts";
import { CATALOGUE, edited, problems } from "./test-catalogue.ts";

const NAME = { zh: "名", en: "name" };

describe("lint", () => {
  it("finds in the sample only that its forms are not approved and that raw coal has no emission factor", () => {
    expect(lint(CATALOGUE).map(({ severity, code, path }) => [severity, code, path])).toEqual([
      ["warn", "factor_empty", "factorSets[1].factors[1].value"],
      ["warn", "approval_missing", "forms[0]"],
      ["warn", "approval_missing", "forms[1]"],
    ]);
  });

  it.each<[string, (draft: Catalogue) => void, string, string, string]>([
    [
      "a measure key in upper case",
      (draft) => (draft.measures[8]!.key = "Balance"),
      "error",
      "key_pattern",
      "measures[8].key",
    ],
    ["a rule key with a blank", (draft) => (draft.rules[0]!.key = "VR 24"), "error", "key_pattern", "rules[0].key"],
    [
      "a member key that is not ASCII",
      (draft) => (draft.breakdowns[0]!.members[1]!.key = "其他"),
      "error",
      "key_pattern",
      "breakdowns[0].members[1].key",
    ],
    [
      "two measures with one key",
      (draft) => draft.measures.push(draft.measures[0]!),
      "error",
      "duplicate_key",
      "measures[9].key",
    ],
    [
      "two targets with one key",
      (draft) => {
        const target = { key: "T", indicator: "cost_share", year: 2027, value: null };
        draft.targets = [target, { ...target, year: 2028 }];
      },
      "error",
      "duplicate_key",
      "targets[1].key",
    ],
    [
      "a derived measure named like a measure",
      (draft) => (draft.derived[0]!.key = "op_cost"),
      "error",
      "duplicate_key",
      "derived[0].key",
    ],
    [
      "a measure named like a function",
      (draft) => (draft.measures[8]!.key = "sum"),
      "error",
      "reserved_key",
      "measures[8].key",
    ],
    [
      "a rule named like a built-in one",
      (draft) => (draft.rules[0]!.key = "VR01"),
      "error",
      "reserved_key",
      "rules[0].key",
    ],
    [
      "a measure's unknown breakdown",
      (draft) => (draft.measures[0]!.breakdowns = ["level"]),
      "error",
      "unknown_breakdown",
      "measures[0].breakdowns[0]",
    ],
    [
      "a replaced measure that never was",
      (draft) => (draft.measures[0]!.replaces = "old_area"),
      "error",
      "unknown_replaced",
      "measures[0].replaces",
    ],
    [
      "a measure that replaces itself",
      (draft) => (draft.measures[0]!.replaces = "energy_area"),
      "error",
      "unknown_replaced",
      "measures[0].replaces",
    ],
    [
      "a factor for an unknown measure",
      (draft) => (draft.factorSets[0]!.factors[0]!.measure = "steam"),
      "error",
      "unknown_measure",
      "factorSets[0].factors[0].measure",
    ],
    [
      "a factor that is not a decimal",
      (draft) => (draft.factorSets[0]!.factors[0]!.value = "1/3"),
      "error",
      "bad_factor",
      "factorSets[0].factors[0].value",
    ],
    [
      "a line for an unknown measure",
      (draft) => (draft.forms[0]!.sections[0]!.lines[3]!.measure = "veh_quote"),
      "error",
      "unknown_measure",
      "forms[0].sections[0].lines[3].measure",
    ],
    [
      "a line for an unknown member",
      (draft) => (draft.forms[0]!.sections[0]!.lines[1]!.member = "veh_class:tank"),
      "error",
      "unknown_member",
      "forms[0].sections[0].lines[1].member",
    ],
    [
      "a line for a member the measure is not split by",
      (draft) => (draft.forms[0]!.sections[0]!.lines[3]!.member = "veh_class:other"),
      "error",
      "unknown_member",
      "forms[0].sections[0].lines[3].member",
    ],
    [
      "a row number used twice",
      (draft) => (draft.forms[0]!.sections[0]!.lines[6]!.row = "1"),
      "error",
      "duplicate_row",
      "forms[0].sections[0].lines[6].row",
    ],
    [
      "a line asked twice",
      (draft) => draft.forms[0]!.sections[0]!.lines.push({ row: "9", measure: "balance" }),
      "error",
      "duplicate_line",
      "forms[0].sections[0].lines[7]",
    ],
    [
      "a formula that does not parse",
      (draft) => (draft.indicators[0]!.formula = "energy_tce *"),
      "error",
      "bad_formula",
      "indicators[0].formula",
    ],
    [
      "a formula with an unknown name",
      (draft) => (draft.rules[0]!.expr = "veh_actual <= veh_quote"),
      "error",
      "bad_formula",
      "rules[0].expr",
    ],
    [
      "an indicator that is a condition",
      (draft) => (draft.indicators[0]!.formula = "op_cost > 1"),
      "error",
      "bad_formula",
      "indicators[0].formula",
    ],
    [
      "a rule that is a number",
      (draft) => (draft.rules[1]!.when = "energy_users"),
      "error",
      "bad_formula",
      "rules[1].when",
    ],
    [
      "an interval bound with an unknown name",
      (draft) => (draft.indicators[0]!.interval = { level: 95, lower: "op_cost", upper: "hi" }),
      "error",
      "bad_formula",
      "indicators[0].interval.upper",
    ],
    [
      "a formula of constants",
      (draft) => (draft.indicators[0]!.formula = "1 + 2"),
      "error",
      "no_operands",
      "indicators[0].formula",
    ],
    [
      "last year of last year",
      (draft) => (draft.indicators[2]!.formula = "prev_year(op_cost / prev_year(op_cost))"),
      "error",
      "bad_formula",
      "indicators[2].formula",
    ],
    [
      "a member of a measure that is not split",
      (draft) => (draft.indicators[3]!.formula = "op_cost / veh_quota[veh_class:other]"),
      "error",
      "bad_formula",
      "indicators[3].formula",
    ],
    [
      "a rule over two forms",
      (draft) => (draft.rules[2]!.expr = "op_cost > energy_users"),
      "warn",
      "rule_unasked",
      "rules[2]",
    ],
  ])("reports %s", (_title, change, severity, code, path) => {
    expect(problems(change)).toContainEqual([severity, code, path]);
  });

  it("reports derived measures that refer to each other, with the way round", () => {
    const cyclic = (draft: Catalogue) => {
      draft.derived.push(
        { key: "a", name: NAME, uom: "x", formula: "b + 1" },
        { key: "b", name: NAME, uom: "x", formula: "op_cost + a" },
        { key: "c", name: NAME, uom: "x", formula: "a * 2" },
      );
      draft.indicators[1]!.formula = "c / energy_area";
    };
    expect(problems(cyclic)).toEqual([
      ["error", "cycle", "derived[1].formula"],
      ["error", "cycle", "derived[2].formula"],
    ]);
    const [first] = lint(edited(cyclic)).filter(({ code }) => code === "cycle");
    expect(first?.text.zh).toContain("a → b → a");
    expect(first?.text.en).toContain("a → b → a");
  });

  it("warns of measures in no form and of indicators over them", () => {
    const dropArea = (draft: Catalogue) => {
      const lines = draft.forms[0]!.sections[0]!.lines;
      lines.splice(
        lines.findIndex((line) => line.measure === "energy_area"),
        1,
      );
    };
    expect(problems(dropArea)).toEqual([
      ["warn", "orphan_measure", "measures[0]"],
      ["warn", "not_collected", "indicators[0].formula"],
    ]);
  });
});

describe("compile", () => {
  it("refuses a catalogue with a wrong formula and names the place", () => {
    const compileBroken = () => compile(edited((draft) => (draft.indicators[1]!.formula = "veh_actual /")));
    expect(compileBroken).toThrow(FormulaFailure);
    expect(compileBroken).toThrow("indicators[1].formula");
  });
});
