import type { Text } from "./catalogue.ts";

/** What is wrong in a catalogue. `path` leads to the place: `measures[3].uom`. */
export type LintFinding = { code: LintCode; path: string; severity: "error" | "warn"; text: Text };

/** Every code that the linter gives; docs/LINT.md says what each means and what to do. */
export const LINT_CODES = [
  "key_pattern",
  "reserved_key",
  "duplicate_key",
  "unknown_breakdown",
  "unknown_measure",
  "unknown_member",
  "unknown_indicator",
  "unknown_replaced",
  "breakdown_empty",
  "module_unknown",
  "bad_factor",
  "factor_empty",
  "overlapping_dates",
  "bad_formula",
  "cycle",
  "no_operands",
  "rule_only",
  "not_collected",
  "uom_mixed",
  "uom_mismatch",
  "uom_scale",
  "orphan_measure",
  "replaced_asked",
  "duplicate_row",
  "duplicate_line",
  "typed_counter",
  "typed_twice",
  "ledger_mismatch",
  "approval_missing",
  "approval_expired",
  "rule_form_unknown",
  "rule_unasked",
  "rule_waits",
  "rule_never_fires",
  "rule_always_fires",
  "rule_too_strict",
  "tolerance_unusable",
  "rule_check_unfit",
  "rule_check_doubtful",
  "rule_homes",
  "bad_target",
  "survey_measures",
  "rubric_measures",
  "evidence_missing",
  "bad_weight",
  "weights_sum",
  "repeated_indicator",
  "bad_node",
  "no_floor",
  "floor_zero",
  "bad_min_coverage",
  "gate_without_data",
] as const;

export type LintCode = (typeof LINT_CODES)[number];

/** `today` (ISO date) judges validity; `hits` are the rules' real results, by key, in units asked and hit. */
export type LintOptions = { today?: string; hits?: Readonly<Record<string, { asked: number; hits: number }>> };

export function error(code: LintCode, path: string, zh: string, en: string): LintFinding {
  return { code, path, severity: "error", text: { zh, en } };
}

export function warn(code: LintCode, path: string, zh: string, en: string): LintFinding {
  return { code, path, severity: "warn", text: { zh, en } };
}

/** A key that nothing in the catalogue has. */
export function unknown(code: LintCode, path: string, zh: string, en: string, key: string): LintFinding {
  return error(
    code,
    path,
    `目录中没有${zh} ${key}，请改正或先增加它。`,
    `the catalogue has no ${en} ${key}; correct the key or add it first.`,
  );
}
