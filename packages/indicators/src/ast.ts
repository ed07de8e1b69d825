import { fail, type Span } from "./formula-error.ts";

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** What stands for all members of a breakdown together. `count` counts the members that hold a number. */
export type Aggregate = "sum" | "mean" | "min" | "max" | "count" | "median";

/**
 * At another time: last year's same period 上年同期, the period before 上期, from the start of the year 累计, put on a
 * whole year 年化, the last n periods added or averaged 近n期. Windows act on the figures first, then the formula.
 */
export type TimeWord = "prev_year" | "prev_period" | "year_to_date" | "annualised" | "moving_sum" | "moving_mean";

/** A formula as written; names are not looked up yet. */
export type Ast = Span &
  (
    | { kind: "number"; text: string }
    /** A measure, one member of it (`breakdown:member`), or a derived measure. */
    | { kind: "name"; key: string; member: string | null }
    | { kind: "aggregate"; name: Aggregate; key: string; breakdown: string }
    | { kind: "factors"; set: string }
    | { kind: "limit"; table: string; row: string }
    | { kind: "target"; indicator: string }
    | { kind: "registry"; fact: string }
    | { kind: "elapsedShare" }
    | { kind: "copiedShare" }
    /** `text` is the formula as written between the parentheses; peers' figures are kept under it. */
    | { kind: "robustZ"; of: Ast; text: string }
    | { kind: "time"; word: TimeWord; of: Ast; n: number | null }
    | { kind: "call"; name: "abs" | "min" | "max"; args: Ast[] }
    | { kind: "if"; condition: Ast; ifTrue: Ast; ifFalse: Ast }
    | { kind: "negate"; of: Ast }
    | { kind: "power"; of: Ast; exponent: number }
    | { kind: "arithmetic"; op: "+" | "-" | "*" | "/"; left: Ast; right: Ast }
    | { kind: "given"; of: Ast & { kind: "name" } }
    | { kind: "compare"; op: Comparison; left: Ast; right: Ast }
    /** `==` or `!=` between two conditions. */
    | { kind: "agree"; op: "==" | "!="; left: Ast; right: Ast }
    | { kind: "logic"; op: "and" | "or" | "implies"; left: Ast; right: Ast }
    | { kind: "not"; of: Ast }
  );

const CONDITIONS: ReadonlySet<Ast["kind"]> = new Set(["given", "compare", "agree", "logic", "not"]);

/** True when the node answers true or false rather than a number. */
export function isCondition(ast: Ast): boolean {
  return CONDITIONS.has(ast.kind);
}

/** Throws a FormulaFailure where a condition stands instead of a number. */
export function wantNumber(ast: Ast): Ast {
  if (isCondition(ast))
    fail(
      ast,
      "此处需要数值，却是一个条件；要把条件变成数，写 if(条件, 1, 0)。",
      "a number is needed here, this is a condition; if(condition, 1, 0) makes it one.",
    );
  return ast;
}

/** Throws a FormulaFailure where a number stands instead of a condition. */
export function wantCondition(ast: Ast): Ast {
  if (!isCondition(ast))
    fail(
      ast,
      "此处需要条件（如 a <= b），却是一个数值。",
      "a condition (such as a <= b) is needed here, this is a number.",
    );
  return ast;
}
