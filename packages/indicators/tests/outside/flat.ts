import type { Catalogue, Measure, PeriodKind } from "../../src/catalogue.ts";
import { check, type Cell, type Checked } from "../../src/check.ts";
import type { CheckContext } from "../../src/check-context.ts";
import { compile, formulaOf, type Compiled } from "../../src/compile.ts";
import { evaluateFormula, type Evaluated } from "../../src/evaluate-region.ts";
import { evaluateCondition, evaluateUnit } from "../../src/evaluate.ts";
import { decimalOf } from "../../src/rational.ts";
import { cellOf, county, type Cells } from "../../src/test-catalogue.ts";

/** A catalogue of plain flows named by letters, `m` split into parts, for cases that other systems publish. */

const NAME = { zh: "数", en: "figure" };

const flow = (key: string, extra: Partial<Measure> = {}): Measure => ({
  key,
  name: { zh: `${key}数`, en: `figure ${key}` },
  uom: "个",
  type: "decimal",
  aggRegion: "sum",
  aggTime: "sum",
  negative: true,
  ...extra,
});

const LETTERS = [..."abcdefghxyz"];
export const PARTS = ["p1", "p2", "p3", "p4", "p5", "p6", "p7"];

/** With rules R1, R2, … of these conditions, asked by one form of the given kind of period. */
export function flat(rules: string[] = [], period: PeriodKind = "month", extra: Partial<Catalogue> = {}): Compiled {
  const lines = [
    ...LETTERS.map((measure) => ({ measure, required: false })),
    ...["total", ...PARTS.map((part) => `part:${part}`)].map((member) => ({ measure: "m", member, required: false })),
  ];
  return compile({
    format: "duibiao-catalogue/1",
    key: "outside",
    version: "1",
    name: NAME,
    breakdowns: [{ key: "part", name: NAME, members: PARTS.map((key) => ({ key, name: NAME })) }],
    measures: [...LETTERS.map((key) => flow(key)), flow("m", { breakdowns: ["part"] })],
    derived: [],
    factorSets: [],
    indicators: [],
    rules: rules.map((expr, at) => ({ key: `R${at + 1}`, name: NAME, severity: "warn", expr, advice: NAME })),
    forms: [
      {
        key: "F",
        name: NAME,
        period,
        sections: [{ key: "S", name: NAME, lines: lines.map((line, at) => ({ row: String(at + 1), ...line })) }],
      },
    ],
    schemes: [],
    ...extra,
  });
}

const FLAT = flat();

/** What a formula gives one unit: a decimal (12 places at most), or the code of the gap. Left out = missing, null = 不适用. */
export function value(formula: string, cells: Cells = {}): string {
  const outcome = evaluateUnit(FLAT, formula, (ref) => cellOf(cells, ref));
  return outcome.ok ? decimalOf(outcome.value) : outcome.gap.code;
}

export const verdict = (condition: string, cells: Cells = {}): string =>
  evaluateCondition(FLAT, condition, (ref) => cellOf(cells, ref)).verdict;

/** What a formula gives a region of such units. */
export const region = (formula: string, units: Cells[]): Evaluated =>
  evaluateFormula(FLAT, formula, county(formulaOf(FLAT, formula).refs, units));

export const answers = (cells: Cells): Cell[] =>
  Object.entries(cells).map(([key, text]) => {
    const [, measure = key, member = "total"] = /^(\w+)\[(.+)\]$/.exec(key) ?? [];
    return { measure, member, value: text === null ? { state: "na" } : { state: "number", value: text } };
  });

/** Form F of `flat` checked with these answers. */
export const checked = (compiled: Compiled, cells: Cells, context: CheckContext = {}): Checked =>
  check(compiled, "F", answers(cells), context);
