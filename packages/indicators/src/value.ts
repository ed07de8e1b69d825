import type { Text } from "./catalogue.ts";

/**
 * The four values of a cell (design invariant 1). 0 also stands for 未发生.
 * A number is an exact decimal in plain notation; binary floating point begins only at the indicator.
 */
export type CellValue =
  | { state: "number"; value: string; estimated?: boolean }
  /** 不适用: answered; skipped in sums, NA as any other operand. */
  | { state: "na"; reason?: string }
  /** 暂缺: missing; poisons what needs it and is named. */
  | { state: "missing"; reason?: string };

/** Why a formula has no value, naming every operand that stands in the way. */
export type Gap = {
  code:
    | "missing"
    | "not_applicable"
    | "division_by_zero"
    | "factor_unknown"
    | "limit_unknown"
    | "target_unknown"
    | "registry_unknown"
    | "module_absent"
    | "no_peers"
    | "no_period"
    | "no_history"
    | "no_common_units"
    | "not_additive"
    | "not_finite";
  /** Keys of measures, derived measures or factors concerned. */
  operands: string[];
  text: Text;
};

/** A formula's answer: a number, or NA with its reason. */
export type Outcome<N> = { ok: true; value: N } | { ok: false; gap: Gap };
