import { weightedArithmeticMean } from "../aggregation/means.ts";
import { leastCounted, rowAggregate } from "../aggregation/node-method.ts";
import { STATUS, type NodeColumn } from "./node-column.ts";
import type { PlacedNode, Scheme, SchemeNode } from "./scheme.ts";

/** Lets a coverage that equals minCoverage in decimals (0.3 + 0.4 = 0.7) pass after rounding. */
export const COVERAGE_TOLERANCE = 1e-9;

/** Fills the column of an inner node from those of its children, with their weights. */
export function aggregateNode(
  scheme: Scheme,
  node: SchemeNode,
  childWeights: ArrayLike<number>,
  childColumns: readonly NodeColumn[],
  out: NodeColumn,
): void {
  const method = node.method ?? "arithmetic";
  const floor = leastCounted(method, node, scheme.floor);
  const size = childColumns.length;
  const weights = new Float64Array(size);
  const scores = new Float64Array(size);
  const allWeights = new Float64Array(size);
  const coverages = new Float64Array(size);
  const combine = rowAggregate(method, node, size);
  const least = (node.minCoverage ?? scheme.minCoverage) - COVERAGE_TOLERANCE;
  const mean = weightedArithmeticMean;
  const { value, not_applicable: notApplicable, low_coverage: lowCoverage } = STATUS;
  const reweights = node.missing === "reweight";
  const requires = node.missing === "required";
  const nothing = Math.max(floor, 0);
  for (let r = 0; r < out.score.length; r++) {
    let applicable = 0;
    let n = 0;
    let full = true;
    let lacks = false;
    for (let c = 0; c < childColumns.length; c++) {
      const child = childColumns[c]!;
      const status = child.status[r]!;
      if (status === notApplicable) continue;
      const scored = status === value;
      allWeights[applicable] = childWeights[c]!;
      const covered = scored ? child.coverage[r]! : 0;
      coverages[applicable] = covered;
      if (covered !== 1) full = false;
      applicable++;
      if (!scored) lacks = true;
      if (!scored && reweights) continue;
      const own = scored ? child.score[r]! : nothing;
      weights[n] = childWeights[c]!;
      scores[n] = own < floor ? floor : own;
      n++;
    }
    if (applicable === 0) {
      out.status[r] = notApplicable;
      continue;
    }
    // A mean of ones is 1.
    const coverage = full ? 1 : mean(coverages, allWeights, applicable);
    out.coverage[r] = coverage;
    if (coverage < least || n === 0 || (requires && lacks)) {
      out.status[r] = lowCoverage;
      continue;
    }
    out.status[r] = value;
    out.score[r] = combine(scores, weights, n);
  }
}

/** Share of an inner node's applicable weight whose value was filled, where any below it was. */
export function fillShare(weights: ArrayLike<number>, children: readonly NodeColumn[], out: NodeColumn): void {
  if (children.every((child) => child.filled === undefined)) return;
  out.filled = new Float64Array(out.score.length);
  for (let r = 0; r < out.filled.length; r++) {
    let share = 0;
    let applicable = 0;
    children.forEach(({ filled, status }, c) => {
      if (status[r] === STATUS.not_applicable) return;
      applicable += weights[c]!;
      share += weights[c]! * (filled?.[r] ?? 0);
    });
    if (applicable > 0) out.filled[r] = share / applicable;
  }
}

/** Which children counted for region r, and what each counted as (floor, cap and missing policy applied). */
export function countedChildren(
  scheme: Scheme,
  { node, children }: PlacedNode,
  columns: readonly NodeColumn[],
  r: number,
): { counts: boolean[]; counted: number[] } {
  const method = node.method ?? "arithmetic";
  const floor = leastCounted(method, node, scheme.floor);
  const statuses = children.map((c) => columns[c]!.status[r]!);
  const counts = statuses.map(
    (status) => status === STATUS.value || (status !== STATUS.not_applicable && node.missing !== "reweight"),
  );
  const counted = children.map((c, n) =>
    Math.max(statuses[n] === STATUS.value ? columns[c]!.score[r]! : Math.max(floor, 0), floor),
  );
  const upstream = counted[counts.indexOf(true)] ?? Infinity;
  return { counts, counted: method === "capped" ? counted.map((own) => Math.min(own, upstream)) : counted };
}
