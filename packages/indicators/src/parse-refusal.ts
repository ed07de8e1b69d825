import { fail } from "./formula-error.ts";
import { RESERVED, type Token } from "./tokens.ts";
import { nearestKey } from "./unknown-key.ts";

const LOGIC = ["and", "or", "not", "implies"];

/** Refuses a word or sign; `zh` and `en` say what should stand in its place. */
export function unexpected(token: Token, zh: string, en: string): never {
  if (token.kind === "end") fail(token, `公式不完整，此处应为${zh}。`, `the formula ends where ${en} should be.`);
  fail(token, `“${token.text}”不应出现在这里，此处应为${zh}。`, `"${token.text}" found where ${en} should be.`);
}

/** `token` stands where a number, a measure or a condition should begin; `before` is what came before it. */
export function noOperand(before: Token | undefined, token: Token): never {
  const pair = (before?.text ?? "") + token.text;
  if (pair === "<>") fail(token, "不等于写 !=。", "unequal is !=.");
  if (pair === "**") fail(token, "乘方写 ^，如 a ^ 2。", "powers are written with ^, as in a ^ 2.");
  unexpected(token, "数、数据项或左括号", "a number, a measure or an opening parenthesis");
}

/** Something stands where two parts should be joined, or the formula should be over. */
export function noOperator(token: Token): never {
  if (token.text === ")") fail(token, "右括号“)”没有对应的左括号。", `")" closes no parenthesis.`);
  if (token.text === ",")
    fail(
      token,
      "此处不能有逗号；数不写千分位，几个数相加写 a + b。",
      `no comma can stand here; write numbers without separators, and sums as a + b.`,
    );
  const meant = token.text.toLowerCase();
  if (meant !== token.text && LOGIC.includes(meant))
    fail(token, `“${token.text}”要小写：${meant}。`, `write ${meant} in lower case.`);
  fail(
    token,
    `“${token.text}”前缺少运算符，如 +、*、==、and；乘号不能省略。`,
    `an operator such as +, *, == or and is missing before "${token.text}"; * cannot be left out.`,
  );
}

/** Words that other languages have for ours. */
const ELSEWHERE: Readonly<Record<string, string>> = { avg: "mean", average: "mean", greatest: "max", least: "min" };

/** A name is called like a function. */
export function noFunction(name: Token): never {
  const words = RESERVED.filter((word) => !LOGIC.includes(word));
  const own = words.map((key) => ({ key }));
  const near = ELSEWHERE[name.text.toLowerCase()] ?? nearestKey(name.text, own);
  if (near !== null)
    fail(name, `没有函数 ${name.text}。您是不是想写 ${near}？`, `there is no ${name.text}. Did you mean ${near}?`);
  fail(
    name,
    `没有函数 ${name.text}；可用的有 ${words.join("、")}。`,
    `there is no function ${name.text}; there are ${words.join(", ")}.`,
  );
}
