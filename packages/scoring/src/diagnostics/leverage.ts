import { isFitted, isWithinPeers } from "../norms/norm.ts";
import { STATUS } from "../scheme/node-column.ts";
import type { ScoreResult } from "../scheme/score.ts";

/** One unit that alone stretches the scale of an indicator. */
export type Leverage = {
  path: string;
  indicator: string;
  region: string;
  end: "highest" | "lowest";
  /** Share of the range from lowest to highest that is there for this unit alone: (extreme - next) / range. */
  share: number;
};

/** A range of which one unit makes less than this is nobody's lever. */
const LEAST_SHARE = 0.2;

/**
 * Leverage of single units on norms whose bounds come from the data: where the highest or lowest value of a group stands
 * far from the next, everybody else is pressed together. 0, 1, 2, 10: the last makes 80 % of the range. Largest first.
 * Values that two units share stretch nothing. Norms with stated bounds have no leverage.
 */
export function leverageOf(result: ScoreResult): Leverage[] {
  const { placed, columns, regions, data } = result;
  return placed
    .flatMap(({ node, path, children }, i) => {
      if (children.length > 0 || !isFitted(node.norm!)) return [];
      const groups = isWithinPeers(node.norm!) ? [...new Set(regions.map(({ peerGroup }) => peerGroup))] : [null];
      return groups.flatMap((group) => {
        const own = regions.flatMap(({ id, peerGroup }, r) => {
          const counts = (group === null || peerGroup === group) && columns[i]!.status[r] === STATUS.value;
          return counts ? [{ id, value: data[i]!.values[r]! }] : [];
        });
        own.sort((a, b) => a.value - b.value || (a.id < b.id ? -1 : 1));
        const [lowest, low] = own;
        const [high, highest] = own.slice(-2);
        if (own.length < 3 || highest!.value === lowest!.value) return [];
        const range = highest!.value - lowest!.value;
        const base = { path, indicator: node.indicator! };
        return [
          { ...base, region: highest!.id, end: "highest" as const, share: (highest!.value - high!.value) / range },
          { ...base, region: lowest!.id, end: "lowest" as const, share: (low!.value - lowest!.value) / range },
        ];
      });
    })
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share || (a.path < b.path ? -1 : 1));
}
