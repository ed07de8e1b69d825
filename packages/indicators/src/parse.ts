import { fail, FormulaFailure, type FormulaError, type Span } from "./formula-error.ts";
import { tokenize, type Token } from "./tokens.ts";

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A formula as written; names are not looked up yet. */
export type Ast = Span &
  (
    | { kind: "number"; text: string }
    /** A measure, one member of it (`breakdown:member`), or a derived measure. */
    | { kind: "name"; key: string; member: string | null }
    | { kind: "sum"; key: string; breakdown: string }
    | { kind: "factors"; set: string }
    | { kind: "prevYear"; of: Ast }
    | { kind: "call"; name: "abs" | "min" | "max"; args: Ast[] }
    | { kind: "negate"; of: Ast }
    | { kind: "arithmetic"; op: "+" | "-" | "*" | "/"; left: Ast; right: Ast }
    | { kind: "compare"; op: Comparison; left: Ast; right: Ast }
    /** `==` or `!=` between two conditions. */
    | { kind: "agree"; op: "==" | "!="; left: Ast; right: Ast }
    | { kind: "logic"; op: "and" | "or"; left: Ast; right: Ast }
    | { kind: "not"; of: Ast }
  );

export type Parsed = { ok: true; ast: Ast } | { ok: false; error: FormulaError };

/** Words of the language; no measure or derived measure may be called so. */
export const RESERVED = ["sum", "prev_year", "factors", "abs", "min", "max", "and", "or", "not"];

const MAX_LENGTH = 4000;
const MAX_DEPTH = 64;

/** True when the node answers true or false rather than a number. */
export function isCondition(ast: Ast): boolean {
  return ["compare", "agree", "logic", "not"].includes(ast.kind);
}

/** Reads the text of a formula or a condition. Names are checked later, against a catalogue. */
export function parse(text: string): Parsed {
  try {
    if (text.length > MAX_LENGTH)
      fail(
        { start: MAX_LENGTH, end: text.length },
        `公式超过 ${MAX_LENGTH} 个字符,请拆成派生数据项。`,
        `the formula is longer than ${MAX_LENGTH} characters; split it into derived measures.`,
      );
    const reader: Reader = { tokens: tokenize(text), next: 0, depth: 0 };
    const ast = readOr(reader);
    const rest = peek(reader);
    if (rest.kind !== "end") unexpected(rest, "运算符", "an operator");
    return { ok: true, ast };
  } catch (error) {
    if (error instanceof FormulaFailure) return { ok: false, error: error.problem };
    throw error;
  }
}

type Reader = { tokens: Token[]; next: number; depth: number };

function peek(reader: Reader): Token {
  return reader.tokens[reader.next] as Token;
}

function take(reader: Reader): Token {
  const token = peek(reader);
  reader.next += 1;
  return token;
}

function takeIf(reader: Reader, ...texts: string[]): Token | null {
  const token = peek(reader);
  const fits = (token.kind === "symbol" || token.kind === "name") && texts.includes(token.text);
  return fits ? take(reader) : null;
}

function expect(reader: Reader, symbol: string): Token {
  return takeIf(reader, symbol) ?? unexpected(peek(reader), `“${symbol}”`, `"${symbol}"`);
}

function unexpected(token: Token, zh: string, en: string): never {
  if (token.kind === "end") fail(token, `公式不完整,此处应为${zh}。`, `the formula ends where ${en} should be.`);
  fail(token, `“${token.text}”不应出现在这里,此处应为${zh}。`, `"${token.text}" found where ${en} should be.`);
}

/** Throws a FormulaFailure where a condition stands instead of a number. */
export function wantNumber(ast: Ast): Ast {
  if (isCondition(ast)) fail(ast, "此处需要数值,却是一个条件。", "a number is needed here, this is a condition.");
  return ast;
}

/** Throws a FormulaFailure where a number stands instead of a condition. */
export function wantCondition(ast: Ast): Ast {
  if (!isCondition(ast))
    fail(
      ast,
      "此处需要条件(如 a <= b),却是一个数值。",
      "a condition (such as a <= b) is needed here, this is a number.",
    );
  return ast;
}

function readOr(reader: Reader): Ast {
  return readLogic(reader, "or", readAnd);
}

function readAnd(reader: Reader): Ast {
  return readLogic(reader, "and", readNot);
}

function readLogic(reader: Reader, op: "and" | "or", operand: (reader: Reader) => Ast): Ast {
  let left = operand(reader);
  while (takeIf(reader, op)) {
    const right = wantCondition(operand(reader));
    left = {
      kind: "logic",
      op,
      left: wantCondition(left),
      right,
      start: left.start,
      end: right.end,
    };
  }
  return left;
}

function readNot(reader: Reader): Ast {
  const word = takeIf(reader, "not");
  if (!word) return readComparison(reader);
  const of = deeper(reader, word, () => wantCondition(readNot(reader)));
  return { kind: "not", of, start: word.start, end: of.end };
}

