import Fraction from "fraction.js";
import { linearOf, plus, scaled, type Atom, type Linear, type OperandRange } from "./interval.ts";
import type { Node } from "./operands.ts";

/** A condition over these operands that is to be true, or false; a comparison at its top may be off by `tolerance`. */
export type Wanted = { condition: Node; ranges: readonly OperandRange[]; is: boolean; tolerance?: string };

/** `form <= 0`, or `< 0` where strict. */
type Below = { form: Linear; strict: boolean };
/** What makes a condition as wanted: all of these, or any of them. */
type Ways = { all: (Wanted | Below)[] } | { any: (Wanted | Below | Ways)[] };

/** More ways than this are not tried; then everything counts as possible. */
const MOST_BRANCHES = 500;

const ZERO = new Fraction(0);
const MINUS = new Fraction(-1);

/**
 * False only where no figures in the operands' ranges make all conditions as wanted, by interval arithmetic: `x >= 0` is
 * never false of a count, `x > 5 and x < 3` never true. True otherwise, also where it cannot be told.
 */
export function isPossible(wanted: Wanted[]): boolean {
  const budget = { left: MOST_BRANCHES };
  const solve = (pending: (Wanted | Below | Ways)[], below: Below[]): boolean => {
    const [next, ...rest] = pending;
    if (next === undefined) return isConsistent(below);
    if ("form" in next) return solve(rest, [...below, next]);
    const ways = "condition" in next ? waysOf(next) : next;
    if ("all" in ways) return solve([...ways.all, ...rest], below);
    return ways.any.some((way) => {
      budget.left -= 1;
      return budget.left < 0 || solve([way, ...rest], below);
    });
  };
  return solve(wanted, []);
}

function waysOf({ condition: node, ranges, is, tolerance }: Wanted): Ways {
  switch (node.kind) {
    case "compare": {
      const difference = plus(linearOf(node.left, ranges), scaled(linearOf(node.right, ranges), MINUS));
      return compared(node.op, is, difference, tolerance === undefined ? ZERO : new Fraction(tolerance));
    }
    case "not":
      return { all: [{ condition: node.of, ranges, is: !is }] };
    case "logic": {
      const left = { condition: node.left, ranges, is: node.op === "implies" ? !is : is };
      const right = { condition: node.right, ranges, is };
      return (node.op === "and") === is ? { all: [left, right] } : { any: [left, right] };
    }
    case "agree": {
      const same = (node.op === "==") === is;
      const both = (left: boolean): Ways => ({
        all: [
          { condition: node.left, ranges, is: left },
          { condition: node.right, ranges, is: left === same },
        ],
      });
      return { any: [both(true), both(false)] };
    }
    default:
      return { all: [] };
  }
}

/** When `difference op 0` holds, or does not; a tolerance lets equality and inequalities hold more often, never less. */
function compared(op: string, is: boolean, difference: Linear, tolerance: Fraction): Ways {
  const opposite = scaled(difference, MINUS);
  const below = (form: Linear, most: Fraction, strict: boolean): Below => ({
    form: { ...form, constant: form.constant.sub(most) },
    strict,
  });
  switch (op) {
    case "<=":
      return { all: [is ? below(difference, tolerance, false) : below(opposite, tolerance.neg(), true)] };
    case "<":
      return { all: [is ? below(difference, tolerance, tolerance.equals(0)) : below(opposite, ZERO, false)] };
    case ">=":
      return compared("<=", is, opposite, tolerance);
    case ">":
      return compared("<", is, opposite, tolerance);
    case "==":
      return is
        ? { all: [below(difference, tolerance, false), below(opposite, tolerance, false)] }
        : { any: [below(difference, tolerance.neg(), true), below(opposite, tolerance.neg(), true)] };
    default:
      return compared("==", !is, difference, ZERO);
  }
}

/** `sum <= most` or `< most`, over atoms in a fixed order with a leading coefficient of 1 or -1. */
type Bound = { sum: Linear; most: Fraction; strict: boolean };
type Range = { atom: Atom; lo: Fraction | null; loOpen: boolean; hi: Fraction | null; hiOpen: boolean };

/** Bounds are drawn closer this often, and only by sums of no more atoms. */
const MOST_PASSES = 3;
const MOST_NARROWED = 8;

