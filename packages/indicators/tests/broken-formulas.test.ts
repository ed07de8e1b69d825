import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { uomOf } from "../src/dimension.ts";
import { evaluateUnit, judge } from "../src/evaluate.ts";
import type { FormulaError } from "../src/formula-error.ts";
import { resolveFormula, type Formula } from "../src/operands.ts";
import { isCondition } from "../src/ast.ts";
import { parse } from "../src/parse.ts";
import { showFormula, showNumbers } from "../src/show.ts";
import { RESERVED } from "../src/tokens.ts";
import type { CellValue } from "../src/value.ts";
import type { OperandRef } from "../src/vocabulary.ts";
import { base, vocabulary } from "./base-catalogue.ts";

const COMPILED = compile(base);

/** Formulas of the base catalogue, of every list. */
const VALID = [
  ...base.derived.map(({ formula }) => formula),
  ...base.indicators.map(({ formula }) => formula),
  ...base.rules.flatMap(({ expr, when }) => [expr, ...(when === undefined ? [] : [when])]),
  ...(base.warnings ?? []).flatMap(({ levels }) => levels.map(({ when }) => when)),
];

const TOKENS = [
  ...RESERVED,
  ..."( ) , + - * / ^ == != < <= > >= = ! [ ] [veh_class] [veh_class:emergency] [veh_class:] [energy_type:coal]".split(
    " ",
  ),
  ..."0 1 2 3.5 1. .5 1e9 99999999999999999999 ， （ 用电量 ％ nobody EF_CE_2020 EF_CO2 heat_meter".split(" "),
  ..."elec_kwh veh_actual veh_quota energy_cost energy_tce off_build_area three_public_actual".split(" "),
];

const soup = fc
  .array(fc.tuple(fc.constantFrom(...TOKENS), fc.constantFrom("", " ", "  ", "\n")), { maxLength: 30 })
  .map((parts) => parts.flat().join(""));

/** Any 16-bit units: letters of all scripts, controls, halves of surrogate pairs. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((codes) => String.fromCharCode(...codes));

const mutated = fc
  .tuple(
    fc.constantFrom(...VALID),
    fc.array(
      fc.tuple(
        fc.nat(400),
        fc.constantFrom("cut", "double", "put", "swap"),
        fc.constantFrom(...TOKENS, "\ud800", "💧", "\u0000"),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([formula, changes]) => changes.reduce(mutate, formula));

function mutate(text: string, [seed, how, token]: [number, string, string]): string {
  const at = text.length === 0 ? 0 : seed % text.length;
  const rest = text.slice(at);
  switch (how) {
    case "cut":
      return text.slice(0, at) + rest.slice(1 + (seed % 3));
    case "double":
      return text.slice(0, at) + rest.slice(0, 5) + rest;
    case "swap":
      return rest + text.slice(0, at);
    default:
      return text.slice(0, at) + token + rest;
  }
}

const nested = fc
  .tuple(
    fc.constantFrom(
      "(",
      "-",
      "not ",
      "abs(",
      "if(",
      "prev_year(",
      "prev_period(",
      "max(1,",
      "1 implies ",
      "sum(",
      "elec_kwh^",
      "1-",
      "(2^",
    ),
    fc.integer({ min: 1, max: 1500 }),
    fc.constantFrom("", "elec_kwh", "elec_kwh > 0", "1)", "2"),
  )
  .map(([opening, depth, middle]) => opening.repeat(depth) + middle + (opening.endsWith("(") ? ")".repeat(depth) : ""));

const anything = fc.oneof(
  { weight: 5, arbitrary: soup },
  { weight: 3, arbitrary: units },
  { weight: 8, arbitrary: mutated },
  { weight: 2, arbitrary: nested },
);

const cell: fc.Arbitrary<CellValue | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant<CellValue>({ state: "na" }),
  fc.constant<CellValue>({ state: "missing", reason: "表未到" }),
  fc
    .constantFrom("0", "1", "-3.25", "0.1", "123456789.123456789", "7")
    .map((value): CellValue => ({ state: "number", value })),
);
const cells = fc.array(cell, { minLength: 1, maxLength: 7 });

function mustBeLocated(text: string, error: FormulaError): void {
  expect(error.start).toBeGreaterThanOrEqual(0);
  expect(error.end).toBeGreaterThanOrEqual(error.start);
  expect(error.end).toBeLessThanOrEqual(text.length);
  expect(error.text.zh).toMatch(/\p{Script=Han}/u);
  expect(error.text.en).toMatch(/[a-z]/);
}

/** Everything that is done with a formula that can be read. */
function use(formula: Formula, given: (CellValue | undefined)[]): void {
  const uom = uomOf(vocabulary, formula);
  if (!uom.ok) mustBeLocated(formula.text, uom.error);
  const lookup = (ref: OperandRef) => given[(ref.measure.length + ref.member.length + ref.lag) % given.length];
  for (const language of ["zh", "en"] as const) {
    expect(showFormula(vocabulary, formula, language)).not.toBe("");
    expect(showNumbers(vocabulary, formula, language, lookup)).not.toBe("");
  }
  const parsed = parse(formula.text);
  if (parsed.ok && isCondition(parsed.ast))
    expect(["true", "false", "undecided"]).toContain(judge(vocabulary, formula, lookup).verdict);
  else expect(typeof evaluateUnit(COMPILED, formula.text, lookup).ok).toBe("boolean");
}

describe("any text as a formula", () => {
  it("is read, or refused at its place in both languages: 10,000 broken ones", () => {
    const counts = { broken: 0, valid: 0 };
    fc.assert(
      fc.property(anything, cells, (text, given) => {
        const resolved = resolveFormula(vocabulary, text);
        if (resolved.ok) {
          counts.valid += 1;
          use(resolved.formula, given);
        } else {
          counts.broken += 1;
          mustBeLocated(text, resolved.error);
        }
      }),
      { numRuns: 11_000, seed: 4 },
    );
    expect(counts.broken).toBeGreaterThanOrEqual(10_000);
    expect(counts.valid).toBeGreaterThan(200);
  });

  it("is used without a fault where it can be read, whatever the figures", () => {
    fc.assert(
      fc.property(fc.constantFrom(...VALID), cells, (text, given) => {
        const resolved = resolveFormula(vocabulary, text);
        if (!resolved.ok) throw new Error(`${text}: ${resolved.error.text.en}`);
        use(resolved.formula, given);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  it("multiplies no more figures than somebody can mean, and goes no deeper than the stack", () => {
    const tall = Array.from({ length: 12 }).reduce<string>((inner) => `(${inner}) ^ 20`, "elec_kwh");
    expect(resolveFormula(vocabulary, tall)).toMatchObject({ ok: false, error: { start: 0, end: tall.length } });
    expect(resolveFormula(vocabulary, "elec_kwh ^ 20 * elec_kwh ^ 20")).toMatchObject({ ok: true });
    expect(resolveFormula(vocabulary, `1${" - 1".repeat(999)}`)).toMatchObject({ ok: true });
    const shares = Array.from({ length: 101 }, () => "1/pv_kwh").join(" + ");
    expect(resolveFormula(vocabulary, shares)).toMatchObject({ ok: false });
  });
});
