import type Fraction from "fraction.js";
import { compute, EXACT, type Nothing, type Operand } from "./compute.ts";
import { plain } from "./decimal.ts";
import type { Node } from "./operands.ts";

/** 真, 假, 无法判定: Kleene's strong three-valued logic (Introduction to Metamathematics, 1952, section 64). */
export type Verdict = "true" | "false" | "undecided";

export type Decision = { verdict: Verdict; reasons: Nothing[] };

/** Decides a condition over exact numbers. Reasons are given only where it is undecided. */
export function decide(node: Node, operands: readonly Operand<Fraction>[]): Decision {
  switch (node.kind) {
    case "compare":
      return compare(node, operands);
    case "not": {
      const inner = decide(node.of, operands);
      return { verdict: opposite(inner.verdict), reasons: inner.reasons };
    }
    case "logic":
      return logic(node.op, decide(node.left, operands), decide(node.right, operands));
    case "agree": {
      const [left, right] = [decide(node.left, operands), decide(node.right, operands)];
      if (left.verdict === "undecided" || right.verdict === "undecided")
        return { verdict: "undecided", reasons: [...left.reasons, ...right.reasons] };
      return settled((left.verdict === right.verdict) === (node.op === "=="));
    }
    default:
      throw new Error(`a number where a condition is needed: ${node.kind}`);
  }
}

function compare(node: Node & { kind: "compare" }, operands: readonly Operand<Fraction>[]): Decision {
  const left = compute(node.left, operands, EXACT);
  const right = compute(node.right, operands, EXACT);
  if (!left.ok || !right.ok) return { verdict: "undecided", reasons: [left, right].filter((side) => !side.ok) };
  const order = left.value.compare(right.value);
  switch (node.op) {
    case "==":
      return settled(order === 0);
    case "!=":
      return settled(order !== 0);
    case "<":
      return settled(order < 0);
    case "<=":
      return settled(order <= 0);
    case ">":
      return settled(order > 0);
    case ">=":
      return settled(order >= 0);
  }
}

function logic(op: "and" | "or", left: Decision, right: Decision): Decision {
  const decisive = op === "and" ? "false" : "true";
  if (left.verdict === decisive || right.verdict === decisive) return { verdict: decisive, reasons: [] };
  if (left.verdict === "undecided" || right.verdict === "undecided")
    return { verdict: "undecided", reasons: [...left.reasons, ...right.reasons] };
  return { verdict: opposite(decisive), reasons: [] };
}

function opposite(verdict: Verdict): Verdict {
  if (verdict === "undecided") return verdict;
  return verdict === "true" ? "false" : "true";
}

function settled(holds: boolean): Decision {
  return { verdict: holds ? "true" : "false", reasons: [] };
}

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
