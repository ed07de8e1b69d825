import { describe, expect, it } from "vitest";
import { evaluateFormula } from "../../src/evaluate-region.ts";
import { formulaOf } from "../../src/compile.ts";
import { reconcile, rollUp, type Answer, type RollUpInput } from "../../src/roll-up.ts";
import { regionSource, type Cells } from "../../src/test-catalogue.ts";
import { flat, region } from "./flat.ts";

/**
 * AnalyticsServiceTest of dhis2-core: organisation unit A above B and C, B above D and E, each with figures of its own
 * (本级); a month's figures of data elements A, B, C and the totals that DHIS2 states.
 */
const [A, B, C, D, E] = [1, 2, 3, 4, 5];
const TREE: Pick<RollUpInput, "regions" | "units"> = {
  regions: [
    { id: A, parentId: null },
    { id: B, parentId: A },
    { id: C, parentId: A },
    { id: D, parentId: B },
    { id: E, parentId: B },
  ],
  units: [A, B, C, D, E].map((id) => ({ id, regionId: id, covers: "own", hash: 1n << BigInt(id) })),
};

const total = (regionId: number, figures: Record<number, string>, tree = TREE) => {
  const answers = Object.entries(figures).map(([unit, value]): Answer => ({
    unitId: Number(unit),
    measure: "a",
    member: "total",
    state: "number",
    value,
    estimated: false,
  }));
  const duties = [{ measure: "a", member: "total", additive: true }];
  const { sum, nAnswered, nExpected } = rollUp({ ...tree, duties, answers }).find((row) => row.regionId === regionId)!;
  return [sum, nAnswered, nExpected];
};

describe("DHIS2 AnalyticsServiceTest", () => {
  it.each([
    ["deA in January (testNestedIndicator)", A, { 1: "2", 2: "1", 3: "5", 4: "66", 5: "1" }, ["75", 5, 5]],
    ["deA in February: only D reports", A, { 4: "233" }, ["233", 1, 5]],
    ["deA of B in January: B, D and E (test_ouB_2017_01_01_2017_02_20)", B, { 2: "1", 4: "66", 5: "1" }, ["68", 3, 3]],
    ["deC of B in March: D does not report (test_deC_ouB_2017_03)", B, { 2: "5", 5: "1" }, ["6", 2, 3]],
  ])("%s", (_title, at, figures, expected) => {
    expect(total(at, figures)).toEqual(expected);
  });

  // The first quarter of each unit: data elements A, B, C. D reports no C.
  const QUARTER: Cells[] = [
    { a: "2", b: "104", c: "6" },
    { a: "1", b: "3", c: "5" },
    { a: "5", b: "10", c: "38" },
    { a: "299", b: "399" },
    { a: "1", b: "1", c: "1" },
  ];
  const FLAT = flat();
  const indicator = (formula: string, cells: Cells[]) =>
    evaluateFormula(FLAT, formula, regionSource(TREE, formulaOf(FLAT, formula).refs, cells, A));
  const reported = QUARTER.map((cells) => ({ c: "0", ...cells }));

  it.each([
    // test_deA_ouA_2017_Q01, and the three indicators of two and three data elements
    ["a", 308],
    ["b + c", 567],
    ["b * c / 100", 258.5],
    ["a * c / b", (308 * 50) / 517],
    // testNestedIndicator: twice the first
    ["2 * a", 616],
  ])("%s of everything reported is %d", (formula, expected) => {
    expect(indicator(formula, reported)).toMatchObject({ outcome: { value: expected }, matched: 5, complete: true });
  });

  it("29.79 (testIndicatorDividingByDeoDenominator) takes D's missing C for 0; ours stands for the four that reported", () => {
    expect(((308 * 50) / 517).toFixed(2)).toBe("29.79");
    // Without D: A = 2 + 1 + 5 + 1 = 9, B = 104 + 3 + 10 + 1 = 118, C = 50.
    expect(indicator("a * c / b", QUARTER)).toMatchObject({
      outcome: { value: (9 * 50) / 118 },
      matched: 4,
      expected: 5,
      complete: false,
    });
  });
});

