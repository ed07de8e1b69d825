import { COVERAGE_TOLERANCE } from "./aggregate-node.ts";
import { STATUS, type NodeColumn } from "./node-column.ts";
import type { PlacedNode, Scheme, SchemeNode } from "./scheme.ts";

/** Why a region has no place: the node without a score and what is wrong with it. */
export type UnrankedReason = {
  code:
    | "total_low_coverage"
    | "total_not_applicable"
    | "dimension_low_coverage"
    | "dimension_not_applicable"
    | "screened_out";
  node: string;
  /** Share of the node's applicable weight that has a score; null where nothing applies. */
  coverage: number | null;
  zh: string;
  en: string;
};

/**
 * Every reason why region r is not ranked: the root, or an inner node right below it, has no score.
 * A leaf right below the root is judged by the root's coverage alone. Empty = ranked.
 */
export function unrankedReasons(
  scheme: Scheme,
  placed: readonly PlacedNode[],
  columns: readonly NodeColumn[],
  r: number,
): UnrankedReason[] {
  const reasons: UnrankedReason[] = [];
  const root = reasonAt(scheme, placed[0]!, columns[0]!, r, "total");
  if (root !== null) reasons.push(root);
  for (const c of placed[0]!.children) {
    if (placed[c]!.children.length === 0) continue;
    const dimension = reasonAt(scheme, placed[c]!, columns[c]!, r, "dimension");
    if (dimension !== null) reasons.push(dimension);
  }
  return reasons;
}

/** Why a region that a screening step set aside has no place. */
export function screenedOutReason(root: SchemeNode, availability: number): UnrankedReason {
  return {
    code: "screened_out",
    node: root.key,
    coverage: availability,
    zh: `筛查未通过（有数值的指标占 ${percent(availability)}），不参加排名。`,
    en: `Set aside by the screening of data (${percent(availability)} of the indicators have a value); not ranked.`,
  };
}

function reasonAt(
  scheme: Scheme,
  { node }: PlacedNode,
  column: NodeColumn,
  r: number,
  level: "total" | "dimension",
): UnrankedReason | null {
  if (column.status[r] === STATUS.value) return null;
  if (column.status[r] === STATUS.not_applicable) {
    return {
      code: `${level}_not_applicable`,
      node: node.key,
      coverage: null,
      zh: `「${node.name.zh}」下没有适用的指标，不参加排名。`,
      en: `Nothing under "${node.name.en}" applies; not ranked.`,
    };
  }
  const coverage = column.coverage[r]!;
  const least = node.minCoverage ?? scheme.minCoverage;
  if (node.missing === "required" && coverage >= least - COVERAGE_TOLERANCE)
    return {
      code: `${level}_low_coverage`,
      node: node.key,
      coverage,
      zh: `「${node.name.zh}」的下级须全部有得分，现有得分的权重占 ${percent(coverage)}，不参加排名。`,
      en: `Everything under "${node.name.en}" must have a score, and ${percent(coverage)} of the weight has one; not ranked.`,
    };
  return {
    code: `${level}_low_coverage`,
    node: node.key,
    coverage,
    zh: `「${node.name.zh}」有得分的权重只占 ${percent(coverage)}，低于 ${percent(least)}，不参加排名。`,
    en: `Only ${percent(coverage)} of the weight of "${node.name.en}" has a score, less than ${percent(least)}; not ranked.`,
  };
}

/** Rounded down, so that a share below the threshold never reads like the threshold. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + COVERAGE_PRINT_TOLERANCE) / 10}%`;
}

/** 0.7 * 1000 must print 70, not 69.9, whatever the last bit says. */
const COVERAGE_PRINT_TOLERANCE = 1e-6;
