import { afterAll, beforeAll, expect, test } from "vitest";
import { setScope } from "@duibiao/db";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod, makeProvince, smallCatalogue, type TestProvince } from "../src/testing-province.ts";
import { accept, openCollection, report, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let province: TestProvince;
let flows: Record<string, Flow>;

/** Two cities, seven counties of one kind and one of another. Invented. */
const counties = ["a1", "a2", "a3", "a4", "b1", "b2", "b3"];
const days: [string, string, string][] = [
  ["2025Q1", "2025-01-01", "2025-03-31"],
  ["2025Q3", "2025-07-01", "2025-09-30"],
  ["2025Q4", "2025-10-01", "2025-12-31"],
  ["2026Q1", "2026-01-01", "2026-03-31"],
];

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  const at = (key: string) => (key.startsWith("a") ? "A" : "B");
  province = await makeProvince(
    t,
    [
      { key: "P", tier: "province", parent: null },
      { key: "A", tier: "city", parent: "P" },
      { key: "B", tier: "city", parent: "P" },
      ...counties.map((key) => ({ key, tier: "county" as const, parent: at(key), kind: "县" })),
      { key: "b9", tier: "county", parent: "B", kind: "市辖区" },
    ],
    Object.fromEntries([...counties, "b9"].map((key) => [key, { region: key, covers: "whole" as const }])),
  );
  const { region, unit } = province;
  for (const key of [...counties, "b9"]) {
    await t.person(`clerk-${key}`, "clerk", { unit: unit[key]!, region: region[key]! });
    await t.person(`head-${key}`, "head", { unit: unit[key]!, region: region[key]! });
    await t.person(`reviewer-${key}`, "reviewer", { region: region[key]! });
  }
  await t.person("analyst", "analyst", { region: region["P"]! });
  await t.person("reviewer-A", "reviewer", { region: region["A"]! });
  const catalogue = await makeCatalogue(t, smallCatalogue);
  flows = {};
  for (const [key, start, end] of days) {
    const period = await makePeriod(t, key, "quarter", start, end);
    const collection = await openCollection(t.as("analyst"), { owner: region["P"]!, catalogue, period });
    flows[key] = { ...province, t, catalogue, period, collection };
  }
  // The period before: energy 10, 20, 30, 40 in city A, 50, 60, 70 in city B, and 1000 in the district.
  for (const [n, key] of counties.entries())
    await report(flows["2025Q4"]!, key, { energy: `${(n + 1) * 10}`, people: "2" });
  await report(flows["2025Q4"]!, "b9", { energy: "1000", people: "2" });
});
afterAll(() => t.close());

const read = async (who: string, id: number) => (await t.as(who).get(`/submissions/${id}/context`)).body;
const cell = (answers: any, measure: string) =>
  answers.cells.find((c: any) => c.measure === measure && c.member === "total")?.value;

test("peers' quartiles are those of the other counties of the kind, without the own figure and without names", async () => {
  const id = await startSubmission(flows["2026Q1"]!, "a1");
  const { peers, previous } = await read("clerk-a1", id);
  // Others: 20 30 40 50 60 70. Type 7, h = (n - 1) p = 1.25, 2.5, 3.75: 32.5, 45, 57.5.
  expect(peers.find((p: any) => p.measure === "t_energy")).toEqual({
    measure: "t_energy",
    member: "total",
    n: 6,
    q1: 32.5,
    median: 45,
    q3: 57.5,
  });
  expect(cell(previous, "t_energy")).toBe("10");
  // The district is alone of its kind: fewer than five others, no range.
  expect((await read("clerk-b9", await startSubmission(flows["2026Q1"]!, "b9"))).peers).toEqual([]);
});

