import Fraction from "fraction.js";
import type { Node } from "./operands.ts";
import type { Gap } from "./value.ts";

/** The numbers a formula is computed in. `divide` answers null for division by zero. */
export type Domain<N> = {
  of(text: string): N;
  add(a: N, b: N): N;
  subtract(a: N, b: N): N;
  multiply(a: N, b: N): N;
  divide(a: N, b: N): N | null;
  negate(a: N): N;
  abs(a: N): N;
  compare(a: N, b: N): number;
  isZero(a: N): boolean;
};

/** Exact rationals, for rules. */
export const EXACT: Domain<Fraction> = {
  of: (text) => new Fraction(text),
  add: (a, b) => a.add(b),
  subtract: (a, b) => a.sub(b),
  multiply: (a, b) => a.mul(b),
  divide: (a, b) => (b.n === 0n ? null : a.div(b)),
  negate: (a) => a.neg(),
  abs: (a) => a.abs(),
  compare: (a, b) => a.compare(b),
  isZero: (a) => a.n === 0n,
};

/** IEEE 754 binary64, each operation rounded once, in the order written; for indicators. */
export const BINARY64: Domain<number> = {
  of: (text) => Number(text),
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => (b === 0 ? null : a / b),
  negate: (a) => -a,
  abs: (a) => Math.abs(a),
  compare: (a, b) => a - b,
  isZero: (a) => a === 0,
};

/**
 * Asks only whether the operands have been answered: every number is the same, nothing divides by zero and no
 * factor is needed. What fails on one unit's numbers need not fail on the region's.
 */
export const ANSWERED: Domain<true> = {
  of: () => true,
  add: () => true,
  subtract: () => true,
  multiply: () => true,
  divide: () => true,
  negate: () => true,
  abs: () => true,
  compare: () => 0,
  isZero: () => true,
};

/** What is known of one operand. */
export type Operand<N> =
  | { state: "number"; value: N }
  | { state: "na" }
  | { state: "missing" }
  /** Nothing is stored for the same period one year earlier. */
  | { state: "no_history" };

/** Why there is no number. `whole`: every operand is 不适用, so that a sum may skip this term. */
export type Nothing = { ok: false; code: Gap["code"]; operands: number[]; whole: boolean };

export type Computed<N> = { ok: true; value: N; constant: boolean } | Nothing;

/** Which reason is told when several stand in the way, most important first. */
const RANK: Gap["code"][] = ["missing", "no_history", "factor_unknown", "not_applicable", "division_by_zero"];

/** Computes a formula of numbers. `operands[i]` belongs to the formula's `refs[i]`. */
export function compute<N>(node: Node, operands: readonly Operand<N>[], domain: Domain<N>): Computed<N> {
  switch (node.kind) {
    case "number":
      return { ok: true, value: domain.of(node.text), constant: true };
    case "operand":
      return read(node.operand, operands);
    case "derived":
    case "prevYear":
      return compute(node.of, operands, domain);
    case "add":
      return addTerms(
        node.terms.map((term) => compute(term, operands, domain)),
        domain,
      );
    case "factors":
      return addTerms(
        node.terms.map((term) => weigh(term, operands, domain)),
        domain,
      );
    case "negate":
      return apply([compute(node.of, operands, domain)], ([a]) => domain.negate(a as N));
    case "call":
      return apply(
        node.args.map((arg) => compute(arg, operands, domain)),
        (values) => call(node.name, values, domain),
      );
    case "arithmetic":
      return arithmetic(node, operands, domain);
    default:
      throw new Error(`a condition where a number is needed: ${node.kind}`);
  }
}

/** Joins several reasons into the most important one, with all operands that share it. */
export function mostImportant(reasons: Nothing[]): Nothing {
  const code = RANK.find((candidate) => reasons.some((reason) => reason.code === candidate));
  const same = reasons.filter((reason) => reason.code === code);
  const operands = [...new Set(same.flatMap((reason) => reason.operands))];
  return { ok: false, code: code ?? "missing", operands, whole: false };
}

