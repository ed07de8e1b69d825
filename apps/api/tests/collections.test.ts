import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlanned } from "../src/collections/open-planned.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod } from "../src/testing-province.ts";
import { askFor, beijing, year } from "./ask.ts";
import { openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let catalogue: number;
let second: number;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  catalogue = await makeCatalogue(t, year);
  second = await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30");
});
afterAll(() => t.close());

const analyst = () => t.as("analyst");
const ask = (more: Record<string, unknown> = {}) => askFor({ owner: f.region["P"]!, catalogue, period: second }, more);

describe("while it runs", () => {
  const open = async (key: string, start: string, end: string, more = {}) => {
    const period = await makePeriod(t, key, "quarter", start, end);
    const { body, status, text } = await analyst().post("/collections", ask({ period, name: key, ...more }));
    expect(status, text).toBe(200);
    return body.id as number;
  };

  test("units are exempt from the start or later, several at once, with the reason; and owe again", async () => {
    const exempt = [{ units: [f.unit["a1"]], reason: "撤并（测试）" }];
    const id = await open("2024Q1", "2024-01-01", "2024-03-31", { exempt });
    const state = async (unit: string) =>
      (await analyst().get(`/collections/${id}`)).body.assignments.find((a: any) => a.unitId === f.unit[unit]);
    expect(await state("a1")).toMatchObject({ state: "exempt", exemptReason: "撤并（测试）" });
    const body = { units: [f.unit["a1"], f.unit["a2"], f.unit["b1"]], exempt: true, reason: "水灾（测试）" };
    expect((await analyst().post(`/collections/${id}/exempt`, body)).body).toEqual({ changed: 2 });
    expect(await state("b1")).toMatchObject({ state: "exempt", exemptReason: "水灾（测试）" });
    const again = { ...body, units: [f.unit["b1"]], exempt: false, reason: "水退（测试）" };
    expect((await analyst().post(`/collections/${id}/exempt`, again)).body).toEqual({ changed: 1 });
    expect((await state("b1")).state).toBe("not_started");
    expect((await t.as("leader-A").post(`/collections/${id}/exempt`, body)).status).toBe(403);
  });

  test("due times are changed for everybody with the reason, which everybody can read; they follow one another", async () => {
    const id = await open("2024Q2", "2024-04-01", "2024-06-30");
    const due = {
      dueUnit: beijing("2026-07-18"),
      dueCounty: beijing("2026-07-22"),
      dueCity: beijing("2026-07-29"),
      dueProvince: beijing("2026-08-09"),
    };
    const late = { dueUntil: beijing("2026-07-17"), dueReason: "停电（测试）" };
    expect((await analyst().put(`/collections/${id}/assignments/${f.unit["a1"]}`, late)).status).toBe(200);
    const changed = await analyst().put(`/collections/${id}/due`, { ...due, reason: "台风（测试）" });
    expect(changed.status, changed.text).toBe(200);
    const { items } = (await t.as("clerk-a1").get(`/collections/${id}/changes`)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      kind: "due",
      reason: "台风（测试）",
      before: { dueUnit: "2026-07-15T16:00:00.000Z" },
      // 24:00 of Saturday 8 August moves to Monday the 10th.
      after: { dueUnit: "2026-07-17T16:00:00.000Z", dueProvince: "2026-08-10T16:00:00.000Z" },
    });
    // Its extension of a day is behind everybody's due time now.
    const own = (await analyst().get(`/collections/${id}`)).body.assignments.find(
      (a: any) => a.unitId === f.unit["a1"],
    );
    expect(own.dueUntil).toBeNull();
    const crossed = { ...due, dueCity: due.dueUnit, reason: "x" };
    expect((await analyst().put(`/collections/${id}/due`, crossed)).status).toBe(422);
    expect((await t.as("leader-A").put(`/collections/${id}/due`, { ...due, reason: "x" })).status).toBe(403);
  });

  test("who began before being exempt neither saves, signs nor submits on: the figures would count nowhere", async () => {
    const id = await open("2023Q4", "2023-10-01", "2023-12-31", { opensAt: beijing("2026-04-01") });
    const clerk = t.as("clerk-a2");
    const begun = (await clerk.post("/submissions", { collection: id, unit: f.unit["a2"] })).body;
    const exempt = { units: [f.unit["a2"]], exempt: true, reason: "已并入（测试）" };
    expect((await analyst().post(`/collections/${id}/exempt`, exempt)).body).toEqual({ changed: 1 });
    const { cells, contentHash } = (await clerk.get(`/submissions/${begun.id}`)).body;
    const { measure, member } = cells[0] ?? { measure: "t_energy", member: "total" };
    const typed = { measure, member, version: 0, value: { state: "number", value: "1" } };
    const tries = [
      await clerk.put(`/submissions/${begun.id}/cells`, { cells: [typed] }),
      await clerk.post(`/submissions/${begun.id}/sign`, { contentHash }),
      await clerk.post(`/submissions/${begun.id}/submit`, { contentHash }),
    ];
    for (const refused of tries) expect([refused.status, refused.body.zh]).toEqual([409, "该单位免报：已并入（测试）"]);
    const again = { ...exempt, exempt: false, reason: "未并入（测试）" };
    expect((await analyst().post(`/collections/${id}/exempt`, again)).body).toEqual({ changed: 1 });
    expect((await clerk.post(`/submissions/${begun.id}/sign`, { contentHash })).status).toBe(200);
  });

  test("it is cancelled while nobody has begun, leaves every list, and can be opened again", async () => {
    const id = await open("2024Q3", "2024-07-01", "2024-09-30", { opensAt: beijing("2026-04-01") });
    const submission = await t.as("clerk-a1").post("/submissions", { collection: id, unit: f.unit["a1"] });
    expect(submission.status, submission.text).toBe(200);
    const owed = async () =>
      (await t.as("clerk-a1").get("/assignments")).body.items.some((one: any) => one.collectionId === id);
    expect(await owed()).toBe(true);
    expect((await t.as("leader-P").post(`/collections/${id}/cancel`, { reason: "x" })).status).toBe(403);
    const cancelled = await analyst().post(`/collections/${id}/cancel`, { reason: "布置有误（测试）" });
    expect(cancelled.status, cancelled.text).toBe(200);
    expect(await owed()).toBe(false);
    const { contentHash } = submission.body;
    const signed = await t.as("clerk-a1").post(`/submissions/${submission.body.id}/sign`, { contentHash });
    expect([signed.status, signed.body.zh]).toEqual([409, expect.stringContaining("任务已取消：布置有误")]);
    expect(signed.body.en).toContain("the collection was cancelled: 布置有误（测试）");
    const board = await analyst().get("/progress?from=2024-07-01&to=2024-09-30");
    expect(board.body.collections).toEqual([]);
    expect((await t.as("leader-P").post(`/collections/${id}/lock`)).status).toBe(409);
    const period = (await analyst().get(`/collections/${id}`)).body.periodId;
    expect((await analyst().post("/collections", ask({ period, name: "重开" }))).status).toBe(200);
  });

  test("and not once somebody has", async () => {
    await report(f, "a1", { energy: "100", people: "2" });
    const refused = await analyst().post(`/collections/${f.collection}/cancel`, { reason: "x" });
    expect([refused.status, refused.body.zh]).toEqual([409, expect.stringContaining("已有单位开始填报")]);
  });
});

