import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openCollection, openFlow, report, startSubmission, type Flow } from "./flow.ts";
import { makePeriod } from "../src/testing-province.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const start = (unit: string, collection = f.collection) => startSubmission({ ...f, collection }, unit);
const save = (unit: string, id: number, body: unknown) => t.as(`clerk-${unit}`).put(`/submissions/${id}/cells`, body);

describe("submitting", () => {
  test("a broken block rule, a missing explanation and missing signatures each stop it and are named", async () => {
    const id = await start("A0");
    await save("A0", id, { cells: [number("t_energy", "5000"), number("t_people", "1"), number("t_server", "6000")] });
    const submit = async () => {
      const { contentHash } = (await t.as("clerk-A0").get(`/submissions/${id}`)).body;
      return t.as("clerk-A0").post(`/submissions/${id}/submit`, { contentHash });
    };
    const first = await submit();
    expect(first.status).toBe(422);
    expect(first.body.findings.map((x: any) => x.rule)).toEqual(["T1", "T2"]);
    expect(first.body.unsigned).toEqual(["clerk", "head"]);
    expect(
      (await save("A0", id, { explanations: [{ rule: "T2", measure: "t_energy", text: "核实无误" }] })).status,
    ).toBe(422);
    await save("A0", id, {
      cells: [number("t_server", "10", 1)],
      explanations: [{ rule: "T2", measure: "t_energy", text: "新建机房3月投用,仅1名值守" }],
    });
    expect((await submit()).body.findings).toEqual([]);
    const { contentHash } = (await t.as("clerk-A0").get(`/submissions/${id}`)).body;
    expect((await t.as("clerk-A0").post(`/submissions/${id}/sign`, { contentHash })).status).toBe(200);
    expect((await t.as("clerk-A0").post(`/submissions/${id}/sign`, { contentHash })).status).toBe(409);
    expect((await t.as("head-A0").post(`/submissions/${id}/sign`, { contentHash })).body.state).toBe("signed");
    expect((await submit()).status).toBe(200);
  });

  test("any change after signing voids the signatures", async () => {
    const id = await start("P0");
    await save("P0", id, { cells: [number("t_energy", "50"), number("t_people", "1"), number("t_server", "6")] });
    const { contentHash } = (await t.as("clerk-P0").get(`/submissions/${id}`)).body;
    for (const who of ["clerk-P0", "head-P0"]) await t.as(who).post(`/submissions/${id}/sign`, { contentHash });
    const changed = await save("P0", id, { cells: [number("t_energy", "51", 1)] });
    expect(changed.body.state).toBe("draft");
    expect((await t.as("clerk-P0").post(`/submissions/${id}/submit`, { contentHash })).status).toBe(412);
    const refused = await t.as("clerk-P0").post(`/submissions/${id}/submit`, { contentHash: changed.body.contentHash });
    expect(refused.body.unsigned).toEqual(["clerk", "head"]);
  });

  test("who signed, submitted and returned is said by name", async () => {
    const period = await makePeriod(t, "2024Q4", "quarter", "2024-10-01", "2024-12-31");
    const collection = await openCollection(t.as("analyst"), { owner: f.region["P"]!, catalogue: f.catalogue, period });
    const { id, hash } = await report({ ...f, collection }, "b2", { energy: "50", people: "10" });
    const back = { contentHash: hash, reason: "请核对用能人数", cells: [] };
    expect((await t.as("reviewer-b2").post(`/submissions/${id}/return`, back)).status).toBe(200);
    const { body } = await t.as("clerk-b2").get(`/submissions/${id}`);
    expect(body.signatures.map((s: any) => s.name).sort()).toEqual(["clerk-b2", "head-b2"]);
    expect(body.revisions.map((r: any) => r.by)).toEqual(["clerk-b2"]);
    expect(body.decisions).toMatchObject([{ kind: "return", tier: "county", by: "reviewer-b2", reason: back.reason }]);
  });

  test("one key, twenty sockets: one revision, twenty equal answers; another body under the key is refused", async () => {
    const period = await makePeriod(t, "2025Q4", "quarter", "2025-10-01", "2025-12-31");
    const collection = await openCollection(t.as("analyst"), { owner: f.region["P"]!, catalogue: f.catalogue, period });
    const id = await start("a1", collection);
    await save("a1", id, { cells: [number("t_energy", "50"), number("t_people", "1"), number("t_server", "6")] });
    const { contentHash } = (await t.as("clerk-a1").get(`/submissions/${id}`)).body;
    for (const who of ["clerk-a1", "head-a1"]) await t.as(who).post(`/submissions/${id}/sign`, { contentHash });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        t.as("clerk-a1").post(`/submissions/${id}/submit`, { contentHash }, { "Idempotency-Key": key }),
      ),
    );
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((a) => a.text)).size).toBe(1);
    expect(
      (await t.owner.query("select count(*)::int as n from revisions where submission_id = $1", [id])).rows[0].n,
    ).toBe(1);
    expect(
      (
        await t
          .as("clerk-a1")
          .post(`/submissions/${id}/submit`, { contentHash: "0".repeat(64) }, { "Idempotency-Key": key })
      ).body.code,
    ).toBe("idempotency_key_reused");
    expect(
      (await t.as("clerk-a1").post(`/submissions/${id}/submit`, { contentHash }, { "Idempotency-Key": "short" }))
        .status,
    ).toBe(400);
    // The rights are checked again before an answer is replayed.
    await t.owner.query(
      "update posts set ended_at = now() where user_id = (select id from users where username = 'clerk-a1')",
    );
    expect(
      (await t.as("clerk-a1").post(`/submissions/${id}/submit`, { contentHash }, { "Idempotency-Key": key })).status,
    ).toBe(403);
    await t.owner.query(
      "update posts set ended_at = null where user_id = (select id from users where username = 'clerk-a1')",
    );
  });

  test("on paper: submitted without signatures, 待签署 until the scan is there, on time counts at submit", async () => {
    const period = await makePeriod(t, "2022Q1", "quarter", "2022-01-01", "2022-03-31");
    const collection = await openCollection(t.as("analyst"), {
      owner: f.region["P"]!,
      catalogue: f.catalogue,
      period,
      signing: "paper",
      scanDays: 5,
    });
    const id = await start("a2", collection);
    await save("a2", id, { cells: [number("t_energy", "50"), number("t_people", "1"), number("t_server", "6")] });
    const { contentHash } = (await t.as("clerk-a2").get(`/submissions/${id}`)).body;
    const submitted = await t.as("clerk-a2").post(`/submissions/${id}/submit`, { contentHash });
    expect(submitted.body).toMatchObject({ state: "submitted", onTime: true, revision: 1 });
    expect((await t.as("reviewer-a2").get(`/submissions/${id}`)).body.awaitingScan).toBe(true);
    const printed = await t.as("clerk-a2").get(`/submissions/${id}/revisions/1/print`);
    expect(printed.text).toContain(contentHash);
    expect(printed.text).toContain("演示数据");
    const scan = (name: string, bytes: Uint8Array) =>
      t.as("clerk-a2").post(`/submissions/${id}/revisions/1/scan?name=${name}`, bytes, {
        "Content-Type": "application/octet-stream",
      });
    expect((await scan("a.pdf", new TextEncoder().encode("<html>"))).status).toBe(422);
    expect((await scan("a.exe", new TextEncoder().encode("%PDF-1.7"))).status).toBe(422);
    expect((await scan("a.pdf", new TextEncoder().encode("%PDF-1.7 ..."))).status).toBe(200);
    expect((await t.as("reviewer-a2").get(`/submissions/${id}`)).body.awaitingScan).toBe(false);
  });

  test("late is late by the database's clock, an extension with a reason moves the due time", async () => {
    const period = await makePeriod(t, "2025Q2", "quarter", "2025-04-01", "2025-06-30");
    const collection = await openCollection(t.as("analyst"), { owner: f.region["P"]!, catalogue: f.catalogue, period });
    const flow = { ...f, collection };
    await t.as("analyst").put(`/collections/${collection}/assignments/${f.unit["b1"]}`, {
      dueUntil: "2026-05-02T23:59:59+08:00",
      dueReason: "台风停电",
    });
    t.setNow("2026-05-01T09:00:00+08:00");
    const submit = async (unit: string) => {
      const s = await report(flow, unit, { energy: "5", people: "1" });
      return (await t.as(`clerk-${unit}`).get(`/submissions/${s.id}`)).body.revisions[0].onTime;
    };
    expect(await submit("a1")).toBe(false);
    expect(await submit("b1")).toBe(true);
    t.setNow("2026-04-10T09:00:00+08:00");
  });

  test("sent away before the due time because the platform is busy, the retry is on time; what was signed since is not", async () => {
    const period = await makePeriod(t, "2021Q1", "quarter", "2021-01-01", "2021-03-31");
    const collection = await openCollection(t.as("analyst"), { owner: f.region["P"]!, catalogue: f.catalogue, period });
    const sentAway = async (unit: string, signFirst: boolean) => {
      t.setNow("2026-04-15T23:50:00+08:00");
      const id = await start(unit, collection);
      const clerk = t.as(`clerk-${unit}`);
      await save(unit, id, { cells: [number("t_energy", "50"), number("t_people", "1"), number("t_server", "6")] });
      const { contentHash } = (await clerk.get(`/submissions/${id}`)).body;
      const sign = async () => {
        for (const who of [`clerk-${unit}`, `head-${unit}`])
          expect((await t.as(who).post(`/submissions/${id}/sign`, { contentHash })).status).toBe(200);
      };
      if (signFirst) await sign();
      const headers = { "Idempotency-Key": randomUUID() };
      const submit = (proof: Record<string, string> = {}) =>
        clerk.post(`/submissions/${id}/submit`, { contentHash }, { ...headers, ...proof });
      // It is due at 23:59:59. Three seconds before it more wait for the database than may even in one's turn.
      t.setNow("2026-04-15T23:59:56+08:00");
      const queue = vi.spyOn(t.platform.db.$client, "waitingCount", "get").mockReturnValue(150);
      const passed = vi.spyOn(Date, "now").mockReturnValue(10_000);
      const busy = await submit();
      expect(busy.status).toBe(503);
      queue.mockRestore();
      // Eight seconds later, five after the due time, there is room.
      t.setNow("2026-04-16T00:00:04+08:00");
      if (!signFirst) await sign();
      passed.mockReturnValue(18_000);
      const submitted = await submit({ "X-Duibiao-Queued": busy.headers.get("X-Duibiao-Queued")! });
      passed.mockRestore();
      expect(submitted.status, submitted.text).toBe(200);
      const owing = (await t.as("analyst").get(`/collections/${collection}`)).body.assignments;
      return [submitted.body.onTime, owing.find((one: any) => one.unitId === f.unit[unit]).late];
    };
    expect(await sentAway("a1", true)).toEqual([true, false]);
    expect(await sentAway("b1", false)).toEqual([false, true]);
    t.setNow("2026-04-10T09:00:00+08:00");
  });

  test("a collection that asks the same measures of the same units twice is refused", async () => {
    const again = await t.as("analyst").post("/collections", {
      owner: f.region["P"],
      catalogue: f.catalogue,
      form: "T_FORM",
      period: f.period,
      name: "重复",
      opensAt: "2026-04-01T00:00:00+08:00",
      dueUnit: "2026-04-15T00:00:00+08:00",
      dueCounty: "2026-04-15T00:00:00+08:00",
      dueCity: "2026-04-15T00:00:00+08:00",
      dueProvince: "2026-04-15T00:00:00+08:00",
    });
    expect(again.status).toBe(409);
    expect(again.body.twice.length).toBeGreaterThan(0);
  });
});
