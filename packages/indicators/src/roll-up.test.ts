import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconcile, rollUp, type Answer, type Duty, type RollUpInput, type TreeUnit } from "./roll-up.ts";

const CARS: Duty = { measure: "veh_actual", member: "total", additive: true };
const BUDGET: Duty = { measure: "gen_budget_exp", member: "total", additive: false };

// Province 1 > city 2 > counties 21, 22.
const REGIONS = [
  { id: 1, parentId: null },
  { id: 2, parentId: 1 },
  { id: 21, parentId: 2 },
  { id: 22, parentId: 2 },
];

function unit(id: number, regionId: number, covers: "own" | "whole" = "own"): TreeUnit {
  return { id, regionId, covers, hash: 1n << BigInt(id) };
}

function answer(unitId: number, value: string | null, extra: Partial<Answer> = {}): Answer {
  return {
    unitId,
    measure: "veh_actual",
    member: "total",
    state: "number",
    value,
    estimated: false,
    ...extra,
  };
}

function input(units: TreeUnit[], answers: Answer[], duties: Duty[] = [CARS]): RollUpInput {
  return { regions: REGIONS, units, duties, answers };
}

function rowOf(given: RollUpInput, regionId: number) {
  return rollUp(given).find((row) => row.regionId === regionId);
}

describe("rollUp", () => {
  it("adds a city's own units to everything below it", () => {
    // 本级 4.5 + 县 10 + 县 20.25 = 34.75 (design invariant 6)
    const row = rowOf(
      input([unit(1, 2), unit(2, 21), unit(3, 22)], [answer(1, "4.5"), answer(2, "10"), answer(3, "20.25")]),
      2,
    );
    expect(row).toEqual({
      regionId: 2,
      measure: "veh_actual",
      member: "total",
      nExpected: 3,
      nAnswered: 3,
      nNa: 0,
      support: 0b1110n,
      sum: "34.75",
      estimatedSum: "0",
    });
  });

  it("adds decimals exactly where binary floating point would not", () => {
    // 0.1 + 0.2 is 0.30000000000000004 in binary64 (IEEE 754); 2^53 + 1 is not representable.
    const row = rowOf(input([unit(2, 21), unit(3, 22)], [answer(2, "9007199254740993.1"), answer(3, "0.2")]), 2);
    expect(row?.sum).toBe("9007199254740993.3");
  });

  it("takes the whole figure only where nobody below owes the measure", () => {
    const alone = input([unit(9, 2, "whole")], [answer(9, "50")]);
    expect(rowOf(alone, 2)?.sum).toBe("50");
    expect(rowOf(alone, 1)?.sum).toBe("50");
    const beside = input([unit(9, 2, "whole"), unit(2, 21)], [answer(9, "50"), answer(2, "7")]);
    expect(rowOf(beside, 2)?.sum).toBe("7");
  });

  it("keeps the whole figure out even when the parts have not answered", () => {
    const row = rowOf(input([unit(9, 2, "whole"), unit(2, 21)], [answer(9, "50")]), 2);
    expect(row).toMatchObject({
      nExpected: 1,
      nAnswered: 0,
      sum: null,
      estimatedSum: null,
      support: 0n,
    });
  });

  it("counts 不适用 as answered, 暂缺 and silence as not answered, and zero as a number", () => {
    const row = rowOf(
      input(
        [unit(1, 21), unit(2, 21), unit(3, 21), unit(4, 21)],
        [answer(1, "0"), answer(2, null, { state: "na" }), answer(3, null, { state: "missing" })],
      ),
      21,
    );
    expect(row).toMatchObject({ nExpected: 4, nAnswered: 2, nNa: 1, sum: "0", support: 0b110n });
  });

  it("gives no sum where every answer is 不适用", () => {
    const row = rowOf(input([unit(1, 21)], [answer(1, null, { state: "na" })]), 21);
    expect(row).toMatchObject({ nAnswered: 1, nNa: 1, sum: null, estimatedSum: null });
  });

  it("carries the estimated part upward", () => {
    const row = rowOf(input([unit(2, 21), unit(3, 22)], [answer(2, "3", { estimated: true }), answer(3, "9")]), 1);
    expect(row).toMatchObject({ sum: "12", estimatedSum: "3" });
  });

  it("never sums a measure that stands for its own region only", () => {
    const budget = { measure: "gen_budget_exp" };
    const given = input(
      [unit(1, 2), unit(2, 21), unit(3, 21)],
      [answer(1, "900", budget), answer(2, "10", budget), answer(3, "20", budget)],
      [BUDGET],
    );
    expect(rowOf(given, 1)).toBeUndefined();
    expect(rowOf(given, 2)).toMatchObject({ nExpected: 1, sum: "900" });
    expect(rowOf(given, 21)).toMatchObject({
      nExpected: 2,
      nAnswered: 2,
      sum: null,
      estimatedSum: null,
      support: 0b1100n,
    });
  });

  it("prefers the whole unit for a measure that is never summed", () => {
    const budget = { measure: "gen_budget_exp" };
    const given = input([unit(1, 2), unit(9, 2, "whole")], [answer(1, "1", budget), answer(9, "5", budget)], [BUDGET]);
    expect(rowOf(given, 2)).toMatchObject({ nExpected: 1, sum: "5" });
  });

  it("ignores answers of units that do not owe the form and regions nobody reports for", () => {
    const rows = rollUp(input([unit(2, 21)], [answer(2, "1"), answer(77, "1000")]));
    expect(rows.map((row) => [row.regionId, row.sum])).toEqual([
      [1, "1"],
      [2, "1"],
      [21, "1"],
    ]);
  });

  it("gives equal support exactly to rows answered by the same units", () => {
    const km: Duty = { measure: "veh_km", member: "total", additive: true };
    const rows = rollUp(
      input(
        [unit(2, 21), unit(3, 22)],
        [answer(2, "1"), answer(3, "1"), answer(2, "5", { measure: "veh_km" })],
        [CARS, km],
      ),
    );
    const support = (regionId: number, measure: string) =>
      rows.find((row) => row.regionId === regionId && row.measure === measure)?.support;
    expect(support(21, "veh_actual")).toBe(support(21, "veh_km"));
    expect(support(2, "veh_actual")).not.toBe(support(2, "veh_km"));
  });
});

