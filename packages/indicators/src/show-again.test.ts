import fc from "fast-check";
import { expect, it } from "vitest";
import { conditionOf, compile, formulaOf, type Compiled } from "./compile.ts";
import { evaluateUnit, judge } from "./evaluate.ts";
import type { Formula } from "./operands.ts";
import { decimalOf } from "./rational.ts";
import { showNumbers } from "./show.ts";
import { CATALOGUE, cellOf, type Cells } from "./test-catalogue.ts";

const COMPILED: Compiled = compile(CATALOGUE);
const CELLS: Cells = { elec_kwh: "12.5", coal_kg: "3", op_cost: "0", balance: "-4", veh_quota: "7" };

/** What is printed for people, as a formula again. */
const ASCII: [RegExp, string][] = [
  [/×/g, "*"],
  [/÷/g, "/"],
  [/−/g, "-"],
  [/≤/g, "<="],
  [/≥/g, ">="],
  [/≠/g, "!="],
  [/(?<![<>!=])=(?!=)/g, "=="],
  [/\(if /g, "if("],
  [/ then | else /g, ", "],
];
const again = (printed: string) => ASCII.reduce((text, [from, to]) => text.replaceAll(from, to), printed);

const leaf = fc.constantFrom("1", "2", "0.5", "elec_kwh", "coal_kg", "op_cost", "balance", "veh_quota", "energy_tce");
/** Every part in parentheses of its own, so that what is meant is plain. */
const { number, condition } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc
      .tuple(tie("number"), fc.constantFrom("+", "-", "*", "/"), tie("number"))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie("number").map((a) => `(-${a})`),
    tie("number").map((a) => `((${a}) ^ 2)`),
    fc.tuple(fc.constantFrom("min", "max"), tie("number"), tie("number")).map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(tie("condition"), tie("number"), tie("number")).map(([c, a, b]) => `if(${c}, ${a}, ${b})`),
  ),
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc
      .tuple(tie("number"), fc.constantFrom("==", "!=", "<", "<=", ">", ">="), tie("number"))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(tie("condition"), fc.constantFrom("and", "or", "implies", "==", "!="), tie("condition"))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie("condition").map((a) => `(not ${a})`),
  ),
}));

const printed = (formula: Formula) => again(showNumbers(COMPILED, formula, "en", (ref) => cellOf(CELLS, ref)));

const value = (text: string) => {
  const outcome = evaluateUnit(COMPILED, text, (ref) => cellOf(CELLS, ref));
  return outcome.ok ? decimalOf(outcome.value) : outcome.gap.code;
};
const verdict = (text: string) => judge(COMPILED, conditionOf(COMPILED, text), (ref) => cellOf(CELLS, ref)).verdict;

it("a printed number has the parentheses it needs: read again, it is the same", () => {
  fc.assert(
    fc.property(number, (text) => {
      expect(value(printed(formulaOf(COMPILED, text)))).toBe(value(text));
    }),
    { numRuns: 500, seed: 4 },
  );
});

it("a printed condition has the parentheses it needs: read again, it is the same", () => {
  fc.assert(
    fc.property(condition, (text) => {
      expect(verdict(printed(conditionOf(COMPILED, text)))).toBe(verdict(text));
    }),
    { numRuns: 500, seed: 4 },
  );
});

it("keeps what a print without parentheses would change", () => {
  // By hand: 12.5 - (3 - 7) = 16.5, 12.5 / (3 / 7) = 29.1666…, (-4) ^ 2 = 16, -(4 ^ 2) = -16.
  expect(value(printed(formulaOf(COMPILED, "elec_kwh - (coal_kg - veh_quota)")))).toBe("16.5");
  expect(value(printed(formulaOf(COMPILED, "elec_kwh / (coal_kg / veh_quota)")))).toBe("29.166666666667");
  expect(value(printed(formulaOf(COMPILED, "balance ^ 2")))).toBe("16");
  expect(value(printed(formulaOf(COMPILED, "-(4 ^ 2)")))).toBe("-16");
});