function readComparison(reader: Reader): Ast {
  const left = readSum(reader);
  const sign = takeIf(reader, "==", "!=", "<", "<=", ">", ">=");
  if (!sign) return left;
  const right = readSum(reader);
  const again = takeIf(reader, "==", "!=", "<", "<=", ">", ">=");
  if (again) fail(again, "比较不能连写,请用 and 连接。", "comparisons cannot be chained; join them with and.");
  const op = sign.text as Comparison;
  const span = { start: left.start, end: right.end };
  if ((op === "==" || op === "!=") && isCondition(left) && isCondition(right))
    return { kind: "agree", op, left, right, ...span };
  return { kind: "compare", op, left: wantNumber(left), right: wantNumber(right), ...span };
}

function readSum(reader: Reader): Ast {
  return readArithmetic(reader, ["+", "-"], readProduct);
}

function readProduct(reader: Reader): Ast {
  return readArithmetic(reader, ["*", "/"], readSigned);
}

function readArithmetic(reader: Reader, ops: string[], operand: (reader: Reader) => Ast): Ast {
  let left = operand(reader);
  for (let sign = takeIf(reader, ...ops); sign; sign = takeIf(reader, ...ops)) {
    const op = sign.text as "+" | "-" | "*" | "/";
    const right = wantNumber(operand(reader));
    left = {
      kind: "arithmetic",
      op,
      left: wantNumber(left),
      right,
      start: left.start,
      end: right.end,
    };
  }
  return left;
}

function readSigned(reader: Reader): Ast {
  const minus = takeIf(reader, "-");
  if (!minus) return readPrimary(reader);
  const of = deeper(reader, minus, () => wantNumber(readSigned(reader)));
  return { kind: "negate", of, start: minus.start, end: of.end };
}

function readPrimary(reader: Reader): Ast {
  const token = take(reader);
  if (token.kind === "number") return { kind: "number", text: token.text, start: token.start, end: token.end };
  if (token.kind === "symbol" && token.text === "(") {
    const inner = deeper(reader, token, () => readOr(reader));
    const close = expect(reader, ")");
    return { ...inner, start: token.start, end: close.end };
  }
  if (token.kind !== "name" || ["and", "or", "not"].includes(token.text))
    unexpected(token, "数、数据项或左括号", "a number, a measure or an opening parenthesis");
  if (RESERVED.includes(token.text)) return readCall(reader, token);
  const { member, end } = readMember(reader, token);
  return { kind: "name", key: token.text, member, start: token.start, end };
}

function readMember(reader: Reader, name: Token): { member: string | null; end: number } {
  if (peek(reader).kind !== "bracket") return { member: null, end: name.end };
  const bracket = take(reader);
  if (!/^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/.test(bracket.text))
    fail(
      bracket,
      "方括号内应为 分类:成员,如 [veh_class:emergency];全部成员请写 sum(…[分类])。",
      "brackets hold breakdown:member, such as [veh_class:emergency]; for all members write sum(...[breakdown]).",
    );
  return { member: bracket.text, end: bracket.end };
}

function readCall(reader: Reader, word: Token): Ast {
  expect(reader, "(");
  if (word.text === "sum") return readSumOver(reader, word);
  if (word.text === "factors") {
    const set = take(reader);
    if (set.kind !== "name") unexpected(set, "系数表的键", "the key of a factor set");
    return { kind: "factors", set: set.text, start: word.start, end: expect(reader, ")").end };
  }
  const args = deeper(reader, word, () => readArguments(reader));
  const end = expect(reader, ")").end;
  const [first] = args as [Ast];
  if (args.length > 1 && word.text !== "min" && word.text !== "max")
    fail(args[1] as Ast, `${word.text} 只有一个参数。`, `${word.text} takes one argument.`);
  if (word.text === "prev_year") return { kind: "prevYear", of: first, start: word.start, end };
  return { kind: "call", name: word.text as "abs" | "min" | "max", args, start: word.start, end };
}

function readArguments(reader: Reader): Ast[] {
  const args = [wantNumber(readOr(reader))];
  while (takeIf(reader, ",")) args.push(wantNumber(readOr(reader)));
  return args;
}

function readSumOver(reader: Reader, word: Token): Ast {
  const name = take(reader);
  if (name.kind !== "name") unexpected(name, "数据项的键", "the key of a measure");
  const bracket = take(reader);
  if (bracket.kind !== "bracket" || !/^[A-Za-z0-9_-]+$/.test(bracket.text))
    unexpected(bracket, "[分类]", "[breakdown]");
  const end = expect(reader, ")").end;
  return { kind: "sum", key: name.text, breakdown: bracket.text, start: word.start, end };
}

function deeper<T>(reader: Reader, at: Span, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) fail(at, `嵌套超过 ${MAX_DEPTH} 层。`, `nested more than ${MAX_DEPTH} levels deep.`);
  const result = read();
  reader.depth -= 1;
  return result;
}
