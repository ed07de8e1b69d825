import type { Ast } from "./ast.ts";
import { fail, type Span } from "./formula-error.ts";
import type { Token } from "./tokens.ts";

const MAX_DEPTH = 64;

/** The tokens of a formula and how far they are read. `expression` reads a whole number or condition. */
export type Reader = {
  text: string;
  tokens: Token[];
  next: number;
  depth: number;
  expression: (reader: Reader) => Ast;
};

export function peek(reader: Reader): Token {
  return reader.tokens[reader.next] as Token;
}

export function take(reader: Reader): Token {
  const token = peek(reader);
  // The end stays where it is, however often it is asked for.
  if (token.kind !== "end") reader.next += 1;
  return token;
}

export function takeIf(reader: Reader, ...texts: string[]): Token | null {
  const token = peek(reader);
  const fits = (token.kind === "symbol" || token.kind === "name") && texts.includes(token.text);
  return fits ? take(reader) : null;
}

export function expect(reader: Reader, symbol: string): Token {
  return takeIf(reader, symbol) ?? unexpected(peek(reader), `“${symbol}”`, `"${symbol}"`);
}

export function unexpected(token: Token, zh: string, en: string): never {
  if (token.kind === "end") fail(token, `公式不完整,此处应为${zh}。`, `the formula ends where ${en} should be.`);
  fail(token, `“${token.text}”不应出现在这里,此处应为${zh}。`, `"${token.text}" found where ${en} should be.`);
}

/** Reads something nested; throws a FormulaFailure past the deepest nesting. */
export function deeper<T>(reader: Reader, at: Span, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) fail(at, `嵌套超过 ${MAX_DEPTH} 层。`, `nested more than ${MAX_DEPTH} levels deep.`);
  const result = read();
  reader.depth -= 1;
  return result;
}
