import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let a1: { id: number; hash: string };
let a2: { id: number; hash: string };
const key = () => ({ "Idempotency-Key": `minutes-${Math.random().toString(36).slice(2).padEnd(16, "0")}` });

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  a1 = await report(f, "a1", { energy: "100", people: "2" });
  a2 = await report(f, "a2", { energy: "900", people: "2" });
  for (const [unit, sent] of [
    ["a1", a1],
    ["a2", a2],
  ] as const)
    await accept(f, `reviewer-${unit}`, "county", sent);
});
afterAll(() => t.close());

const attendees = [
  { name: "张会", unit: "市机关事务管理局", duty: "审签领导" },
  { name: "李审", unit: "市机关事务管理局", duty: "审核人" },
];
const minutes = () => ({
  title: "一季度会审",
  heldOn: "2026-04-10",
  place: "二楼会议室",
  attendees,
  items: [
    { submission: a1.id, decision: "pass", text: "数据合理，同意通过" },
    {
      submission: a2.id,
      measure: "t_energy",
      member: "total",
      decision: "question",
      text: "请说明用电量为何九倍于邻县",
    },
  ],
});
const create = (who: string, more = {}) =>
  t.as(who).post("/joint-reviews", { owner: f.region["A"], ...minutes(), ...more }, key());

test("minutes are written and saved, signed by the leader, and the questions in them reach the unit and come back", async () => {
  const made = await create("reviewer-A");
  expect(made.status, made.text).toBe(200);
  const { id, version } = made.body;
  expect(made.body.items).toMatchObject([
    { no: 1, decision: "pass", revision: 1, measure: null, question: null },
    { no: 2, decision: "question", revision: 1, value: "900", uom: "kWh", question: null, moved: false },
  ]);
  // Nothing goes out before the signature.
  const asked = async () => (await t.as("clerk-a2").get(`/questions?submission=${a2.id}`)).body.items;
  expect(await asked()).toEqual([]);
  const saved = await t.as("reviewer2-A").put(`/joint-reviews/${id}`, { version, ...minutes(), place: "三楼会议室" });
  expect(saved.status, saved.text).toBe(200);
  // Who still has the version before does not write over it; who saw another content does not sign it.
  expect((await t.as("reviewer-A").put(`/joint-reviews/${id}`, { version, ...minutes() })).status).toBe(412);
  const sign = (who: string, hash: string) => t.as(who).post(`/joint-reviews/${id}/sign`, { hash }, key());
  expect((await sign("leader-A", made.body.hash)).status).toBe(412);
  expect((await sign("reviewer-A", saved.body.hash)).status).toBe(403);
  const signed = await sign("leader-A", saved.body.hash);
  expect(signed.status, signed.text).toBe(200);
  const [question] = await asked();
  expect(question).toMatchObject({
    measure: "t_energy",
    text: "会审（一季度会审，第 2 项）：请说明用电量为何九倍于邻县",
  });
  expect(signed.body.items[1].question).toMatchObject({ id: question.id, answer: null });
  // Signed, they stay.
  expect((await t.as("reviewer-A").put(`/joint-reviews/${id}`, { version: 2, ...minutes() })).status).toBe(409);
  expect((await sign("leader-A", saved.body.hash)).status).toBe(409);
  await t.as("clerk-a2").post(`/questions/${question.id}/answer`, { text: "新增数据中心" });
  const later = (await t.as("auditor").get(`/joint-reviews/${id}`)).body;
  expect(later.hash).toBe(saved.body.hash);
});

test("the answer to a question that a meeting raised stands in its minutes", async () => {
  // Numbers of minutes and of questions differ, so that neither is taken for the other.
  await create("reviewer-A");
  const { id, hash } = (await create("reviewer-A", { items: [minutes().items[1]] })).body;
  await t.as("leader-A").post(`/joint-reviews/${id}/sign`, { hash }, key());
  const [head] = (await t.as("reviewer-A").get("/joint-reviews")).body.items;
  expect(head).toMatchObject({ id, attendees: 2, items: 1, questions: 1, open: 1 });
  const open = (await t.as("clerk-a2").get(`/questions?submission=${a2.id}&open=true`)).body.items.at(-1);
  expect((await t.as("clerk-a2").post(`/questions/${open.id}/answer`, { text: "新增数据中心" })).status).toBe(200);
  const [item] = (await t.as("reviewer-A").get(`/joint-reviews/${id}`)).body.items;
  expect(item.question).toMatchObject({ id: open.id, answer: "新增数据中心" });
  expect(item.question.answeredBy).not.toBeNull();
});

test("what is wrong is said with its place, and nothing is signed that names nobody", async () => {
  const [first, second] = minutes().items;
  expect((await create("reviewer-A", { heldOn: "2026-04-11" })).body.issues[0].path).toBe("body.heldOn");
  const foreign = await create("reviewer-A", { items: [first, { ...second, measure: "t_other" }] });
  expect(foreign.body.issues[0].path).toBe("body.items.1");
  expect((await create("reviewer-A", { items: [{ ...second, measure: null, member: null }] })).status).toBe(400);
  const { id, hash } = (await create("reviewer-A", { attendees: attendees.slice(0, 1) })).body;
  expect((await t.as("leader-A").post(`/joint-reviews/${id}/sign`, { hash }, key())).status).toBe(422);
});

test("nobody writes or signs for another bureau, or reads a neighbour's minutes", async () => {
  const { id, hash, version } = (await create("reviewer-A")).body;
  for (const who of ["reviewer-B", "reviewer-P", "clerk-a1"]) expect((await create(who)).status, who).toBe(403);
  expect((await t.as("leader-P").post(`/joint-reviews/${id}/sign`, { hash }, key())).status).toBe(403);
  expect((await t.as("reviewer-B").put(`/joint-reviews/${id}`, { version, ...minutes() })).status).toBe(404);
  expect((await t.as("reviewer-B").get(`/joint-reviews/${id}`)).status).toBe(404);
  // The province reads that there was a meeting, not what its city has not reviewed.
  const above = (await t.as("reviewer-P").get(`/joint-reviews/${id}`)).body;
  expect(above).toMatchObject({ items: [], hidden: 2 });
});
