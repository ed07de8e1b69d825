import { describe, expect, it } from "vitest";
import { lint } from "../../src/lint.ts";
import { checked, flat, verdict } from "./flat.ts";
import type { Cells } from "../../src/test-catalogue.ts";

/** What each rule of a catalogue says of these answers: ok, or the finding's verdict with its imbalance. */
function outcomes(rules: string[], cells: Cells): string[] {
  const { findings } = checked(flat(rules), cells);
  return rules.map((_, at) => {
    const found = findings.find(({ rule }) => rule === `R${at + 1}`);
    if (!found) return "ok";
    return found.imbalance === undefined ? found.verdict : `${found.verdict} ${found.imbalance}`;
  });
}

describe("DHIS2 ValidationServiceTest", () => {
  it("A, B, C, D over A = 1, B = 2, C = 3, D = 4 (testValidateDateDateSources)", () => {
    // DHIS2 lists A (3 and -1) and B (-1 and 4); C and D hold.
    const rules = ["a + b == c - d", "c - d > b * 2", "c - d <= a + b", "a + b < b * 2"];
    expect(outcomes(rules, { a: "1", b: "2", c: "3", d: "4" })).toEqual(["false 4", "false -5", "ok", "ok"]);
    const { findings } = checked(flat(rules), { a: "1", b: "2", c: "3", d: "4" });
    expect(findings.filter(({ rule }) => rule !== "VR32").map(({ left, right }) => [left, right])).toEqual([
      ["3", "-1"],
      ["-1", "4"],
    ]);
  });

  it.each<[Cells, string]>([
    [{}, "ok"],
    [{ b: "1" }, "false"],
    [{ a: "1" }, "false"],
    [{ a: "1", b: "1" }, "ok"],
    [{ a: "0", b: "1" }, "ok"],
  ])("compulsory pair of %o: %s", (cells, expected) => {
    expect(outcomes(["given(a) == given(b)"], cells)).toEqual([expected]);
  });

  it.each<[Cells, string]>([
    [{}, "ok"],
    [{ b: "1" }, "ok"],
    [{ a: "1" }, "ok"],
    [{ a: "1", b: "2" }, "false"],
  ])("exclusive pair of %o: %s", (cells, expected) => {
    expect(outcomes(["not (given(a) and given(b))"], cells)).toEqual([expected]);
  });

  it.each<[string, Cells, string]>([
    // testValidateWithIf: 5 and 8
    ["if(a == 1, 5, 6) == if(a == 2, 7, 8)", { a: "1" }, "false -3"],
    // testValidateWithIsNull: 6 and 7
    ["if(not given(a), 5, 6) == if(not given(b), 7, 8)", { a: "1" }, "false -1"],
    // testValidateWithIsNotNull: 5 and 8
    ["if(given(a), 5, 6) == if(given(b), 7, 8)", { a: "1" }, "false -3"],
    // testValidateWithGreatestAndLeast: 20 and 10
    ["max(a, b) == min(a, b)", { a: "10", b: "20" }, "false 10"],
    // testValidateBooleanIsNull: 2 of 3 are given, and 1 is demanded
    ["if(given(a), 1, 0) + if(given(b), 1, 0) + if(given(c), 1, 0) == 1", { a: "1", b: "1" }, "false 1"],
    // testValidateNeverSkip, third period: 5 and 5
    ["a + b != a + b", { a: "2", b: "3" }, "false 0"],
  ])("%s over %o: %s", (rule, cells, expected) => {
    expect(outcomes([rule], cells)).toEqual([expected]);
  });

  it("SKIP_IF_ANY_VALUE_MISSING is ours, said aloud: undecided, where DHIS2 is silent or takes 0", () => {
    // testValidateNeverSkip and testValidateSkipIfAllValuesAreMissing, second period: DHIS2 says 1 and 1
    expect(outcomes(["a + b != a + b"], { a: "1" })).toEqual(["undecided"]);
    // testValidateMissingValues01 and 10: DHIS2 says 0 and 1, 1 and 0
    expect(outcomes(["c == d"], { d: "1" })).toEqual(["undecided"]);
    expect(outcomes(["c == d"], { c: "1" })).toEqual(["undecided"]);
    expect(outcomes(["c == d"], { c: "1", d: "1" })).toEqual(["ok"]);
  });
});

