import { afterAll, beforeAll, expect, test } from "vitest";
import { setScope } from "@duibiao/db";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openFlow, report, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let submission: number;
let question: number;

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  submission = (await report(f, "a1", { energy: "100", people: "2" })).id;
  const ask = (text: string) =>
    t.as("reviewer-A").post(`/submissions/${submission}/questions`, { measure: "t_energy", member: "total", text });
  question = (await ask("比上期少三成,原因?")).body.id;
  const second = (await ask("含机房吗?")).body.id;
  await t.as("clerk-a1").post(`/questions/${second}/answer`, { text: "含" });
});
afterAll(() => t.close());

const list = async (who: string, query = "") => (await t.as(who).get(`/questions${query}`)).body.items;

test("the unit reads who asked, who answered and what is still open", async () => {
  const items = await list("clerk-a1");
  expect(items.map((q: any) => [q.text, q.askedBy, q.answer, q.answeredBy])).toEqual([
    ["比上期少三成,原因?", "reviewer-A", null, null],
    ["含机房吗?", "reviewer-A", "含", "clerk-a1"],
  ]);
  expect((await list("reviewer-A", `?submission=${submission}&open=true`)).map((q: any) => q.id)).toEqual([question]);
  expect(await list("reviewer-A", `?unit=${f.unit["a2"]}`)).toEqual([]);
});

test("a call is added to the question and to the audit log, and changes no figure", async () => {
  const before = (await t.as("clerk-a1").get(`/submissions/${submission}`)).body.contentHash;
  const logged = await t.as("reviewer-a1").post(`/questions/${question}/calls`, { text: "电话确认:供暖提前结束" });
  expect(logged.status, logged.text).toBe(200);
  expect(logged.body).toMatchObject({ by: "reviewer-a1", text: "电话确认:供暖提前结束" });
  await t.as("reviewer-A").post(`/questions/${question}/calls`, { text: "请补充说明" });
  expect((await list("clerk-a1"))[0].calls.map((c: any) => [c.by, c.text])).toEqual([
    ["reviewer-a1", "电话确认:供暖提前结束"],
    ["reviewer-A", "请补充说明"],
  ]);
  expect((await t.as("clerk-a1").get(`/submissions/${submission}`)).body.contentHash).toBe(before);
  const { rows } = await t.owner.query("select count(*)::int as n from audit_log where action = 'questions.call'");
  expect(rows[0].n).toBe(2);
});

test("a neighbour sees no question and logs no call; a clerk logs none either", async () => {
  expect(await list("clerk-b1")).toEqual([]);
  expect(await list("reviewer-b1")).toEqual([]);
  expect((await t.as("reviewer-b1").post(`/questions/${question}/calls`, { text: "x" })).status).toBe(404);
  expect((await t.as("clerk-a1").post(`/questions/${question}/calls`, { text: "x" })).status).toBe(403);
});

test("names are given to whoever sees the submission, and to nobody else", async () => {
  const named = async (scope: { regions?: number[]; cities?: number[]; units?: number[] }) => {
    let names: string[] = [];
    await t.db.transaction(async (tx) => {
      await setScope(tx, {
        userId: 1,
        regions: [],
        cities: [],
        units: [],
        ancestors: [],
        purposes: [],
        ...scope,
      });
      const found = await tx.execute<{ name: string }>(
        `select name from names_on_submissions('{${submission}}') order by 1`,
      );
      names = found.rows.map((row) => row.name);
      expect((await tx.execute("select 1 from users where username = 'reviewer-A'")).rows).toEqual([]);
    });
    return names;
  };
  expect(await named({ units: [f.unit["a1"]!] })).toEqual(["clerk-a1", "reviewer-A"]);
  expect(await named({ units: [f.unit["b1"]!] })).toEqual([]);
  expect(await named({ regions: [f.region["b1"]!] })).toEqual([]);
  expect(await named({})).toEqual([]);
});

/** A report that keeps every rule, its parts adding up. */
async function clean(unit: string): Promise<{ id: number; hash: string }> {
  const id = await startSubmission(f, unit);
  const cells = [
    number("t_energy", "100"),
    { ...number("t_energy", "60"), member: "kind:office" },
    { ...number("t_energy", "40"), member: "kind:other" },
    number("t_people", "2"),
    number("t_server", "0"),
  ];
  const saved = await t.as(`clerk-${unit}`).put(`/submissions/${id}/cells`, { cells });
  expect(saved.status, saved.text).toBe(200);
  return signAndSubmit(f, unit, id);
}

test("a bulk pass leaves out what was asked about since its list was shown, and says why; opened, it can be passed", async () => {
  const { id, hash } = await clean("b1");
  const pass = (body: object) =>
    t.as("reviewer-b1").post(`/submissions/${id}/accept`, { contentHash: hash, tier: "county", ...body });
  const asked = await t
    .as("reviewer-b1")
    .post(`/submissions/${id}/questions`, { measure: "t_energy", member: "total", text: "请核实" });
  expect(asked.status, asked.text).toBe(200);
  const refused = await pass({ clean: true });
  expect([refused.status, refused.body.code], refused.text).toEqual([409, "conflict"]);
  expect(refused.body).toMatchObject({ findings: 0, questions: 1 });
  expect(refused.body.zh).toContain("1 张核实单未答复");
  expect((await t.as("clerk-b1").get(`/submissions/${id}`)).body.state).toBe("submitted");
  expect((await pass({})).body.state).toBe("county_accepted");
});

test("a bulk pass takes what is clean, and refuses what has a finding", async () => {
  const pass = ({ id, hash }: { id: number; hash: string }, unit: string) =>
    t.as(`reviewer-${unit}`).post(`/submissions/${id}/accept`, { contentHash: hash, tier: "county", clean: true });
  const passed = await pass(await clean("a2"), "a2");
  expect([passed.status, passed.body.state], passed.text).toEqual([200, "county_accepted"]);
  // The parts are not given: whether they add up is undecided.
  const doubtful = await pass(await report(f, "b2", { energy: "100", people: "2" }), "b2");
  expect([doubtful.status, doubtful.body.findings], doubtful.text).toEqual([409, 1]);
});
