import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDecimals } from "./decimal.ts";
import { rollUp, rollUpByLine, rollUpByPart, type Answer, type LineUnit } from "./roll-up.ts";

const CARS = { measure: "veh_actual", member: "total", additive: true };
const RATE = { measure: "veh_rate", member: "total", additive: false };
// Province 1 > city 2 > counties 21, 22; county 11 hangs on the province.
const REGIONS = [
  { id: 1, parentId: null },
  { id: 2, parentId: 1 },
  { id: 21, parentId: 2 },
  { id: 22, parentId: 2 },
  { id: 11, parentId: 1 },
];
const unit = (id: number, regionId: number, line: string, covers: "own" | "whole" = "own"): LineUnit => ({
  id,
  regionId,
  line,
  covers,
  hash: 1n << BigInt(id),
});
const answer = (unitId: number, value: string | null, extra: Partial<Answer> = {}): Answer => ({
  unitId,
  measure: "veh_actual",
  member: "total",
  state: "number",
  value,
  estimated: false,
  ...extra,
});

describe("rollUpByLine", () => {
  const units = [
    unit(1, 1, "公安"),
    unit(2, 2, "教育"),
    unit(3, 21, "教育"),
    unit(4, 21, "卫健"),
    unit(5, 22, ""),
    unit(6, 22, "公安", "whole"),
    unit(7, 11, "公安", "whole"),
  ];
  const answers = [
    answer(1, "4"),
    answer(2, "1.5"),
    answer(3, "10", { estimated: true }),
    answer(4, null, { state: "na" }),
    answer(5, "0.25"),
    answer(6, "99"),
    answer(7, "3"),
  ];
  const input = { regions: REGIONS, units, duties: [CARS, RATE], answers };

  it("puts each unit behind the total under its line, by hand", () => {
    // 公安: 省直 4 + 县 11 全域 3 = 7; county 22's whole figure 99 stands beside a part and is never added.
    // 卫健: 不适用, answered without a number. 教育: 1.5 + 10 (estimated). 未归口: 0.25. In all 18.75.
    const rows = rollUpByLine(input, 1);
    expect(
      rows.map(({ line, nExpected, nAnswered, nNa, sum, estimatedSum }) => [
        line,
        nExpected,
        nAnswered,
        nNa,
        sum,
        estimatedSum,
      ]),
    ).toEqual([
      ["公安", 2, 2, 0, "7", "0"],
      ["卫健", 1, 1, 1, null, null],
      ["教育", 2, 2, 0, "11.5", "10"],
      ["", 1, 1, 0, "0.25", "0"],
    ]);
    expect(rollUp(input).find((row) => row.regionId === 1)!.sum).toBe("18.75");
  });

  it("gives the city's lines from the city's units alone", () => {
    expect(rollUpByLine(input, 2).map(({ line, sum }) => [line, sum])).toEqual([
      ["卫健", null],
      ["教育", "11.5"],
      ["", "0.25"],
    ]);
    expect(rollUpByLine(input, 99)).toEqual([]);
  });

  it("says what a region consists of: its children, and its own level under its own id", () => {
    expect(rollUpByPart(input, 1).map(({ regionId, sum }) => [regionId, sum])).toEqual([
      [1, "4"],
      [2, "11.75"],
      [11, "3"],
    ]);
  });

  it("adds up to the region's total, by line as by part, for any units, lines and answers", () => {
    const units = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 60 }),
        regionId: fc.constantFrom(1, 2, 21, 22, 11),
        line: fc.constantFrom("", "教育", "卫健", "公安"),
        covers: fc.constantFrom("own" as const, "whole" as const),
      }),
      { selector: ({ id }) => id },
    );
    const value = fc.option(fc.integer({ min: -1000, max: 1000 }).map((n) => (n / 8).toString()));
    fc.assert(
      fc.property(units, fc.array(value, { minLength: 60, maxLength: 60 }), (some, values) => {
        const given = {
          regions: REGIONS,
          units: some.map((one) => ({ ...one, hash: 1n << BigInt(one.id) })),
          duties: [CARS],
          answers: some.flatMap(({ id }) => (values[id - 1] === null ? [] : [answer(id, values[id - 1]!)])),
        };
        for (const { id } of REGIONS) {
          const total = rollUp(given).find((row) => row.regionId === id);
          for (const rows of [rollUpByLine(given, id), rollUpByPart(given, id)]) {
            expect(rows.reduce((n, row) => n + row.nExpected, 0)).toBe(total?.nExpected ?? 0);
            expect(rows.reduce((support, row) => support ^ row.support, 0n)).toBe(total?.support ?? 0n);
            const numbers = rows.flatMap((row) => row.sum ?? []);
            expect(numbers.length === 0 ? null : addDecimals(numbers)).toBe(total?.sum ?? null);
          }
        }
      }),
    );
  });
});
