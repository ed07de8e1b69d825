import type { Ast } from "./ast.ts";
import { fail, type Span } from "./formula-error.ts";
import { noOperator } from "./parse-refusal.ts";
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

/** The parenthesis that closes the one opened at `open`. */
export function close(reader: Reader, open: Token): Token {
  const token = peek(reader);
  if (token.kind === "end")
    fail(
      token,
      `缺少右括号“)”，与第 ${open.start + 1} 个字符的左括号成对。`,
      `")" is missing, to close the parenthesis at character ${open.start + 1}.`,
    );
  return takeIf(reader, ")") ?? noOperator(token);
}

/** Reads something nested; throws a FormulaFailure past the deepest nesting. */
export function deeper<T>(reader: Reader, at: Span, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH)
    fail(
      at,
      `嵌套超过 ${MAX_DEPTH} 层，请拆成派生数据项。`,
      `nested more than ${MAX_DEPTH} levels deep; split it into derived measures.`,
    );
  const result = read();
  reader.depth -= 1;
  return result;
}
