import { afterAll, beforeAll, expect, test } from "vitest";
import { accept, openFlow, report, type Flow } from "../../tests/flow.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const feed = (who: string, lens: string, since?: string, more = "") =>
  t.as(who).get(`/exchange/changes?lens=${lens}${since === undefined ? "" : `&since=${since}`}${more}`);
/** Read anew from the same mark until it tells of so many: a transaction of another test on the same server may still run. */
async function until(count: number, ...of: Parameters<typeof feed>) {
  for (let tries = 0; ; tries++) {
    const answer = await feed(...of);
    if (answer.body.items?.length >= count || tries === 300) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
}
const told = (answer: any) => answer.body.items.map((i: any) => [i.unit_code, i.op, i.revision]);

test("the feed tells each change once, a return as a tombstone, and reads on from its mark", async () => {
  const a1 = await report(f, "a1", { energy: "100", people: "2" });
  await report(f, "b1", { energy: "200", people: "3" });
  const first = await until(1, "reviewer-A", "submitted");
  expect(first.status, first.text).toBe(200);
  expect([told(first), first.body.more]).toEqual([[["U-a1", "upsert", 1]], false]);
  expect(first.body.items[0].content_hash).toBe(a1.hash);
  expect(told(await feed("reviewer-A", "submitted", first.body.next))).toEqual([]);
  const returned = await t
    .as("reviewer-a1")
    .post(`/submissions/${a1.id}/return`, { reason: "请核对", cells: [], contentHash: a1.hash });
  expect(returned.status, returned.text).toBe(200);
  const second = await until(1, "reviewer-A", "submitted", first.body.next);
  expect(told(second)).toEqual([["U-a1", "tombstone", null]]);
  // Again from the same mark, as after a restart of the reader: the same.
  expect(told(await feed("reviewer-A", "submitted", first.body.next))).toEqual(told(second));
});

test("what commits late is not passed over, though what began after it has been told", async () => {
  const mark = (await until(1, "reviewer-B", "submitted")).body.next;
  await t.owner.query("begin");
  await t.owner.query("update submissions set version = version + 1 where unit_id = $1", [f.unit["b1"]]);
  await report(f, "b2", { energy: "300", people: "4" });
  const early = await feed("reviewer-B", "submitted", mark);
  expect(told(early)).toEqual([]);
  await t.owner.query("commit");
  const late = await until(2, "reviewer-B", "submitted", early.body.next);
  expect(told(late)).toEqual([
    ["U-b1", "upsert", 1],
    ["U-b2", "upsert", 1],
  ]);
  const page = await feed("reviewer-B", "submitted", mark, "&limit=1");
  expect([told(page), page.body.more]).toEqual([[["U-b1", "upsert", 1]], true]);
  expect(told(await feed("reviewer-B", "submitted", page.body.next, "&limit=1"))).toEqual([["U-b2", "upsert", 1]]);
});

test("the tiers above are told once the city has accepted; a mark of another database is refused, never read from a wrong place", async () => {
  const begin = await until(1, "analyst", "submitted");
  expect(told(begin)).toEqual([["U-a1", "tombstone", null]]);
  const sent = await report(f, "a2", { energy: "50", people: "5" });
  await accept(f, "reviewer-a2", "county", sent);
  await accept(f, "reviewer-A", "city", sent);
  expect(told(await until(1, "analyst", "submitted", begin.body.next))).toEqual([["U-a2", "upsert", 1]]);
  expect((await feed("analyst", "submitted", "1.2.3")).status).toBe(409);
  const [database] = begin.body.next.split(".");
  expect((await feed("analyst", "submitted", `${database}.99999999999.0`)).status).toBe(409);
  expect((await feed("analyst", "submitted", "x")).status).toBe(400);
});

test("a report that its city accepted is told though another of its region still waits, and is not lost when that one is accepted", async () => {
  const mark = (await until(1, "analyst", "submitted")).body.next;
  const own = await report(f, "A0", { energy: "7", people: "1" });
  const waiting = await report(f, "a1", { energy: "101", people: "2" });
  for (const [tier, who] of [
    ["county", "reviewer-A"],
    ["city", "reviewer2-A"],
  ] as const)
    await accept(f, who, tier, own);
  const first = await until(1, "analyst", "submitted", mark);
  expect(told(first)).toContainEqual(["U-A0", "upsert", 1]);
  const out = await t.as("analyst").get(`/exchange/cells?collection=${f.collection}&lens=submitted`);
  expect(out.body.units.map((unit: any) => unit.unit_code)).toContain("U-A0");
  expect(out.body.units.map((unit: any) => unit.unit_code)).not.toContain("U-a1");
  await accept(f, "reviewer-a1", "county", waiting);
  await accept(f, "reviewer-A", "city", waiting);
  expect(told(await until(1, "analyst", "submitted", first.body.next))).toEqual([["U-a1", "upsert", 2]]);
});

test("what a city opens before its review is told to the tiers above, whenever it was sent", async () => {
  const mark = (await until(1, "analyst", "submitted")).body.next;
  expect(told(await feed("analyst", "submitted", mark))).toEqual([]);
  const opened = await t
    .as("leader-B")
    .post(`/collections/${f.collection}/openings`, { city: f.region["B"], reason: "先供测算（测试）" });
  expect(opened.status, opened.text).toBe(200);
  expect(told(await until(2, "analyst", "submitted", mark))).toEqual([
    ["U-b1", "upsert", 1],
    ["U-b2", "upsert", 1],
  ]);
});

test("what an exempt unit sent is out of the feed and the export, as out of the totals, and back when it owes again", async () => {
  const mark = (await until(1, "reviewer-B", "submitted")).body.next;
  const exempt = (reason: string | null) =>
    t.as("analyst").put(`/collections/${f.collection}/assignments/${f.unit["b2"]}`, { exemptReason: reason });
  const out = async () =>
    (await t.as("reviewer-B").get(`/exchange/cells?collection=${f.collection}&lens=submitted`)).body.units.map(
      (unit: any) => unit.unit_code,
    );
  expect(await out()).toEqual(["U-b1", "U-b2"]);
  expect((await exempt("撤并（测试）")).status).toBe(200);
  const gone = await until(1, "reviewer-B", "submitted", mark);
  expect(told(gone)).toEqual([["U-b2", "tombstone", null]]);
  expect(await out()).toEqual(["U-b1"]);
  expect((await exempt(null)).status).toBe(200);
  expect(told(await until(1, "reviewer-B", "submitted", gone.body.next))).toEqual([["U-b2", "upsert", 1]]);
});
