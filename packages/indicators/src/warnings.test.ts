import { describe, expect, it } from "vitest";
import type { Warning } from "./catalogue.ts";
import { compile, formulaOf } from "./compile.ts";
import { evaluateFormula } from "./evaluate-region.ts";
import { county, edited, type Cells } from "./test-catalogue.ts";
import { warningFormulas, warningsOf } from "./warnings.ts";

const words = (text: string) => ({ zh: text, en: text });
const warnings: Warning[] = [
  {
    key: "OVER",
    name: words("over budget"),
    // Written from the mildest up: the gravest that is true counts, whatever the order.
    levels: [
      { level: "yellow", when: "op_cost > 50" },
      { level: "red", when: "op_cost >= 100" },
    ],
  },
  { key: "COAL", name: words("coal"), levels: [{ level: "orange", when: "coal_kg > elec_kwh" }] },
  { key: "LATER", name: words("later"), levels: [], waitingFor: words("the register") },
];
const COMPILED = compile(edited((draft) => (draft.warnings = warnings)));

function standing(units: Cells[]) {
  const found = warningsOf(COMPILED, (formula) =>
    evaluateFormula(COMPILED, formula, county(formulaOf(COMPILED, formula).refs, units)),
  );
  return Object.fromEntries(
    found.map(({ key, state, level, reasons }) => [key, [state, level, ...reasons.map((r) => r.en)]]),
  );
}

describe("warningsOf", () => {
  it("raises the gravest level that is true of the region's sums", () => {
    // 60 + 40 = 100; 3 + 9 > 5 + 6.
    expect(
      standing([
        { op_cost: "60", coal_kg: "3", elec_kwh: "5" },
        { op_cost: "40", coal_kg: "9", elec_kwh: "6" },
      ]),
    ).toMatchObject({ OVER: ["raised", "red"], COAL: ["raised", "orange"] });
    expect(standing([{ op_cost: "99.99", coal_kg: "1", elec_kwh: "1" }])).toMatchObject({
      OVER: ["raised", "yellow"],
      COAL: ["quiet", null],
    });
  });

  it("is never quiet while a unit has not answered, and says so", () => {
    const found = standing([
      { op_cost: "10", coal_kg: "1", elec_kwh: "5" },
      { op_cost: "10", elec_kwh: "5" },
    ]);
    expect(found["COAL"]).toEqual(["undecided", null, "Only 1 of 2 units have answered; it may still be raised."]);
    expect(found["OVER"]).toEqual(["quiet", null]);
  });

  it("stands although a unit has not answered, once the others raise it", () => {
    expect(standing([{ coal_kg: "9", elec_kwh: "5" }, { elec_kwh: "5" }])["COAL"]).toEqual(["raised", "orange"]);
  });

  it("says why it cannot be decided, and what it waits for", () => {
    const found = standing([{ elec_kwh: "5" }]);
    expect(found["COAL"]).toEqual(["undecided", null, "Missing: raw coal. Report it, or give the reason."]);
    expect(found["LATER"]).toEqual(["waiting", null, "the register"]);
  });

  it("names each formula once", () => {
    expect(warningFormulas(COMPILED)).toEqual([
      "if(op_cost > 50, 1, 0)",
      "if(op_cost >= 100, 1, 0)",
      "if(coal_kg > elec_kwh, 1, 0)",
    ]);
  });
});
