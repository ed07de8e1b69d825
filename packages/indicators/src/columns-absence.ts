import { childrenOf, operandsOf } from "./compute.ts";
import type { Formula, Node } from "./operands.ts";

/*
 * Where a figure is 不适用, a sum skips it and everything else has no number. Loops over columns can say so by 0 and NaN
 * where only sums of plain figures skip; the rows of other formulas are settled one by one. Which is which is read off the
 * formula once.
 */

/** What a formula does with 不适用. `strict`: figures without which it has no number; `delicate`: loops alone cannot tell. */
export type Absence = { strict: number[]; delicate: number[] };

export function absenceOf({ root, refs }: Formula): Absence {
  const isFigure = (operand: number) => operand < refs.length;
  return { strict: strictOperands(root).filter(isFigure), delicate: delicateOperands(root, refs.length) };
}

/** A sum of terms that are 0 where they are 不适用: the loops may add them up. */
export const skipsPlainly = (terms: readonly Node[], figures: number): boolean =>
  terms.every((term) => isPlain(term, figures));

function isPlain(node: Node, figures: number): boolean {
  switch (node.kind) {
    case "operand":
      return node.operand < figures;
    case "factors":
      return true;
    case "add":
      return skipsPlainly(node.terms, figures);
    case "aggregate":
      return node.name === "sum" && skipsPlainly(node.terms, figures);
    case "derived":
    case "time":
    case "negate":
      return isPlain(node.of, figures);
    case "arithmetic":
      if (node.op === "*")
        return (
          (isPlain(node.left, figures) && isScale(node.right, figures)) ||
          (isScale(node.left, figures) && isPlain(node.right, figures))
        );
      return (
        node.op === "/" &&
        isPlain(node.left, figures) &&
        node.right.kind === "number" &&
        Number(node.right.text) !== 0 &&
        isScale(node.right, figures)
      );
    default:
      return false;
  }
}

/** A finite constant, or a given value: not a figure. */
const isScale = (node: Node, figures: number): boolean =>
  node.kind === "number" ? Number.isFinite(Number(node.text)) : node.kind === "operand" && node.operand >= figures;

function strictOperands(node: Node): number[] {
  switch (node.kind) {
    case "operand":
      return [node.operand];
    case "add":
    case "aggregate":
    case "factors":
    case "given":
      return [];
    default:
      return [...new Set(childrenOf(node).flatMap(strictOperands))];
  }
}

function delicateOperands(node: Node, figures: number): number[] {
  const whole =
    node.kind === "if" ||
    (node.kind === "aggregate" && node.name !== "sum") ||
    ((node.kind === "add" || node.kind === "aggregate") && !skipsPlainly(node.terms, figures));
  const found = whole
    ? operandsOf(node).filter((operand) => operand < figures)
    : childrenOf(node).flatMap((child) => delicateOperands(child, figures));
  return [...new Set(found)];
}
