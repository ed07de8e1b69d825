import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeUnit } from "../src/testing-province.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;

/** Cities' institutions with their lines; a1, b1 report their whole county and have none. Invented. */
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t, {
    a1: { region: "a1", covers: "whole" },
    b1: { region: "b1", covers: "whole" },
    school: { region: "A", covers: "own" },
    clinic: { region: "A", covers: "own" },
    police: { region: "P", covers: "own" },
  });
  for (const [unit, line] of Object.entries({ school: "教育", clinic: "卫健", police: "公安" }))
    await t.owner.query("update unit_versions set line = $1 where unit_id = $2", [line, f.unit[unit]]);
  const all = {
    a1: { energy: "100", people: "1" },
    b1: { energy: "40.5", people: "2" },
    school: { energy: "7", people: "3" },
    clinic: { energy: "2.25", people: "4" },
    police: { energy: "11", people: "5" },
  };
  for (const [unit, figures] of Object.entries(all)) {
    const sent = await report(f, unit, figures);
    if (unit === "b1" || unit === "police") continue;
    const county = unit === "a1" ? "reviewer-a1" : "reviewer2-A";
    await accept(f, county, "county", sent);
    await accept(f, "reviewer-A", "city", sent);
  }
  await t.settle();
});
afterAll(() => t.close());

const lines = async (who: string, query: string) => t.as(who).get(`/collections/${f.collection}/lines?${query}`);
const energy = (body: any) => body.items.find((item: any) => item.measure === "t_energy" && item.member === "total");

test("every total by region and by line comes out, and both agree with the roll-up, by hand", async () => {
  // City lens, city A: 本级 7 + 2.25, a1 100, in all 109.25. 教育 7, 卫健 2.25, 未归口 100 (a1).
  const { status, body, text } = await lines("reviewer-A", `lens=city&region=${f.region["A"]}`);
  expect(status, text).toBe(200);
  const item = energy(body);
  expect(item.total).toMatchObject({ sum: "109.25", nExpected: 3, nAnswered: 3 });
  expect(item.byLine.map((row: any) => [row.line, row.sum])).toEqual([
    ["卫健", "2.25"],
    ["教育", "7"],
    ["", "100"],
  ]);
  expect(item.byRegion.map((row: any) => [row.regionName, row.own, row.sum])).toEqual([
    ["演示A", true, "9.25"],
    ["演示a1", false, "100"],
  ]);
  expect([item.lineDifference, item.regionDifference]).toEqual(["0", "0"]);
  // A rate is never summed: it belongs to no line.
  expect(body.items.map((one: any) => one.measure)).not.toContain("t_rate");
});

test("each additive total of the province reconciles under every lens, and waiting shows as unanswered", async () => {
  for (const lens of ["submitted", "county", "city", "province"]) {
    const { body } = await lines("analyst", `lens=${lens}`);
    for (const item of body.items.filter((one: any) => one.total.sum !== null))
      expect([item.measure, item.lineDifference, item.regionDifference]).toEqual([item.measure, "0", "0"]);
  }
  const { body } = await lines("analyst", "lens=city&measure=t_energy");
  // City lens: b1 and the province's police are not accepted by a city yet.
  expect(energy(body).byLine.map((row: any) => [row.line, row.nAnswered, row.nExpected, row.sum])).toEqual([
    ["公安", 0, 1, null],
    ["卫健", 1, 1, "2.25"],
    ["教育", 1, 1, "7"],
    ["", 1, 2, "100"],
  ]);
  expect(body.items.every((item: any) => item.measure === "t_energy")).toBe(true);
});

test("what a city has not reviewed is counts to the province; the city sees its own", async () => {
  const above = (await lines("analyst", "lens=submitted&measure=t_energy")).body;
  expect(above.reason.zh).toContain("市级尚未审核");
  expect(energy(above).total).toMatchObject({ sum: null, nAnswered: 5 });
  expect(energy(above).byLine.every((row: any) => row.sum === null)).toBe(true);
  const below = (await lines("reviewer-B", `lens=submitted&region=${f.region["B"]}`)).body;
  expect(energy(below).byLine).toMatchObject([{ line: "", sum: "40.5" }]);
});

test("a region outside one's jurisdiction is not found, and people without the post stay outside", async () => {
  expect((await lines("reviewer-A", `region=${f.region["B"]}`)).status).toBe(404);
  expect((await lines("reviewer-A", "")).status).toBe(404);
  await t.person("admin", "system_admin", { region: f.region["P"]! });
  expect((await lines("admin", "")).status).toBe(403);
});

test("while a newer submission waits for the worker, the difference shows and says why", async () => {
  const late = await makeUnit(t, "court", f.region["A"]!, "own");
  await t.owner.query("update unit_versions set line = '法院' where unit_id = $1", [late]);
  await t.person("clerk-court", "clerk", { unit: late, region: f.region["A"]! });
  await t.person("head-court", "head", { unit: late, region: f.region["A"]! });
  f.unit["court"] = late;
  expect((await t.as("analyst").put(`/collections/${f.collection}/assignments/${late}`, {})).status).toBe(200);
  await report(f, "court", { energy: "5", people: "1" });
  const { body } = await lines("reviewer-A", `lens=submitted&region=${f.region["A"]}`);
  expect(body.pending).toBe(true);
  expect([energy(body).lineDifference, energy(body).regionDifference]).toEqual(["5", "5"]);
  await t.settle();
  const after = (await lines("reviewer-A", `lens=submitted&region=${f.region["A"]}`)).body;
  expect([after.pending, energy(after).lineDifference]).toEqual([false, "0"]);
});
