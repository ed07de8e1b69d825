import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { STATE, type Column, type ColumnTable } from "./columns-table.ts";
import { evaluateColumns } from "./columns.ts";
import { compile, formulaOf, type Compiled } from "./compile.ts";
import { evaluateFormula, type OperandRow, type RegionSource } from "./evaluate-region.ts";
import type { Outside } from "./outside.ts";
import { CATALOGUE, county, type Cells } from "./test-catalogue.ts";
import type { CellValue, Outcome } from "./value.ts";
import { refKey, type OperandRef } from "./vocabulary.ts";

const AUTUMN: Outside = { period: { kind: "quarter", start: "2025-07-01", end: "2025-09-30" }, region: "330100" };
const SPRING: Outside = { period: { kind: "quarter", start: "2025-01-01", end: "2025-03-31" } };
const OUTSIDE = [AUTUMN, SPRING];

/** The test catalogue with limits, targets and the given formulas as its indicators. */
function compiledWith(...formulas: string[]): Compiled {
  const [first] = CATALOGUE.indicators;
  const document: Catalogue = {
    ...CATALOGUE,
    indicators: [...CATALOGUE.indicators, ...formulas.map((formula, at) => ({ ...first!, key: `i${at}`, formula }))],
    limits: [
      {
        key: "LIM",
        name: { zh: "限额", en: "limits" },
        uom: "个",
        limits: [
          { key: "known", name: { zh: "已知", en: "known" }, value: "12.5" },
          { key: "open", name: { zh: "未定", en: "open" }, value: null },
        ],
      },
    ],
    targets: [{ key: "T", indicator: "energy_per_area", region: "330100", year: 2025, value: 3.5 }],
  };
  return compile(document);
}

/** `text` is an exact decimal, as roll-ups hold it. */
type Figure = { state: keyof typeof STATE; text: string };

/** Columns of several regions' rows. */
function tableOf(refs: OperandRef[], sources: RegionSource[]): ColumnTable {
  const columnOf = (ref: OperandRef): Column => {
    const rows = sources.map((source) => source.row(ref)!);
    const stateOf = ({ sum, nAnswered }: OperandRow) =>
      sum !== null ? STATE.number : nAnswered > 0 ? STATE.na : STATE.missing;
    return {
      sums: Float64Array.from(rows, ({ sum }) => (sum === null ? Number.NaN : Number(sum))),
      states: Uint8Array.from(rows, stateOf),
      support: BigUint64Array.from(rows, ({ support }) => support),
      answered: Uint32Array.from(rows, ({ nAnswered }) => nAnswered),
      partly: Uint8Array.from(rows, ({ nNa, nAnswered }) => (nNa > 0 && nNa < nAnswered ? 1 : 0)),
    };
  };
  return { rows: sources.length, columns: new Map(refs.map((ref) => [refKey(ref), columnOf(ref)])) };
}

type World = { table: ColumnTable; alone: (row: number, formula: string) => Outcome<number> };

/** The indicators' figures as columns, and each row as a region with one unit, for the evaluator of single regions. */
function worldOf(compiled: Compiled, keys: string[], rows: Figure[][]): World {
  const refs = keys.flatMap((key) => formulaOf(compiled, compiled.indicators.get(key)!.formula).refs);
  const operands = [...new Set(refs.map(refKey))];
  const figureOf = (row: number, key: string) => rows[row]![operands.indexOf(key) % rows[row]!.length]!;
  const columnOf = (key: string): Column => ({
    sums: Float64Array.from(rows, (_, row) => {
      const { state, text } = figureOf(row, key);
      return state === "number" ? Number(text) : Number.NaN;
    }),
    states: Uint8Array.from(rows, (_, row) => STATE[figureOf(row, key).state]),
  });
  const columns = new Map(operands.map((key) => [key, columnOf(key)]));
  const outside = { of: Uint32Array.from(rows, (_, row) => row % 2), known: OUTSIDE };
  const alone: World["alone"] = (row, formula) => {
    const cell = (ref: OperandRef): CellValue | undefined => {
      const { state, text } = figureOf(row, refKey(ref));
      if (state === "number") return { state, value: text };
      return state === "na" ? { state } : undefined;
    };
    const source: RegionSource = {
      outside: OUTSIDE[row % 2]!,
      units: () => [{ unitId: 7, cell }],
      row: (ref) => {
        const { state, text } = figureOf(row, refKey(ref));
        const counts = { nExpected: 1, nAnswered: 1, nNa: 0, support: 7n, sum: null, estimatedSum: null };
        if (state === "nothing") return undefined;
        if (state === "missing") return { ...counts, nAnswered: 0, support: 0n };
        if (state === "several") return { ...counts, nExpected: 2, nAnswered: 2 };
        return state === "na" ? { ...counts, nNa: 1 } : { ...counts, sum: text };
      },
    };
    return evaluateFormula(compiled, formula, source).outcome;
  };
  return { table: { rows: rows.length, columns, outside }, alone };
}

