import type { SchemeNode, Text } from "./catalogue.ts";
import { formulaOf, type Compiled } from "./compile.ts";
import { childrenOf } from "./compute.ts";
import { notCollected } from "./lint-formulas.ts";
import type { Formula, Node } from "./operands.ts";
import { cellKey, isModuleAbsent } from "./vocabulary.ts";

/** How much of a scheme's node the catalogue's forms can feed. */
export type NodeCoverage = {
  key: string;
  name: Text;
  weight: number;
  /** Share of the node's weight, leaf by leaf, that is collected (0..1). */
  share: number;
  /** The share reaches the scheme's lowest coverage. */
  enough: boolean;
  /**
   * A leaf: its indicator; the figures of modules that are not in use (模块未启用), and of the rest those that no form
   * asks (未采集). Collected when there are neither. `factorUnknown`: of what is collected, the figures whose factor nobody
   * has fixed yet (系数未核定): the leaf has no value where they are not zero, and counts as not covered.
   */
  leaf?: {
    indicator: string;
    collected: boolean;
    moduleAbsent: string[];
    notCollected: string[];
    factorUnknown: string[];
  };
  children: NodeCoverage[];
};

/**
 * What a scheme can stand on: for every leaf collected, 未采集 or 模块未启用, and coverage by weight for every node. Weights are
 * never shared out anew. Throws a RangeError for an unknown scheme.
 */
export function schemeCoverage(compiled: Compiled, schemeKey: string): NodeCoverage {
  const scheme = compiled.catalogue.schemes.find((candidate) => candidate.key === schemeKey);
  if (!scheme) throw new RangeError(`目录中没有评估方案 / no such scheme: ${schemeKey}`);
  return coverNode(compiled, scheme.root, scheme.minCoverage);
}

function coverNode(compiled: Compiled, node: SchemeNode, minCoverage: number): NodeCoverage {
  const { key, name, weight } = node;
  if (node.indicator !== undefined) {
    const absent = absentFrom(compiled, node.indicator);
    const collected = absent.moduleAbsent.length === 0 && absent.notCollected.length === 0;
    const share = collected && absent.factorUnknown.length === 0 ? 1 : 0;
    const leaf = { indicator: node.indicator, collected, ...absent };
    return { key, name, weight, share, enough: share >= minCoverage, leaf, children: [] };
  }
  const children = (node.children ?? []).map((child) => coverNode(compiled, child, minCoverage));
  const total = children.reduce((sum, child) => sum + child.weight, 0);
  const covered = children.reduce((sum, child) => sum + child.weight * child.share, 0);
  const share = total > 0 ? covered / total : 0;
  return { key, name, weight, share, enough: share >= minCoverage, children };
}

/** An indicator that the catalogue does not have is not collected either; it is named itself. */
function absentFrom(
  compiled: Compiled,
  indicatorKey: string,
): { moduleAbsent: string[]; notCollected: string[]; factorUnknown: string[] } {
  const indicator = compiled.indicators.get(indicatorKey);
  if (!indicator) return { moduleAbsent: [], notCollected: [indicatorKey], factorUnknown: [] };
  const formula = formulaOf(compiled, indicator.formula);
  const uncounted = formula.refs.filter((ref) => isModuleAbsent(compiled, ref.measure));
  const moduleAbsent = [...new Set(uncounted.map((ref) => cellKey(ref.measure, ref.member)))];
  return {
    moduleAbsent,
    notCollected: notCollected(compiled, formula).filter((key) => !moduleAbsent.includes(key)),
    factorUnknown: [...new Set(withoutFactor(formula, formula.root))],
  };
}

/** Figures that the formula weighs with a factor that is still empty. */
function withoutFactor(formula: Formula, node: Node): string[] {
  if (node.kind !== "factors") return childrenOf(node).flatMap((child) => withoutFactor(formula, child));
  return node.terms
    .filter(({ factor }) => factor === null)
    .map(({ operand }) => {
      const { measure, member } = formula.refs[operand]!;
      return cellKey(measure, member);
    });
}
