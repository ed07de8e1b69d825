import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makePeriod } from "../src/testing-province.ts";
import { accept, openCollection, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let before: Flow;
const key = () => ({ "Idempotency-Key": `reconcile-${Math.random().toString(36).slice(2).padEnd(16, "0")}` });

/** Reports of every unit of city A and its acceptance. Invented. */
async function filled(own: Flow, energy: { a1: string; a2: string; A0: string }): Promise<void> {
  for (const unit of ["a1", "a2", "A0"] as const) {
    const sent = await report(own, unit, { energy: energy[unit], people: "10", server: "50" });
    await accept(own, unit === "A0" ? "reviewer-A" : `reviewer-${unit}`, "county", sent);
    await accept(own, unit === "A0" ? "reviewer2-A" : "reviewer-A", "city", sent);
  }
  await t.settle();
}

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2025-04-10T09:00:00+08:00");
  f = await openFlow(t);
  const period = await makePeriod(t, "2025Q1", "quarter", "2025-01-01", "2025-03-31");
  const collection = await openCollection(t.as("analyst"), {
    owner: f.region["P"]!,
    catalogue: f.catalogue,
    period,
    opensAt: "2025-04-01T00:00:00+08:00",
    dueUnit: "2025-04-15T23:59:59+08:00",
    dueCounty: "2025-04-20T23:59:59+08:00",
    dueCity: "2025-04-25T23:59:59+08:00",
    dueProvince: "2025-04-30T23:59:59+08:00",
  });
  before = { ...f, collection, period };
  await filled(before, { a1: "400", a2: "500", A0: "100" });
  t.setNow("2026-04-10T09:00:00+08:00");
  await filled(f, { a1: "400", a2: "700", A0: "150" });
});
afterAll(() => t.close());

const preview = async (own: Flow = f) =>
  (await t.as("leader-A").get(`/consolidations/preview?collection=${own.collection}&city=${f.region["A"]}`)).body;
const sign = (more: object) =>
  t.as("leader-A").post("/consolidations", { collection: f.collection, city: f.region["A"], ...more }, key());

test("a total off by more than a tenth from the last year's final must be explained before the city signs", async () => {
  // 400 + 700 + 150 = 1250 against 400 + 500 + 100 = 1000: 250 more. People 30 and servers 150 are as they were.
  expect((await preview()).differences).toEqual([
    {
      against: "period",
      region: f.region["A"],
      measure: "t_energy",
      member: "total",
      own: "1250",
      parts: "1000",
      difference: "250",
    },
  ]);
  const refused = await sign({});
  expect(refused.status).toBe(422);
  expect(refused.body.unexplained).toHaveLength(1);
  // The word for another kind of difference does not do.
  const [{ against: _against, own: _own, parts: _parts, ...difference }] = (await preview()).differences;
  expect((await sign({ differences: [{ ...difference, reason: "新增数据中心" }] })).status).toBe(422);
  const signed = await sign({ differences: [{ ...difference, against: "period", reason: "新增数据中心" }] });
  expect(signed.status, signed.text).toBe(200);
  expect(signed.body.document.differences).toMatchObject([
    { against: "period", own: "1250", parts: "1000", reason: "新增数据中心" },
  ]);
});

test("a first period has nothing before it", async () => {
  expect((await preview(before)).differences).toEqual([]);
});

test("where some units belong to a line, what belongs to none must be explained: 块 against 条", async () => {
  for (const unit of ["a1", "A0"])
    await t.owner.query("update unit_versions set line = '教育局' where unit_id = $1", [f.unit[unit]]);
  // Region 1250; by line 400 + 150; a2's 700 belongs to none. People 30 of which 20, servers 150 of which 100.
  const found = (await preview()).differences.filter(({ against }: any) => against === "lines");
  expect(found.map(({ measure, own, parts, difference }: any) => [measure, own, parts, difference])).toEqual([
    ["t_energy", "1250", "550", "700"],
    ["t_people", "30", "20", "10"],
    ["t_server", "150", "100", "50"],
  ]);
  await t.owner.query("update unit_versions set line = '卫健委' where unit_id = $1", [f.unit["a2"]]);
  expect((await preview()).differences.filter(({ against }: any) => against === "lines")).toEqual([]);
});