describe("VTL 2.1, hierarchical roll-up", () => {
  it("adds what is there and counts what is not: B = 2 + 5 + 4, C = 7 - 7, and U of T + U is null", () => {
    const parts = {
      regions: [
        { id: 1, parentId: null },
        { id: 2, parentId: 1 },
        { id: 3, parentId: 1 },
        { id: 4, parentId: 1 },
      ],
      units: [2, 3, 4].map((id) => ({ id, regionId: id, covers: "own" as const, hash: 1n << BigInt(id) })),
    };
    expect(total(1, { 2: "2", 3: "5", 4: "4" }, parts)).toEqual(["11", 3, 3]);
    expect(total(1, { 2: "7", 3: "-7" }, parts)).toEqual(["0", 2, 3]);
    expect(total(1, { 2: "9" }, parts)).toEqual(["9", 1, 3]);
    // As an operand the missing one is seen: null there, NA here.
    expect(region("a + b", [{ a: "9" }]).outcome).toMatchObject({ gap: { code: "missing", operands: ["b"] } });
  });
});

/**
 * Active businesses 2024 (ONS, Explore Local Statistics, Open Government Licence v3.0): Northern Ireland's 11 districts,
 * the countries and the published totals.
 */
describe("ONS active businesses 2024", () => {
  const DISTRICTS = [3690, 7335, 11895, 4625, 5005, 5210, 4825, 4030, 6825, 7655, 4615];
  const [UK, NI] = [1, 2];
  const regions = [
    { id: UK, parentId: null },
    { id: NI, parentId: UK },
    ...DISTRICTS.map((_, at) => ({ id: 10 + at, parentId: NI })),
    ...[3, 4, 5].map((id) => ({ id, parentId: UK })),
  ];
  // Northern Ireland and the kingdom also state a figure for the whole; England, Wales and Scotland only that.
  const FIGURES: [region: number, covers: "own" | "whole", value: number][] = [
    ...DISTRICTS.map((value, at): [number, "own", number] => [10 + at, "own", value]),
    [NI, "whole", 65710],
    [3, "whole", 2521340],
    [4, "whole", 100420],
    [5, "whole", 172065],
    [UK, "whole", 2859535],
  ];
  const units = FIGURES.map(([regionId, covers], at) => ({ id: at, regionId, covers, hash: 1n << BigInt(at) }));
  const answers = (skip?: number): Answer[] =>
    FIGURES.flatMap(([, , value], at) =>
      at === skip
        ? []
        : [{ unitId: at, measure: "a", member: "total", state: "number", value: String(value), estimated: false }],
    );
  const input = (skip?: number): RollUpInput => ({
    regions,
    units,
    duties: [{ measure: "a", member: "total", additive: true }],
    answers: answers(skip),
  });

  it("adds up to the published totals, and never adds a whole figure to its parts", () => {
    const sums = new Map(rollUp(input()).map((row) => [row.regionId, row.sum]));
    expect(sums.get(NI)).toBe("65710");
    expect(sums.get(UK)).toBe("2859535");
    expect(reconcile(input()).map(({ regionId, difference }) => [regionId, difference])).toEqual([
      [UK, "0"],
      [NI, "0"],
    ]);
  });

  it("says what is missing when Belfast (11,895) has not reported", () => {
    const row = rollUp(input(2)).find(({ regionId }) => regionId === NI);
    expect(row).toMatchObject({ sum: "53815", nAnswered: 10, nExpected: 11 });
    expect(
      reconcile(input(2)).map(({ regionId, difference, partsMissing }) => [regionId, difference, partsMissing]),
    ).toEqual([
      [UK, "11895", 1],
      [NI, "11895", 1],
    ]);
  });
});
