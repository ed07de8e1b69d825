import Fraction from "fraction.js";
import { canonicalDecimal } from "./decimal.ts";
import type { Node } from "./operands.ts";

/** Least and greatest value that a part of a formula can have; null = no end. Always at least as wide as the truth. */
export type Interval = { lo: Fraction | null; hi: Fraction | null };

/**
 * A part of a formula that is not taken apart further: an operand, or a product, quotient, abs, min, max … of some.
 * `whole`: it counts whole things.
 */
export type Atom = Interval & { whole: boolean; key: string };

/** What is known of one operand before any figure is; its key names the same figure in every formula. */
export type OperandRange = Atom;

/** Sum of coefficient x atom, plus a constant. */
export type Linear = { terms: ReadonlyMap<string, { atom: Atom; times: Fraction }>; constant: Fraction };

export const ENDLESS: Interval = { lo: null, hi: null };
const ZERO = new Fraction(0);

/** Numbers with more digits are not followed: their ends are taken as none. */
const LARGEST = 10n ** 100n;
const isLarge = ({ n, d }: Fraction) => n > LARGEST || d > LARGEST;

/** A number node's tree as a linear form over atoms; equal parts become the same atom, so that `a <= a + b` cancels. */
export function linearOf(node: Node, ranges: readonly OperandRange[]): Linear {
  const inner = (child: Node) => linearOf(child, ranges);
  switch (node.kind) {
    case "number": {
      const constant = new Fraction(node.text);
      return isLarge(constant) ? opaque(node, ENDLESS, ranges) : { terms: new Map(), constant };
    }
    case "operand":
      return single(ranges[node.operand] as OperandRange);
    case "derived":
    case "time":
      return inner(node.of);
    case "add":
      return node.terms.map(inner).reduce(plus);
    case "aggregate":
      return aggregate(node, ranges);
    case "factors":
      return node.terms
        .map(({ operand, factor }) => {
          const amount = inner({ kind: "operand", operand });
          return factor === null || canonicalDecimal(factor) === null
            ? opaque({ ...node, terms: [{ operand, factor }] }, ENDLESS, ranges)
            : scaled(amount, new Fraction(factor));
        })
        .reduce(plus, CONSTANT_ZERO);
    case "negate":
      return scaled(inner(node.of), new Fraction(-1));
    case "arithmetic":
      return arithmetic(node, ranges);
    case "power":
    case "call":
    case "if":
    case "robustZ":
      return opaque(node, boundsOfOpaque(node, ranges), ranges);
    default:
      throw new Error(`a condition where a number is needed: ${node.kind}`);
  }
}

const CONSTANT_ZERO: Linear = { terms: new Map(), constant: ZERO };

export function boundsOf(node: Node, ranges: readonly OperandRange[]): Interval {
  return boundsOfLinear(linearOf(node, ranges));
}

export function boundsOfLinear({ terms, constant }: Linear): Interval {
  return [...terms.values()]
    .map(({ atom, times }) => stretched(atom, times))
    .reduce<Interval>((sum, part) => ({ lo: added(sum.lo, part.lo), hi: added(sum.hi, part.hi) }), {
      lo: constant,
      hi: constant,
    });
}

export function plus(a: Linear, b: Linear): Linear {
  const terms = new Map(a.terms);
  for (const [key, { atom, times }] of b.terms) {
    const sum = (terms.get(key)?.times ?? ZERO).add(times);
    if (sum.equals(0)) terms.delete(key);
    else terms.set(key, { atom, times: sum });
  }
  return { terms, constant: a.constant.add(b.constant) };
}

export function scaled({ terms, constant }: Linear, factor: Fraction): Linear {
  if (factor.equals(0)) return CONSTANT_ZERO;
  return {
    terms: new Map([...terms].map(([key, { atom, times }]) => [key, { atom, times: times.mul(factor) }])),
    constant: constant.mul(factor),
  };
}

function single(atom: Atom): Linear {
  return { terms: new Map([[atom.key, { atom, times: new Fraction(1) }]]), constant: ZERO };
}

/** Equal parts have equal keys, also in two formulas. */
function opaque(node: Node, { lo, hi }: Interval, ranges: readonly OperandRange[], whole = false): Linear {
  return single({
    key: JSON.stringify(node, (field, value) => (field === "operand" ? ranges[value as number]?.key : value)),
    lo: lo && isLarge(lo) ? null : lo,
    hi: hi && isLarge(hi) ? null : hi,
    whole,
  });
}

function aggregate(node: Node & { kind: "aggregate" }, ranges: readonly OperandRange[]): Linear {
  const terms = node.terms.map((term) => linearOf(term, ranges));
  if (node.name === "sum") return terms.reduce(plus, CONSTANT_ZERO);
  if (node.name === "count") return opaque(node, { lo: ZERO, hi: new Fraction(terms.length) }, ranges, true);
  return opaque(node, hull(terms.map(boundsOfLinear)), ranges);
}

