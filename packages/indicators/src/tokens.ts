import { fail } from "./formula-error.ts";

/** A word of a formula. A bracket's text is what stands between `[` and `]`. */
export type Token = {
  kind: "number" | "name" | "bracket" | "symbol" | "end";
  text: string;
  start: number;
  end: number;
};

/** Words of the language; no measure or derived measure may be called so. */
export const RESERVED: readonly string[] = [
  "sum",
  "mean",
  "min",
  "max",
  "count",
  "median",
  "abs",
  "if",
  "given",
  "factors",
  "limit",
  "target",
  "registry",
  "robust_z",
  "copied_share",
  "elapsed_share",
  "prev_year",
  "prev_period",
  "year_to_date",
  "annualised",
  "moving_sum",
  "moving_mean",
  "and",
  "or",
  "not",
  "implies",
];

const TOKEN =
  /(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z][A-Za-z0-9_]*)|\[(?<bracket>[^[\]]*)\]|(?<symbol>==|!=|<=|>=|[-+*/(),<>^])/y;

/** Cuts a formula into tokens, the last of kind `end`. Throws a FormulaFailure at a character that is none. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) refuse(text, at);
    const end = at + match[0].length;
    tokens.push({ ...content(match), start: at, end });
    at = skipSpace(text, end);
  }
  tokens.push({ kind: "end", text: "", start: text.length, end: text.length });
  return tokens;
}

function content(match: RegExpExecArray): { kind: Token["kind"]; text: string } {
  const groups = match.groups as Record<string, string | undefined>;
  for (const kind of ["number", "name", "bracket", "symbol"] as const) {
    const text = groups[kind];
    if (text !== undefined) return { kind, text: kind === "bracket" ? text.trim() : text };
  }
  throw new Error("a token without a kind");
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] as string)) at += 1;
  return at;
}

function refuse(text: string, at: number): never {
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  fail(
    { start: at, end: at + character.length },
    `不认识的字符“${character}”;公式只用半角字符,等于写 ==。`,
    `unknown character "${character}"; formulas use ASCII only, equality is ==.`,
  );
}
