import { isCondition, wantCondition, wantNumber, type Ast, type Comparison } from "./ast.ts";
import { fail, FormulaFailure, type FormulaError } from "./formula-error.ts";
import { readCall } from "./parse-call.ts";
import { noFunction, noOperand, noOperator, unexpected } from "./parse-refusal.ts";
import { close, deeper, peek, take, takeIf, type Reader } from "./reader.ts";
import { RESERVED, tokenize, type Token } from "./tokens.ts";

export type Parsed = { ok: true; ast: Ast } | { ok: false; error: FormulaError };

const MAX_LENGTH = 4000;
const MAX_EXPONENT = 20;

/** Reads the text of a formula or a condition. Names are checked later, against a catalogue. */
export function parse(text: string): Parsed {
  try {
    if (text.length > MAX_LENGTH)
      fail(
        { start: MAX_LENGTH, end: text.length },
        `公式超过 ${MAX_LENGTH} 个字符，请拆成派生数据项。`,
        `the formula is longer than ${MAX_LENGTH} characters; split it into derived measures.`,
      );
    const reader: Reader = { text, tokens: tokenize(text), next: 0, depth: 0, expression: readImplies };
    const ast = readImplies(reader);
    const rest = peek(reader);
    if (rest.kind !== "end") noOperator(rest);
    return { ok: true, ast };
  } catch (error) {
    if (error instanceof FormulaFailure) return { ok: false, error: error.problem };
    throw error;
  }
}

/** `a implies b implies c` is `a implies (b implies c)`. */
function readImplies(reader: Reader): Ast {
  const left = readLogic(reader, "or", readAnd);
  const word = takeIf(reader, "implies");
  if (!word) return left;
  const right = deeper(reader, word, () => wantCondition(readImplies(reader)));
  return { kind: "logic", op: "implies", left: wantCondition(left), right, start: left.start, end: right.end };
}

function readAnd(reader: Reader): Ast {
  return readLogic(reader, "and", readNot);
}

function readLogic(reader: Reader, op: "and" | "or", operand: (reader: Reader) => Ast): Ast {
  let left = operand(reader);
  while (takeIf(reader, op)) {
    const right = wantCondition(operand(reader));
    left = { kind: "logic", op, left: wantCondition(left), right, start: left.start, end: right.end };
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
  if (again)
    fail(
      again,
      "比较不能连写，请用 and 连接，如 0 < a and a < 5。",
      "comparisons cannot be chained; join them with and, as in 0 < a and a < 5.",
    );
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
    left = { kind: "arithmetic", op, left: wantNumber(left), right, start: left.start, end: right.end };
  }
  return left;
}

/** `-a ^ 2` is `-(a ^ 2)`, as in mathematics. */
function readSigned(reader: Reader): Ast {
  const minus = takeIf(reader, "-");
  if (!minus) return readPower(reader);
  const of = deeper(reader, minus, () => wantNumber(readSigned(reader)));
  return { kind: "negate", of, start: minus.start, end: of.end };
}

function readPower(reader: Reader): Ast {
  const of = readPrimary(reader);
  const sign = takeIf(reader, "^");
  if (!sign) return of;
  const token = take(reader);
  const exponent = Number(token.text);
  if (token.kind !== "number" || !Number.isInteger(exponent) || exponent > MAX_EXPONENT)
    unexpected(token, ` 0 到 ${MAX_EXPONENT} 的整数指数`, `a whole exponent of 0 to ${MAX_EXPONENT}`);
  return { kind: "power", of: wantNumber(of), exponent, start: of.start, end: token.end };
}

function readPrimary(reader: Reader): Ast {
  const token = take(reader);
  if (token.kind === "number") return { kind: "number", text: token.text, start: token.start, end: token.end };
  if (token.kind === "symbol" && token.text === "(") {
    const inner = deeper(reader, token, () => readImplies(reader));
    return { ...inner, start: token.start, end: close(reader, token).end };
  }
  if (token.kind !== "name" || ["and", "or", "not", "implies"].includes(token.text))
    noOperand(reader.tokens[reader.next - 2], token);
  if (RESERVED.includes(token.text)) return readCall(reader, token);
  return readName(reader, token);
}

function readName(reader: Reader, token: Token): Ast {
  const next = peek(reader);
  if (next.kind === "symbol" && next.text === "(") noFunction(token);
  const { member, end } = readMember(reader, token);
  return { kind: "name", key: token.text, member, start: token.start, end };
}

function readMember(reader: Reader, name: Token): { member: string | null; end: number } {
  if (peek(reader).kind !== "bracket") return { member: null, end: name.end };
  const bracket = take(reader);
  if (!/^[A-Za-z0-9_-]+:[A-Za-z0-9_-]+$/.test(bracket.text))
    fail(
      bracket,
      "方括号内写“分类:成员”，如 [veh_class:emergency]；全部成员合计写 sum(…[分类])。",
      "brackets hold breakdown:member, such as [veh_class:emergency]; for all members write sum(...[breakdown]).",
    );
  return { member: bracket.text, end: bracket.end };
}