test("with four others there is no range at all", async () => {
  // Only a2 a3 b1 b2 besides a1 answered 2025Q3.
  for (const [n, key] of ["a1", "a2", "a3", "b1", "b2"].entries())
    await report(flows["2025Q3"]!, key, { energy: `${n + 1}`, people: "1" });
  const id = (await t.as("clerk-a1").get(`/submissions?collection=${flows["2025Q4"]!.collection}`)).body.items[0].id;
  expect((await read("clerk-a1", id)).peers).toEqual([]);
  await report(flows["2025Q3"]!, "b3", { energy: "6", people: "1" });
  // 2 3 4 5 6: 3, 4, 5.
  expect((await read("clerk-a1", id)).peers.find((p: any) => p.measure === "t_energy")).toMatchObject({
    n: 5,
    q1: 3,
    median: 4,
    q3: 5,
  });
});

test("history is newest first, a year before is found beyond a gap, each at its highest accepted revision", async () => {
  const first = flows["2025Q1"]!;
  const s = await report(first, "a1", { energy: "7", people: "1" });
  await accept(first, "reviewer-a1", "county", s);
  // Returned by the city and sent again: the county's acceptance stands for revision 1 until it accepts revision 2.
  await t.as("reviewer-A").post(`/submissions/${s.id}/return`, { contentHash: s.hash, reason: "请核对" });
  await report(first, "a1", { energy: "8", people: "1" });
  const id = await startSubmission(flows["2026Q1"]!, "a1");
  const known = await read("clerk-a1", id);
  expect(known.history.map((h: any) => [h.period.key, h.revision, cell(h, "t_energy")])).toEqual([
    ["2025Q4", 1, "10"],
    ["2025Q3", 1, "1"],
    ["2025Q1", 1, "7"],
  ]);
  expect(known.previous.period.key).toBe("2025Q4");
  expect([known.previousYear.period.key, cell(known.previousYear, "t_energy")]).toEqual(["2025Q1", "7"]);
  // Its server room was 0 in all three; nothing else was.
  expect(known.neverHas).toEqual([{ measure: "t_server", member: "total" }]);
  // A quarter with nothing right before it has no 上期, whatever lies further back.
  const q3 = (await t.as("clerk-a1").get(`/submissions?collection=${flows["2025Q3"]!.collection}`)).body.items[0].id;
  const gap = await read("clerk-a1", q3);
  expect([gap.previous, gap.previousYear]).toEqual([null, null]);
  expect(gap.history.map((h: any) => h.period.key)).toEqual(["2025Q1"]);
});

test("the hash changes with what is known, and only then", async () => {
  const id = await startSubmission(flows["2026Q1"]!, "a2");
  const before = (await read("clerk-a2", id)).hash;
  expect((await read("clerk-a2", id)).hash).toBe(before);
  await report(flows["2025Q1"]!, "a2", { energy: "9", people: "1" });
  expect((await read("clerk-a2", id)).hash).not.toBe(before);
});

test("the city's total is for the city, not for the county", async () => {
  const s = await report(flows["2026Q1"]!, "a3", { energy: "300", people: "3" });
  await report(flows["2026Q1"]!, "a4", { energy: "400", people: "4" });
  await t.settle();
  const total = (known: any) => known.cityTotals.find((c: any) => c.measure === "t_energy" && c.member === "total");
  expect(total(await read("reviewer-A", s.id))).toEqual({ measure: "t_energy", member: "total", sum: "700" });
  expect((await read("clerk-a3", s.id)).cityTotals).toEqual([]);
});

test("a neighbour's form has no context, and the ranges cannot be had around the door either", async () => {
  const s = await startSubmission(flows["2026Q1"]!, "a1");
  expect((await t.as("clerk-b1").get(`/submissions/${s}/context`)).status).toBe(404);
  const ranges = async (scope: { regions: number[]; units: number[] }) => {
    let n = -1;
    await t.db.transaction(async (tx) => {
      await setScope(tx, { userId: 1, cities: [], ancestors: [], purposes: [], ...scope });
      n = (await tx.execute(`select 1 from peer_ranges(${s}, ${flows["2025Q4"]!.collection})`)).rows.length;
    });
    return n;
  };
  expect(await ranges({ regions: [], units: [province.unit["a1"]!] })).toBeGreaterThan(0);
  expect(await ranges({ regions: [province.region["b1"]!], units: [province.unit["b1"]!] })).toBe(0);
  expect(await ranges({ regions: [], units: [] })).toBe(0);
});