function read<N>(operand: number, operands: readonly Operand<N>[]): Computed<N> {
  const found = operands[operand] ?? { state: "missing" };
  switch (found.state) {
    case "number":
      return { ok: true, value: found.value, constant: false };
    case "na":
      return { ok: false, code: "not_applicable", operands: [operand], whole: true };
    default:
      return { ok: false, code: found.state, operands: [operand], whole: false };
  }
}

/** value x factor. Zero of something needs no factor. */
function weigh<N>(
  term: { operand: number; factor: string | null },
  operands: readonly Operand<N>[],
  domain: Domain<N>,
): Computed<N> {
  const amount = read(term.operand, operands);
  if (!amount.ok) return amount;
  if (term.factor !== null)
    return {
      ok: true,
      value: domain.multiply(amount.value, domain.of(term.factor)),
      constant: false,
    };
  if (domain.isZero(amount.value)) return amount;
  return { ok: false, code: "factor_unknown", operands: [term.operand], whole: false };
}

/** Adds from left to right, skipping terms that are wholly 不适用; constants alone do not keep a sum alive. */
function addTerms<N>(terms: Computed<N>[], domain: Domain<N>): Computed<N> {
  const reasons = terms.filter((term) => !term.ok);
  if (reasons.some((reason) => !reason.whole)) return mostImportant(reasons);
  const given = terms.filter((term) => term.ok);
  const constant = given.every((term) => term.constant);
  const [first, ...rest] = given;
  if (!first || (reasons.length > 0 && constant)) return { ...mostImportant(reasons), whole: reasons.length > 0 };
  return {
    ok: true,
    value: rest.reduce((sum, term) => domain.add(sum, term.value), first.value),
    constant,
  };
}

/** Applies an operation that needs every argument. */
function apply<N>(args: Computed<N>[], operation: (values: N[]) => N): Computed<N> {
  const given = args.filter((arg) => arg.ok);
  if (given.length === args.length)
    return {
      ok: true,
      value: operation(given.map((arg) => arg.value)),
      constant: given.every((arg) => arg.constant),
    };
  const reasons = args.filter((arg) => !arg.ok);
  const whole = args.every((arg) => (arg.ok ? arg.constant : arg.whole));
  return { ...mostImportant(reasons), whole };
}

function call<N>(name: "abs" | "min" | "max", values: N[], domain: Domain<N>): N {
  const [first, ...rest] = values as [N, ...N[]];
  if (name === "abs") return domain.abs(first);
  const sign = name === "max" ? 1 : -1;
  return rest.reduce((best, value) => (sign * domain.compare(value, best) > 0 ? value : best), first);
}

function arithmetic<N>(
  node: Node & { kind: "arithmetic" },
  operands: readonly Operand<N>[],
  domain: Domain<N>,
): Computed<N> {
  const left = compute(node.left, operands, domain);
  const right = compute(node.right, operands, domain);
  if (node.op === "-") return apply([left, right], ([a, b]) => domain.subtract(a as N, b as N));
  if (node.op === "*") return apply([left, right], ([a, b]) => domain.multiply(a as N, b as N));
  if (!left.ok || !right.ok) return apply([left, right], ([a]) => a as N);
  const value = domain.divide(left.value, right.value);
  if (value === null) return { ok: false, code: "division_by_zero", operands: operandsOf(node.right), whole: false };
  return { ok: true, value, constant: left.constant && right.constant };
}

/** Indexes of the operands below a node, each once. */
export function operandsOf(node: Node): number[] {
  const found = new Set<number>();
  const visit = (current: Node): void => {
    switch (current.kind) {
      case "number":
        return;
      case "operand":
        found.add(current.operand);
        return;
      case "add":
        return current.terms.forEach(visit);
      case "factors":
        return current.terms.forEach((term) => found.add(term.operand));
      case "call":
        return current.args.forEach(visit);
      case "derived":
      case "prevYear":
      case "negate":
      case "not":
        return visit(current.of);
      default:
        visit(current.left);
        visit(current.right);
    }
  };
  visit(node);
  return [...found];
}
