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

const TOKEN = /(\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9_]*)|\[([^[\]]*)\]|(==|!=|<=|>=|[-+*/(),<>^])/y;

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

const KINDS = ["number", "name", "bracket", "symbol"] as const;

function content(match: RegExpExecArray): { kind: Token["kind"]; text: string } {
  // Groups by number: making an object of named ones is most of the time that reading takes.
  const at = KINDS.findIndex((_, group) => match[group + 1] !== undefined);
  const kind = KINDS[at] as (typeof KINDS)[number];
  const text = match[at + 1] as string;
  return { kind, text: kind === "bracket" ? text.trim() : text };
}

const SPACE = /\s*/y;

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  return from + (SPACE.exec(text) as RegExpExecArray)[0].length;
}

function refuse(text: string, at: number): never {
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  fail(
    { start: at, end: at + character.length },
    `不认识的字符“${character}”;公式只用半角字符,等于写 ==。`,
    `unknown character "${character}"; formulas use ASCII only, equality is ==.`,
  );
}
