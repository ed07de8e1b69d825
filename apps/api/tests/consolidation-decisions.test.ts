import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
const signed: Record<string, { id: number; hash: string }> = {};

async function sign(city: string, missing: string): Promise<{ id: number; hash: string }> {
  const { status, body, text } = await t.as(`leader-${city}`).post("/consolidations", {
    collection: f.collection,
    city: f.region[city],
    missing: missing === "" ? [] : missing.split(" ").map((unit) => ({ unit: f.unit[unit], reason: "未报" })),
  });
  expect(status, text).toBe(200);
  return body;
}

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  for (const [unit, city] of [
    ["a1", "A"],
    ["b1", "B"],
    ["b2", "B"],
  ] as const) {
    const s = await report(f, unit, { energy: "100", people: "2" });
    await accept(f, `reviewer-${unit}`, "county", s);
    await accept(f, `reviewer-${city}`, "city", s);
  }
  signed["A"] = await sign("A", "a2 A0");
  signed["B"] = await sign("B", "");
});
afterAll(() => t.close());

const decide = (who: string, city: string) =>
  t.as(who).post(`/consolidations/${signed[city]!.id}/accept`, { hash: signed[city]!.hash });

test("nobody passes at the province what they submitted, signed or passed below, whatever posts they hold", async () => {
  for (const who of ["clerk-a1", "head-a1", "reviewer-a1", "reviewer-A"]) {
    await t.owner.query(
      "insert into posts (user_id, role, region_id) select id, 'reviewer', $2 from users where username = $1",
      [who, f.region["P"]],
    );
    const answer = await decide(who, "A");
    expect([who, answer.status, answer.body.code]).toEqual([who, 403, "own_work"]);
  }
  expect((await decide("reviewer-P", "A")).status).toBe(200);
});

test("a head signs what the head saw: what moved since is looked at first", async () => {
  const preview = `/consolidations/preview?collection=${f.collection}&city=${f.region["A"]}`;
  const seen = async () => (await t.as("leader-A").get(preview)).body.hash;
  const first = await seen();
  const missing = [{ unit: f.unit["A0"], reason: "未报" }];
  const signing = (given: string, more: unknown[]) =>
    t.as("leader-A").post("/consolidations", {
      collection: f.collection,
      city: f.region["A"],
      seen: given,
      missing: [...missing, ...more],
    });
  const s = await report(f, "a2", { energy: "50", people: "1" });
  await accept(f, "reviewer-a2", "county", s);
  expect((await seen()) === first).toBe(false);
  expect((await signing(first, [{ unit: f.unit["a2"], reason: "未报" }])).body.code).toBe("content_changed");
  await accept(f, "reviewer-A", "city", s);
  expect((await signing(first, [])).body.code).toBe("content_changed");
  expect((await signing(await seen(), [])).status).toBe(200);
});

test("a consolidation is not accepted once one of its counties hangs under another city", async () => {
  const moved = await t.as("leader-P").post("/region-changes", {
    kind: "transfer",
    effective: "2026-03-01",
    region: f.region["b2"],
    parent: f.region["A"],
  });
  expect(moved.status, moved.text).toBe(200);
  const answer = await decide("reviewer-P", "B");
  expect([answer.status, answer.body.moved?.map((m: any) => m.unit)]).toEqual([409, [f.unit["b2"]]]);
  await t.settle();
  const verified = await t.as("analyst").post(`/collections/${f.collection}/verify`, {});
  expect(verified.body.differences).toEqual([]);
});
