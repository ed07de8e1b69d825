import { randomOf } from "../numeric/random.ts";
import { rankerOf } from "../numeric/radix-ranks.ts";
import type { ScoreResult } from "../scheme/score.ts";
import { prepare, scoredTotals } from "./prepared.ts";
import { perturbed } from "./weights.ts";

/**
 * The ranks of many draws. `ranks[d * size + i]` is the place of unit i in draw d: 1 = best, equal totals share the best
 * place, 0 = not ranked. `nominal` are the places without any change. `sources` names what was varied, for the sentence.
 */
export type Simulation = {
  draws: number;
  size: number;
  seed: number;
  ids: readonly string[];
  ranks: Uint16Array | Uint32Array;
  nominal: Uint16Array | Uint32Array;
  sources: readonly Source[];
};

/** What was uncertain, with its size: 权重浮动±25%. */
export type Source = { zh: string; en: string };

/**
 * Monte Carlo over weights: every draw moves all weights of the tree (see `perturbed`), aggregates and ranks.
 *
 * Memory is draws x size x 2 bytes. The same seed gives the same bytes on every engine, whatever ran before. With a spread
 * of 0 every draw is the nominal ranking. Throws RangeError for draws below 1 or a spread outside 0..1.
 */
export function simulateWeights(
  result: ScoreResult,
  { draws = 1000, seed, spread = 0.25 }: { draws?: number; seed: number; spread?: number },
): Simulation {
  if (!(Number.isInteger(draws) && draws >= 1))
    throw new RangeError(`draws must be a whole number above 0, got ${draws}`);
  if (!(spread >= 0 && spread <= 1)) throw new RangeError(`spread must lie in 0..1, got ${spread}`);
  const { size, weights, totals } = prepare(result);
  const random = randomOf(seed);
  const rank = rankerOf(size);
  const out = new Float64Array(size);
  const ranks = ranksFor(size, draws);
  const nominal = ranksFor(size, 1);
  rank(scoredTotals(result), nominal);
  for (let d = 0; d < draws; d++) {
    if (spread === 0) {
      ranks.set(nominal, d * size);
      continue;
    }
    totals(perturbed(weights, spread, random), out);
    rank(out, ranks, d * size);
  }
  const percent = Math.round(spread * 1000) / 10;
  return {
    draws,
    size,
    seed,
    ids: result.regions.map(({ id }) => id),
    ranks,
    nominal,
    sources: [{ zh: `权重浮动±${percent}%`, en: `weights moved by ±${percent} %` }],
  };
}

/** Room for ranks of `size` units: two bytes each as long as they fit. */
export function ranksFor(size: number, draws: number): Uint16Array | Uint32Array {
  return size < 65_536 ? new Uint16Array(size * draws) : new Uint32Array(size * draws);
}
