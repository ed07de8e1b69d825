import { childrenOf } from "./compute.ts";
import type { Node } from "./operands.ts";

/** How many figures are multiplied above and below the stroke of one fraction. */
type Degree = { above: number; below: number };

/**
 * Of how many figures the largest product in a formula is made: `a * b ^ 2` is of three, `a / b + c / d` of four, once it
 * is one fraction. Exact numbers have so many times the digits of a figure.
 */
export function degreeOf(node: Node): number {
  const { above, below } = degree(node);
  return above + below;
}

function degree(node: Node): Degree {
  const children = childrenOf(node).map(degree);
  const total = (side: keyof Degree) => children.reduce((sum, child) => sum + child[side], 0);
  const most = (side: keyof Degree) => children.reduce((max, child) => Math.max(max, child[side]), 0);
  switch (node.kind) {
    case "number":
    case "operand":
    case "given":
    case "factors":
      return { above: 1, below: 0 };
    case "power":
      return { above: most("above") * node.exponent, below: most("below") * node.exponent };
    case "arithmetic": {
      const [left, right] = children as [Degree, Degree];
      if (node.op === "*") return { above: total("above"), below: total("below") };
      if (node.op === "/") return { above: left.above + right.below, below: left.below + right.above };
      return { above: most("above") + total("below"), below: total("below") };
    }
    case "add":
    case "aggregate":
      return { above: most("above") + total("below"), below: total("below") };
    default:
      return { above: most("above"), below: most("below") };
  }
}
