import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { log } from "./elementary.ts";

/** A stream of numbers that follows from its seed alone, the same on every engine. It moves on with every draw. */
export type Random = {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
};

/**
 * A seeded stream: xoroshiro128+ (Blackman and Vigna 2018) from pure-rand; normals by Marsaglia's polar method (1964)
 * with our own logarithm, so that their bits are fixed too. `seed`: a whole number; `stream` numbers independent streams
 * of one seed (2^64 draws apart), so that work can be cut into chunks without changing a draw.
 */
export function randomOf(seed: number, stream = 0): Random {
  const generator = xoroshiro128plus(seed);
  for (let at = 0; at < stream; at++) generator.jump();
  // Kept in an array: a number that changes in a closure would be a new object each time.
  const spare = new Float64Array(1);
  let kept = false;
  const uniform = () => uniformFloat64(generator);
  const normal = () => {
    if (kept) {
      kept = false;
      return spare[0]!;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      spare[0] = v * scale;
      kept = true;
      return u * scale;
    }
  };
  return { uniform, normal };
}
