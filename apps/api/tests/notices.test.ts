import { afterAll, beforeAll, expect, test } from "vitest";
import { remind } from "../src/notices/remind.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";
import { listener } from "./told.ts";

let t: TestPlatform;
let f: Flow;
let told: ReturnType<typeof listener>;

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-01T09:00:00+08:00");
  f = await openFlow(t);
  told = listener(t);
});
afterAll(() => t.close());

const task = (unit: string) => `/county/tasks/${f.collection}/${f.unit[unit]}`;
const at = (iso: string) => {
  t.setNow(iso);
  return remind(t.workerDb, new Date(iso));
};

test("opening a task tells whoever owes it and whoever will review it", async () => {
  const opened = await told();
  expect(opened["clerk-a1"]).toEqual(["collection_opened /county/"]);
  expect(opened["head-b1"]).toEqual(["collection_opened /county/"]);
  expect(opened["reviewer-A"]).toEqual([`collection_opened /city/?period=${f.period}`]);
  expect(opened["auditor"]).toBeUndefined();
  expect(opened["analyst"]).toBeUndefined();
});

test("a question, its answer, a return and an acceptance each tell the person whose turn it is", async () => {
  const a1 = await report(f, "a1", { energy: "100", people: "2" });
  expect(await told()).toEqual({});
  const asked = await t.as("reviewer-a1").post(`/submissions/${a1.id}/questions`, {
    measure: "t_energy",
    member: "total",
    text: "演示问题",
  });
  expect(asked.status, asked.text).toBe(200);
  expect(await told()).toEqual({
    "clerk-a1": ["question_asked /county/questions"],
    "head-a1": ["question_asked /county/questions"],
  });
  await t.as("clerk-a1").post(`/questions/${asked.body.id}/answer`, { text: "演示答复" });
  expect(await told()).toEqual({ "reviewer-a1": [`question_answered /city/review/${a1.id}`] });
  const returned = await t.as("reviewer-a1").post(`/submissions/${a1.id}/return`, {
    contentHash: a1.hash,
    reason: "演示退回",
    cells: [{ measure: "t_energy", member: "total", reason: "演示" }],
  });
  expect(returned.status, returned.text).toBe(200);
  expect(await told()).toEqual({ "clerk-a1": [`returned ${task("a1")}`], "head-a1": [`returned ${task("a1")}`] });
  const b1 = await report(f, "b1", { energy: "100", people: "2" });
  await accept(f, "reviewer-b1", "county", b1);
  expect(await told()).toEqual({ "clerk-b1": [`accepted ${task("b1")}`], "head-b1": [`accepted ${task("b1")}`] });
});

test("three days and one day before, whoever has not sent is reminded once; who has sent is left alone", async () => {
  expect(await at("2026-04-12T12:00:00+08:00")).toBe(0);
  await at("2026-04-13T12:00:00+08:00");
  const three = await told();
  expect(three["clerk-a2"]).toEqual([`due_soon ${task("a2")}`]);
  // Returned: it must be sent again.
  expect(three["clerk-a1"]).toEqual([`due_soon ${task("a1")}`]);
  expect(three["clerk-b1"]).toBeUndefined();
  expect(Object.keys(three).filter((who) => /^(reviewer|leader)/.test(who))).toEqual([]);
  // A restart, and two workers at the same time.
  await Promise.all([remind(t.workerDb, new Date("2026-04-13T13:00:00+08:00")), at("2026-04-13T13:00:00+08:00")]);
  expect(await told()).toEqual({});
  await at("2026-04-15T10:00:00+08:00");
  expect((await told())["clerk-a2"]).toEqual([`due_soon ${task("a2")}`]);
});

test("an extension is told, and moves the reminder along", async () => {
  t.setNow("2026-04-15T11:00:00+08:00");
  const extended = await t.as("analyst").put(`/collections/${f.collection}/assignments/${f.unit["a2"]}`, {
    dueUntil: "2026-04-18T23:59:59+08:00",
    dueReason: "演示延期",
  });
  expect(extended.status, extended.text).toBe(200);
  expect((await told())["head-a2"]).toEqual([`extension ${task("a2")}`]);
  await at("2026-04-16T08:00:00+08:00");
  const late = await told();
  expect(late["clerk-a1"]).toEqual([`overdue ${task("a1")}`]);
  expect(late["clerk-a2"]).toEqual([`due_soon ${task("a2")}`]);
});

test("what is two days overdue is told to one tier above, once, with all units in one notice", async () => {
  await at("2026-04-17T12:00:00+08:00");
  expect(
    Object.values(await told())
      .flat()
      .filter((line) => line.startsWith("escalated")),
  ).toEqual([]);
  await at("2026-04-18T08:00:00+08:00");
  const up = await told();
  const escalated = Object.entries(up).filter(([, lines]) => lines.some((line) => line.startsWith("escalated")));
  // a1 and A0 are city A's, b2 is city B's; d hangs on the province, P0 is its own; a2 was extended.
  const everybody = ["A", "B", "P"].flatMap((bureau) =>
    ["leader", "reviewer", "reviewer2"].map((who) => `${who}-${bureau}`),
  );
  expect(escalated.map(([who]) => who).sort()).toEqual(everybody.sort());
  await at("2026-04-18T09:00:00+08:00");
  expect(await told()).toEqual({});
});

test("a day before the county's due time only bureaus where something waits are reminded", async () => {
  await report(f, "a1", { energy: "100", people: "3" });
  await told();
  await at("2026-04-20T08:00:00+08:00");
  const due = await told();
  expect(due["reviewer-a1"]).toEqual([`due_soon /city/review?period=${f.period}`]);
  expect(due["reviewer-b1"]).toBeUndefined();
});

test("a notice leaves nothing behind when the deed is refused", async () => {
  const before = (await t.owner.query("select count(*)::int as n from notices")).rows[0].n;
  const refused = await t
    .as("reviewer-b1")
    .post(`/submissions/1/return`, { contentHash: "0".repeat(64), reason: "x", cells: [] });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect((await t.owner.query("select count(*)::int as n from notices")).rows[0].n).toBe(before);
});
