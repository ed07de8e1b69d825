import Fraction from "fraction.js";
import type { Ast } from "./ast.ts";
import { compare, oneOf, type Part } from "./dimension-agree.ts";
import { inverse, power, product, small } from "./dimension-product.ts";
import { ONE, pure, type Found, type FormulaUom, type UomError } from "./dimension-uom.ts";
import { FormulaFailure, type Span } from "./formula-error.ts";
import type { Formula } from "./operands.ts";
import { parse } from "./parse.ts";
import { readUom } from "./uom-spelling.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** `condition`: its sides and parts agree. */
export type UomAnswer = { ok: true; uom: FormulaUom | "condition" } | { ok: false; error: UomError };

/**
 * Infers the uom of a formula that `resolveFormula` has read: products and quotients combine, everything that is added,
 * compared or chosen from must have one dimension and one size. 0 fits everything, a pure number only pure numbers;
 * in a comparison a bare number is a threshold in the other side's uom. Derived measures, limits, targets and factor
 * sets have the uom that the catalogue declares for them; the number of answers to a survey is a pure number.
 */
export function uomOf(vocabulary: Vocabulary, formula: Pick<Formula, "text">): UomAnswer {
  const parsed = parse(formula.text);
  if (!parsed.ok) throw new FormulaFailure(parsed.error);
  try {
    const found = infer(vocabulary, parsed.ast);
    if (found === null) return { ok: true, uom: "condition" };
    return { ok: true, uom: "bare" in found ? pure : found };
  } catch (error) {
    if (error instanceof FormulaFailure) return { ok: false, error: error.problem as UomError };
    throw error;
  }
}

/** Uoms of a catalogue's figures, each read once, and the measures that count the answers to a survey. */
type Read = { uoms: Map<string, FormulaUom>; sampleSizes: ReadonlySet<string> };

const READ = new WeakMap<Vocabulary, Read>();

function readOf(vocabulary: Vocabulary): Read {
  const known = READ.get(vocabulary);
  if (known) return known;
  const { surveys = [] } = vocabulary.catalogue;
  const read: Read = {
    uoms: new Map(),
    sampleSizes: new Set(surveys.flatMap(({ results }) => results.map(({ n }) => n))),
  };
  READ.set(vocabulary, read);
  return read;
}

/** A declared uom of the catalogue, read once. */
export function measured(vocabulary: Vocabulary, text = "1"): FormulaUom {
  const { uoms } = readOf(vocabulary);
  const known = uoms.get(text);
  if (known) return known;
  const uom = { ...readUom(text), ten: ONE, other: ONE, like: [text] };
  uoms.set(text, uom);
  return uom;
}

/** Null for a condition. Throws a FormulaFailure whose problem is a UomError. */
function infer(vocabulary: Vocabulary, ast: Ast): Found | null {
  const number = (child: Ast) => infer(vocabulary, child) as Found;
  switch (ast.kind) {
    case "number":
      return { bare: new Fraction(ast.text) };
    case "name":
      if (isSampleSize(vocabulary, ast.key)) return pure;
      return measured(vocabulary, (vocabulary.measures.get(ast.key) ?? vocabulary.derived.get(ast.key))?.uom);
    case "aggregate":
      return ast.name === "count" ? pure : measured(vocabulary, vocabulary.measures.get(ast.key)?.uom);
    case "factors":
      return measured(vocabulary, vocabulary.factorSets.get(ast.set)?.uom);
    case "limit":
      return measured(vocabulary, vocabulary.limits.get(ast.table)?.uom);
    case "target":
      return measured(vocabulary, vocabulary.indicators.get(ast.indicator)?.uom);
    case "registry":
      return measured(vocabulary, vocabulary.registry.get(ast.fact)?.uom);
    case "elapsedShare":
    case "copiedShare":
      return pure;
    case "robustZ":
      number(ast.of);
      return pure;
    case "time":
    case "negate":
      return number(ast.of);
    case "call":
      return oneOf(
        ast.args.map((arg) => ({ ast: arg, found: number(arg) })),
        ast,
      );
    case "if":
      infer(vocabulary, ast.condition);
      return oneOf(
        [ast.ifTrue, ast.ifFalse].map((branch) => ({ ast: branch, found: number(branch) })),
        ast,
      );
    case "power":
      return power(number(ast.of), ast.exponent, ast);
    case "arithmetic":
      if (ast.op === "+" || ast.op === "-")
        return sum(
          ast.op,
          { ast: ast.left, found: number(ast.left) },
          { ast: ast.right, found: number(ast.right) },
          ast,
        );
      return ast.op === "*"
        ? product(number(ast.left), number(ast.right), ast)
        : product(number(ast.left), inverse(number(ast.right)), ast);
    case "compare":
      compare({ ast: ast.left, found: number(ast.left) }, { ast: ast.right, found: number(ast.right) }, ast);
      return null;
    case "given":
      return null;
    case "not":
      return infer(vocabulary, ast.of);
    case "agree":
    case "logic":
      infer(vocabulary, ast.left);
      infer(vocabulary, ast.right);
      return null;
  }
}

/** How many answered a survey is a plain number to statistics: a mean of points is points, their variance points². */
function isSampleSize(vocabulary: Vocabulary, key: string): boolean {
  return vocabulary.measures.get(key)?.origin === "survey" && readOf(vocabulary).sampleSizes.has(key);
}

function sum(op: "+" | "-", left: Part, right: Part, at: Span): Found {
  if ("bare" in left.found && "bare" in right.found) {
    const [a, b] = [left.found.bare, right.found.bare];
    return { bare: small(op === "+" ? a.add(b) : a.sub(b), at) };
  }
  return oneOf([left, right], at);
}