describe("the year's plan", () => {
  test("opens at its time in the planner's name, once, however many workers look", async () => {
    const period = await makePeriod(t, "2023Q1", "quarter", "2023-01-01", "2023-03-31");
    const opensAt = beijing("2026-05-06");
    const planned = await analyst().post("/collections/planned", { asks: [ask({ period, opensAt, name: "拟开" })] });
    expect(planned.status, planned.text).toBe(200);
    expect(planned.body.items[0]).toMatchObject({ state: "waiting", collectionId: null });
    await openPlanned(t.workerDb, t.platform);
    const one = async () =>
      (await analyst().get("/collections/planned")).body.items.find((p: any) => p.name === "拟开");
    expect((await one()).state).toBe("waiting");
    expect((await t.as("clerk-a1").get("/collections/planned")).status).toBe(403);
    t.setNow("2026-05-06T00:00:01+08:00");
    await Promise.all([1, 2, 3].map(() => openPlanned(t.workerDb, t.platform)));
    const opened = await one();
    expect(opened).toMatchObject({ state: "opened", createdBy: "analyst" });
    const made = await t.owner.query("select count(*)::int as n from collections where period_id = $1", [period]);
    expect(made.rows[0].n).toBe(1);
    const audit = await t.owner.query("select source, user_id from audit_log where object = $1", [
      `collection/${opened.collectionId}`,
    ]);
    expect(audit.rows[0].source).toBe("plan");
    t.setNow("2026-04-10T09:00:00+08:00");
  });

  test("what cannot be opened when its time comes says why, and can be taken back", async () => {
    const period = await makePeriod(t, "2023Q2", "quarter", "2023-04-01", "2023-06-30");
    const plan = { asks: [ask({ period, opensAt: beijing("2026-05-06"), name: "撞车" })] };
    expect((await analyst().post("/collections/planned", plan)).status).toBe(200);
    expect((await analyst().post("/collections", ask({ period, name: "先开" }))).status).toBe(200);
    // What is there already is not planned.
    expect((await analyst().post("/collections/planned", plan)).status).toBe(422);
    t.setNow("2026-05-06T00:00:01+08:00");
    await openPlanned(t.workerDb, t.platform);
    t.setNow("2026-04-10T09:00:00+08:00");
    const { items } = (await analyst().get("/collections/planned")).body;
    const failed = items.find((p: any) => p.name === "撞车");
    expect(failed).toMatchObject({ state: "failed", problem: { zh: expect.stringContaining("先开") } });
    expect((await t.as("leader-P").post(`/collections/planned/${failed.id}/discard`)).status).toBe(403);
    const gone = await analyst().post(`/collections/planned/${failed.id}/discard`);
    expect(gone.body.state).toBe("discarded");
    expect((await analyst().post(`/collections/planned/${failed.id}/discard`)).status).toBe(409);
  });
});