describe("reconcile", () => {
  it("names the difference between a parent's figure and its parts, and how many parts are missing", () => {
    const given = input([unit(9, 2, "whole"), unit(2, 21), unit(3, 22)], [answer(9, "50.5"), answer(2, "7")]);
    expect(reconcile(given)).toEqual([
      {
        regionId: 2,
        measure: "veh_actual",
        member: "total",
        whole: "50.5",
        parts: "7",
        difference: "43.5",
        partsExpected: 2,
        partsMissing: 1,
      },
    ]);
  });

  it("says nothing about a region without parts and has no difference without a figure", () => {
    expect(reconcile(input([unit(9, 2, "whole")], [answer(9, "50")]))).toEqual([]);
    const [row] = reconcile(input([unit(9, 2, "whole"), unit(2, 21)], [answer(2, "7")]));
    expect(row).toMatchObject({ whole: null, parts: "7", difference: null });
  });
});

describe("rollUp over any tree", () => {
  // Region n hangs on a region before it; each unit is placed, covers own or whole, and answers or not.
  const scene = fc.record({
    parents: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
    units: fc.array(
      fc.record({
        region: fc.nat(),
        whole: fc.boolean(),
        answer: fc.oneof(fc.integer({ min: -99, max: 99 }), fc.constant("na"), fc.constant("silent")),
      }),
      { maxLength: 10 },
    ),
  });

  it("makes each total the own units plus the totals of the children, else the whole figure", () => {
    fc.assert(
      fc.property(scene, ({ parents, units }) => {
        const regions = parents.map((parent, id) => ({
          id,
          parentId: id === 0 ? null : parent % id,
        }));
        const placed = units.map((given, id) => ({
          ...given,
          id,
          region: given.region % regions.length,
        }));
        const rows = rollUp({
          regions,
          units: placed.map(({ id, region, whole }) => unit(id, region, whole ? "whole" : "own")),
          duties: [CARS],
          answers: placed.flatMap(({ id, answer: given }) => {
            if (given === "silent") return [];
            return [given === "na" ? answer(id, null, { state: "na" }) : answer(id, `${given}`)];
          }),
        });
        const total = (regionId: number) => rows.find((row) => row.regionId === regionId);
        for (const { id } of regions) {
          const here = placed.filter((given) => given.region === id);
          const below = regions.filter((region) => region.parentId === id).map((region) => total(region.id));
          const own = here.filter((given) => !given.whole);
          const parts = own.length > 0 || below.some((row) => row !== undefined);
          const counted = parts ? own : here;
          const numbers = counted.flatMap(({ answer: given }) => (typeof given === "number" ? [given] : []));
          const children = parts ? below.filter((row) => row !== undefined) : [];
          const row = total(id);
          expect(row?.nExpected).toBe(
            counted.length + children.reduce((sum, child) => sum + child.nExpected, 0) || undefined,
          );
          if (!row) continue;
          const sums = [...numbers, ...children.flatMap((child) => (child.sum === null ? [] : [Number(child.sum)]))];
          expect(row.sum).toBe(sums.length === 0 ? null : `${sums.reduce((a, b) => a + b, 0)}`);
          expect(row.nAnswered).toBe(
            counted.filter(({ answer: given }) => given !== "silent").length +
              children.reduce((sum, child) => sum + child.nAnswered, 0),
          );
        }
      }),
    );
  });
});
