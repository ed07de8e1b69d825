import type { Scheme, SchemeNode } from "./catalogue.ts";
import { error, unknown, warn, type LintFinding } from "./lint-finding.ts";
import { lintGates } from "./lint-gates.ts";
import type { Reading } from "./lint-reading.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** VR60: weights of one node's children add up to one within this. */
const WEIGHT_TOLERANCE = 1e-9;

/** Weights (VR60), indicators (unknown, or twice in one scheme: VR62), nodes, floors, gates and coverage of schemes. */
export function lintSchemes(reading: Reading): LintFinding[] {
  const { vocabulary } = reading;
  return vocabulary.catalogue.schemes.flatMap((scheme, at) => {
    const path = `schemes[${at}]`;
    const nodes = nodesOf(scheme.root, `${path}.root`);
    return [
      ...lintSettings(scheme, path),
      ...nodes.flatMap(({ node, path: where }) => lintNode(scheme, node, where)),
      ...lintLeaves(vocabulary, nodes),
      ...lintUnmeasured(nodes),
      ...repeatedKeys(nodes),
      ...lintGates(reading, scheme, path),
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
      error("bad_node", path, "节点应有下级或指标，二者只取其一。", "a node has either children or an indicator."),
    );
  if (node.method === "geometric") findings.push(...lintFloor(scheme, node, path));
  const sum = children.reduce((total, child) => total + child.weight, 0);
  if (children.length > 0 && !(Math.abs(sum - 1) <= WEIGHT_TOLERANCE))
    findings.push(
      error(
        "weights_sum",
        `${path}.children`,
        `下级权重合计为 ${sum}，应为 1，请调整。`,
        `the children's weights add up to ${sum}, not 1; adjust them.`,
      ),
    );
  return findings;
}

/** A geometric mean is 0 as soon as one child is; the floor keeps a child from 0. Scoring: 0 < floor < 100. */
function lintFloor({ floor }: Scheme, node: SchemeNode, path: string): LintFinding[] {
  if (floor === undefined)
    return [
      error(
        "no_floor",
        `${path}.method`,
        "几何平均需要方案给出大于 0 的最低分 floor。",
        "a geometric mean needs the scheme's floor, above 0.",
      ),
    ];
  const [first] = zeroLeaves(node, "");
  if (floor > 0 || first === undefined) return [];
  return [
    error(
      "floor_zero",
      `${path}.method`,
      `最低分 floor 为 ${floor}，节点 ${first} 得 0 分时整个几何平均归零；请给大于 0 的 floor。`,
      `the floor is ${floor}: where node ${first} scores 0, the whole geometric mean is 0; give a floor above 0.`,
    ),
  ];
}

/** Leaves below a node that can score 0: every norm gives 0 at its worst end, and so does a figure that is missing. */
function zeroLeaves(node: SchemeNode, above: string): string[] {
  const way = above === "" ? node.key : `${above} / ${node.key}`;
  if (node.indicator !== undefined) return [way];
  return (node.children ?? []).flatMap((child) => zeroLeaves(child, way));
}

/** 未衡量的内容 of every criterion, where the scheme states it of any. */
function lintUnmeasured(nodes: Placed[]): LintFinding[] {
  if (nodes.every(({ node }) => node.unmeasured === undefined)) return [];
  return nodes.flatMap(({ node, path }) =>
    node.children === undefined || node.unmeasured !== undefined
      ? []
      : [
          warn(
            "evidence_missing",
            `${path}.unmeasured`,
            `准则 ${node.key} 没有写明未衡量的内容；请补充。`,
            `criterion ${node.key} does not say what it leaves unmeasured; add it.`,
          ),
        ],
  );
}

function lintLeaves(vocabulary: Vocabulary, nodes: Placed[]): LintFinding[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ node, path }) => {
    const key = node.indicator;
    if (key === undefined) return [];
    const findings: LintFinding[] = [];
    const where = `${path}.indicator`;
    if (!vocabulary.indicators.has(key)) findings.push(unknown("unknown_indicator", where, "指标", "indicator", key));
    if (seen.has(key))
      findings.push(
        error(
          "repeated_indicator",
          where,
          `指标 ${key} 在本方案中重复（VR62），请删去一处。`,
          `indicator ${key} is in the scheme twice (VR62); remove one.`,
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
    return [
      error(
        "duplicate_key",
        `${path}.key`,
        `节点键 ${node.key} 重复，请改名。`,
        `node key ${node.key} is used twice; rename one.`,
      ),
    ];
  });
}
