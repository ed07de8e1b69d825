import { randomOf } from "./random.ts";

/**
 * `n` of the whole numbers below `size`, without replacement, each set equally likely: the first n steps of a
 * Fisher-Yates shuffle (Durstenfeld 1964) on the seeded stream. In ascending order; the same on every machine.
 */
export function sampleWithoutReplacement(seed: number, size: number, n: number): number[] {
  // Of the second stream: the first numbers of a small seed's own are far from uniform.
  const random = randomOf(seed, 1);
  const moved = new Map<number, number>();
  const taken: number[] = [];
  for (let at = 0; at < Math.min(n, size); at++) {
    const other = at + Math.floor(random.uniform() * (size - at));
    taken.push(moved.get(other) ?? other);
    moved.set(other, moved.get(at) ?? at);
  }
  return taken.toSorted((a, b) => a - b);
}
