import { describe, expect, it } from "vitest";
import { datingOf } from "./dates.ts";
import { readSource, type Area, type Figure } from "./source.ts";
import { planTree, planUnits } from "./tree.ts";
import { publishedTwice } from "./twice.ts";

const { areas, figures } = readSource(`${import.meta.dirname}/fixture`);
const dating = datingOf(areas, figures, "business-demography");
const plan = planTree(areas, dating);
const notesOf = (code: string) => plan.notes.filter((note) => note.code === code).map((note) => note.note);
const rowsOf = (code: string) => plan.regions.filter((row) => row.code === code);

/** An invented area; everything not named is empty. */
const area = (code: string, given: Partial<Area> = {}): Area => ({
  code,
  name: code,
  levels: ["ltla"],
  endYear: null,
  parents: [],
  children: [],
  ...given,
});
const planOf = (invented: Area[]) => planTree(invented, datingOf(invented, [], "none"));

describe("the dated tree of published areas", () => {
  it("hangs authorities on their region, or on their country where there is no region", () => {
    expect(rowsOf("E06000014")[0]).toMatchObject({ tier: "county", parent_code: "E12000003" });
    expect(rowsOf("N09000003")[0]).toMatchObject({ tier: "county", parent_code: "N92000002" });
    expect(rowsOf("N92000002")[0]).toMatchObject({ tier: "province", parent_code: "K02000001" });
    expect(rowsOf("K02000001")[0]).toMatchObject({ tier: "nation", parent_code: "" });
  });

  it("ends an abolished area on 1 April after its last year", () => {
    // The (Structural Changes) Order for North Yorkshire: districts abolished on 1 April 2023; Sheffield and Barnsley
    // (Boundary Change) Order: new codes from 1 April 2025.
    expect(rowsOf("E07000165")[0]).toMatchObject({
      name: "Harrogate",
      valid_to: "2023-04-01",
      kind: "abolished local authority",
    });
    expect(rowsOf("E08000016")[0]).toMatchObject({ name: "Barnsley", valid_to: "2025-04-01" });
  });

  it("holds a current area before its founding only under a name that says so", () => {
    expect(rowsOf("E06000065").map((row) => [row.name, row.valid_from, row.valid_to])).toEqual([
      ["North Yorkshire (restated)", "2012-02-01", "2023-04-01"],
      ["North Yorkshire", "2023-04-01", ""],
    ]);
    expect(rowsOf("E08000038").map((row) => row.valid_from)).toEqual(["2012-02-01", "2025-04-01"]);
    expect(rowsOf("E06000014")).toHaveLength(1);
  });

  it("gives every region one unit over all its dates, covering the whole", () => {
    const units = planUnits(plan.regions);
    expect(new Set(units.map((unit) => unit.code)).size).toBe(units.length);
    expect(units.find((unit) => unit.code === "E06000065")).toMatchObject({
      name: "North Yorkshire",
      covers: "whole",
      valid_from: "2012-02-01",
      valid_to: "",
    });
  });

  it("notes the levels that are no tiers, and areas without a parent", () => {
    expect(notesOf("E10000023")).toContain("upper_tier");
    expect(notesOf("E47000002")).toEqual(["combined_authority"]);
    expect(notesOf("E11000003")).toEqual(["no_level"]);
    expect(notesOf("E07000150")).toContain("no_parent");
    expect(rowsOf("E10000023")).toEqual([]);
    expect(rowsOf("E07000150")[0]).toMatchObject({ name: "Corby", parent_code: "" });
  });

  it("finds two parents, an area named twice, an unknown area, and lists that disagree", () => {
    const invented = [
      area("N", { levels: ["ctry"], children: ["C"] }),
      area("C", { levels: ["ctry"], parents: ["N"], children: ["R1", "R2"] }),
      area("R1", { levels: ["rgn"], parents: ["C", "N"], children: ["a", "a"] }),
      area("R2", { levels: ["rgn"], parents: ["C", "N"], children: ["a", "x"] }),
      area("a", { parents: ["R1", "R2", "C", "N"] }),
      area("b", { parents: ["R1", "C", "N"] }),
    ];
    const found = planOf(invented).notes.map(({ code, note }) => `${code} ${note}`);
    expect(found).toEqual(
      expect.arrayContaining([
        "R1 named_twice",
        "R2 unknown_area",
        "a two_parents",
        "a duplicate_parent",
        "b lists_disagree",
      ]),
    );
  });

  it("finds figures that are published under an old and a new code for the same period", () => {
    // values.csv: greenhouse gas 2023 is 4.65 under E08000016 and under E08000038; no other series of the fixture has both.
    expect(publishedTwice(areas, figures, "business-demography")).toEqual([
      {
        code: "E08000038",
        name: "Barnsley",
        note: "published_twice",
        text: "1 figures stand under E08000016 as well (greenhouse-gas-emissions), 0 of them with another value; 0 belong to the additive count. Rankings take the current code only",
      },
    ]);
  });

  it("dates an area by the additive series, not by restated ones", () => {
    const figure = (code: string, year: number): Figure => ({
      dataset: "count",
      indicator: "",
      code,
      period: `${year}-01-01/P1Y`,
      value: "1",
      lower: "",
      upper: "",
      status: "",
    });
    const invented = [area("old", { endYear: 2020 }), area("new"), area("ever"), area("never")];
    const dates = datingOf(
      invented,
      [figure("old", 2019), figure("ever", 2019), figure("new", 2022), figure("ever", 2022)],
      "count",
    );
    expect(invented.map(dates.foundedOn)).toEqual([null, "2021-04-01", null, null]);
  });
});
