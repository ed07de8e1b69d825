import { placeNodes, type Direction, type PlacedNode, type Scheme } from "./scheme.ts";
import { needsFloor } from "../aggregation/node-method.ts";
import { lintNorm } from "./lint-norm.ts";
import { lintSteps } from "./lint-steps.ts";
import { error, type Remark } from "./remark.ts";

/** How far the weights of siblings may miss 1, for weights such as 1/3 written in decimals. */
export const WEIGHT_SUM_TOLERANCE = 1e-9;

/**
 * Everything that is wrong with a scheme, in tree order; empty when it can be scored.
 *
 * `directions`: direction of every indicator by key. All remarks are errors; their codes are listed in
 * the README. The scheme is not changed.
 */
export function lintScheme(scheme: Scheme, directions: Readonly<Record<string, Direction>>): Remark[] {
  const remarks: Remark[] = [];
  const placed = placeNodes(scheme.root);
  lintSchemeFields(scheme, placed, remarks);
  lintConclusion(scheme, remarks);
  remarks.push(...lintSteps(scheme, placed));
  const keys = new Set<string>();
  const indicators = new Map<string, string>();
  for (const [index, p] of placed.entries()) {
    const { node, path } = p;
    if (keys.has(node.key)) {
      remarks.push(
        error(
          "duplicate_key",
          path,
          `节点键 ${node.key} 重复，请改为唯一的键。`,
          `Node key ${node.key} is used twice; make it unique.`,
        ),
      );
    }
    keys.add(node.key);
    if (index > 0 && !(node.weight > 0 && Number.isFinite(node.weight))) {
      remarks.push(
        error(
          "weight_not_positive",
          path,
          `权重 ${node.weight} 不是正数，请填写大于 0 的权重，或删去该节点。`,
          `Weight ${node.weight} is not a positive number; give a weight above 0 or remove the node.`,
        ),
      );
    }
    if (node.indicator === undefined) {
      lintInnerNode(p, placed, remarks);
      lintSettings(p, remarks);
    } else {
      lintLeaf(p, node.indicator, indicators, directions, remarks);
    }
  }
  return remarks;
}

function lintSchemeFields(scheme: Scheme, placed: readonly PlacedNode[], remarks: Remark[]): void {
  const path = scheme.root.key;
  if (!(scheme.minCoverage > 0 && scheme.minCoverage <= 1)) {
    remarks.push(
      error(
        "min_coverage_out_of_range",
        path,
        `最低覆盖率 ${scheme.minCoverage} 应大于 0 且不超过 1。`,
        `minCoverage ${scheme.minCoverage} must lie above 0 and at most at 1.`,
      ),
    );
  }
  const geometric = placed.find(({ node }) => needsFloor(node.method ?? "arithmetic", node));
  if (scheme.floor === undefined) {
    if (geometric === undefined) return;
    remarks.push(
      error(
        "geometric_without_floor",
        geometric.path,
        "几何平均、调和平均等节点需要方案给出下限 floor（大于 0），否则一个 0 分会使总分归零。",
        "A geometric or harmonic node needs the scheme's floor (above 0), or one score of 0 makes the whole node 0.",
      ),
    );
  } else if (!(scheme.floor > 0 && scheme.floor < 100)) {
    remarks.push(
      error(
        "floor_out_of_range",
        path,
        `下限 floor ${scheme.floor} 应大于 0 且小于 100。`,
        `floor ${scheme.floor} must lie between 0 and 100, both excluded.`,
      ),
    );
  }
}

/** Grades run from the best down; a gate is capped at one of them; a node's own settings are numbers that mean something. */
function lintConclusion({ grades = [], gates = [], bonus, root }: Scheme, remarks: Remark[]): void {
  const path = root.key;
  if (grades.some(({ min }, at) => !Number.isFinite(min) || (at > 0 && !(min < grades[at - 1]!.min))))
    remarks.push(
      error(
        "grades_disorder",
        path,
        "等次应从高到低排列，最低分依次递减。",
        "Grades run from the best down, each with a lower least score than the one before.",
      ),
    );
  for (const gate of gates) {
    if (grades.some(({ key }) => key === gate.cap)) continue;
    remarks.push(
      error(
        "gate_cap_unknown",
        path,
        `一票否决 ${gate.key} 的上限等次 ${gate.cap} 不在方案的等次中。`,
        `Gate ${gate.key} is capped at ${gate.cap}, which is none of the scheme's grades.`,
      ),
    );
  }
  if (bonus !== undefined && !(bonus.cap > 0 && Number.isFinite(bonus.cap)))
    remarks.push(
      error(
        "bonus_cap_not_positive",
        path,
        `加分上限 ${bonus.cap} 应大于 0。`,
        `The bonus cap ${bonus.cap} must be above 0.`,
      ),
    );
}

