import type { Scheme, SchemeNode } from "./catalogue.ts";
import { error, type LintFinding } from "./lint-finding.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** VR60: weights of one node's children add up to one within this. */
const WEIGHT_TOLERANCE = 1e-9;

/** Weights (VR60), indicators (unknown, or twice in one scheme: VR62), nodes, floors and coverage of schemes. */
export function lintSchemes(vocabulary: Vocabulary): LintFinding[] {
  return vocabulary.catalogue.schemes.flatMap((scheme, at) => {
    const path = `schemes[${at}]`;
    const nodes = nodesOf(scheme.root, `${path}.root`);
    return [
      ...lintSettings(scheme, path),
      ...nodes.flatMap(({ node, path: where }) => lintNode(scheme, node, where)),
      ...lintLeaves(vocabulary, nodes),
      ...repeatedKeys(nodes),
    ];
  });
}

type Placed = { node: SchemeNode; path: string };

function nodesOf(node: SchemeNode, path: string): Placed[] {
  return [{ node, path }, ...(node.children ?? []).flatMap((child, at) => nodesOf(child, `${path}.children[${at}]`))];
}

function lintSettings(scheme: Scheme, path: string): LintFinding[] {
  if (scheme.minCoverage > 0 && scheme.minCoverage <= 1) return [];
  return [
    error(
      "bad_min_coverage",
      `${path}.minCoverage`,
      "最低覆盖率应大于 0、不超过 1。",
      "minCoverage should be above 0 and at most 1.",
    ),
  ];
}

function lintNode(scheme: Scheme, node: SchemeNode, path: string): LintFinding[] {
  const findings: LintFinding[] = [];
  if (!Number.isFinite(node.weight) || node.weight < 0)
    findings.push(
      error("bad_weight", `${path}.weight`, "权重应为非负数。", "a weight should be a number of 0 or more."),
    );
  const children = node.children ?? [];
  if (children.length > 0 === (node.indicator !== undefined))
    findings.push(
      error("bad_node", path, "节点应有下级或指标,二者只取其一。", "a node has either children or an indicator."),
    );
  if (node.method === "geometric" && !((scheme.floor ?? Number.NaN) > 0))
    findings.push(
      error(
        "no_floor",
        `${path}.method`,
        "几何平均需要方案给出大于 0 的最低分 floor。",
        "a geometric mean needs the scheme's floor, above 0.",
      ),
    );
  const sum = children.reduce((total, child) => total + child.weight, 0);
  if (children.length > 0 && !(Math.abs(sum - 1) <= WEIGHT_TOLERANCE))
    findings.push(
      error(
        "weights_sum",
        `${path}.children`,
        `下级权重合计为 ${sum},应为 1。`,
        `the children's weights add up to ${sum}, not 1.`,
      ),
    );
  return findings;
}

function lintLeaves(vocabulary: Vocabulary, nodes: Placed[]): LintFinding[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ node, path }) => {
    const key = node.indicator;
    if (key === undefined) return [];
    const findings: LintFinding[] = [];
    const where = `${path}.indicator`;
    if (!vocabulary.indicators.has(key))
      findings.push(
        error("unknown_indicator", where, `目录中没有指标 ${key}。`, `the catalogue has no indicator ${key}.`),
      );
    if (seen.has(key))
      findings.push(
        error(
          "repeated_indicator",
          where,
          `指标 ${key} 在本方案中重复(VR62)。`,
          `indicator ${key} is in the scheme twice (VR62).`,
        ),
      );
    seen.add(key);
    return findings;
  });
}

function repeatedKeys(nodes: Placed[]): LintFinding[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ node, path }) => {
    const again = seen.has(node.key);
    seen.add(node.key);
    if (!again) return [];
    return [error("duplicate_key", `${path}.key`, `节点键 ${node.key} 重复。`, `node key ${node.key} is used twice.`)];
  });
}
