import type { Measure, Text } from "./catalogue.ts";
import { BUILT_IN_RULES } from "./check-answer.ts";
import { conditionOf } from "./compile.ts";
import { childrenOf, operandsOf } from "./compute.ts";
import type { Formula, Node } from "./operands.ts";
import { cellKey, type Vocabulary } from "./vocabulary.ts";

/** The three checks as reviewers name them. */
export type AuditCheck = "completeness" | "plausibility" | "consistency";
/** How plausibility is judged, where a rule falls under one of the named ways. */
export type AuditWay = "unit_price" | "year_on_year" | "fixed_ratio";

export const auditChecks: Readonly<Record<AuditCheck, Text>> = {
  completeness: { zh: "完整性", en: "Completeness" },
  plausibility: { zh: "合理性", en: "Plausibility" },
  consistency: { zh: "匹配性", en: "Consistency" },
};

export const auditWays: Readonly<Record<AuditWay, Text>> = {
  unit_price: { zh: "单价", en: "Unit price" },
  year_on_year: { zh: "同比", en: "Year on year" },
  fixed_ratio: { zh: "定比", en: "Fixed ratio" },
};

const builtIn: Readonly<Record<(typeof BUILT_IN_RULES)[number], AuditCheck>> = {
  VR01: "completeness",
  VR02: "plausibility",
  VR03: "plausibility",
  VR32: "consistency",
};

/**
 * Under which check a rule falls, read from its condition: a year earlier in it is 同比; money against a quantity is
 * 单价; figures held together by a stated number or a limit are 定比; figures of a unit against each other are 匹配性; one
 * figure against a number, its own past or the peers is 合理性. Null for a rule that the catalogue does not have.
 */
export function auditCheckOf(vocabulary: Vocabulary, key: string): { check: AuditCheck; way: AuditWay | null } | null {
  const own = builtIn[key as keyof typeof builtIn];
  if (own !== undefined) return { check: own, way: null };
  const rule = vocabulary.catalogue.rules.find((candidate) => candidate.key === key);
  if (rule === undefined) return null;
  const formula = conditionOf(vocabulary, rule.expr);
  if (formula.refs.some((ref) => ref.lag === 1)) return { check: "plausibility", way: "year_on_year" };
  const figures = new Set(formula.refs.map(({ measure, member }) => cellKey(measure, member)));
  if (figures.size < 2 || formula.externals.some(({ kind }) => kind === "peer_median"))
    return { check: "plausibility", way: null };
  const sides = sidesOf(formula.root);
  if (sides === null) return { check: "consistency", way: null };
  const money = sides.map((side) => isMoney(vocabulary, formula, side));
  if (money.includes(true) && money.includes(false)) return { check: "plausibility", way: "unit_price" };
  return hasNumber(formula, formula.root)
    ? { check: "plausibility", way: "fixed_ratio" }
    : { check: "consistency", way: null };
}

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
