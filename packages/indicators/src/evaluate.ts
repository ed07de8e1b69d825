import Fraction from "fraction.js";
import { conditionOf, formulaOf, type Compiled } from "./compile.ts";
import { compute, decide, type Decision, type Nothing, type Operand, type Verdict } from "./compute.ts";
import { canonicalDecimal } from "./decimal.ts";
import { EXACT } from "./domain.ts";
import { gapOfNothing } from "./gap.ts";
import type { Formula } from "./operands.ts";
import { externalKey, externalOperand, type Outside } from "./outside.ts";
import { decimalOf } from "./rational.ts";
import type { CellValue, Gap, Outcome } from "./value.ts";
import { isCurrent, type OperandRef, type Vocabulary } from "./vocabulary.ts";

/** One unit's answer, or undefined where it has none. */
export type Lookup = (ref: OperandRef) => CellValue | undefined;

/**
 * What is asked beside the figures. `settled`: externals that the caller computes itself, exact decimals by key. `read`:
 * numbers read so far, kept by a caller that asks many formulas over the same cells.
 */
export type Around = {
  outside?: Outside;
  settled?: ReadonlyMap<string, string>;
  tolerance?: string;
  read?: Map<CellValue, Fraction>;
};

/**
 * Computes a formula exactly over one unit's cells.
 * Throws a FormulaFailure when the formula is wrong or is a condition, a RangeError when a cell's number is not a
 * plain decimal.
 */
export function evaluateUnit(
  compiled: Compiled,
  formula: string,
  lookup: Lookup,
  around: Around = {},
): Outcome<Fraction> {
  return computeUnit(compiled, formulaOf(compiled, formula), lookup, around);
}

/** `evaluateUnit` for a formula that has been looked up already. */
export function computeUnit(
  vocabulary: Vocabulary,
  formula: Formula,
  lookup: Lookup,
  around: Around = {},
): Outcome<Fraction> {
  const result = compute(formula.root, exactOperands(vocabulary, formula, lookup, around), EXACT);
  return result.ok ? { ok: true, value: result.value } : { ok: false, gap: gapOfNothing(vocabulary, formula, result) };
}

/** A condition's answer. For a comparison at the top, both sides and left - right as decimal text (12 decimals at most when endless). */
export type Judgement = {
  verdict: Verdict;
  /** Why it is undecided, one gap per kind; empty otherwise. */
  gaps: Gap[];
  left?: string;
  right?: string;
  imbalance?: string;
};

/** Decides a condition exactly, in three values, over one unit's cells. Throws like `evaluateUnit`. */
export function evaluateCondition(
  compiled: Compiled,
  condition: string,
  lookup: Lookup,
  around: Around = {},
): Judgement {
  return judge(compiled, conditionOf(compiled, condition), lookup, around);
}

/** `evaluateCondition` for a formula that has been looked up already. */
export function judge(vocabulary: Vocabulary, formula: Formula, lookup: Lookup, around: Around = {}): Judgement {
  const operands = exactOperands(vocabulary, formula, lookup, around);
  const { verdict, reasons } = decideExactly(formula, operands, around);
  const gaps = byCode(reasons).map((reason) => gapOfNothing(vocabulary, formula, reason));
  if (formula.root.kind !== "compare") return { verdict, gaps };
  const left = compute(formula.root.left, operands, EXACT);
  const right = compute(formula.root.right, operands, EXACT);
  return {
    verdict,
    gaps,
    ...(left.ok && { left: decimalOf(left.value) }),
    ...(right.ok && { right: decimalOf(right.value) }),
    ...(left.ok && right.ok && { imbalance: decimalOf(left.value.sub(right.value)) }),
  };
}

/** The verdict of `judge` alone: most conditions hold, and then nobody asks for their sides. */
export function verdictOf(vocabulary: Vocabulary, formula: Formula, lookup: Lookup, around: Around = {}): Verdict {
  return decideExactly(formula, exactOperands(vocabulary, formula, lookup, around), around).verdict;
}

function decideExactly(formula: Formula, operands: readonly Operand<Fraction>[], { tolerance }: Around): Decision {
  return decide(formula.root, operands, EXACT, tolerance === undefined ? null : EXACT.of(tolerance));
}

function exactOperands(
  vocabulary: Vocabulary,
  { refs, externals }: Formula,
  lookup: Lookup,
  { outside = {}, settled, read }: Around,
): Operand<Fraction>[] {
  const figures = refs.map((ref): Operand<Fraction> => {
    const cell = lookup(ref);
    if (cell === undefined) return { state: isCurrent(ref) ? "missing" : "no_history" };
    if (cell.state !== "number") return { state: cell.state };
    const value = read?.get(cell) ?? numberOf(cell.value);
    read?.set(cell, value);
    return { state: "number", value };
  });
  if (externals.length === 0) return figures;
  const given = externals.map((external): Operand<Fraction> => {
    const known = settled?.get(externalKey(external));
    if (known !== undefined) return { state: "number", value: new Fraction(known), constant: true };
    return externalOperand(vocabulary, external, outside, EXACT);
  });
  return [...figures, ...given];
}

function numberOf(text: string): Fraction {
  const value = canonicalDecimal(text);
  if (value === null) throw new RangeError(`不是十进制数 / not a plain decimal: "${text}"`);
  return new Fraction(value);
}

function byCode(reasons: Nothing[]): Nothing[] {
  const joined = new Map<Gap["code"], Nothing>();
  for (const reason of reasons) {
    const known = joined.get(reason.code);
    const operands = [...new Set([...(known?.operands ?? []), ...reason.operands])];
    joined.set(reason.code, { ...reason, operands });
  }
  return [...joined.values()];
}