const NAMES = [
  "energy_area",
  "elec_kwh",
  "coal_kg",
  "veh_quota",
  "op_cost",
  "balance",
  "veh_actual[veh_class:emergency]",
];
const leaf = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 3, arbitrary: fc.constantFrom("0", "1", "2", "0.5", "100", "0.1229") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "factors(EF_CE_2020)",
      "factors(EF_CO2)",
      "energy_tce",
      "limit(LIM[known])",
      "limit(LIM[open])",
      "target(energy_per_area)",
      "elapsed_share()",
      "annualised(op_cost)",
      "moving_mean(op_cost, 3)",
      "prev_year(year_to_date(elec_kwh))",
      "annualised(year_to_date(factors(EF_CE_2020)))",
      "prev_period(elec_kwh + coal_kg)",
      ...["sum", "mean", "min", "max", "count", "median"].map((name) => `${name}(veh_actual[veh_class])`),
    ),
  },
);
const { number } = fc.letrec<{ number: string; condition: string }>((tie) => {
  const n = tie("number");
  const c = tie("condition");
  const of = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts);
  return {
    number: fc.oneof(
      { depthSize: "medium", withCrossShrink: true },
      leaf,
      of(n, n).map(([a, b]) => `${a} + ${b}`),
      of(n, n, n).map(([a, b, d]) => `(${a} + ${b} + ${d})`),
      of(n, n, fc.constantFrom("-", "*", "/")).map(([a, b, op]) => `(${a}) ${op} (${b})`),
      of(n, fc.constantFrom("* 100", "/ 3", "/ 0")).map(([a, tail]) => `(${a}) ${tail}`),
      n.map((a) => `-(${a})`),
      n.map((a) => `abs(${a})`),
      of(n, fc.constantFrom("0", "2", "3")).map(([a, power]) => `(${a})^${power}`),
      of(fc.constantFrom("min", "max"), n, n).map(([name, a, b]) => `${name}(${a}, ${b})`),
      of(c, n, n).map(([condition, a, b]) => `if(${condition}, ${a}, ${b})`),
    ),
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      of(n, fc.constantFrom("<", "<=", "==", "!=", ">", ">="), n).map((parts) => parts.join(" ")),
      fc.constantFrom(...NAMES).map((name) => `given(${name})`),
      of(c, fc.constantFrom("and", "or", "implies", "==", "!="), c).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      c.map((condition) => `not (${condition})`),
    ),
  };
});
/** The language takes 4,000 characters. */
const formula = number.filter((text) => text.length < 4000);
const figure = fc.record({
  state: fc.constantFrom<Figure["state"]>(...Array(9).fill("number"), "na", "na", "missing", "nothing", "several"),
  text: fc.oneof(
    fc.constantFrom("0", "1", "-1", "0.1", "0.30000000000000004", `1${"0".repeat(155)}`, `-3${"0".repeat(307)}`),
    fc.integer({ min: -9, max: 9 }).map(String),
    fc.tuple(fc.integer(), fc.nat(999_999_999)).map((parts) => parts.join(".")),
  ),
});
const rows = fc.array(fc.array(figure, { minLength: 5, maxLength: 9 }), { minLength: 1, maxLength: 6 });

