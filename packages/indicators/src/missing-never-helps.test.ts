import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile, formulaOf } from "./compile.ts";
import { evaluateFormula, type Evaluated } from "./evaluate-region.ts";
import { refKey } from "./vocabulary.ts";
import { CATALOGUE, county, type Cells } from "./test-catalogue.ts";

const COMPILED = compile(CATALOGUE);

function region(formula: string, units: Cells[]): Evaluated {
  return evaluateFormula(COMPILED, formula, county(formulaOf(COMPILED, formula).refs, units));
}

describe("missing never helps", () => {
  const FORMULAS = [
    ...COMPILED.catalogue.indicators.map((indicator) => indicator.formula).filter((text) => !text.includes("budget")),
    // One of every form that a formula of numbers can take.
    "if(elec_kwh > coal_kg, elec_kwh / energy_area, coal_kg / energy_users)",
    "if(elec_kwh > 10 or coal_kg > 10, 1, op_cost)",
    "if(elec_kwh > 0 implies not coal_kg > 0, energy_area, op_cost)",
    "mean(veh_actual[veh_class]) / veh_quota",
    "max(veh_actual[veh_class]) - min(veh_actual[veh_class])",
    "median(veh_actual[veh_class]) + count(veh_actual[veh_class])",
    "(op_cost / prev_year(op_cost)) ^ 2 - 1",
    "year_to_date(elec_kwh) / prev_year(year_to_date(elec_kwh)) - 1",
    "elec_kwh / moving_mean(elec_kwh, 4)",
    "min(elec_kwh, abs(coal_kg - prev_period(coal_kg)))",
    "factors(EF_CE_2020) / moving_sum(energy_users, 2)",
  ];
  const amount = fc.integer({ min: 0, max: 1_000_000 }).map((cents) => `${Math.floor(cents / 100)}.${cents % 100}`);
  const cell = fc.oneof(
    { weight: 6, arbitrary: amount },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  const scene = fc.constantFrom(...FORMULAS).chain((formula) => {
    const keys = formulaOf(COMPILED, formula).refs.map(refKey);
    const unit = fc.record(Object.fromEntries(keys.map((key) => [key, cell]))).map(answered);
    return fc.record({
      formula: fc.constant(formula),
      keys: fc.constant(keys),
      units: fc.array(unit, { minLength: 1, maxLength: 6 }),
    });
  });

  function answered(cells: Record<string, string | null | undefined>): Cells {
    return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined)) as Cells;
  }

  it("does not change a value when a unit that answers nothing is added, and calls it incomplete", () => {
    fc.assert(
      fc.property(scene, ({ formula, units }) => {
        const before = region(formula, units);
        const after = region(formula, [...units, {}]);
        expect(after.outcome).toEqual(before.outcome);
        expect(after.matched).toBe(before.matched);
        expect(after.expected).toBe(before.expected + 1);
        expect(after.complete).toBe(false);
      }),
    );
  });

  it("gives the value of the region without the unit when one of its operands is withheld", () => {
    fc.assert(
      fc.property(scene, fc.nat(), fc.nat(), ({ formula, keys, units }, whichUnit, whichKey) => {
        const at = whichUnit % units.length;
        const key = keys[whichKey % keys.length] as string;
        const { [key]: _, ...rest } = units[at] as Cells;
        const without = region(
          formula,
          units.filter((_cells, index) => index !== at),
        );
        const withheld = region(
          formula,
          units.map((cells, index) => (index === at ? rest : cells)),
        );
        expect(withheld.matched).toBe(without.matched);
        if (without.outcome.ok) expect(withheld.outcome).toEqual(without.outcome);
        else expect(withheld.outcome.ok).toBe(false);
      }),
    );
  });

  it("gives on the matched path what the sums give when everybody has answered", () => {
    fc.assert(
      fc.property(scene, ({ formula, units }) => {
        const { length } = formulaOf(COMPILED, formula).refs;
        const isFull = (cells: Cells) => Object.values(cells).filter((value) => value !== null).length === length;
        const full = units.filter(isFull);
        fc.pre(full.length > 0);
        const sums = region(formula, full);
        const matched = region(formula, [...full, {}, Object.fromEntries(Object.entries(full[0] as Cells).slice(1))]);
        expect(sums.path).toBe("sums");
        expect(matched.outcome).toEqual(sums.outcome);
      }),
    );
  });
});
