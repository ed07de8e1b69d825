import { afterAll, beforeAll, expect, test } from "vitest";
import { board as contract } from "@duibiao/contract";
import { remind } from "../src/notices/remind.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, askCorrection, openFlow, report, type Flow } from "./flow.ts";
import { listener } from "./told.ts";

let t: TestPlatform;
let f: Flow;
let told: ReturnType<typeof listener>;
/** The report of a1. */
let first: number;
const key = () => ({ "Idempotency-Key": `remind-${Math.random().toString(36).slice(2).padEnd(16, "0")}` });
const id = async (name: string): Promise<number> =>
  (await t.owner.query("select id from users where username = $1", [name])).rows[0].id;
const endsOn = (name: string, day: string) =>
  t.owner.query("update posts set valid_to = $1 where user_id = (select id from users where username = $2)", [
    day,
    name,
  ]);

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  told = listener(t);
  await told();
});
afterAll(() => t.close());

const at = (iso: string) => {
  t.setNow(iso);
  return remind(t.workerDb, new Date(iso));
};
const demand = (more: object) =>
  t.as("leader-A").post("/second-review-duties", { owner: f.region["A"], reason: "演示", ...more }, key());
const give = (who: string, s: { id: number; hash: string }) =>
  t.as(who).post(`/submissions/${s.id}/second-reviews`, { contentHash: s.hash, note: "" }, key());
const turn = async (who: string, submission: number) => {
  const { cells } = contract.openBoard((await t.as(who).get("/board?from=2026-01-01&to=2026-12-31")).body);
  const { mine, reviewsSecond } = cells.find((cell) => cell.submissionId === submission)!;
  return { mine, reviewsSecond };
};
const review = () => `/city/review?period=${f.period}`;

test("whoever may review second is told once a day that something waits, and the board offers only what is allowed", async () => {
  const duty = await demand({
    kind: "form",
    key: "T_FORM",
    reviewers: [await id("reviewer2-A"), await id("leader-A")],
  });
  expect(duty.status, duty.text).toBe(200);
  const a1 = await report(f, "a1", { energy: "100", people: "2" });
  first = a1.id;
  await at("2026-04-10T09:30:00+08:00");
  // At the county nobody asks it.
  expect(await told()).toEqual({});
  await accept(f, "reviewer-a1", "county", a1);
  await told();
  const nothing = { mine: false, reviewsSecond: false };
  expect(await turn("reviewer-A", a1.id)).toEqual(nothing);
  expect(await turn("reviewer2-A", a1.id)).toEqual({ mine: false, reviewsSecond: true });
  await at("2026-04-10T10:00:00+08:00");
  expect(await told()).toEqual({
    "reviewer2-A": [`second_review ${review()}`],
    "leader-A": [`second_review ${review()}`],
  });
  await at("2026-04-11T10:00:00+08:00");
  expect(await told()).toEqual({});
  expect((await give("reviewer2-A", a1)).status).toBe(200);
  // Who reviewed second is refused as the one who accepts, and is not offered it.
  expect(await turn("reviewer2-A", a1.id)).toEqual(nothing);
  expect(await turn("reviewer-A", a1.id)).toEqual({ mine: true, reviewsSecond: false });
  await accept(f, "reviewer-A", "city", a1);
});

test("whose post has ended is told nothing and cannot be named; where nobody named is left the leaders are told", async () => {
  await endsOn("reviewer2-A", "2026-04-12");
  await endsOn("leader-A", "2026-04-12");
  const later = "2026-05-06T09:00:00+08:00";
  await t.person("leader2-A", "leader", { region: f.region["A"]! });
  t.setNow(later);
  const a2 = await report(f, "a2", { energy: "100", people: "2" });
  await accept(f, "reviewer-a2", "county", a2);
  await told();
  const { items, bureaus } = (await t.as("leader2-A").get("/second-review-duties")).body;
  expect(items[0].reviewers.map(({ name, serves }: any) => [name, serves])).toEqual([
    ["reviewer2-A", false],
    ["leader-A", false],
  ]);
  expect(bureaus[0].people.map(({ name }: any) => name)).toEqual(["leader2-A", "reviewer-A"]);
  await at(later);
  const found = await told();
  expect(found["leader2-A"]).toContain("second_review /city/second-reviews");
  expect(found["leader-A"]).toBeUndefined();
  expect((await t.as("leader2-A").post(`/second-review-duties/${items[0].id}/end`, {})).status).toBe(200);
  expect(await turn("reviewer-A", a2.id)).toEqual({ mine: true, reviewsSecond: false });
});

test("whose turn a correction is is reminded three days and one day before and once it is late; withdrawn, it is said", async () => {
  t.setNow("2026-05-08T09:00:00+08:00");
  expect((await t.as("leader-P").post(`/collections/${f.collection}/lock`, {})).status).toBe(200);
  const asked = await askCorrection(f, "a1", first, [
    { measure: "t_energy", member: "total", value: { state: "number", value: "90" } },
  ]);
  expect(asked.status, asked.text).toBe(200);
  const { id: matter, hash, dueAt } = asked.body;
  await told();
  const before = (days: number, hours = 1) =>
    new Date(new Date(dueAt).getTime() - days * 86_400_000 + hours * 3_600_000).toISOString();
  await at(before(3, -1));
  expect((await told())["reviewer-a1"]).toBeUndefined();
  await at(before(3));
  expect(await told()).toEqual({
    "leader-a1": [`due_soon /city/matters/${matter}`],
    "reviewer-a1": [`due_soon /city/matters/${matter}`],
    "reviewer2-a1": [`due_soon /city/matters/${matter}`],
  });
  await at(before(3, 2));
  expect(await told()).toEqual({});
  await at(before(1));
  expect((await told())["leader-a1"]).toEqual([`due_soon /city/matters/${matter}`]);
  await at(before(0));
  expect((await told())["leader-a1"]).toEqual([`overdue /city/matters/${matter}`]);
  const decided = await t
    .as("leader-a1")
    .post(`/corrections/${matter}/decision`, { tier: "county", decision: "approve", hash });
  expect(decided.status, decided.text).toBe(200);
  // Now it is the city's, with a time of its own.
  expect(Object.keys(await told()).sort()).toEqual(["leader2-A", "reviewer-A"]);
  const withdrawn = await t.as("head-a1").post(`/matters/${matter}/withdrawal`, { reason: "账单本来无误" }, key());
  expect(withdrawn.status, withdrawn.text).toBe(200);
  expect(await told()).toEqual({
    "leader2-A": [`correction /city/matters/${matter}`],
    "reviewer-A": [`correction /city/matters/${matter}`],
  });
  await at(new Date(new Date(decided.body.dueAt).getTime()).toISOString());
  expect(await told()).toEqual({});
});
