import type { Text } from "./catalogue.ts";

/** What is wrong in a catalogue. `path` leads to the place: `measures[3].uom`. */
export type LintFinding = { code: LintCode; path: string; severity: "error" | "warn"; text: Text };

export type LintCode =
  | "key_pattern"
  | "reserved_key"
  | "duplicate_key"
  | "unknown_breakdown"
  | "unknown_measure"
  | "unknown_member"
  | "unknown_indicator"
  | "unknown_replaced"
  | "bad_factor"
  | "factor_empty"
  | "bad_formula"
  | "no_operands"
  | "not_collected"
  | "rule_unasked"
  | "orphan_measure"
  | "duplicate_row"
  | "duplicate_line"
  | "bad_weight"
  | "weights_sum"
  | "repeated_indicator"
  | "bad_node"
  | "no_floor"
  | "bad_min_coverage";

export function error(code: LintCode, path: string, zh: string, en: string): LintFinding {
  return { code, path, severity: "error", text: { zh, en } };
}

export function warn(code: LintCode, path: string, zh: string, en: string): LintFinding {
  return { code, path, severity: "warn", text: { zh, en } };
}
