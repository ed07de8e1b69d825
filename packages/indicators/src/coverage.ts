import type { SchemeNode, Text } from "./catalogue.ts";
import { formulaOf, type Compiled } from "./compile.ts";
import { notCollected } from "./lint-formulas.ts";

/** How much of a scheme's node the catalogue's forms can feed. */
export type NodeCoverage = {
  key: string;
  name: Text;
  weight: number;
  /** Share of the node's weight, leaf by leaf, that is collected (0..1). */
  share: number;
  /** The share reaches the scheme's lowest coverage. */
  enough: boolean;
  /** A leaf: its indicator, and the figures that no form asks; collected when there are none. */
  leaf?: { indicator: string; collected: boolean; notCollected: string[] };
  children: NodeCoverage[];
};

/**
 * What a scheme can stand on: for every leaf collected or 未采集, and coverage by weight for every node. Weights are
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
    const share = absent.length === 0 ? 1 : 0;
    const leaf = { indicator: node.indicator, collected: share === 1, notCollected: absent };
    return { key, name, weight, share, enough: share >= minCoverage, leaf, children: [] };
  }
  const children = (node.children ?? []).map((child) => coverNode(compiled, child, minCoverage));
  const total = children.reduce((sum, child) => sum + child.weight, 0);
  const covered = children.reduce((sum, child) => sum + child.weight * child.share, 0);
  const share = total > 0 ? covered / total : 0;
  return { key, name, weight, share, enough: share >= minCoverage, children };
}

/** An indicator that the catalogue does not have is not collected either; it is named itself. */
function absentFrom(compiled: Compiled, indicatorKey: string): string[] {
  const indicator = compiled.indicators.get(indicatorKey);
  return indicator ? notCollected(compiled, formulaOf(compiled, indicator.formula)) : [indicatorKey];
}
