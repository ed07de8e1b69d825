import { describe, expect, it } from "vitest";
import { value, verdict } from "./flat.ts";

/**
 * Truth tables in three values: VTL 2.1 reference manual (sdmx-twg/vtl, Boolean operators: and, or, xor, not) and Kleene,
 * Introduction to Metamathematics (1952), section 64 (→ and ≡). NULL is a comparison over a figure that is missing.
 */
const TEXT = { T: "(1 == 1)", F: "(1 == 0)", N: "(e > 0)" };
const SAID = { T: "true", F: "false", N: "undecided" };
type Truth = keyof typeof TEXT;

const table = (rows: string): [Truth, Truth, Truth][] =>
  rows.split(" ").map((row) => [...row] as [Truth, Truth, Truth]);

describe.each([
  ["and", table("FFF FTF FNF TFF TTT TNN NFF NTN NNN")],
  ["or", table("FFF FTT FNN TFT TTT TNT NFN NTT NNN")],
  // VTL's xor
  ["!=", table("FFF FTT FNN TFT TTF TNN NFN NTN NNN")],
  // Kleene's →
  ["implies", table("FFT FTT FNT TFF TTT TNN NFN NTT NNN")],
  // Kleene's ≡
  ["==", table("FFT FTF FNN TFF TTT TNN NFN NTN NNN")],
])("%s", (word, rows) => {
  it.each(rows)(`%s ${word} %s is %s`, (left, right, result) => {
    expect(verdict(`${TEXT[left]} ${word} ${TEXT[right]}`)).toBe(SAID[result]);
  });
});

it.each(table("FxT TxF NxN".replaceAll("x", "F")).map(([of, , result]) => [of, result] as const))(
  "not %s is %s",
  (of, result) => {
    expect(verdict(`not ${TEXT[of]}`)).toBe(SAID[result]);
  },
);

describe("VTL 2.1 examples", () => {
  it.each([
    // Between: Me_1 6 and -2 between 5 and 10
    ["a >= 5 and a <= 10", { a: "6" }, "true"],
    ["a >= 5 and a <= 10", { a: "-2" }, "false"],
    ["a >= 5 and a <= 10", {}, "undecided"],
  ])("%s with %o is %s", (condition, cells, expected) => {
    expect(verdict(condition, cells)).toBe(expected);
  });

  it.each([
    // Division, ex_1 and ex_3
    ["a / b", { a: "7.6", b: "2.0" }, "3.8"],
    ["a / b", { a: "20.0", b: "1.0" }, "20"],
    ["a / b", { a: "7.6", b: "100" }, "0.076"],
    ["a / b", { a: "12.3", b: "10" }, "1.23"],
    // Power, ex_1
    ["a ^ 2", { a: "13.45" }, "180.9025"],
    ["a ^ 2", { a: "1.87" }, "3.4969"],
    // Absolute value, unary minus
    ["abs(a)", { a: "-9.0" }, "9"],
    ["-a", { a: "-5" }, "5"],
  ])("%s with %o is %s", (formula, cells, expected) => {
    expect(value(formula, cells)).toBe(expected);
  });

  // Aggregates over the groups 2011 (3, 5, 7) and 2012 (2, 4); the members left over are 不适用
  const group = (...values: string[]) =>
    Object.fromEntries(
      Array.from({ length: 7 }, (_, at) => [`m[part:p${at + 1}]`, values[at] ?? null] as [string, string | null]),
    );
  it.each([
    ["sum", "15", "6"],
    ["mean", "5", "3"],
    ["median", "5", "3"],
    ["min", "3", "2"],
    ["max", "7", "4"],
    ["count", "3", "2"],
  ])("%s by year is %s and %s", (word, first, second) => {
    expect(value(`${word}(m[part])`, group("3", "5", "7"))).toBe(first);
    expect(value(`${word}(m[part])`, group("2", "4"))).toBe(second);
  });
});
