import { expect, it } from "vitest";
import { partsOf } from "./parts.ts";

const figure = (sum: string | null) => ({ nExpected: 2, nAnswered: 1, nNa: 0, sum, estimatedSum: sum });
const item = (total: string | null) => ({
  measure: "m",
  member: "total",
  total: figure(total),
  byRegion: [
    { regionId: 1, regionCode: "A", regionName: "演示市", own: true, reason: null, ...figure("1.5") },
    { regionId: 2, regionCode: "a", regionName: "演示县", own: false, reason: null, ...figure(null) },
  ],
  byLine: [{ line: "", ...figure("4.5") }],
  regionDifference: "0",
  lineDifference: "0",
});

it("gives each part its share of the roll-up, by hand: 1.5 of 6 is 25 %", () => {
  expect(partsOf(item("6"), "region").map(({ name, own, sum, share }) => [name, own, sum, share])).toEqual([
    ["演示市", true, "1.5", 25],
    ["演示县", false, null, null],
  ]);
  expect(partsOf(item("6"), "line")).toMatchObject([{ name: "", sum: "4.5", share: 75 }]);
});

it("has no share of nothing", () => {
  for (const total of ["0", null]) expect(partsOf(item(total), "line")[0]!.share).toBeNull();
});
