import type { Domain } from "./domain.ts";

/** abs, min and max; of equal values the first. */
export function callOf<N>(name: "abs" | "min" | "max", values: readonly N[], domain: Domain<N>): N {
  const [first, ...rest] = values as [N, ...N[]];
  if (name === "abs") return domain.abs(first);
  const sign = name === "max" ? 1 : -1;
  return rest.reduce((best, value) => (sign * domain.compare(value, best) > 0 ? value : best), first);
}

/** value x value x …, from left to right; to the power of 0 it is 1. */
export function powerOf<N>(value: N, exponent: number, domain: Domain<N>): N {
  let result = domain.of("1");
  for (let at = 0; at < exponent; at += 1) result = domain.multiply(result, value);
  return result;
}

/** The middle value; of an even number of values the mean of the middle two. */
export function medianOf<N>(values: readonly N[], domain: Domain<N>): N {
  const sorted = values.toSorted((a, b) => domain.compare(a, b));
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as N;
  if (sorted.length % 2 === 1) return upper;
  return domain.divide(domain.add(sorted[middle - 1] as N, upper), domain.of("2")) as N;
}
