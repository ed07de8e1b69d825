import Fraction from "fraction.js";
import type { Ast } from "./ast.ts";
import { FormulaFailure, type FormulaError, type Span } from "./formula-error.ts";
import type { Formula } from "./operands.ts";
import { parse } from "./parse.ts";
import { PURE, raise, readUom, sameDimension, spellUom, times, type Measured } from "./uom-spelling.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * What a formula measures before its literal factors are read as conversions. `ten` is the product of the literal
 * powers of ten (`* 1000`, `/ 100`), `other` of the other literal factors (`0.5 *`); `like` the uoms of its figures.
 */
export type FormulaUom = Measured & { ten: Fraction; other: Fraction; like: readonly string[] };

/** `uom_mixed`: what is added, compared or chosen from differs in dimension. `uom_scale`: only in size (万元, 元). */
export type UomError = FormulaError & { code: "uom_mixed" | "uom_scale" };

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

/** The uom once literal powers of ten are conversions: tce × 1000 is kgce. */
export function converted({ powers, size, ten }: FormulaUom): Measured {
  return { powers, size: size.div(ten) };
}

/** In the usual spelling once powers of ten convert: `kgce/㎡` of `energy_tce * 1000 / energy_area`. */
export function showUom(uom: FormulaUom): string {
  return spellUom(converted(uom), uom.like);
}

/** A number written as such; what it counts depends on where it stands. */
type Bare = { bare: Fraction };
type Found = FormulaUom | Bare;

const ONE = new Fraction(1);
/** A formula may multiply sizes further than anybody means; digits end here. */
const LARGEST = 10n ** 400n;

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

const pure: FormulaUom = { ...PURE, ten: ONE, other: ONE, like: [] };

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

function product(a: Found, b: Found, at: Span): Found {
  if ("bare" in a && "bare" in b) return { bare: small(a.bare.mul(b.bare), at) };
  if ("bare" in a) return scaled(b as FormulaUom, a.bare, at);
  if ("bare" in b) return scaled(a, b.bare, at);
  return {
    ...bounded(times(a, b), at),
    ten: small(a.ten.mul(b.ten), at),
    other: small(a.other.mul(b.other), at),
    like: [...a.like, ...b.like],
  };
}

/** 1 / uom; 1 / 0 has no size of its own and leaves the other side as it is. */
function inverse(found: Found): Found {
  if ("bare" in found) return { bare: found.bare.equals(0) ? found.bare : found.bare.inverse() };
  return { ...raise(found, -1), ten: found.ten.inverse(), other: found.other.inverse(), like: found.like };
}

function scaled(uom: FormulaUom, factor: Fraction, at: Span): FormulaUom {
  if (factor.equals(0)) return uom;
  return isPowerOfTen(factor.abs())
    ? { ...uom, ten: small(uom.ten.mul(factor.abs()), at) }
    : { ...uom, other: small(uom.other.mul(factor.abs()), at) };
}

function isPowerOfTen({ n, d }: Fraction): boolean {
  return /^10*$/.test(String(n)) && /^10*$/.test(String(d));
}

function power(found: Found, exponent: number, at: Span): Found {
  if (exponent === 0) return { bare: ONE };
  if ("bare" in found) return { bare: small(found.bare.pow(exponent) as Fraction, at) };
  return {
    ...bounded(raise(found, exponent), at),
    ten: small(found.ten.pow(exponent) as Fraction, at),
    other: small(found.other.pow(exponent) as Fraction, at),
    like: found.like,
  };
}

const tooLarge = (exponent: number) => Math.abs(exponent) > 1000;

function bounded(uom: Measured, at: Span): Measured {
  if ([...uom.powers.values()].some(tooLarge)) refuseSize(at);
  return { ...uom, size: small(uom.size, at) };
}

function small(size: Fraction, at: Span): Fraction {
  if (size.n > LARGEST || size.d > LARGEST) refuseSize(at);
  return size;
}

function refuseSize(at: Span): never {
  refuse(
    "uom_mixed",
    at,
    "幂次过高，计量单位无法推算，请降低指数。",
    "the powers are too high to have a uom; lower the exponents.",
  );
}

type Part = { ast: Ast; found: Found };

