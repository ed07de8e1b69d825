import { callOf, medianOf, powerOf } from "./arithmetic.ts";
import type { Domain } from "./domain.ts";
import type { Node } from "./operands.ts";
import type { Gap } from "./value.ts";

/** What is known of one operand. A limit or another given value is `constant`: it does not keep a sum alive. */
export type Operand<N> =
  | { state: "number"; value: N; constant?: true }
  | { state: "na" }
  | { state: Exclude<Gap["code"], "not_applicable"> };

/** Why there is no number. `whole`: every operand is 不适用, so that a sum may skip this term. */
export type Nothing = { ok: false; code: Gap["code"]; operands: number[]; whole: boolean };

export type Computed<N> = { ok: true; value: N; constant: boolean } | Nothing;

/** 真, 假, 无法判定: Kleene's strong three-valued logic (Introduction to Metamathematics, 1952, section 64). */
export type Verdict = "true" | "false" | "undecided";

export type Decision = { verdict: Verdict; reasons: Nothing[] };

/** Which reason is told when several stand in the way, most important first. */
const RANK: Gap["code"][] = [
  "missing",
  "module_absent",
  "no_history",
  "no_period",
  "factor_unknown",
  "limit_unknown",
  "target_unknown",
  "registry_unknown",
  "no_peers",
  "not_applicable",
  "division_by_zero",
];

/** Computes a formula of numbers. `operands[i]` belongs to the formula's `refs[i]`, its externals behind them. */
export function compute<N>(node: Node, operands: readonly Operand<N>[], domain: Domain<N>): Computed<N> {
  switch (node.kind) {
    case "number":
      return { ok: true, value: domain.of(node.text), constant: true };
    case "operand":
      return read(node.operand, operands);
    case "derived":
    case "time":
      return compute(node.of, operands, domain);
    case "robustZ":
      return compute(node.z, operands, domain);
    case "add":
      return addTerms(computeAll(node.terms, operands, domain), domain);
    case "aggregate":
      return aggregate(node, computeAll(node.terms, operands, domain), domain);
    case "factors":
      return addTerms(
        node.terms.map((term) => weigh(term, operands, domain)),
        domain,
      );
    case "negate":
      return apply([compute(node.of, operands, domain)], ([a]) => domain.negate(a as N));
    case "power":
      return apply([compute(node.of, operands, domain)], ([a]) => powerOf(a as N, node.exponent, domain));
    case "call":
      return apply(computeAll(node.args, operands, domain), (values) => callOf(node.name, values, domain));
    case "if":
      return choose(node, operands, domain);
    case "arithmetic":
      return arithmetic(node, operands, domain);
    default:
      throw new Error(`a condition where a number is needed: ${node.kind}`);
  }
}

function computeAll<N>(nodes: readonly Node[], operands: readonly Operand<N>[], domain: Domain<N>): Computed<N>[] {
  return nodes.map((node) => compute(node, operands, domain));
}

/** Decides a condition. Reasons are given only where it is undecided. `tolerance` widens a comparison at the top. */
export function decide<N>(
  node: Node,
  operands: readonly Operand<N>[],
  domain: Domain<N>,
  tolerance: N | null = null,
): Decision {
  switch (node.kind) {
    case "given": {
      // Of a region's units none may count through a figure that it did not give.
      const figure = read(node.operand, operands);
      if (!figure.ok && !domain.settles) return { verdict: "undecided", reasons: [figure] };
      return settled(figure.ok);
    }
    case "compare": {
      const left = compute(node.left, operands, domain);
      const right = compute(node.right, operands, domain);
      if (!left.ok || !right.ok) return { verdict: "undecided", reasons: [left, right].filter((side) => !side.ok) };
      return settled(holds(node.op, left.value, right.value, domain, tolerance));
    }
    case "not": {
      const inner = decide(node.of, operands, domain);
      return { verdict: opposite(inner.verdict), reasons: inner.reasons };
    }
    case "logic": {
      const left = decide(node.left, operands, domain);
      const right = decide(node.right, operands, domain);
      if (node.op === "implies") return logic("or", { ...left, verdict: opposite(left.verdict) }, right, domain);
      return logic(node.op, left, right, domain);
    }
    case "agree": {
      const left = decide(node.left, operands, domain);
      const right = decide(node.right, operands, domain);
      if (left.verdict === "undecided" || right.verdict === "undecided")
        return { verdict: "undecided", reasons: [...left.reasons, ...right.reasons] };
      return settled((left.verdict === right.verdict) === (node.op === "=="));
    }
    default:
      throw new Error(`a number where a condition is needed: ${node.kind}`);
  }
}

/** Joins several reasons into the most important one, with all operands that share it. */
export function mostImportant(reasons: Nothing[]): Nothing {
  const code = RANK.find((candidate) => reasons.some((reason) => reason.code === candidate));
  const same = reasons.filter((reason) => reason.code === code);
  const operands = [...new Set(same.flatMap((reason) => reason.operands))];
  return { ok: false, code: code ?? "missing", operands, whole: false };
}

