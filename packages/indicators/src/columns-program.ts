import { callOf, medianOf } from "./arithmetic.ts";
import type { Comparison } from "./ast.ts";
import { skipsPlainly } from "./columns-absence.ts";
import * as loops from "./columns-loops.ts";
import { STATE } from "./columns-table.ts";
import { operandsOf } from "./compute.ts";
import { BINARY64 } from "./domain.ts";
import type { Formula, Node } from "./operands.ts";

/** The rows at hand. All arrays are of its size; sums and states are by slot. */
export type Block = {
  from: number;
  size: number;
  sums: Float64Array[];
  /** Null for what is no figure. */
  states: (Uint8Array | null)[];
  /** Rows that the loops cannot settle. */
  open: Uint8Array;
  /** Scratch, by register. */
  buffer(register: number): Float64Array;
  constant(value: number): Float64Array;
  /** A figure with 0 for 不适用, as a sum takes it. */
  skipping(slot: number): Float64Array;
};

/** Computes one node over a block; the answer is a column, a constant or a buffer, and not to be written to. */
export type Step = (block: Block) => Float64Array;

/** A formula as steps over blocks. `slots[operand]` is the operand's place in a block. */
export function programOf(formula: Formula, slots: readonly number[]): Step {
  const figures = formula.refs.length;

  /** `out` and what lies behind it are free; `skip`: 不适用 as 0, for a sum that skips it. */
  function stepOf(node: Node, out: number, skip = false): Step {
    switch (node.kind) {
      case "number": {
        const value = Number(node.text);
        return (block) => block.constant(value);
      }
      case "operand": {
        const slot = slots[node.operand]!;
        return skip && node.operand < figures ? (block) => block.skipping(slot) : (block) => block.sums[slot]!;
      }
      case "derived":
      case "time":
        return stepOf(node.of, out, skip);
      case "robustZ":
        return stepOf(node.z, out);
      case "add":
        return sumOf(node, node.terms, out, skip);
      case "aggregate":
        return node.name === "sum" ? sumOf(node, node.terms, out, skip) : overMembers(node, out);
      case "factors":
        return factorsOf(node, out, skip);
      case "negate": {
        const of = stepOf(node.of, out, skip);
        return (block) => loops.negate(block.buffer(out), of(block));
      }
      case "power": {
        const of = stepOf(node.of, out);
        return (block) => loops.power(block.buffer(out), of(block), node.exponent, block.open);
      }
      case "call":
        return callStep(node, out);
      case "if": {
        const condition = stepOf(node.condition, out);
        const ifTrue = stepOf(node.ifTrue, out + 1);
        const ifFalse = stepOf(node.ifFalse, out + 2);
        return (block) => loops.choose(block.buffer(out), condition(block), ifTrue(block), ifFalse(block));
      }
      case "arithmetic":
        return arithmetic(node, out, skip);
      case "given": {
        const slot = slots[node.operand]!;
        return (block) => block.buffer(out).map((_, i) => (block.states[slot]![i] === STATE.number ? 1 : 0));
      }
      case "not": {
        const of = stepOf(node.of, out);
        return (block) => loops.not(block.buffer(out), of(block));
      }
      default:
        return condition(node, out);
    }
  }

  function arithmetic(node: Node & { kind: "arithmetic" }, out: number, skip: boolean): Step {
    const { op } = node;
    if (op !== "-" && node.right.kind === "number") {
      const [left, by] = [stepOf(node.left, out, skip), Number(node.right.text)];
      const loop = op === "*" ? loops.scale : loops.divideBy;
      return (block) => loop(block.buffer(out), left(block), by);
    }
    const left = stepOf(node.left, out, skip);
    const right = stepOf(node.right, out + 1, skip);
    const loop = { "-": loops.subtract, "*": loops.multiply, "/": loops.divide }[op];
    return (block) => loop(block.buffer(out), left(block), right(block));
  }

  /** Adds from left to right. Where every term is 不适用, so is the sum; `skip` leaves that to the sum above. */
  function sumOf(node: Node, terms: readonly Node[], out: number, skip: boolean): Step {
    const plain = skipsPlainly(terms, figures);
    const [only] = terms as [Node];
    if (terms.length === 1) return stepOf(only, out, skip);
    const [first, ...rest] = terms.map((term, at) => stepOf(term, out + Math.min(at, 1), plain)) as [Step, ...Step[]];
    const sum: Step = (block) => {
      let total = first(block);
      for (const term of rest) total = loops.addTo(block.buffer(out), total, term(block));
      return total;
    };
    return plain && !skip ? unlessAllSkipped(node, sum) : sum;
  }

  function factorsOf(node: Node & { kind: "factors" }, out: number, skip: boolean): Step {
    const terms = node.terms.map(({ operand, factor }) => ({
      slot: slots[operand]!,
      factor: factor === null ? null : Number(factor),
    }));
    const sum: Step = (block) => {
      let total: Float64Array | null = null;
      for (const { slot, factor } of terms) {
        const amount = block.skipping(slot);
        if (factor === null) {
          const counted = loops.unlessZero(block.buffer(out + 1), amount);
          total = loops.addTo(block.buffer(out), total ?? block.constant(0), counted);
        } else if (total === null) total = loops.scale(block.buffer(out), amount, factor);
        else total = loops.addScaled(block.buffer(out), total, amount, factor);
      }
      return total ?? block.constant(Number.NaN);
    };
    return skip ? sum : unlessAllSkipped(node, sum);
  }

  /** The step must answer a buffer: rows where all figures are 不适用 lose their 0. */
  function unlessAllSkipped(node: Node, sum: Step): Step {
    const all = operandsOf(node)
      .filter((operand) => operand < figures)
      .map((operand) => slots[operand]!);
    return (block) =>
      loops.unlessAllSkipped(
        sum(block),
        all.map((slot) => block.states[slot]!),
        STATE.na,
      );
  }

  function callStep(node: Node & { kind: "call" }, out: number): Step {
    const [first, ...rest] = node.args.map((arg, at) => stepOf(arg, out + Math.min(at, 1))) as [Step, ...Step[]];
    if (node.name === "abs") return (block) => loops.abs(block.buffer(out), first(block));
    const sign = node.name === "max" ? 1 : -1;
    return (block) => {
      let best = first(block);
      for (const next of rest) best = loops.better(block.buffer(out), best, next(block), sign, block.open);
      return best;
    };
  }

  /** Mean, least, largest, median and number of a breakdown's members: row by row, as single regions do it. */
  function overMembers(node: Node & { kind: "aggregate" }, out: number): Step {
    const { name } = node;
    const terms = node.terms.map((term, at) => stepOf(term, out + at + 1));
    const together = (given: [number, ...number[]]) => {
      if (name === "count") return given.length;
      if (name === "median") return medianOf(given, BINARY64);
      if (name !== "mean" && name !== "sum") return callOf(name, given, BINARY64);
      const [first, ...rest] = given;
      return rest.reduce(BINARY64.add, first) / given.length;
    };
    return (block) => {
      const members = terms.map((term) => term(block));
      const result = block.buffer(out);
      for (let i = 0; i < result.length; i += 1) {
        const given = members.map((member) => member[i] as number);
        if (!given.every(Number.isFinite)) block.open[i] = 1;
        result[i] = together(given as [number, ...number[]]);
      }
      return result;
    };
  }

  function condition(node: Node & { kind: "compare" | "logic" | "agree" }, out: number): Step {
    const left = stepOf(node.left, out);
    const right = stepOf(node.right, out + 1);
    if (node.kind === "compare") {
      const holds = HOLDS[node.op];
      return (block) => loops.compareWith(block.buffer(out), left(block), right(block), holds, block.open);
    }
    if (node.kind === "agree")
      return (block) => loops.agree(block.buffer(out), left(block), right(block), node.op === "==");
    if (node.op === "implies")
      return (block) => {
        const opposite = loops.not(block.buffer(out), left(block));
        return loops.logic(block.buffer(out), opposite, right(block), 1);
      };
    const decisive = node.op === "and" ? 0 : 1;
    return (block) => loops.logic(block.buffer(out), left(block), right(block), decisive);
  }

  return stepOf(formula.root, 0);
}

/** By left - right. */
const HOLDS: Record<Comparison, (apart: number) => boolean> = {
  "==": (apart) => apart === 0,
  "!=": (apart) => apart !== 0,
  "<": (apart) => apart < 0,
  "<=": (apart) => apart <= 0,
  ">": (apart) => apart > 0,
  ">=": (apart) => apart >= 0,
};
