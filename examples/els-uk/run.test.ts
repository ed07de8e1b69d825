import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryPlatform } from "../platform/temporary.ts";
import { compare, parseCsv } from "./check.ts";
import { run } from "./run.ts";

const home = mkdtempSync(join(tmpdir(), "els-uk-"));
const fixture = join(import.meta.dirname, "fixture");
const load = (folder: string, out: string) => run({ folder, out, place: temporaryPlatform }, () => {});
const table = (file: string) => parseCsv(readFileSync(join(home, "first", file), "utf8"));

describe("published statistics through the public interface", () => {
  let summary = "";
  beforeAll(async () => {
    summary = await load(fixture, join(home, "first"));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("ranks and reconciles as a second computation from the source files does", () => {
    const { compared, disagreements } = compare(fixture, join(home, "first"));
    expect(disagreements).toEqual([]);
    // 6 rankings of 14 current authorities, and 4 parents in 4 years.
    expect(compared).toBe(6 * 14 + 4 * 4);
  });

  it("sums Northern Ireland's districts to the published figure, to the unit", () => {
    // values.csv: N92000002 in 2019 is 61730.
    const row = table("reconciliation.csv").find((r) => r["code"] === "N92000002" && r["year"] === "2019");
    expect(row).toMatchObject({
      published: "61730",
      sum_of_parts: "61730",
      difference: "0",
      parts_missing: "0",
    });
  });

  it("neither asks nor sums an area outside its time, and gives the size of what is left out", () => {
    // The seven districts of North Yorkshire, abolished in April 2023, have figures for 2023 that add up to
    // 2980 + 4260 + 9055 + 2185 + 2780 + 3910 + 3800 = 28970.
    const row = table("reconciliation.csv").find((r) => r["code"] === "E12000003" && r["year"] === "2023");
    expect(row).toMatchObject({ outside_their_time: "28970", parts_missing: "1" });
  });

  it("lists what has no parent, in the platform's own words", () => {
    expect(table("unassigned.csv")).toEqual([
      {
        code: "E07000150",
        name: "Corby",
        active_businesses: "2019: 3255",
        said: "tier_order: Wrong tier: above county stands city or province",
      },
    ]);
  });

  it("never ranks what has no figure and says why", () => {
    const unranked = table("ranking-employment-rate.csv").filter((row) => row["rank"] === "");
    expect(unranked).toHaveLength(12);
    for (const row of unranked)
      expect([row["value"], row["state"], row["reason"] !== ""]).toEqual(["", "missing", true]);
  });

  it("keeps published intervals", () => {
    // values.csv, employment rate 2023 of York: 79.4 from 75.7 to 83.10000000000001.
    expect(table("ranking-employment-rate.csv").find((row) => row["code"] === "E06000014")).toMatchObject({
      value: "79.4",
      lower95: "75.7",
      upper95: "83.10000000000001",
    });
  });

  it("finds every stored roll-up equal to the independent recomputation", () => {
    expect(summary).toMatch(/recomputed roll-up rows: \d{3,}, different: 0/);
  });

  it("writes the same bytes again", async () => {
    await load(fixture, join(home, "second"));
    const files = readdirSync(join(home, "first"));
    expect(readdirSync(join(home, "second"))).toEqual(files);
    for (const file of files)
      expect(readFileSync(join(home, "second", file), "utf8")).toBe(readFileSync(join(home, "first", file), "utf8"));
  });

  const real = process.env["DUIBIAO_REAL_DATA"];
  it.runIf(real)("agrees with the second computation on the whole source", async () => {
    await load(`${real}/els-uk`, join(home, "whole"));
    const { compared, disagreements } = compare(`${real}/els-uk`, join(home, "whole"));
    expect(disagreements).toEqual([]);
    // 6 rankings of 361 current authorities, and 14 parents in 6 years.
    expect(compared).toBe(6 * 361 + 14 * 6);
  });
});
