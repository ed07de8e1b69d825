import type { Text } from "./catalogue.ts";

/** Half-open range of characters in the formula's text, counted from 0. */
export type Span = { start: number; end: number };

/** What is wrong with a formula, and where in its text. */
export type FormulaError = Span & { text: Text };

/** Signals a formula that cannot be used; `problem` says what is wrong and where. */
export class FormulaFailure extends Error {
  readonly problem: FormulaError;
  constructor(problem: FormulaError) {
    super(`${problem.text.zh} / ${problem.text.en}`);
    this.name = "FormulaFailure";
    this.problem = problem;
  }
}

/** Throws a FormulaFailure; the position is added to both texts, counted from 1. */
export function fail(span: Span, zh: string, en: string): never {
  const at = span.start + 1;
  throw new FormulaFailure({
    start: span.start,
    end: span.end,
    text: { zh: `第 ${at} 个字符：${zh}`, en: `Character ${at}: ${en}` },
  });
}
