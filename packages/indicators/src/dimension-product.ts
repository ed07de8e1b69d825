import Fraction from "fraction.js";
import { ONE, refuse, type Found, type FormulaUom } from "./dimension-uom.ts";
import type { Span } from "./formula-error.ts";
import { raise, times, type Measured } from "./uom-spelling.ts";

/** A formula may multiply sizes further than anybody means; digits end here. */
const LARGEST = 10n ** 400n;

export function product(a: Found, b: Found, at: Span): Found {
  if ("bare" in a && "bare" in b) return { bare: small(a.bare.mul(b.bare), at) };
  if ("bare" in a) return scaled(b as FormulaUom, a.bare, at);
  if ("bare" in b) return scaled(a, b.bare, at);
  return {
    ...bounded(times(a, b), at),
    ten: small(a.ten.mul(b.ten), at),
    other: small(a.other.mul(b.other), at),
    like: [...a.like, ...b.like],
  };
}

/** 1 / uom; 1 / 0 has no size of its own and leaves the other side as it is. */
export function inverse(found: Found): Found {
  if ("bare" in found) return { bare: found.bare.equals(0) ? found.bare : found.bare.inverse() };
  return { ...raise(found, -1), ten: found.ten.inverse(), other: found.other.inverse(), like: found.like };
}

function scaled(uom: FormulaUom, factor: Fraction, at: Span): FormulaUom {
  if (factor.equals(0)) return uom;
  return isPowerOfTen(factor.abs())
    ? { ...uom, ten: small(uom.ten.mul(factor.abs()), at) }
    : { ...uom, other: small(uom.other.mul(factor.abs()), at) };
}

function isPowerOfTen({ n, d }: Fraction): boolean {
  return /^10*$/.test(String(n)) && /^10*$/.test(String(d));
}

export function power(found: Found, exponent: number, at: Span): Found {
  if (exponent === 0) return { bare: ONE };
  if ("bare" in found) return { bare: small(found.bare.pow(exponent) as Fraction, at) };
  return {
    ...bounded(raise(found, exponent), at),
    ten: small(found.ten.pow(exponent) as Fraction, at),
    other: small(found.other.pow(exponent) as Fraction, at),
    like: found.like,
  };
}

const tooLarge = (exponent: number) => Math.abs(exponent) > 1000;

function bounded(uom: Measured, at: Span): Measured {
  if ([...uom.powers.values()].some(tooLarge)) refuseSize(at);
  return { ...uom, size: small(uom.size, at) };
}

export function small(size: Fraction, at: Span): Fraction {
  if (size.n > LARGEST || size.d > LARGEST) refuseSize(at);
  return size;
}

function refuseSize(at: Span): never {
  refuse(
    "uom_mixed",
    at,
    "幂次过高，计量单位无法推算，请降低指数。",
    "the powers are too high to have a uom; lower the exponents.",
  );
}
