import type { LintCode } from "./lint-finding.ts";
import { NAME, add, rubric, splitQuota, survey, third, type LintCase } from "./testing-lint.ts";

/** Of keys, measures, factors, formulas, forms and what feeds measures. */
export const ENTRY_CASES = {
  key_pattern: {
    path: "rules[0].key",
    change: (draft) => (draft.rules[0]!.key = "VR 24"),
    near: (draft) => (draft.rules[0]!.key = "VR-24_b"),
  },
  reserved_key: {
    path: "rules[0].key",
    change: (draft) => (draft.rules[0]!.key = "VR01"),
    near: (draft) => (draft.rules[0]!.key = "VR04"),
  },
  duplicate_key: {
    path: "rules[1].key",
    change: (draft) => (draft.rules[1]!.key = "VR24"),
    near: (draft) => (draft.rules[1]!.key = "VR24_B"),
  },
  unknown_breakdown: {
    path: "measures[0].breakdowns[0]",
    change: (draft) => (draft.measures[0]!.breakdowns = ["level"]),
    near: (draft) => (draft.measures[0]!.breakdowns = ["veh_class"]),
  },
  unknown_measure: {
    path: "targets[0].measure",
    change: (draft) => (draft.targets = [{ key: "T", measure: "gone", year: 2026, value: 1 }]),
    near: (draft) => (draft.targets = [{ key: "T", measure: "budget", year: 2026, value: 1 }]),
  },
  unknown_member: {
    path: "forms[0].sections[0].lines[7].member",
    change: (draft) =>
      draft.forms[0]!.sections[0]!.lines.push({ row: "8", measure: "veh_quota", member: "veh_class:other" }),
    near: (draft) => {
      splitQuota(draft);
      draft.forms[0]!.sections[0]!.lines.push({ row: "8", measure: "veh_quota", member: "veh_class:other" });
    },
  },
  unknown_indicator: {
    path: "targets[0].indicator",
    change: (draft) => (draft.targets = [{ key: "T", indicator: "gone", year: 2026, value: 1 }]),
    near: (draft) => (draft.targets = [{ key: "T", indicator: "cost_share", year: 2026, value: 1 }]),
  },
  unknown_replaced: {
    path: "measures[0].replaces",
    change: (draft) => (draft.measures[0]!.replaces = "old"),
    near: (draft) => {
      add(draft, "old");
      draft.measures[0]!.replaces = "old";
    },
  },
  breakdown_empty: {
    path: "breakdowns[1].members",
    change: (draft) => draft.breakdowns.push({ key: "x", name: NAME, members: [] }),
    near: (draft) => draft.breakdowns.push({ key: "x", name: NAME, members: [{ key: "a", name: NAME }] }),
  },
  module_unknown: {
    path: "modules[0]",
    change: (draft) => (draft.modules = ["opinion"]),
    near: (draft) => {
      draft.modules = ["opinion"];
      add(draft, "opinions", third(draft, { filledBy: "system" }), { origin: "counter", module: "opinion" });
    },
  },
  bad_factor: {
    path: "factorSets[0].factors[0].value",
    change: (draft) => (draft.factorSets[0]!.factors[0]!.value = "1/3"),
    near: (draft) => (draft.factorSets[0]!.factors[0]!.value = "0.333"),
  },
  factor_empty: {
    path: "factorSets[0].factors[0].value",
    change: (draft) => (draft.factorSets[0]!.factors[0]!.value = null),
    near: (draft) => (draft.factorSets[0]!.factors[0]!.value = "0"),
  },
  overlapping_dates: {
    path: "factorSets[0].factors[2]",
    change: (draft) => {
      draft.factorSets[0]!.factors[0]!.validTo = "2027-01-01";
      draft.factorSets[0]!.factors.push({ measure: "elec_kwh", value: "0.2", validFrom: "2027-01-01" });
    },
    near: (draft) => {
      draft.factorSets[0]!.factors[0]!.validTo = "2026-12-31";
      draft.factorSets[0]!.factors.push({ measure: "elec_kwh", value: "0.2", validFrom: "2027-01-01" });
    },
  },
  bad_formula: {
    path: "indicators[3].formula",
    change: (draft) => (draft.indicators[3]!.formula = "op_cost / (budget * 100"),
    near: (draft) => (draft.indicators[3]!.formula = "op_cost / (budget) * 100"),
  },
  cycle: {
    path: "derived[1].formula",
    change: (draft) => draft.derived.push({ key: "a", name: NAME, uom: "tce", formula: "energy_tce + a" }),
    near: (draft) => draft.derived.push({ key: "a", name: NAME, uom: "tce", formula: "energy_tce + energy_tce" }),
  },
  no_operands: {
    path: "indicators[3].formula",
    change: (draft) => (draft.indicators[3]!.formula = "1 / 3 * 100"),
    near: (draft) => (draft.indicators[3]!.formula = "elapsed_share() * op_cost / budget * 100"),
  },
  rule_only: {
    path: "indicators[3].formula",
    change: (draft) => (draft.indicators[3]!.formula = "if(given(op_cost), op_cost, 0) / budget * 100"),
    near: (draft) => (draft.rules[2]!.expr = "if(given(op_cost), op_cost, 0) > 0"),
  },
  not_collected: {
    path: "indicators[3].formula",
    change: (draft) => {
      splitQuota(draft);
      draft.indicators[3]!.formula = "veh_quota[veh_class:other] / veh_quota * 100";
    },
    near: (draft) => (draft.indicators[3]!.formula = "veh_actual[veh_class:other] / veh_quota * 100"),
  },
  orphan_measure: {
    path: "measures[9]",
    change: (draft) => add(draft, "lonely"),
    near: (draft) => add(draft, "asked", draft.forms[0]),
  },
  replaced_asked: {
    path: "forms[0].sections[0].lines[6]",
    change: (draft) => add(draft, "balance_2", draft.forms[0], { replaces: "balance" }),
    near: (draft) => {
      draft.forms[0]!.sections[0]!.lines.pop();
      add(draft, "balance_2", draft.forms[0], { replaces: "balance" });
    },
  },
  duplicate_row: {
    path: "forms[0].sections[0].lines[1].row",
    change: (draft) => (draft.forms[0]!.sections[0]!.lines[1]!.row = "1"),
    near: (draft) => (draft.forms[0]!.sections[0]!.lines[1]!.row = "1a"),
  },
  duplicate_line: {
    path: "forms[0].sections[0].lines[7]",
    change: (draft) => draft.forms[0]!.sections[0]!.lines.push({ row: "8", measure: "balance" }),
    near: (draft) => add(draft, "balances", draft.forms[0]),
  },
  typed_counter: {
    path: "forms[0].sections[0].lines[6]",
    change: (draft) => (draft.measures[8]!.origin = "counter"),
    near: (draft) => {
      draft.measures[8]!.origin = "counter";
      const [line] = draft.forms[0]!.sections[0]!.lines.splice(6, 1);
      third(draft, { filledBy: "system" }).sections[0]!.lines.push(line!);
    },
  },
  typed_twice: {
    path: "forms[2].sections[0].lines[0]",
    change: (draft) => third(draft, { period: "quarter" }).sections[0]!.lines.push({ row: "1", measure: "op_cost" }),
    near: (draft) =>
      third(draft, { period: "quarter", ledgerOf: "F2" }).sections[0]!.lines.push({ row: "1", measure: "op_cost" }),
  },
  ledger_mismatch: {
    path: "forms[2].ledgerOf",
    change: (draft) =>
      third(draft, { period: "year", ledgerOf: "F2" }).sections[0]!.lines.push({ row: "1", measure: "op_cost" }),
    near: (draft) =>
      third(draft, { period: "half", ledgerOf: "F2" }).sections[0]!.lines.push({ row: "1", measure: "op_cost" }),
  },
  approval_missing: {
    path: "forms[2]",
    change: (draft) => third(draft, { approval: " " }),
    near: (draft) => third(draft),
  },
  approval_expired: {
    path: "forms[2].validUntil",
    change: (draft) => third(draft),
    options: { today: "2030-01-01" },
    near: (draft) => third(draft),
    nearOptions: { today: "2029-12-31" },
  },
  bad_target: {
    path: "targets[1]",
    change: (draft) =>
      (draft.targets = [
        { key: "A", measure: "budget", year: 2026, value: 1 },
        { key: "B", measure: "budget", year: 2026, value: 2 },
      ]),
    near: (draft) =>
      (draft.targets = [
        { key: "A", measure: "budget", year: 2026, value: 1 },
        { key: "B", measure: "budget", year: 2026, region: "330100", value: 2 },
      ]),
  },
  survey_measures: {
    path: "surveys[0].results[0].sumsq",
    change: (draft) => survey(draft, "balance"),
    near: (draft) => survey(draft, "s_sumsq"),
  },
  rubric_measures: {
    path: "rubrics[0].measure",
    change: (draft) => rubric(draft, "form"),
    near: (draft) => rubric(draft, "rubric"),
  },
  evidence_missing: {
    path: "indicators[3].evidenceGrade",
    change: (draft) => draft.indicators.slice(0, 3).forEach((indicator) => (indicator.evidenceGrade = "self")),
    near: (draft) => draft.indicators.forEach((indicator) => (indicator.evidenceGrade = "self")),
  },
  rule_homes: {
    path: "rules[1].key",
    change: (draft) => (draft.ruleHomes = [{ key: "VR24", name: NAME, home: { kind: "expression", rules: ["VR24"] } }]),
    near: (draft) =>
      (draft.ruleHomes = [
        { key: "VR24", name: NAME, home: { kind: "expression", rules: ["VR24"] } },
        { key: "VR34", name: NAME, home: { kind: "expression", rules: ["VR34"] } },
        { key: "VR98", name: NAME, home: { kind: "waiting", for: NAME } },
      ]),
  },
} satisfies Partial<Record<LintCode, LintCase>>;
