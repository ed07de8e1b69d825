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

/** A run of Chinese is a name that somebody wrote instead of a key: looked up, it is refused with the key. */
const TOKEN =
  /(\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9_]*|\p{Script=Han}[\p{Script=Han}\w]*)|\[([^[\]]*)\]|(==|!=|<=|>=|[-+*/(),<>^])/uy;

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

const ONLY = ["公式只用半角字符，请删去或改写", "formulas use ASCII only; remove or replace it"] as const;
const KEYS = ["键不加引号和括号", "keys stand without quotes and braces"] as const;
const AND_OR = ["并且写 and，或者写 or", "write and, or or"] as const;

/** Signs of other languages and of paper, with what this one writes instead. */
const INSTEAD: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  "=": ["等于写 ==，大于等于写 >=，小于等于写 <=", "equality is ==, and it is >= and <="],
  "×": ["乘号写 *", "multiply with *"],
  "·": ["乘号写 *", "multiply with *"],
  "÷": ["除号写 /", "divide with /"],
  "≥": ["大于等于写 >=", "write >="],
  "≤": ["小于等于写 <=", "write <="],
  "≠": ["不等于写 !=", "write !="],
  "%": ["30% 写 0.3，换算成百分数写 * 100", "write 0.3 for 30%, and * 100 to get percent"],
  "!": ["否定写 not，不等于写 !=", "write not, or != for unequal"],
  "&": AND_OR,
  "|": AND_OR,
  ".": ["小数写全，如 0.5", "write decimals in full, such as 0.5"],
  "[": ["方括号要成对，如 [veh_class:emergency]", "brackets come in pairs, such as [veh_class:emergency]"],
  "]": ["方括号要成对，如 [veh_class:emergency]", "brackets come in pairs, such as [veh_class:emergency]"],
  '"': KEYS,
  "'": KEYS,
  "“": KEYS,
  "”": KEYS,
  "{": KEYS,
  "}": KEYS,
  "、": ["参数之间用半角逗号", "separate arguments with a comma"],
  "。": ["公式末尾不写标点", "a formula ends without punctuation"],
  ";": ["一个公式只算一个数，不分段", "a formula is one expression"],
};

function refuse(text: string, at: number): never {
  const character = String.fromCodePoint(text.codePointAt(at) as number);
  const shown = /\p{C}/u.test(character)
    ? `U+${text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, "0")}`
    : character;
  const half = character.replace(/[\uFF01-\uFF5E]/, (full) => String.fromCharCode(full.charCodeAt(0) - 0xfee0));
  const [zh, en] = INSTEAD[half] ?? (half === character ? ONLY : [`请用半角的 ${half}`, `write ${half}`]);
  fail(
    { start: at, end: at + character.length },
    `不认识的字符“${shown}”，${zh}。`,
    `unknown character "${shown}": ${en}.`,
  );
}
