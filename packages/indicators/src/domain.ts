import Fraction from "fraction.js";

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
  /** False where numbers mean nothing: then no comparison may settle what is asked. */
  settles: boolean;
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
  settles: true,
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
  settles: true,
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
  settles: false,
};