describe("VTL 2.1 validation operators", () => {
  // Check, ex_1: DS_1 >= DS_2 with imbalance DS_1 - DS_2, for I and D from 2010 to 2015
  it.each([
    ["1", "9", "false -8"],
    ["2", "2", "ok"],
    ["10", "10", "ok"],
    ["4", "7", "false -3"],
    ["5", "5", "ok"],
    ["6", "6", "ok"],
    ["25", "50", "false -25"],
    ["35", "35", "ok"],
    ["45", "40", "ok"],
    ["55", "55", "ok"],
    ["50", "65", "false -15"],
    ["75", "75", "ok"],
  ])("check %s >= %s: %s", (a, b, expected) => {
    expect(outcomes(["a >= b"], { a, b })).toEqual([expected]);
  });

  it("check hierarchy, ex_1 (partial_null, all)", () => {
    // R020 B = M + N + O, R030 C = P + Q, R070 G = B + C, R100 M >= N
    expect(outcomes(["a == b + c + d"], { a: "11", b: "2", c: "5", d: "4" })).toEqual(["ok"]);
    expect(outcomes(["a == b + c"], { a: "0", b: "7", c: "-7" })).toEqual(["ok"]);
    expect(outcomes(["a == b + c"], { a: "19", b: "11", c: "0" })).toEqual(["false 8"]);
    expect(outcomes(["a >= b"], { a: "2", b: "5" })).toEqual(["false -3"]);
    // R110 M <= G holds at -17; R040 and R080, of figures that are not there, are null
    expect(outcomes(["a <= b"], { a: "2", b: "19" })).toEqual(["ok"]);
    expect(outcomes(["a == b + c"], { b: "3" })).toEqual(["undecided"]);
  });

  it.each([
    ["10", "ok"],
    ["-2", "false -2"],
    ["2", "ok"],
  ])("check datapoint, ex_2: %s >= 0 is %s", (a, expected) => {
    expect(outcomes(["a >= 0"], { a })).toEqual([expected]);
  });
});

describe("R package validate", () => {
  // ESSnet ValiDat proof of concept, tests/test_poc: expected validity of each record
  const hours = "a >= 1 and a <= 80";
  const balance = "a + b == c";
  const prices = "a - b <= 0.5 * b and a - c <= 0.5 * c";
  const unsold = "x == 1 implies a == b and c == d";
  it.each<[string, string, Cells, string]>([
    ["rule 01", hours, { a: "32" }, "true"],
    ["rule 01", hours, { a: "86" }, "false"],
    ["rule 01", hours, {}, "undecided"],
    ["rule 02", balance, { a: "24", b: "48", c: "72" }, "true"],
    ["rule 02", balance, { a: "13", b: "50", c: "64" }, "false"],
    ["rule 02", balance, { a: "5", b: "-10", c: "-5" }, "true"],
    ["rule 02", balance, { b: "10", c: "11" }, "undecided"],
    ["rule 04", prices, { a: "1.99", b: "1.89", c: "1.79" }, "true"],
    ["rule 04", prices, { a: "2.00", b: "1.30", c: "1.50" }, "false"],
    ["rule 04", prices, { a: "2.00", b: "1.90", c: "1.20" }, "false"],
    // Its NA is turned into FALSE there by an option
    ["rule 04", prices, { a: "1.79", c: "1.59" }, "undecided"],
    ["rule 06", unsold, { x: "0", a: "12", b: "12", c: "5", d: "5" }, "true"],
    ["rule 06", unsold, { x: "1", a: "12", b: "12", c: "5", d: "5" }, "true"],
    ["rule 06", unsold, { x: "1", a: "12", b: "15", c: "5", d: "5" }, "false"],
    ["rule 06", unsold, { x: "1", a: "12", b: "12", c: "4", d: "5" }, "false"],
    ["rule 06", unsold, { x: "1", a: "12", b: "12", c: "5" }, "undecided"],
    // Cookbook 4.3: the truth table of if (P) Q, here with staff and staff costs of RET02, RET04 and RET06
    ["staff costs", "a >= 1 implies b >= 1", { a: "9", b: "131" }, "true"],
    ["staff costs", "a >= 1 implies b >= 1", { b: "290" }, "true"],
    ["staff costs", "a >= 1 implies b >= 1", { a: "1" }, "undecided"],
  ])("%s: %s over %o is %s", (_rule, condition, cells, expected) => {
    expect(verdict(condition, cells)).toBe(expected);
  });

  it("cookbook 5.3, hierarchy: 70 = 30 + 40 holds, 100 = 70 + 25 does not", () => {
    expect(outcomes(["a == x + y", "b == a + c"], { b: "100", a: "70", x: "30", y: "40", c: "25" })).toEqual([
      "ok",
      "false 5",
    ]);
  });
});

describe("R package validatetools: rules that contradict, or say nothing", () => {
  const codes = (...rules: string[]) => lint(flat(rules).catalogue).map(({ code }) => code);

  it.each([
    // test-is_infeasible
    ["x > 1 and x < 0", "rule_always_fires"],
    // test-is_contradicted_by, r1 to r3
    ["x > 0 and y > 0 and x + y == -1", "rule_always_fires"],
    // test-redundancy: what one rule says makes the other hold anyway
    ["x > 2 implies x > 1", "rule_never_fires"],
  ])("%s: %s", (rule, code) => {
    expect(codes(rule)).toContain(code);
  });

  it.each(["x > 1", "x > 1 implies x > 2", "x > 1 implies y > 2"])("%s says something that may fail", (rule) => {
    expect(codes(rule).filter((code) => code.endsWith("_fires"))).toEqual([]);
  });
});
