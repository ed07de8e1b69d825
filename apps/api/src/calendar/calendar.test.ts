import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProvince, smallProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let P: number;
let a1: number;
beforeAll(async () => {
  t = await createTestPlatform();
  const { region } = await makeProvince(t, smallProvince, {});
  [P, a1] = [region["P"]!, region["a1"]!];
  await t.person("analyst", "analyst", { region: P });
  await t.person("county", "analyst", { region: a1 });
});
afterAll(() => t.close());

const head = "day,kind,name,document_no\n";
/** An invented arrangement for a year whose notice is not out. */
const rows = `2026-12-31,off,元旦,测试文号1\n2027-01-01,放假,元旦,测试文号1\n2027-01-02,off,元旦,测试文号1\n2027-01-09,上班,调休上班,测试文号1\n`;

describe("the calendar of a province", () => {
  it("has the years that ship with the platform, and says which are not loaded", async () => {
    const known = await t.as("county").get(`/calendar/${a1}/2026`);
    expect(known.body).toMatchObject({ origin: "platform", workdays: 248, lastWeekSettled: false, loadedBy: null });
    const unknown = await t.as("county").get(`/calendar/${a1}/2027`);
    // 2027: 365 days, 1 January a Friday: 261 weekdays.
    expect(unknown.body).toMatchObject({ origin: "none", days: [], workdays: 261 });
  });

  it("is rehearsed, then loaded for everybody below, and settles the December before", async () => {
    const rehearsed = await t.as("analyst").csv(`/calendar/${P}/2027?dryRun=true`, head + rows);
    // Thursday 31 December and Friday 1 January are off now, Saturday 9 January is worked.
    expect(rehearsed.body).toMatchObject({
      dryRun: true,
      days: 4,
      workdays: 261,
      changed: ["2026-12-31", "2027-01-01", "2027-01-09"],
    });
    expect((await t.as("county").get(`/calendar/${a1}/2027`)).body.origin).toBe("none");
    const loaded = await t.as("analyst").csv(`/calendar/${P}/2027`, head + rows);
    expect(loaded.body).toEqual({ ...rehearsed.body, dryRun: false });
    const seen = (await t.as("county").get(`/calendar/${a1}/2027`)).body;
    expect(seen).toMatchObject({ origin: "own", loadedBy: "analyst", workdays: 261 });
    expect((await t.as("county").get(`/calendar/${a1}/2026`)).body).toMatchObject({
      workdays: 247,
      lastWeekSettled: true,
    });
  });

  it("is refused with every wrong row named, and to a county", async () => {
    const wrong = await t
      .as("analyst")
      .csv(
        `/calendar/${P}/2027`,
        `${head}2027-02-30,off,春节,x\n2027-02-06,maybe,春节,x\n2027-01-01,off,元旦,\n2028-01-01,off,元旦,x\n`,
      );
    expect(wrong.status).toBe(422);
    expect(wrong.body.rows.map((p: any) => [p.row, p.column])).toEqual([
      [2, "day"],
      [3, "kind"],
      [4, "document_no"],
      [5, "day"],
    ]);
    expect((await t.as("county").csv(`/calendar/${a1}/2027`, head + rows)).status).toBe(403);
  });
});