/** Whether `left op right` holds when both sides may be off by `tolerance` together. */
function holds<N>(op: string, left: N, right: N, domain: Domain<N>, tolerance: N | null): boolean {
  const order = domain.compare(left, right);
  const near = tolerance !== null && domain.compare(domain.abs(domain.subtract(left, right)), tolerance) <= 0;
  switch (op) {
    case "==":
      return order === 0 || near;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0 || (near && order !== 0);
    case "<=":
      return order <= 0 || near;
    case ">":
      return order > 0 || (near && order !== 0);
    default:
      return order >= 0 || near;
  }
}

function logic<N>(op: "and" | "or", left: Decision, right: Decision, domain: Domain<N>): Decision {
  const decisive = op === "and" ? "false" : "true";
  const open = left.verdict === "undecided" || right.verdict === "undecided";
  const decided = left.verdict === decisive || right.verdict === decisive;
  if (decided && (domain.settles || !open)) return { verdict: decisive, reasons: [] };
  if (open) return { verdict: "undecided", reasons: [...left.reasons, ...right.reasons] };
  return { verdict: opposite(decisive), reasons: [] };
}

function opposite(verdict: Verdict): Verdict {
  if (verdict === "undecided") return verdict;
  return verdict === "true" ? "false" : "true";
}

function settled(holds: boolean): Decision {
  return { verdict: holds ? "true" : "false", reasons: [] };
}

function read<N>(operand: number, operands: readonly Operand<N>[]): Computed<N> {
  const found = operands[operand] ?? { state: "missing" };
  switch (found.state) {
    case "number":
      return { ok: true, value: found.value, constant: found.constant === true };
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
    return { ok: true, value: domain.multiply(amount.value, domain.of(term.factor)), constant: false };
  if (domain.isZero(amount.value)) return amount;
  return { ok: false, code: "factor_unknown", operands: [term.operand], whole: false };
}

/** What is left of the terms once wholly 不适用 ones are skipped; constants alone do not keep them alive. */
function remaining<N>(terms: Computed<N>[]): { given: [N, ...N[]]; constant: boolean } | Nothing {
  const reasons = terms.filter((term) => !term.ok);
  if (reasons.some((reason) => !reason.whole)) return mostImportant(reasons);
  const given = terms.filter((term) => term.ok);
  const constant = given.every((term) => term.constant);
  const [first, ...rest] = given.map((term) => term.value);
  if (first === undefined || (reasons.length > 0 && constant))
    return { ...mostImportant(reasons), whole: reasons.length > 0 };
  return { given: [first, ...rest], constant };
}

/** Adds from left to right. */
function addTerms<N>(terms: Computed<N>[], domain: Domain<N>): Computed<N> {
  const left = remaining(terms);
  if ("ok" in left) return left;
  const [first, ...rest] = left.given;
  return { ok: true, value: rest.reduce(domain.add, first), constant: left.constant };
}

function aggregate<N>(node: Node & { kind: "aggregate" }, terms: Computed<N>[], domain: Domain<N>): Computed<N> {
  if (node.name === "sum") return addTerms(terms, domain);
  const left = remaining(terms);
  if ("ok" in left) return left;
  const { given } = left;
  const number = (value: N): Computed<N> => ({ ok: true, value, constant: false });
  if (node.name === "count") return number(domain.of(String(given.length)));
  if (node.name === "median") return number(medianOf(given, domain));
  if (node.name !== "mean") return number(callOf(node.name, given, domain));
  const [first, ...rest] = given;
  return number(domain.divide(rest.reduce(domain.add, first), domain.of(String(given.length))) as N);
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

/** The branch that its condition names. Where numbers mean nothing, both branches must be there. */
function choose<N>(node: Node & { kind: "if" }, operands: readonly Operand<N>[], domain: Domain<N>): Computed<N> {
  const { verdict, reasons } = decide(node.condition, operands, domain);
  if (verdict === "undecided") return { ...mostImportant(reasons), whole: reasons.every((reason) => reason.whole) };
  if (domain.settles) return compute(verdict === "true" ? node.ifTrue : node.ifFalse, operands, domain);
  return apply([compute(node.ifTrue, operands, domain), compute(node.ifFalse, operands, domain)], ([a]) => a as N);
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

/** Nodes directly below a node. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case "number":
    case "operand":
    case "given":
    case "factors":
      return [];
    case "add":
    case "aggregate":
      return node.terms;
    case "call":
      return node.args;
    case "if":
      return [node.condition, node.ifTrue, node.ifFalse];
    case "robustZ":
      return [node.z];
    case "derived":
    case "time":
    case "negate":
    case "power":
    case "not":
      return [node.of];
    default:
      return [node.left, node.right];
  }
}

/** Indexes of the operands below a node, each once. */
export function operandsOf(node: Node): number[] {
  const own =
    node.kind === "operand" || node.kind === "given"
      ? [node.operand]
      : node.kind === "factors"
        ? node.terms.map((term) => term.operand)
        : [];
  return [...new Set([...own, ...childrenOf(node).flatMap(operandsOf)])];
}
