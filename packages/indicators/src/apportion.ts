import { decimalPlaces, plain } from "./decimal.ts";

/**
 * Splits an amount by weights so that the parts add up to it exactly: each gets its share rounded down at the amount's
 * own decimals (or more, if asked), and what is left goes, one last digit each, to the largest remainders, the first
 * named before the later (Hamilton's method).
 * @param amount 0 or more; @param weights above 0, as plain decimals.
 * @throws RangeError for an amount below 0, for no weights, and for a weight that is not above 0.
 */
export function apportion(amount: string, weights: readonly string[], decimals = 0): string[] {
  const scale = Math.max(decimals, decimalPlaces(amount));
  const weightScale = Math.max(0, ...weights.map(decimalPlaces));
  const units = at(amount, scale);
  const parts = weights.map((weight) => at(weight, weightScale));
  if (units < 0n || parts.length === 0 || parts.some((part) => part <= 0n))
    throw new RangeError("分摊额不能为负，权数须大于 0 / an amount is not negative, a weight is above 0");
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  const shares = parts.map((part, place) => ({ place, units: (units * part) / whole, rest: (units * part) % whole }));
  const left = units - shares.reduce((sum, share) => sum + share.units, 0n);
  const first = shares
    .toSorted((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest < b.rest ? 1 : -1))
    .slice(0, Number(left));
  return shares.map((share) => plain(share.units + (first.includes(share) ? 1n : 0n), scale));
}

/** A decimal in units of its last place at a scale that holds all its digits. */
function at(text: string, scale: number): bigint {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(`${whole}${fraction.slice(0, scale).padEnd(scale, "0")}`);
}