function sum(op: "+" | "-", left: Part, right: Part, at: Span): Found {
  if ("bare" in left.found && "bare" in right.found) {
    const [a, b] = [left.found.bare, right.found.bare];
    return { bare: small(op === "+" ? a.add(b) : a.sub(b), at) };
  }
  return oneOf([left, right], at);
}

/** The uom that all parts share. */
function oneOf(parts: Part[], at: Span): Found {
  const [first, ...rest] = parts.filter(({ found }) => !("bare" in found)) as { ast: Ast; found: FormulaUom }[];
  if (!first) return parts[0]!.found;
  for (const { ast, found } of parts)
    if ("bare" in found && !found.bare.equals(0) && first.found.powers.size > 0)
      refuse(
        "uom_mixed",
        ast,
        `纯数不能与${showUom(first.found)}相加减或取大小，请给它计量单位（如限额表的一行）或去掉它。`,
        `a pure number and ${showUom(first.found)} do not go together; give it a uom (such as a row of a limit table) or take it out.`,
      );
  return rest.reduce((whole, { found }) => merged(whole, found, at), first.found);
}

function merged(a: FormulaUom, b: FormulaUom, at: Span): FormulaUom {
  mustShareDimension(a, b, at);
  const like = [...a.like, ...b.like];
  if (a.size.equals(b.size)) {
    const other = a.other.equals(b.other) ? a.other : ONE;
    // Literal factors before some terms only are weights, not conversions.
    return { ...a, ten: a.ten.equals(b.ten) ? a.ten : ONE, other, like };
  }
  const [one, two] = [converted(a).size, converted(b).size];
  if (one.equals(two)) return { ...a, size: one, ten: ONE, other: ONE, like };
  if (one.div(a.other).equals(two.div(b.other))) return { ...a, size: one.div(a.other), ten: ONE, other: ONE, like };
  refuseScale(a, b, at);
}

/** The sides of a comparison. A literal factor is a threshold, or converts: then it must do so within one power of ten. */
function compare(left: Part, right: Part, at: Span): void {
  if ("bare" in left.found || "bare" in right.found) return;
  const [a, b] = [left.found, right.found];
  const factors = [a.ten.mul(a.other), b.ten.mul(b.other)] as const;
  if (!sameDimension(a, b) && factors.some((factor) => !factor.equals(1)))
    refuse(
      "uom_mixed",
      at,
      `${showUom(a)}与${showUom(b)}不是同一种量，不能比较；单位用量的阈值请写成商，如 a / b <= 1000。`,
      `${showUom(a)} and ${showUom(b)} measure different things and cannot be compared; write a threshold per something as a quotient, such as a / b <= 1000.`,
    );
  mustShareDimension(a, b, at);
  if (a.size.equals(b.size)) return;
  const off = a.size.div(factors[0]).div(b.size.div(factors[1]));
  const literal = !factors[0].equals(1) || !factors[1].equals(1);
  if (!literal || off.compare(10) >= 0 || off.compare("1/10") <= 0) refuseScale(a, b, at);
}

function mustShareDimension(a: FormulaUom, b: FormulaUom, at: Span): void {
  if (sameDimension(a, b)) return;
  refuse(
    "uom_mixed",
    at,
    `${showUom(a)}与${showUom(b)}不是同一种量，不能相加减或比较；请核对数据项，或先换算成同一计量单位。`,
    `${showUom(a)} and ${showUom(b)} measure different things and cannot be added or compared; check the measures, or convert one first.`,
  );
}

function refuseScale(a: FormulaUom, b: FormulaUom, at: Span): never {
  const factor = converted(a).size.div(converted(b).size);
  const [big, small, times] = factor.compare(1) > 0 ? [a, b, factor] : [b, a, factor.inverse()];
  refuse(
    "uom_scale",
    at,
    `${showUom(a)}与${showUom(b)}大小不同，请先换算：${showUom(big)}一侧乘以 ${times.toFraction()} 得${showUom(small)}。`,
    `${showUom(a)} and ${showUom(b)} differ in size; convert first: ${showUom(big)} times ${times.toFraction()} is ${showUom(small)}.`,
  );
}

function refuse(code: UomError["code"], { start, end }: Span, zh: string, en: string): never {
  const problem: UomError = {
    code,
    start,
    end,
    text: { zh: `第 ${start + 1} 个字符：${zh}`, en: `Character ${start + 1}: ${en}` },
  };
  throw new FormulaFailure(problem);
}