function lintSettings({ node, path }: PlacedNode, remarks: Remark[]): void {
  if (node.method === "power" && !Number.isFinite(node.exponent))
    remarks.push(
      error(
        "exponent_missing",
        path,
        "幂平均节点需要给出指数 exponent。",
        "A power mean needs its exponent, a finite number.",
      ),
    );
  if (node.minCoverage !== undefined && !(node.minCoverage > 0 && node.minCoverage <= 1))
    remarks.push(
      error(
        "min_coverage_out_of_range",
        path,
        `最低覆盖率 ${node.minCoverage} 应大于 0 且不超过 1。`,
        `minCoverage ${node.minCoverage} must lie above 0 and at most at 1.`,
      ),
    );
}

function lintInnerNode(p: PlacedNode, placed: readonly PlacedNode[], remarks: Remark[]): void {
  const { node, path } = p;
  if ("direction" in node)
    remarks.push(
      error(
        "node_direction",
        path,
        "方向属于指标，不属于上级节点：节点得分恒为越高越好，请改各指标的方向。",
        "Direction belongs to indicators, not to the nodes above: a node's points are always better when higher. Turn its indicators.",
      ),
    );
  if (node.norm !== undefined) {
    remarks.push(
      error(
        "norm_without_indicator",
        path,
        "该节点有评分标准但没有指标，请填写 indicator 或删去 norm。",
        "The node has a norm but no indicator; name the indicator or remove the norm.",
      ),
    );
  }
  if (p.children.length === 0) {
    remarks.push(
      error("empty_node", path, "该节点既没有指标也没有下级节点。", "The node has neither an indicator nor children."),
    );
    return;
  }
  let sum = 0;
  for (const c of p.children) sum += placed[c]!.node.weight;
  if (!(Math.abs(sum - 1) <= WEIGHT_SUM_TOLERANCE)) {
    remarks.push(
      error(
        "weights_not_one",
        path,
        `下级节点权重之和为 ${sum}，应为 1。`,
        `The weights of its children add up to ${sum}; they must add up to 1.`,
      ),
    );
  }
}

function lintLeaf(
  { node, path }: PlacedNode,
  indicator: string,
  indicators: Map<string, string>,
  directions: Readonly<Record<string, Direction>>,
  remarks: Remark[],
): void {
  if (node.children !== undefined) {
    remarks.push(
      error(
        "leaf_with_children",
        path,
        "该节点同时有指标和下级节点，只能保留其一。",
        "The node has both an indicator and children; keep one of them.",
      ),
    );
  }
  const first = indicators.get(indicator);
  if (first === undefined) {
    indicators.set(indicator, path);
  } else {
    remarks.push(
      error(
        "duplicate_indicator",
        path,
        `指标 ${indicator} 在本方案中已用于 ${first}，每个指标最多使用一次。`,
        `Indicator ${indicator} is already used at ${first}; a scheme uses each indicator at most once.`,
      ),
    );
  }
  const direction = Object.hasOwn(directions, indicator) ? directions[indicator] : undefined;
  if (direction === undefined || direction === "none") {
    remarks.push(
      error(
        direction === undefined ? "direction_missing" : "direction_none",
        path,
        `指标 ${indicator} 没有方向，不能评分；请规定越高越好、越低越好或适度。`,
        `Indicator ${indicator} has no direction and cannot be scored; state higher, lower or interval.`,
      ),
    );
  }
  if (node.norm === undefined) {
    remarks.push(
      error("norm_missing", path, `指标 ${indicator} 没有评分标准 norm。`, `Indicator ${indicator} has no norm.`),
    );
    return;
  }
  remarks.push(...lintNorm(node.norm, direction, path));
}
