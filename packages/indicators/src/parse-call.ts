import { wantCondition, wantNumber, type Aggregate, type Ast, type TimeWord } from "./ast.ts";
import { fail, type Span } from "./formula-error.ts";
import { unexpected } from "./parse-refusal.ts";
import { close as closing, deeper, peek, take, takeIf, type Reader } from "./reader.ts";
import type { Token } from "./tokens.ts";

const AGGREGATES: readonly string[] = ["sum", "mean", "min", "max", "count", "median"];
const KEY = /^[A-Za-z0-9_-]+$/;
const MAX_WINDOW = 60;

/** Reads what stands behind a word of the language, from its opening parenthesis on. */
export function readCall(reader: Reader, word: Token): Ast {
  const open =
    takeIf(reader, "(") ??
    unexpected(peek(reader), ` ${word.text} 的括号，如 ${word.text}(…)`, `the parenthesis of ${word.text}(...)`);
  const start = word.start;
  const close = () => closing(reader, open).end;
  if (AGGREGATES.includes(word.text) && (isAggregate(reader) || !["min", "max"].includes(word.text)))
    return readAggregate(reader, word, close);
  switch (word.text) {
    case "factors":
      return { kind: "factors", set: readKey(reader, "系数表的键", "the key of a factor set"), start, end: close() };
    case "target":
      return { kind: "target", indicator: readKey(reader, "指标的键", "the key of an indicator"), start, end: close() };
    case "registry":
      return {
        kind: "registry",
        fact: readKey(reader, "名录库信息的键", "the key of a registry fact"),
        start,
        end: close(),
      };
    case "limit": {
      const table = readKey(reader, "限额表的键", "the key of a limit table");
      const row = readBracket(reader, " [限额行]", "[row of the table]");
      return { kind: "limit", table, row, start, end: close() };
    }
    case "elapsed_share":
      return { kind: "elapsedShare", start, end: empty(reader, word, close) };
    case "copied_share":
      return { kind: "copiedShare", start, end: empty(reader, word, close) };
    default:
      return readOperation(reader, word, open);
  }
}

function empty(reader: Reader, word: Token, close: () => number): number {
  const next = peek(reader);
  if (next.kind !== "end" && next.text !== ")")
    fail(next, `${word.text} 不带参数，写 ${word.text}()。`, `${word.text} takes nothing: write ${word.text}().`);
  return close();
}

/** Functions of whole expressions. */
function readOperation(reader: Reader, word: Token, open: Token): Ast {
  const from = peek(reader).start;
  const args = deeper(reader, word, () => readArguments(reader));
  const shut = closing(reader, open);
  const at = { start: word.start, end: shut.end };
  const [first, second, third] = args as [Ast, Ast?, Ast?];
  const count = (most: number) => {
    const extra = args[most];
    if (extra)
      fail(extra, `${word.text} 最多 ${most} 个参数，请删去多余的。`, `${word.text} takes at most ${most} arguments.`);
  };
  switch (word.text) {
    case "if":
      count(3);
      if (!second || !third)
        fail(shut, "if 需要三个参数：条件、成立时的值、不成立时的值。", "if takes a condition and two values.");
      return {
        kind: "if",
        condition: wantCondition(first),
        ifTrue: wantNumber(second),
        ifFalse: wantNumber(third),
        ...at,
      };
    case "given":
      count(1);
      if (first.kind !== "name")
        fail(
          first,
          "given 只问一个数据项，如 given(elec_kwh)。",
          "given asks of one measure only, as in given(elec_kwh).",
        );
      return { kind: "given", of: first, ...at };
    case "robust_z":
      count(1);
      return { kind: "robustZ", of: wantNumber(first), text: reader.text.slice(from, shut.start).trim(), ...at };
    case "abs":
      count(1);
      return { kind: "call", name: "abs", args: [wantNumber(first)], ...at };
    case "min":
    case "max":
      return { kind: "call", name: word.text, args: args.map(wantNumber), ...at };
    case "moving_sum":
    case "moving_mean":
      count(2);
      return { kind: "time", word: word.text, of: wantNumber(first), n: windowOf(second, shut), ...at };
    default:
      count(1);
      return { kind: "time", word: word.text as TimeWord, of: wantNumber(first), n: null, ...at };
  }
}

function windowOf(ast: Ast | undefined, shut: Span): number {
  const n = ast?.kind === "number" ? Number(ast.text) : Number.NaN;
  if (!Number.isInteger(n) || n < 2 || n > MAX_WINDOW)
    fail(
      ast ?? shut,
      `第二个参数是期数，应为 2 到 ${MAX_WINDOW} 的整数，如 moving_sum(elec_kwh, 4)。`,
      `the second argument is a whole number of periods, 2 to ${MAX_WINDOW}, as in moving_sum(elec_kwh, 4).`,
    );
  return n;
}

function readArguments(reader: Reader): Ast[] {
  const args = [reader.expression(reader)];
  while (peek(reader).kind === "symbol" && peek(reader).text === ",") {
    take(reader);
    args.push(reader.expression(reader));
  }
  return args;
}

/** `measure[breakdown]` stands next: all members of it, not one. */
function isAggregate(reader: Reader): boolean {
  const [name, bracket] = [reader.tokens[reader.next], reader.tokens[reader.next + 1]];
  return name?.kind === "name" && bracket?.kind === "bracket" && !bracket.text.includes(":");
}

function readAggregate(reader: Reader, word: Token, close: () => number): Ast {
  const key = readKey(reader, "数据项的键", "the key of a measure");
  const next = peek(reader);
  if (next.text === "," || next.text === ")" || next.text.includes(":"))
    fail(
      next,
      `${word.text} 只汇总一个数据项的各分类成员，如 ${word.text}(veh_actual[veh_class])；几个数据项相加写 a + b，一个成员不用 ${word.text}。`,
      `${word.text} takes all members of one measure, as in ${word.text}(veh_actual[veh_class]); add measures with a + b, and write a single member without ${word.text}.`,
    );
  const breakdown = readBracket(reader, " [分类]", "[breakdown]");
  return { kind: "aggregate", name: word.text as Aggregate, key, breakdown, start: word.start, end: close() };
}

function readKey(reader: Reader, zh: string, en: string): string {
  const token = take(reader);
  if (token.kind !== "name") unexpected(token, zh, en);
  return token.text;
}

function readBracket(reader: Reader, zh: string, en: string): string {
  const token = take(reader);
  if (token.kind !== "bracket" || !KEY.test(token.text)) unexpected(token, zh, en);
  return token.text;
}
