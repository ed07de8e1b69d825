import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

test("a county's leader cannot close a unit out of an open collection; whoever may lock it can", async () => {
  const path = `/units/${f.unit["a1"]}`;
  const below = await t.as("leader-a1").put(path, { closes: "2026-03-31" });
  expect(below.status, below.text).toBe(422);
  expect(below.body.collections[0].name).toBe("测试采集");
  const whole = await t.as("leader-a1").put(path, { effective: "2026-03-01", covers: "own" });
  expect(whole.status, whole.text).toBe(422);
  const rename = await t.as("leader-a1").put(path, { effective: "2026-03-01", name: "演示新名" });
  expect(rename.status, rename.text).toBe(200);
  const later = await t.as("leader-a2").put(`/units/${f.unit["a2"]}`, { closes: "2026-04-01" });
  expect(later.status, later.text).toBe(200);
  const above = await t.as("leader-P").put(path, { closes: "2026-03-31" });
  expect(above.status, above.text).toBe(200);
});

test("a refused request is shown to auditors of the person's own region only, under the object that it was about", async () => {
  await t.person("auditor-b1", "auditor", { region: f.region["b1"]! });
  await t.person("auditor-a2", "auditor", { region: f.region["a2"]! });
  expect((await t.as("clerk-a2").post(`/collections/${f.collection}/lock`, {})).status).toBe(403);
  const refused = async (who: string) =>
    (await t.as(who).get("/audit")).body.items.filter((row: { result: string }) => row.result === "refused").length;
  expect(await refused("auditor-a2")).toBe(1);
  expect(await refused("auditor-b1")).toBe(0);
  const about = (await t.as("auditor-a2").get(`/audit?object=collection/${f.collection}`)).body.items;
  expect(about).toEqual([
    expect.objectContaining({
      action: "collections.lock",
      result: "refused",
      detail: { address: `/api/v1/collections/${f.collection}/lock` },
    }),
  ]);
});
