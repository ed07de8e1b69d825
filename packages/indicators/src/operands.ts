import { isCondition, wantCondition, wantNumber, type Aggregate, type Ast, type Comparison } from "./ast.ts";
import { degreeOf } from "./degree.ts";
import { fail, FormulaFailure, type FormulaError, type Span } from "./formula-error.ts";
import { externalNode, finishExternals, resolveTime, windowed, type Time } from "./operands-time.ts";
import type { External } from "./outside.ts";
import { parse } from "./parse.ts";
import { failUnknown } from "./unknown-key.ts";
import { cellKey, refKey, type OperandRef, type Vocabulary } from "./vocabulary.ts";

/**
 * A formula whose names have been looked up: derived measures expanded, sums and factor sets written out.
 * `operand` is an index into the formula's `refs`, and past their end into its `externals`.
 */
export type Node =
  | { kind: "number"; text: string }
  | { kind: "operand"; operand: number }
  /** Terms added from left to right; 不适用 terms are skipped. */
  | { kind: "add"; terms: Node[] }
  /** All members of a breakdown together; 不适用 members are skipped. */
  | { kind: "aggregate"; name: Aggregate; terms: Node[]; breakdown: { measure: string; breakdown: string } }
  | { kind: "factors"; set: string; terms: { operand: number; factor: string | null }[] }
  | { kind: "derived"; key: string; of: Node }
  /** At another time: its operands are; `time` is only for printing. */
  | { kind: "time"; time: Time; of: Node }
  /** Distance of `of` from the peers' median in robust standard deviations. */
  | { kind: "robustZ"; of: Node; z: Node }
  | { kind: "call"; name: "abs" | "min" | "max"; args: Node[] }
  | { kind: "if"; condition: Node; ifTrue: Node; ifFalse: Node }
  | { kind: "negate"; of: Node }
  | { kind: "power"; of: Node; exponent: number }
  | { kind: "arithmetic"; op: "-" | "*" | "/"; left: Node; right: Node }
  | { kind: "given"; operand: number }
  | { kind: "compare"; op: Comparison; left: Node; right: Node }
  | { kind: "agree"; op: "==" | "!="; left: Node; right: Node }
  | { kind: "logic"; op: "and" | "or" | "implies"; left: Node; right: Node }
  | { kind: "not"; of: Node };

/**
 * A formula ready to be computed: its tree, every figure it needs and everything else it asks (limits, registry,
 * peers), each named once.
 */
export type Formula = { text: string; root: Node; refs: OperandRef[]; externals: External[] };

export type Resolved = { ok: true; formula: Formula } | { ok: false; error: FormulaError };

const MAX_NODES = 20_000;
/** As deep as the longest text can be; what walks the tree must not run out of stack. */
const MAX_DEPTH = 2000;
/** Beyond it exact numbers have more digits than anybody can mean, and take longer than anybody waits. */
const MAX_DEGREE = 200;

export type Scope = {
  vocabulary: Vocabulary;
  asked: ReadonlySet<string>;
  refs: Map<string, { index: number; ref: OperandRef }>;
  externals: Map<string, { external: External; nodes: { operand: number }[] }>;
  /** Derived measures being expanded, outermost first: a key met again is a cycle. */
  expanding: string[];
  time: Time;
  nodes: { count: number; depth: number };
};

/**
 * Reads a formula and looks its names up.
 * `asked` limits sum(measure[breakdown]) to the members that the forms (or one form) ask; where none is asked,
 * all members are operands, so that the gap names them.
 */
export function resolveFormula(
  vocabulary: Vocabulary,
  text: string,
  wanted: "number" | "condition" | "either" = "either",
  asked: ReadonlySet<string> = vocabulary.asked,
): Resolved {
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const scope: Scope = {
    vocabulary,
    asked,
    refs: new Map(),
    externals: new Map(),
    expanding: [],
    time: { lag: 0 },
    nodes: { count: 0, depth: 0 },
  };
  try {
    if (wanted === "number") wantNumber(parsed.ast);
    if (wanted === "condition") wantCondition(parsed.ast);
    const root = resolve(scope, parsed.ast);
    if (degreeOf(root) > MAX_DEGREE)
      fail(
        { start: 0, end: text.length },
        `公式连乘连除超过 ${MAX_DEGREE} 次，请降低指数或简化。`,
        `the formula multiplies more than ${MAX_DEGREE} figures; lower the exponents or simplify it.`,
      );
    const refs = [...scope.refs.values()].map(({ ref }) => ref);
    return { ok: true, formula: { text, root, refs, externals: finishExternals(scope) } };
  } catch (error) {
    if (error instanceof FormulaFailure) return { ok: false, error: error.problem };
    throw error;
  }
}

