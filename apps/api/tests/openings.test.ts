import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, figure, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let a1: { id: number; hash: string };
let b1: { id: number; hash: string };

/** a1, a2 and the city's own level under A; b1 under B; d directly under the province. None reviewed yet. */
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  a1 = await report(f, "a1", { energy: "100", people: "2" });
  await report(f, "a2", { energy: "50", people: "1" });
  b1 = await report(f, "b1", { energy: "300", people: "3" });
  await report(f, "d", { energy: "70", people: "7" });
  await t.settle();
});
afterAll(() => t.close());

const energy = (who: string, region: string, lens = "submitted") => figure(f, who, region, "t_energy", lens);
const perHead = async (who: string, tier: string, lens = "submitted") =>
  (
    await t
      .as(who)
      .get(`/rankings?catalogue=${f.catalogue}&indicator=t_per_head&period=${f.period}&tier=${tier}&lens=${lens}`)
  ).body.items;
const of = (items: any[], region: string) => items.find((i) => i.regionId === f.region[region]);
const waits = "市级尚未审核，只显示报送计数；市级可开放未审数据。";

test("the province sees counts of what a city has not reviewed; city and county see their figures", async () => {
  for (const region of ["a1", "A", "b1", "B", "P"]) {
    const row = await energy("analyst", region);
    expect([row.sum, row.estimatedSum, row.reason?.zh], region).toEqual([null, null, waits]);
  }
  expect(await energy("reviewer-P", "A")).toMatchObject({ nExpected: 3, nAnswered: 2, sum: null });
  expect(await energy("reviewer-A", "A")).toMatchObject({ sum: "150", reason: null });
  expect(await energy("reviewer-a1", "a1")).toMatchObject({ sum: "100", reason: null });
  // What hangs on the province directly is its own to review.
  expect(await energy("analyst", "d")).toMatchObject({ sum: "70", reason: null });
});

test("nor does it rank them, or see their operands", async () => {
  const items = await perHead("analyst", "county");
  expect(of(items, "a1")).toMatchObject({ value: null, place: null, matched: 1, reason: { zh: waits } });
  expect(of(items, "a1").operands.map((o: any) => [o.operand, o.sum, o.nAnswered])).toEqual([
    ["t_energy", null, 1],
    ["t_people", null, 1],
  ]);
  expect(of(items, "d")).toMatchObject({ value: 10, place: { rank: 1 } });
  // 100 / 2 and 50 / 1: the city compares its own counties.
  expect((await perHead("reviewer-A", "county")).map((i: any) => i.value)).toEqual([50, 50]);
  const trend = (
    await t
      .as("analyst")
      .get(
        `/trends?catalogue=${f.catalogue}&indicator=t_per_head&kind=quarter&lens=submitted&regions=${f.region["a1"]},${f.region["d"]}`,
      )
  ).body;
  expect(trend.items.map((i: any) => [i.values[0].value, i.values[0].reason?.zh ?? null])).toEqual([
    [null, waits],
    [10, null],
  ]);
});

test("nor opens the form, a revision, its context or its print; the city does", async () => {
  for (const path of ["", "/context", "/revisions/1", "/revisions/1/print", "/revisions/1/receipt", "/template.xlsx"]) {
    const refused = await t.as("analyst").get(`/submissions/${a1.id}${path}`);
    expect([refused.status, refused.body.code ?? JSON.parse(refused.text).code], path).toEqual([403, "unreviewed"]);
    expect((await t.as("reviewer-A").get(`/submissions/${a1.id}${path}`)).status, path).toBe(200);
    expect((await t.as("clerk-a1").get(`/submissions/${a1.id}${path}`)).status, path).toBe(200);
  }
});

test("once the city has accepted, everything above shows; a sum waits for all that is in it", async () => {
  await accept(f, "reviewer-a1", "county", a1);
  await accept(f, "reviewer-A", "city", a1);
  await t.settle();
  expect(await energy("analyst", "a1")).toMatchObject({ sum: "100", reason: null });
  expect((await t.as("analyst").get(`/submissions/${a1.id}`)).status).toBe(200);
  // a2 is still in the city's sum, and b1 in the province's.
  expect((await energy("analyst", "A")).sum).toBeNull();
  expect((await energy("analyst", "A", "city")).sum).toBe("100");
});

test("only the city itself opens, once, with a reason; then its figures show, and the audit log knows", async () => {
  const path = `/collections/${f.collection}/openings`;
  const body = { city: f.region["B"], reason: "省局要求先行测算" };
  for (const who of ["leader-P", "leader-A", "leader-b1", "reviewer-B", "clerk-b1"])
    expect((await t.as(who).post(path, body)).status, who).toBe(403);
  expect((await t.as("leader-P").post(path, { ...body, city: f.region["P"] })).status).toBe(422);
  const opened = await t.as("leader-B").post(path, body);
  expect(opened.status, opened.text).toBe(200);
  expect(opened.body).toMatchObject({ cityId: f.region["B"], by: "leader-B", reason: "省局要求先行测算" });
  expect((await t.as("leader-B").post(path, body)).status).toBe(409);
  expect(await energy("analyst", "b1")).toMatchObject({ sum: "300", reason: null });
  expect(await energy("analyst", "B")).toMatchObject({ sum: "300", reason: null });
  expect((await energy("analyst", "P")).sum).toBeNull();
  expect((await t.as("analyst").get(`/submissions/${b1.id}`)).status).toBe(200);
  expect((await t.as("analyst").get(path)).body.items.map((o: any) => o.cityId)).toEqual([f.region["B"]]);
  expect((await t.as("reviewer-A").get(path)).body.items).toEqual([]);
  const progress = (await t.as("analyst").get("/progress?from=2026-01-01&to=2026-12-31")).body.cells;
  expect(progress.map((c: any) => [c.cityId, c.opened])).toEqual(
    expect.arrayContaining([
      [f.region["A"], false],
      [f.region["B"], true],
    ]),
  );
  const { rows } = await t.owner.query(
    "select count(*)::int as n from audit_log where action = 'openings.open' and result = 'done'",
  );
  expect(rows[0].n).toBe(1);
});
