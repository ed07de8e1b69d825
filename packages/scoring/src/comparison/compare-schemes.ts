import { explain, type ExplainedNode } from "../explanation/explain.ts";
import type { ScoreResult } from "../scheme/score.ts";
import { rankDistance, type RankDistance } from "./rank-distance.ts";

/** Why a region stands elsewhere in scheme b than in scheme a. */
export type SchemeShift = {
  id: string;
  a: number;
  b: number;
  /** Its lead over the mean score, in b less in a, and what each indicator makes of that, largest (in size) first; adds up. */
  lead: number;
  causes: { indicator: string; effect: number }[];
};

/**
 * Two schemes, or two versions of one, over the same regions (matched by id): distance of the rankings, and for every region that moves by
 * more than `beyond` places (default 10: the field's catalogue, 5.9) the indicators that move it.
 *
 * An indicator's effect: its points in the region's score less the mean of its points over the regions that both rank, in b less in a; an
 * indicator that a scheme does not hold has 0 points there. A region with 3 points above the mean of an indicator in a and 5 in b: +2.
 */
export function compareSchemes(
  a: ScoreResult,
  b: ScoreResult,
  beyond = 10,
): { distance: RankDistance; shifts: SchemeShift[] } {
  const rowInB = new Map(b.regions.map(({ id }, r) => [id, r]));
  const common = a.regions.flatMap(({ id }, r) => (rowInB.has(id) ? [{ id, one: r, other: rowInB.get(id)! }] : []));
  const placesA = common.map(({ one }) => a.regions[one]!.place?.rank ?? 0);
  const placesB = common.map(({ other }) => b.regions[other]!.place?.rank ?? 0);
  const distance = rankDistance(placesA, placesB, { beyond });
  if (distance.moved.length === 0) return { distance, shifts: [] };
  const both = common.filter((_, i) => placesA[i]! > 0 && placesB[i]! > 0).map(({ id }) => id);
  const [inA, inB] = [centredPoints(a, both), centredPoints(b, both)];
  return {
    distance,
    shifts: distance.moved.map(({ index, a: one, b: other }) => {
      const { id } = common[index]!;
      const indicators = [...new Set([...inA.get(id)!.keys(), ...inB.get(id)!.keys()])];
      const causes = indicators
        .map((indicator) => ({
          indicator,
          effect: (inB.get(id)!.get(indicator) ?? 0) - (inA.get(id)!.get(indicator) ?? 0),
        }))
        .sort((x, y) => Math.abs(y.effect) - Math.abs(x.effect) || (x.indicator < y.indicator ? -1 : 1));
      return { id, a: one, b: other, lead: causes.reduce((sum, { effect }) => sum + effect, 0), causes };
    }),
  };
}

/** Points of every indicator in every region's score, less their mean over these regions. */
function centredPoints(result: ScoreResult, ids: readonly string[]): Map<string, Map<string, number>> {
  const points = new Map(ids.map((id) => [id, pointsOf(explain(result, id).root)]));
  for (const indicator of result.placed.flatMap(({ node }) => node.indicator ?? [])) {
    // In the order of ids, so that the order of the regions cannot change a bit.
    const mean = [...ids].sort().reduce((sum, id) => sum + points.get(id)!.get(indicator)!, 0) / ids.length;
    for (const own of points.values()) own.set(indicator, own.get(indicator)! - mean);
  }
  return points;
}

function pointsOf(root: ExplainedNode): Map<string, number> {
  const points = new Map<string, number>();
  const walk = (node: ExplainedNode): void => {
    // What does not apply adds no points; its weight is with its siblings.
    if (node.leaf !== null) points.set(node.leaf.indicator, node.contribution === null ? 0 : node.contribution);
    node.children.forEach(walk);
  };
  walk(root);
  return points;
}
