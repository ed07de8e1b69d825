import type Fraction from "fraction.js";
import { plain } from "./decimal.ts";

/**
 * A rational as decimal text: exact where it terminates, else rounded half away from zero to 12 decimals.
 */
export function decimalOf(value: Fraction): string {
  const scale = terminatingPlaces(value.d) ?? 12;
  const shifted = value.n * 10n ** BigInt(scale);
  return plain(value.s * ((2n * shifted + value.d) / (2n * value.d)), scale);
}

/** Decimals that a fraction over `denominator` (in lowest terms) needs, or null when it never ends. */
function terminatingPlaces(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : null;
}
