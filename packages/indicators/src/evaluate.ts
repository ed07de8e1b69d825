import Fraction from "fraction.js";
import { conditionOf, formulaOf, type Compiled } from "./compile.ts";
import { compute, EXACT, type Nothing, type Operand } from "./compute.ts";
import { decide, decimalOf, type Verdict } from "./condition.ts";
import { canonicalDecimal } from "./decimal.ts";
import { gapOfNothing } from "./gap.ts";
import type { Formula } from "./operands.ts";
import type { CellValue, Gap, Outcome } from "./value.ts";
import type { OperandRef, Vocabulary } from "./vocabulary.ts";

/** One unit's answer, or undefined where it has none. */
export type Lookup = (ref: OperandRef) => CellValue | undefined;

/**
 * Computes a formula exactly over one unit's cells.
 * Throws a FormulaFailure when the formula is wrong or is a condition, a RangeError when a cell's number is not a
 * plain decimal.
 */
export function evaluateUnit(compiled: Compiled, formula: string, lookup: Lookup): Outcome<Fraction> {
  const resolved = formulaOf(compiled, formula);
  const result = compute(resolved.root, exactOperands(resolved, lookup), EXACT);
  return result.ok ? { ok: true, value: result.value } : { ok: false, gap: gapOfNothing(compiled, resolved, result) };
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
export function evaluateCondition(compiled: Compiled, condition: string, lookup: Lookup): Judgement {
  return judge(compiled, conditionOf(compiled, condition), lookup);
}

/** `evaluateCondition` for a formula that has been looked up already. */
export function judge(vocabulary: Vocabulary, formula: Formula, lookup: Lookup): Judgement {
  const operands = exactOperands(formula, lookup);
  const { verdict, reasons } = decide(formula.root, operands);
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
export function verdictOf(formula: Formula, lookup: Lookup): Verdict {
  return decide(formula.root, exactOperands(formula, lookup)).verdict;
}

function exactOperands(formula: Formula, lookup: Lookup): Operand<Fraction>[] {
  return formula.refs.map((ref) => {
    const cell = lookup(ref);
    if (cell === undefined) return { state: ref.lag === 1 ? "no_history" : "missing" };
    if (cell.state !== "number") return { state: cell.state };
    const value = canonicalDecimal(cell.value);
    if (value === null) throw new RangeError(`不是十进制数 / not a plain decimal: "${cell.value}"`);
    return { state: "number", value: new Fraction(value) };
  });
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