describe("evaluateColumns", () => {
  it("gives every row the bits and the reason of the region alone, whatever the formula and whatever is missing", () => {
    fc.assert(
      fc.property(fc.array(formula, { minLength: 1, maxLength: 3 }), rows, (formulas, figures) => {
        const compiled = compiledWith(...formulas);
        const keys = formulas.map((_, at) => `i${at}`);
        const { table, alone } = worldOf(compiled, keys, figures);
        for (const { indicator, values, gap, unsettled } of evaluateColumns(compiled, table, keys)) {
          expect(unsettled).toBeNull();
          const { formula } = compiled.indicators.get(indicator)!;
          figures.forEach((_, row) => {
            const outcome = alone(row, formula);
            const value = values[row]!;
            expect(Object.is(value, outcome.ok ? outcome.value : Number.NaN), `${formula}: ${value}`).toBe(true);
            expect(gap(row)).toEqual(outcome.ok ? null : outcome.gap);
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it("follows infinite steps where they lead, as the region alone does", () => {
    // With 1e155: 1e155 x 1e155 is beyond binary64, and infinity less infinity is not a number, yet to the power 0 it is 1.
    const beyond = "op_cost * op_cost - op_cost * op_cost";
    const formulas = [
      `(${beyond})^0`,
      `max(1, ${beyond})`,
      `max(${beyond}, 1)`,
      `if(${beyond} != 0, 2, 3)`,
      "1 / op_cost^3",
    ];
    const compiled = compiledWith(...formulas);
    const keys = formulas.map((_, at) => `i${at}`);
    const { table } = worldOf(compiled, keys, [[{ state: "number", text: `1${"0".repeat(155)}` }]]);
    const found = evaluateColumns(compiled, table, keys);
    expect(found.map(({ values, gap }) => gap(0)?.code ?? values[0])).toEqual([1, 1, "not_finite", 2, 0]);
  });

  it("computes rows beyond one block as it computes the first", () => {
    const compiled = compiledWith();
    const figures = Array.from({ length: 4500 }, (_, at): Figure[] => [
      { state: at % 7 === 0 ? "na" : "number", text: `${at % 11}` },
      { state: at % 13 === 0 ? "missing" : "number", text: `${at}.1` },
    ]);
    const keys = ["energy_per_area", "vehicle_over_quota_rate"];
    const { table, alone } = worldOf(compiled, keys, figures);
    for (const { indicator, values } of evaluateColumns(compiled, table, keys)) {
      const { formula } = compiled.indicators.get(indicator)!;
      figures.forEach((_, row) => {
        const outcome = alone(row, formula);
        expect(Object.is(values[row], outcome.ok ? outcome.value : Number.NaN)).toBe(true);
      });
    }
  });

  it("leaves open exactly the rows that the region alone settles over its units, and agrees on the others", () => {
    const cell = fc.option(fc.option(fc.integer({ min: 0, max: 5 }).map(String)), { nil: undefined });
    const unit = fc.record({ op_cost: cell, veh_quota: cell, veh_actual: cell });
    const regions = fc.array(fc.array(unit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const compiled = compiledWith("(op_cost + veh_actual) / veh_quota", "max(0, veh_actual - veh_quota) * op_cost");
    fc.assert(
      fc.property(regions, (all) => {
        for (const key of ["i0", "i1"]) {
          const { formula } = compiled.indicators.get(key)!;
          const { refs } = formulaOf(compiled, formula);
          const sources = all.map((units) => county(refs, units as Cells[]));
          const [column] = evaluateColumns(compiled, tableOf(refs, sources), [key]);
          sources.forEach((source, at) => {
            const alone = evaluateFormula(compiled, formula, source);
            if (column!.unsettled?.[at] === 1) {
              expect(alone.path).toBe("matched");
              return expect(alone.outcome.ok || alone.outcome.gap.code !== "missing").toBe(true);
            }
            const value = column!.values[at]!;
            expect(Object.is(value, alone.outcome.ok ? alone.outcome.value : Number.NaN)).toBe(true);
            expect(column!.gap(at)?.code).toBe(alone.outcome.ok ? undefined : alone.outcome.gap.code);
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it("refuses an indicator that the catalogue does not have", () => {
    const table: ColumnTable = { rows: 0, columns: new Map() };
    expect(() => evaluateColumns(compiledWith(), table, ["nobody"])).toThrow("no such indicator: nobody");
  });
});
