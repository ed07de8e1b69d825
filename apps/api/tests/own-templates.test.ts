import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fillTemplate, partsOf, seenInTemplate } from "@duibiao/workbook/testing";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openFlow, startSubmission, type Flow } from "./flow.ts";

// Each file may start a thread of its own.
vi.setConfig({ testTimeout: 90_000 });

let t: TestPlatform;
let f: Flow;
const submissions: Record<string, number> = {};
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  for (const unit of ["a1", "a2", "b1"]) submissions[unit] = await startSubmission(f, unit);
  // The clerk of a1 answers for a2, too.
  await t.owner.query(
    "insert into posts (user_id, role, unit_id) select id, 'clerk', $1 from users where username = 'clerk-a1'",
    [f.unit["a2"]],
  );
  const cells = [number("t_people", "7")];
  expect((await t.as("clerk-a2").put(`/submissions/${submissions["a2"]}/cells`, { cells })).status).toBe(200);
});
afterAll(() => t.close());

const zip = (who: string) => t.as(who).get(`/collections/${f.collection}/templates.zip`);
const given = (who: string, bytes: Uint8Array, collection = f.collection) =>
  t.as(who).post(`/collections/${collection}/workbook?name=${encodeURIComponent("填好的.xlsx")}`, bytes, {
    "Content-Type": "application/octet-stream",
  });

test("a clerk of several units has all their templates as one zip, and nobody else's; who fills in nothing has none", async () => {
  const answer = await zip("clerk-a1");
  expect(answer.status, answer.text).toBe(200);
  const files = partsOf(answer.bytes);
  expect([...files.keys()]).toEqual(["U-a1 演示单位a1.xlsx", "U-a2 演示单位a2.xlsx"]);
  expect(seenInTemplate(files.get("U-a2 演示单位a2.xlsx")!, "05").texts).toMatchObject({ value: "7" });
  expect([...partsOf((await zip("clerk-b1")).bytes).keys()]).toEqual(["U-b1 演示单位b1.xlsx"]);
  expect((await zip("reviewer-a1")).status).toBe(403);
});

test("a filled template says itself whose it is, whatever it is called; trying it writes nothing", async () => {
  const files = partsOf((await zip("clerk-a1")).bytes);
  const filled = fillTemplate(files.get("U-a2 演示单位a2.xlsx")!, { "01": { value: "50" } });
  const tried = await given("clerk-a1", filled);
  expect([tried.status, tried.body.submissionId, tried.body.dryRun, tried.body.changed]).toEqual([
    200,
    submissions["a2"],
    true,
    1,
  ]);
  expect((await t.as("clerk-a2").get(`/submissions/${submissions["a2"]}`)).body.cells).toHaveLength(1);
});

test("a file of another's unit, of another collection, or of none is refused with what is wrong with it", async () => {
  const [other] = partsOf((await zip("clerk-b1")).bytes).values();
  const ofOther = await given("clerk-a1", other!);
  expect([ofOther.status, ofOther.body.zh]).toEqual([422, expect.stringContaining("不是您填报的单位")]);
  const [own] = partsOf((await zip("clerk-a1")).bytes).values();
  const elsewhere = await given("clerk-a1", own!, f.collection + 1000);
  expect([elsewhere.status, elsewhere.body.zh]).toEqual([422, expect.stringContaining("另一次采集任务")]);
  const none = await given("clerk-a1", new TextEncoder().encode("no workbook"));
  expect(none.status).toBe(422);
  expect((await given("reviewer-a1", own!)).status).toBe(403);
});
