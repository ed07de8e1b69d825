import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCsv } from "../els-uk/check.ts";
import { temporaryPlatform } from "../platform/temporary.ts";
import { compare } from "./check.ts";
import { run } from "./run.ts";

const home = mkdtempSync(join(tmpdir(), "toronto-"));
const fixture = join(import.meta.dirname, "fixture");
const load = (folder: string, out: string) => run({ folder, out, place: temporaryPlatform });
const table = (file: string) => parseCsv(readFileSync(join(home, "first", file), "utf8"));

describe("municipal buildings through the public interface", () => {
  let summary = "";
  beforeAll(async () => {
    summary = await load(fixture, join(home, "first"));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("sums, flags and ranks as a second computation from the source file does", () => {
    expect(compare(fixture, join(home, "first")).disagreements).toEqual([]);
  });

  it("sums by type of building", () => {
    // Site energy of the three libraries: 2817.4 + 811.2 + 362.5 = 3991.1 GJ.
    expect(table("sums-by-type.csv")).toContainEqual({
      type: "Library",
      measure: "tor_site_energy_gj",
      buildings: "3",
      answered: "3",
      sum: "3991.1",
    });
  });

  it("sums by city in the platform, counting only the buildings that gave a figure", () => {
    // Etobicoke: Albion Library 2817.4 + Albion Pool 5528.1 = 8345.5 GJ.
    expect(table("sums-by-city.csv")).toContainEqual({
      code: "TORONTO-ETOBICOKE",
      city: "Etobicoke",
      measure: "tor_site_energy_gj",
      buildings: "2",
      answered: "2",
      sum: "8345.5",
    });
  });

  it("refuses and flags by the catalogue's rules", () => {
    const found = (rule: string) =>
      table("findings.csv")
        .filter((row) => row["rule"] === rule && row["verdict"] === "false")
        .map((row) => row["name"]);
    expect(found("TOR_AREA_CONTRADICTED")).toEqual(["zz121 St Patrick St"]);
    expect(found("TOR_AREA_ZERO").sort()).toEqual(["2 Sheffield St", "2800 Steeles Ave W", "zz121 St Patrick St"]);
    expect(found("TOR_SHORT_METERS").sort()).toEqual([
      "#11 Police Division",
      "Battery Park Storm Pumping Station",
      "City Hall",
      "North Toronto Treatment Plant",
      "zz121 St Patrick St",
    ]);
    expect(summary).toContain("accepted 13, refused by a block rule 1");
  });

  it("computes energy per area where there is an area and a full figure, and says why not elsewhere", () => {
    const rows = table("energy-per-area.csv");
    // Carpark 11: 1759.2 / 5174.7 = 0.33996... GJ/m², the lowest of the eight; the source publishes no intensity for it.
    expect(rows[0]).toMatchObject({
      rank: "1",
      name: "Carpark 11",
      published: "",
      flags: "TOR_AREA_ALERT",
    });
    expect(Number(rows[0]!["value"])).toBeCloseTo(0.339962, 6);
    expect(rows.find((row) => row["name"] === "2 Sheffield St")).toMatchObject({
      rank: "",
      value: "",
      reason: expect.stringContaining("Division by zero"),
    });
    expect(rows.find((row) => row["name"] === "College Park")).toMatchObject({
      rank: "",
      value: "",
      reason: expect.stringContaining("Missing"),
    });
  });

  it("sets the published intensity beside the computed one", () => {
    // Albion Pool: published 22.04, computed 5528.1 / 1922 = 2.87622...; its pool area does not count in the published one.
    const pool = table("energy-per-area.csv").find((row) => row["name"] === "Albion Pool & Health Club");
    expect(Number(pool!["difference"])).toBeCloseTo(2.876223 - 22.04, 5);
    expect(pool!["flags"]).toBe("TOR_PUBLISHED_EUI");
  });

  it("writes the same bytes again", async () => {
    await load(fixture, join(home, "second"));
    for (const file of readdirSync(join(home, "first")))
      expect(readFileSync(join(home, "second", file), "utf8")).toBe(readFileSync(join(home, "first", file), "utf8"));
  });

  const real = process.env["DUIBIAO_REAL_DATA"];
  it.runIf(real)("agrees with the second computation on all buildings", async () => {
    await load(`${real}/toronto-buildings`, join(home, "whole"));
    expect(compare(`${real}/toronto-buildings`, join(home, "whole")).disagreements).toEqual([]);
  });
});