export function resolve(scope: Scope, ast: Ast): Node {
  scope.nodes.depth += 1;
  const node = resolveNode(scope, ast);
  scope.nodes.depth -= 1;
  return node;
}

function resolveNode(scope: Scope, ast: Ast): Node {
  scope.nodes.count += 1;
  if (scope.nodes.count > MAX_NODES || scope.nodes.depth > MAX_DEPTH)
    fail(
      ast,
      "派生数据项展开后公式过大，请简化。",
      "the formula is too large once derived measures are expanded; simplify it.",
    );
  const inner = (child: Ast) => resolve(scope, child);
  switch (ast.kind) {
    case "number":
      return { kind: "number", text: ast.text };
    case "name":
      return resolveName(scope, ast, ast.key, ast.member);
    case "aggregate":
      return resolveAggregate(scope, ast);
    case "factors":
      return resolveFactors(scope, ast, ast.set);
    case "time":
      return resolveTime(scope, ast);
    case "limit":
    case "target":
    case "registry":
    case "elapsedShare":
    case "copiedShare":
    case "robustZ":
      return externalNode(scope, ast);
    case "given": {
      const node = inner(ast.of);
      if (node.kind === "operand") return { kind: "given", operand: node.operand };
      fail(ast.of, "given 只问一个数据项，不问派生数据项。", "given asks of one measure only, not of a derived one.");
    }
    case "call":
      return { kind: "call", name: ast.name, args: ast.args.map(inner) };
    case "if":
      return { kind: "if", condition: inner(ast.condition), ifTrue: inner(ast.ifTrue), ifFalse: inner(ast.ifFalse) };
    case "negate":
      return { kind: "negate", of: inner(ast.of) };
    case "not":
      return { kind: "not", of: inner(ast.of) };
    case "power":
      return { kind: "power", of: inner(ast.of), exponent: ast.exponent };
    case "arithmetic":
      if (ast.op === "+") return { kind: "add", terms: chain(ast).map(inner) };
      return { kind: "arithmetic", op: ast.op, left: inner(ast.left), right: inner(ast.right) };
    case "compare":
      return { kind: "compare", op: ast.op, left: inner(ast.left), right: inner(ast.right) };
    case "agree":
      return { kind: "agree", op: ast.op, left: inner(ast.left), right: inner(ast.right) };
    case "logic":
      return { kind: "logic", op: ast.op, left: inner(ast.left), right: inner(ast.right) };
  }
}

/** `a + b + c` as its terms, in the order in which they are added. */
function chain(ast: Ast): Ast[] {
  const terms: Ast[] = [];
  let rest = ast;
  while (rest.kind === "arithmetic" && rest.op === "+") {
    terms.unshift(rest.right);
    rest = rest.left;
  }
  return [rest, ...terms];
}

function resolveName(scope: Scope, at: Span, key: string, member: string | null): Node {
  const { vocabulary } = scope;
  if (vocabulary.measures.has(key)) {
    if (member === null) return figure(scope, at, key, "total");
    const [breakdown = "", memberKey = ""] = member.split(":");
    const found = membersOf(scope, at, key, breakdown);
    if (!found.includes(memberKey))
      failUnknown(
        at,
        `分类 ${breakdown} 没有成员`,
        `breakdown ${breakdown} has no member`,
        memberKey,
        vocabulary.breakdowns.get(breakdown)!.members,
      );
    return figure(scope, at, key, member);
  }
  const derived = vocabulary.derived.get(key);
  if (!derived) unknownMeasure(scope, at, key);
  if (member !== null)
    fail(
      at,
      `派生数据项 ${key} 没有分类，请去掉方括号。`,
      `derived measure ${key} has no breakdown; drop the brackets.`,
    );
  return { kind: "derived", key, of: expand(scope, at, key, derived.formula) };
}

