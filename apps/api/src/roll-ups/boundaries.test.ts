import { expect, test } from "vitest";
import type { RegionVersion, Tree } from "../tree.ts";
import { onTodaysBoundaries } from "./boundaries.ts";
import type { Figure } from "./read.ts";

const region = (regionId: number, tier: RegionVersion["tier"], validFrom: string, parentId: number | null) =>
  [regionId, [{ regionId, name: String(regionId), validFrom, validTo: null, parentId, tier, code: "", kind: "" }]] as [
    number,
    RegionVersion[],
  ];
// Two fifths of county 2 become county 3 on the last day of March, in the city 1. Invented.
const tree: Tree = {
  stamp: "",
  successors: new Map(),
  versions: new Map([
    region(1, "city", "2020-01-01", null),
    region(2, "county", "2020-01-01", 1),
    region(3, "county", "2025-03-31", 1),
  ]),
};
const passed = [
  ["2", "0.6"],
  ["3", "0.4"],
].map(([to, share]) => ({ change: 1, from: 2, to: Number(to), share: share!, effective: "2025-03-31", basis: "演示" }));

const figure = (regionId: number, sum: string, units: number): Figure => ({
  regionId,
  measure: "m",
  member: "total",
  additive: true,
  nExpected: units,
  nAnswered: units,
  nNa: 0,
  support: String(regionId),
  sum,
  estimatedSum: "0",
});
const sums = (end: string, stored: Figure[], today = "2026-01-01", lines = passed) =>
  Object.fromEntries(
    onTodaysBoundaries(lines, tree, end, today, stored).map((one) => [
      one.regionId,
      [one.sum, one.boundaryShares.map(({ share }) => share)],
    ]),
  );

test("a change on the last day of a period is in its own tree already: nothing of it is passed on again", () => {
  expect(sums("2025-03-31", [figure(1, "100", 2), figure(2, "60", 1), figure(3, "40", 1)])).toEqual({
    1: ["100", []],
    2: ["60", []],
    3: ["40", []],
  });
});

test("of the period before, what stood in the old county is shared out, and whole in the city again", () => {
  // 100 * 0.6 = 60, 100 * 0.4 = 40.
  expect(sums("2025-03-30", [figure(1, "100", 1), figure(2, "100", 1)])).toEqual({
    1: ["100", []],
    2: ["60", ["0.6"]],
    3: ["40", ["0.4"]],
  });
});

test("a change that is decided and not yet in effect shares out nothing", () => {
  expect(sums("2025-01-31", [figure(1, "100", 1), figure(2, "100", 1)], "2025-03-30")).toEqual({
    1: ["100", []],
    2: ["100", []],
  });
});

test("parts add up to what was shared out, to the last digit that is kept", () => {
  const halves = passed.map((line) => ({ ...line, share: "0.5" }));
  const { 2: old, 3: heir } = sums("2025-01-31", [figure(2, "0.000000000005", 1)], "2026-01-01", halves);
  // Half of it is 0.0000000000025: one part is rounded to twelve decimals, the other is the rest.
  expect([old?.[0], heir?.[0]]).toEqual(["0.000000000002", "0.000000000003"]);
});

test("what a unit answered 不适用 is not whole, and neither is what one has not answered", () => {
  const whole = (over: Partial<Figure>) =>
    onTodaysBoundaries(passed, tree, "2025-01-31", "2026-01-01", [{ ...figure(2, "100", 2), ...over }])[0]!.whole;
  expect([whole({}), whole({ nNa: 1 }), whole({ nAnswered: 1 })]).toEqual([true, false, false]);
});

test("what two collections asked of different units of one form is one figure of the region", () => {
  // One asked county 2 (60), the other the city's own level (40): the city is 100, and 60 * 0.4 = 24 stand in county 3.
  expect(sums("2025-01-31", [figure(1, "60", 1), figure(2, "60", 1), figure(1, "40", 1)])).toEqual({
    1: ["100", []],
    2: ["36", ["0.6"]],
    3: ["24", ["0.4"]],
  });
});
