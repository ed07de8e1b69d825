import { randomOf } from "../numeric/random.ts";
import { rankerOf } from "../numeric/radix-ranks.ts";
import type { Model } from "./model.ts";
import { ranksFor, type Simulation } from "./simulation.ts";

/**
 * Monte Carlo over everything that a model holds uncertain at once: `draws` points uniform in the unit cube, each scored
 * and ranked. The points come in order from one seeded stream, so that the first k draws of more are the k draws of fewer.
 *
 * Returns the simulation that `rankIntervals` and its like read, and the points drawn (draws x factors), so that every
 * draw can be done again. Throws RangeError for draws below 1.
 */
export function simulate(
  model: Model,
  { draws = 1000, seed }: { draws?: number; seed: number },
): Simulation & { points: Float64Array } {
  if (!(Number.isInteger(draws) && draws >= 1))
    throw new RangeError(`draws must be a whole number above 0, got ${draws}`);
  const { size, factors } = model;
  const random = randomOf(seed);
  const points = new Float64Array(draws * factors.length).map(() => random.uniform());
  const rank = rankerOf(size);
  const out = new Float64Array(size);
  const ranks = ranksFor(size, draws);
  const nominal = ranksFor(size, 1);
  model.nominal(out);
  rank(out, nominal);
  for (let d = 0; d < draws; d++) {
    model.totals(points.subarray(d * factors.length, (d + 1) * factors.length), out);
    rank(out, ranks, d * size);
  }
  return { draws, size, seed, ids: model.ids, ranks, nominal, sources: factors.map(({ said }) => said), points };
}