function unknownMeasure({ vocabulary }: Scope, at: Span, key: string): never {
  failUnknown(at, "目录中没有数据项", "the catalogue has no measure", key, [
    ...vocabulary.measures.values(),
    ...vocabulary.derived.values(),
  ]);
}

function expand(scope: Scope, at: Span, key: string, formula: string): Node {
  const path = [...scope.expanding, key];
  if (scope.expanding.includes(key))
    fail(at, `派生数据项循环引用：${path.join(" → ")}。`, `derived measures refer to each other: ${path.join(" → ")}.`);
  const parsed = parse(formula);
  if (!parsed.ok)
    fail(
      at,
      `派生数据项 ${key} 的公式有误。${parsed.error.text.zh}`,
      `the formula of derived measure ${key} is wrong. ${parsed.error.text.en}`,
    );
  if (isCondition(parsed.ast))
    fail(at, `派生数据项 ${key} 是条件，不是数值。`, `derived measure ${key} is a condition, not a number.`);
  return resolve({ ...scope, expanding: path }, parsed.ast);
}

function resolveAggregate(scope: Scope, ast: Ast & { kind: "aggregate" }): Node {
  const { name, key, breakdown } = ast;
  if (!scope.vocabulary.measures.has(key)) unknownMeasure(scope, ast, key);
  const members = membersOf(scope, ast, key, breakdown).map((member) => `${breakdown}:${member}`);
  const asked = members.filter((member) => scope.asked.has(cellKey(key, member)));
  const terms = (asked.length > 0 ? asked : members).map((member) => figure(scope, ast, key, member));
  return { kind: "aggregate", name, terms, breakdown: { measure: key, breakdown } };
}

function membersOf(scope: Scope, at: Span, measure: string, breakdown: string): string[] {
  const own = scope.vocabulary.measures.get(measure)?.breakdowns ?? [];
  if (!own.includes(breakdown))
    failUnknown(
      at,
      `数据项 ${measure} 没有分类`,
      `measure ${measure} has no breakdown`,
      breakdown,
      own.map((key) => ({ key })),
    );
  const found = scope.vocabulary.breakdowns.get(breakdown);
  if (!found) fail(at, `目录中没有分类 ${breakdown}。`, `the catalogue has no breakdown ${breakdown}.`);
  return found.members.map((member) => member.key);
}

function resolveFactors(scope: Scope, at: Span, key: string): Node {
  const set = scope.vocabulary.factorSets.get(key);
  if (!set)
    failUnknown(at, "目录中没有系数表", "the catalogue has no factor set", key, scope.vocabulary.factorSets.values());
  const terms = set.factors.map(({ measure, value }) => {
    if (!scope.vocabulary.measures.has(measure))
      fail(at, `系数表 ${key} 引用了未知数据项 ${measure}。`, `factor set ${key} names unknown measure ${measure}.`);
    return { operand: indexOf(scope, at, measure, "total"), factor: value };
  });
  const flows = set.factors.every(({ measure }) => scope.vocabulary.measures.get(measure)?.aggTime === "sum");
  return windowed(scope, at, flows, { kind: "factors", set: key, terms });
}

function figure(scope: Scope, at: Span, measure: string, member: string): Node {
  const flow = scope.vocabulary.measures.get(measure)?.aggTime === "sum";
  return windowed(scope, at, flow, { kind: "operand", operand: indexOf(scope, at, measure, member) });
}

function indexOf(scope: Scope, at: Span, measure: string, member: string): number {
  const { lag, periods, window } = scope.time;
  const aggTime = scope.vocabulary.measures.get(measure)?.aggTime;
  if (window && (aggTime === "none" || (aggTime === "last" && window.kind === "moving_sum")))
    fail(
      at,
      `数据项 ${measure} 不是流量，不能逐期相加。`,
      `measure ${measure} is no flow; its periods cannot be added up.`,
    );
  const ref: OperandRef = { measure, member, lag, ...(periods && { periods }), ...(window && { window }) };
  const key = refKey(ref);
  const known = scope.refs.get(key);
  if (known) return known.index;
  const index = scope.refs.size;
  scope.refs.set(key, { index, ref });
  return index;
}
