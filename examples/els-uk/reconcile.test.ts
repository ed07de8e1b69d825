import { describe, expect, it } from "vitest";
import { differencesOf, misplaced, type Compared } from "./reconcile.ts";
import type { RefusedRow } from "./refused.ts";
import type { Area } from "./source.ts";

// Invented: nation N with regions R and S; a, b, c below R, d below S; o has no parent.
const area = (code: string, levels: string[], parents: string[]): Area => ({
  code,
  name: code,
  levels,
  endYear: null,
  parents,
  children: [],
});
const areas = new Map(
  [
    area("N", ["ctry"], []),
    area("R", ["rgn"], ["N"]),
    area("S", ["rgn"], ["N"]),
    area("a", ["ltla"], ["R", "N"]),
    area("o", ["ltla"], []),
    area("u", ["utla"], ["R", "N"]),
  ].map((one) => [one.code, one]),
);
const compared = (
  regionCode: string,
  tier: string,
  whole: string | null,
  parts: string,
  difference: string | null,
): Compared => ({
  regionCode,
  regionName: regionCode,
  tier,
  whole,
  parts,
  difference,
  partsExpected: 3,
  partsMissing: 0,
});
const refused = (code: string, value: string, why: RefusedRow["why"]): RefusedRow => ({
  period: "2020",
  code,
  name: code,
  value,
  why,
  said: "",
});

describe("a difference between a parent and the sum of its parts", () => {
  it("keeps its size and sets beside it what found no place below that parent", () => {
    const rows = [
      refused("a", "30", "outside_its_time"),
      refused("o", "7", "no_parent"),
      refused("u", "500", "upper_tier"),
    ];
    const found = differencesOf(
      "2020",
      [compared("N", "nation", "200", "160", "40"), compared("R", "city", "100", "75", "25")],
      rows,
      areas,
    );
    // N: 40 = 30 out of time + 7 without a parent + 3; R: 25 = 30 - 5. An upper tier repeats its districts and explains nothing.
    expect(
      found.map((d) => [d.code, d.difference, d.outsideTheirTime, d.withoutParent, d.remaining, d.relative]),
    ).toEqual([
      ["N", 40, 30, 7, 3, 0.2],
      ["R", 25, 30, 0, -5, 0.25],
    ]);
  });

  it("compares nothing where a figure is missing", () => {
    expect(differencesOf("2020", [compared("R", "city", null, "75", null)], [], areas)).toEqual([]);
  });

  it("names authorities elsewhere that make up what a region is short of in every year", () => {
    const years = ["2019", "2020", "2021"];
    const values: Record<string, number[]> = {
      a: [10, 12, 13],
      b: [5, 5, 6],
      c: [15, 9, 1],
      d: [15, 17, 19],
    };
    const differences = years.flatMap((year, at) =>
      differencesOf(year, [compared("S", "city", "100", "0", String([15, 17, 19][at]))], [], areas),
    );
    const regionOf = new Map([
      ["a", "R"],
      ["b", "R"],
      ["c", "R"],
      ["d", "S"],
    ]);
    // S is short of 15, 17, 19 = a + b; d is its own, and c fits in one year only.
    expect(misplaced(differences, (code, year) => values[code]?.[years.indexOf(year)] ?? null, regionOf)).toEqual([
      { codes: ["a", "b"], listedUnder: "R", countedIn: "S", years },
    ]);
  });

  it("takes fewer than three years for chance", () => {
    const differences = differencesOf("2019", [compared("S", "city", "100", "0", "15")], [], areas);
    expect(misplaced(differences, () => 15, new Map([["a", "R"]]))).toEqual([]);
  });
});