function arithmetic(node: Node & { kind: "arithmetic" }, ranges: readonly OperandRange[]): Linear {
  const left = linearOf(node.left, ranges);
  const right = linearOf(node.right, ranges);
  if (node.op === "-") return plus(left, scaled(right, new Fraction(-1)));
  const byConstant = right.terms.size === 0 && !isLarge(right.constant);
  if (node.op === "/") {
    if (byConstant && !right.constant.equals(0)) return tamed(node, scaled(left, right.constant.inverse()), ranges);
    return opaque(node, quotient(boundsOfLinear(left), boundsOfLinear(right)), ranges);
  }
  if (byConstant) return tamed(node, scaled(left, right.constant), ranges);
  if (left.terms.size === 0) return tamed(node, scaled(right, left.constant), ranges);
  return opaque(node, product(boundsOfLinear(left), boundsOfLinear(right)), ranges);
}

function tamed(node: Node, linear: Linear, ranges: readonly OperandRange[]): Linear {
  const large = isLarge(linear.constant) || [...linear.terms.values()].some(({ times }) => isLarge(times));
  return large ? opaque(node, ENDLESS, ranges) : linear;
}

function boundsOfOpaque(
  node: Node & { kind: "power" | "call" | "if" | "robustZ" },
  ranges: readonly OperandRange[],
): Interval {
  switch (node.kind) {
    case "robustZ":
      return ENDLESS;
    case "if":
      return hull([boundsOf(node.ifTrue, ranges), boundsOf(node.ifFalse, ranges)]);
    case "power": {
      const of = boundsOf(node.of, ranges);
      let result: Interval = { lo: new Fraction(1), hi: new Fraction(1) };
      for (let at = 0; at < node.exponent; at += 1) result = shortened(product(result, of));
      return node.exponent % 2 === 0 && (result.lo === null || result.lo.compare(0) < 0)
        ? { ...result, lo: ZERO }
        : result;
    }
    case "call": {
      const args = node.args.map((arg) => boundsOf(arg, ranges));
      if (node.name === "abs") return absolute(args[0] as Interval);
      return args.reduce((a, b) => (node.name === "min" ? lesser(a, b) : opposite(lesser(opposite(a), opposite(b)))));
    }
  }
}

const shortened = ({ lo, hi }: Interval): Interval => ({
  lo: lo && isLarge(lo) ? null : lo,
  hi: hi && isLarge(hi) ? null : hi,
});

const added = (a: Fraction | null, b: Fraction | null) => (a === null || b === null ? null : a.add(b));
const opposite = ({ lo, hi }: Interval): Interval => ({ lo: hi && hi.neg(), hi: lo && lo.neg() });

function stretched({ lo, hi }: Interval, times: Fraction): Interval {
  const scaledEnds = { lo: lo && lo.mul(times), hi: hi && hi.mul(times) };
  return times.compare(0) < 0 ? { lo: scaledEnds.hi, hi: scaledEnds.lo } : scaledEnds;
}

/** The least of two values. */
function lesser(a: Interval, b: Interval): Interval {
  const lo = a.lo === null || b.lo === null ? null : least(a.lo, b.lo);
  const hi = a.hi === null ? b.hi : b.hi === null ? a.hi : least(a.hi, b.hi);
  return { lo, hi };
}

const least = (a: Fraction, b: Fraction) => (a.compare(b) <= 0 ? a : b);
const greatest = (a: Fraction, b: Fraction) => (a.compare(b) >= 0 ? a : b);

function hull(parts: Interval[]): Interval {
  if (parts.length === 0) return ENDLESS;
  return parts.reduce((a, b) => ({
    lo: a.lo === null || b.lo === null ? null : least(a.lo, b.lo),
    hi: a.hi === null || b.hi === null ? null : greatest(a.hi, b.hi),
  }));
}

function absolute(of: Interval): Interval {
  if (of.lo !== null && of.lo.compare(0) >= 0) return of;
  if (of.hi !== null && of.hi.compare(0) <= 0) return opposite(of);
  return { lo: ZERO, hi: of.lo === null || of.hi === null ? null : greatest(of.lo.neg(), of.hi) };
}

function product(a: Interval, b: Interval): Interval {
  if (isPositive(a) && isPositive(b))
    return { lo: (a.lo as Fraction).mul(b.lo as Fraction), hi: a.hi && b.hi && a.hi.mul(b.hi) };
  if (a.lo === null || a.hi === null || b.lo === null || b.hi === null) return ENDLESS;
  const ends = [a.lo.mul(b.lo), a.lo.mul(b.hi), a.hi.mul(b.lo), a.hi.mul(b.hi)];
  return { lo: ends.reduce(least), hi: ends.reduce(greatest) };
}

function quotient(a: Interval, b: Interval): Interval {
  if (!isPositive(a) || !isPositive(b)) return ENDLESS;
  const below = b.lo as Fraction;
  return {
    lo: b.hi === null || b.hi.equals(0) ? ZERO : (a.lo as Fraction).div(b.hi),
    hi: a.hi === null || below.equals(0) ? null : a.hi.div(below),
  };
}

const isPositive = ({ lo }: Interval) => lo !== null && lo.compare(0) >= 0;