/** Whether the forms can all be below zero, as far as bounds of single atoms and of equal sums tell. */
function isConsistent(forms: Below[]): boolean {
  const bounds = forms.map(boundOf);
  const ranges = new Map<string, Range>();
  for (const { sum } of bounds)
    for (const [key, { atom }] of sum.terms)
      ranges.set(key, { atom, lo: atom.lo, loOpen: false, hi: atom.hi, hiOpen: false });
  for (let pass = 0, narrowed = true; narrowed && pass < MOST_PASSES; pass += 1) {
    narrowed = false;
    for (const bound of bounds) {
      const least = leastOf(bound.sum, ranges);
      if (least !== null && !isBelow(least, bound)) return false;
      if (bound.sum.terms.size > MOST_NARROWED) continue;
      for (const key of bound.sum.terms.keys()) narrowed = narrow(key, bound, ranges) || narrowed;
    }
  }
  return !contradict(bounds);
}

function boundOf({ form, strict }: Below): Bound {
  const entries = [...form.terms].sort(([a], [b]) => (a < b ? -1 : 1));
  const lead = entries[0]?.[1].times.abs() ?? new Fraction(1);
  const { terms, constant } = scaled({ terms: new Map(entries), constant: form.constant }, lead.inverse());
  const most = constant.neg();
  const whole = terms.size > 0 && [...terms.values()].every(({ atom, times }) => atom.whole && times.d === 1n);
  const sum = { terms, constant: ZERO };
  if (!whole) return { sum, most, strict };
  // A sum of whole numbers is a whole number.
  return { sum, most: strict ? most.ceil().sub(1) : most.floor(), strict: false };
}

type End = { value: Fraction; open: boolean };

function leastOf({ terms }: Linear, ranges: ReadonlyMap<string, Range>, without?: string): End | null {
  let sum: End = { value: ZERO, open: false };
  for (const [key, { times }] of terms) {
    if (key === without) continue;
    const { lo, loOpen, hi, hiOpen } = ranges.get(key) as Range;
    const up = times.compare(0) > 0;
    const end = up ? lo : hi;
    if (end === null) return null;
    sum = { value: sum.value.add(end.mul(times)), open: sum.open || (up ? loOpen : hiOpen) };
  }
  return sum;
}

function isBelow({ value, open }: End, { most, strict }: Pick<Bound, "most" | "strict">): boolean {
  const order = value.compare(most);
  return order < 0 || (order === 0 && !strict && !open);
}

/** Leaves to one atom what the bound does once the others are as small as they can be; false where that is nothing new. */
function narrow(key: string, { sum, most, strict }: Bound, ranges: Map<string, Range>): boolean {
  const rest = leastOf(sum, ranges, key);
  if (rest === null) return false;
  const range = ranges.get(key) as Range;
  const times = sum.terms.get(key)?.times as Fraction;
  const { whole } = range.atom;
  const open = strict || rest.open;
  const end = most.sub(rest.value).div(times);
  if (times.compare(0) > 0) {
    const hi = whole ? (open ? end.ceil().sub(1) : end.floor()) : end;
    const order = range.hi === null ? -1 : hi.compare(range.hi);
    if (order > 0 || (order === 0 && (whole || !open || range.hiOpen))) return false;
    ranges.set(key, { ...range, hi, hiOpen: open && !whole });
    return true;
  }
  const lo = whole ? (open ? end.floor().add(1) : end.ceil()) : end;
  const order = range.lo === null ? 1 : lo.compare(range.lo);
  if (order < 0 || (order === 0 && (whole || !open || range.loOpen))) return false;
  ranges.set(key, { ...range, lo, loOpen: open && !whole });
  return true;
}

/** Two bounds of one sum, from above and from below, that leave nothing between them. */
function contradict(bounds: Bound[]): boolean {
  if (bounds.length < 2) return false;
  const byKey = new Map<string, Bound>();
  for (const bound of bounds) {
    if (bound.sum.terms.size === 0) continue;
    const key = textOf(bound.sum);
    const known = byKey.get(key);
    if (!known || bound.most.compare(known.most) < 0 || (bound.most.equals(known.most) && bound.strict))
      byKey.set(key, bound);
  }
  return [...byKey.values()].some((bound) => {
    const other = byKey.get(textOf(scaled(bound.sum, MINUS)));
    if (!other) return false;
    const order = other.most.neg().compare(bound.most);
    return order > 0 || (order === 0 && (bound.strict || other.strict));
  });
}

const textOf = ({ terms }: Linear): string =>
  [...terms].map(([key, { times }]) => `${times.toFraction()}*${key}`).join("+");
