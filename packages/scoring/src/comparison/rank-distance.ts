import { kendallTauB, spearmanRho } from "../ranking/rank-correlation.ts";

/** How far two rankings of the same units are apart. */
export type RankDistance = {
  /** Units that both rank. */
  units: number;
  spearman: number | null;
  kendall: number | null;
  /** Mean and largest |place in a - place in b|. */
  meanShift: number;
  largestShift: number;
  /** Share of the top k of a that is among the top k of b. */
  topKept: number;
  /** Units whose places differ by more than `beyond`, furthest first. */
  moved: { index: number; a: number; b: number }[];
};

/**
 * Distance of two rankings (0 = not ranked), over the units that both rank, with their places as given: Spearman's rho,
 * Kendall's tau-b, shifts, and who moved by more than `beyond` places (default 10: the field's catalogue, 5.9).
 */
export function rankDistance(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  { k = 10, beyond = 10 }: { k?: number; beyond?: number } = {},
): RankDistance {
  if (a.length !== b.length) throw new RangeError(`rankings of ${a.length} and ${b.length} units cannot be compared`);
  const both = Array.from({ length: a.length }, (_, i) => i).filter((i) => a[i]! > 0 && b[i]! > 0);
  const shifts = both.map((i) => Math.abs(a[i]! - b[i]!));
  const top = both.filter((i) => a[i]! <= k);
  return {
    units: both.length,
    spearman: spearmanRho(
      both.map((i) => a[i]!),
      both.map((i) => b[i]!),
    ),
    kendall: kendallTauB(
      both.map((i) => a[i]!),
      both.map((i) => b[i]!),
    ),
    meanShift: both.length === 0 ? NaN : shifts.reduce((sum, own) => sum + own, 0) / both.length,
    largestShift: Math.max(0, ...shifts),
    topKept: top.length === 0 ? NaN : top.filter((i) => b[i]! <= k).length / top.length,
    moved: both
      .filter((i) => Math.abs(a[i]! - b[i]!) > beyond)
      .map((index) => ({ index, a: a[index]!, b: b[index]! }))
      .sort((x, y) => Math.abs(y.a - y.b) - Math.abs(x.a - x.b) || x.index - y.index),
  };
}
