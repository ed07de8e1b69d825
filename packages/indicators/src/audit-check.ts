import type { Measure, Rule, Text } from "./catalogue.ts";
import { BUILT_IN_RULES } from "./check-answer.ts";
import { conditionOf } from "./compile.ts";
import { childrenOf, operandsOf } from "./compute.ts";
import type { Formula, Node } from "./operands.ts";
import { askedBy, cellKey, type Vocabulary } from "./vocabulary.ts";

/** 审核方法: the three checks as reviewers name them. */
export const AUDIT_CHECKS = ["completeness", "plausibility", "consistency"] as const;
export type AuditCheck = (typeof AUDIT_CHECKS)[number];
/** How plausibility is judged, and between what consistency. */
export const AUDIT_WAYS = [
  "range",
  "peers",
  "unit_price",
  "year_on_year",
  "period_on_period",
  "fixed_base",
  "lines",
  "forms",
  "ledger",
  "registry",
] as const;
export type AuditWay = (typeof AUDIT_WAYS)[number];

export const auditChecks: Readonly<Record<AuditCheck, Text>> = {
  completeness: { zh: "完整性", en: "Completeness" },
  plausibility: { zh: "合理性", en: "Plausibility" },
  consistency: { zh: "匹配性", en: "Consistency" },
};

export const auditWays: Readonly<Record<AuditWay, Text>> = {
  range: { zh: "区间", en: "Range" },
  peers: { zh: "同类", en: "Peers" },
  unit_price: { zh: "单价", en: "Unit price" },
  year_on_year: { zh: "同比", en: "Year on year" },
  period_on_period: { zh: "环比", en: "On the period before" },
  fixed_base: { zh: "定比", en: "On a fixed base" },
  lines: { zh: "表内", en: "Between lines" },
  forms: { zh: "表间", en: "Between forms" },
  ledger: { zh: "台账", en: "Against the ledger" },
  registry: { zh: "名录", en: "Against the registry" },
};

/** The ways of a check; completeness has none, it is asked and answered. */
export const waysOfCheck: Readonly<Record<AuditCheck, readonly AuditWay[]>> = {
  completeness: [],
  plausibility: ["range", "peers", "unit_price", "year_on_year", "period_on_period", "fixed_base"],
  consistency: ["lines", "forms", "ledger", "registry"],
};

export type AuditKind = { check: AuditCheck; way: AuditWay | null };

const builtIn: Readonly<Record<(typeof BUILT_IN_RULES)[number], AuditKind>> = {
  VR01: { check: "completeness", way: null },
  VR02: { check: "plausibility", way: "range" },
  VR03: { check: "plausibility", way: "range" },
  VR32: { check: "consistency", way: "lines" },
};

/** Under which check a rule falls: as its catalogue states, else as its condition reads. Null for an unknown rule. */
export function auditCheckOf(vocabulary: Vocabulary, key: string): AuditKind | null {
  const own = builtIn[key as keyof typeof builtIn];
  if (own !== undefined) return own;
  const rule = vocabulary.catalogue.rules.find((candidate) => candidate.key === key);
  if (rule === undefined) return null;
  if (rule.check !== undefined) return { check: rule.check, way: rule.way ?? null };
  return readCheck(vocabulary, rule, conditionOf(vocabulary, rule.expr));
}

/**
 * As a condition reads: a year earlier in it is 同比, an earlier period 环比, the peers 同类; the registry 名录; money
 * against a quantity is 单价; figures held together by a stated number or a limit are 区间; figures of a unit against each
 * other are 匹配性, between forms where the asking form lacks one of them. A fixed base no condition names.
 */
export function readCheck(vocabulary: Vocabulary, rule: Pick<Rule, "form">, formula: Formula): AuditKind {
  const { refs, externals, root } = formula;
  if (refs.some(({ lag }) => lag === 1)) return { check: "plausibility", way: "year_on_year" };
  if (refs.some(({ periods = 0, window }) => periods > 0 && window === undefined) || asksAllBefore(formula))
    return { check: "plausibility", way: "period_on_period" };
  if (externals.some(({ kind }) => kind === "peer_median")) return { check: "plausibility", way: "peers" };
  if (externals.some(({ kind }) => kind === "registry")) return { check: "consistency", way: "registry" };
  const figures = new Set(refs.map(({ measure, member }) => cellKey(measure, member)));
  if (figures.size < 2) return { check: "plausibility", way: "range" };
  const sides = sidesOf(root);
  const money = sides?.map((side) => isMoney(vocabulary, formula, side)) ?? [];
  if (money.includes(true) && money.includes(false)) return { check: "plausibility", way: "unit_price" };
  if (sides !== null && hasNumber(formula, root)) return { check: "plausibility", way: "range" };
  const form = rule.form === undefined ? undefined : vocabulary.forms.get(rule.form);
  const asked = form && askedBy(form);
  const around = asked !== undefined && [...figures].some((cell) => !asked.has(cell));
  return { check: "consistency", way: around ? "forms" : "lines" };
}

/** Whether a condition asks how much of the form stands as it did before. */
const asksAllBefore = ({ externals }: Formula): boolean => externals.some(({ kind }) => kind === "copied_share");

/** Both sides of a comparison of figures; null for anything else. */
const sidesOf = (root: Node): [Node, Node] | null => (root.kind === "compare" ? [root.left, root.right] : null);

/** Whether a side is an amount of money; null where it names no figure. */
function isMoney(vocabulary: Vocabulary, formula: Formula, side: Node): boolean | null {
  const measures = operandsOf(side).map((at) => vocabulary.measures.get(formula.refs[at]?.measure ?? ""));
  const known = measures.filter((measure): measure is Measure => measure !== undefined);
  return known.length === 0 ? null : known.some((measure) => measure.type === "money");
}

/** Whether a condition states a number, itself or by a limit. */
const hasNumber = (formula: Formula, node: Node): boolean =>
  node.kind === "number" ||
  (node.kind === "operand" && formula.externals[node.operand - formula.refs.length]?.kind === "limit") ||
  childrenOf(node).some((child) => hasNumber(formula, child));
