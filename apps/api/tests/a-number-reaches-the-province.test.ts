import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, askCorrection, figure, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

test("a county's figure is questioned, corrected, accepted, consolidated and counts at the province", async () => {
  const first = await report(f, "a1", { energy: "1000.50", people: "10" });
  const second = await report(f, "a2", { energy: "500", people: "5" });
  await t.settle();
  expect((await figure(f, "reviewer-A", "A", "t_energy", "submitted")).sum).toBe("1500.5");
  // Not reviewed by the city: the province sees that two have answered, not what.
  expect(await figure(f, "reviewer-P", "P", "t_energy", "submitted")).toMatchObject({
    sum: null,
    nExpected: 7,
    nAnswered: 2,
  });
  expect((await figure(f, "reviewer-P", "P", "t_energy", "city")).sum).toBeNull();

  await accept(f, "reviewer-a1", "county", first);
  const question = await t
    .as("reviewer-A")
    .post(`/submissions/${first.id}/questions`, { measure: "t_energy", text: "比上期高出很多,请核实" });
  expect(question.status).toBe(200);
  expect(
    (await t.as("clerk-a1").post(`/questions/${question.body.id}/answer`, { text: "多录了一位小数,应为 900.5" }))
      .status,
  ).toBe(200);
  const returned = await t.as("reviewer-A").post(`/submissions/${first.id}/return`, {
    contentHash: first.hash,
    reason: "用电量有误",
    cells: [{ measure: "t_energy", reason: "应为 900.5" }],
  });
  expect(returned.body).toMatchObject({ state: "returned", submittedRev: 1, countyRev: 1 });

  const again = await report(f, "a1", { energy: "900.5", people: "10" });
  expect(again.hash).not.toBe(first.hash);
  await accept(f, "reviewer-a1", "county", again);
  await accept(f, "reviewer-A", "city", again);
  await accept(f, "reviewer-a2", "county", second);
  await accept(f, "reviewer-A", "city", second);

  const preview = await t
    .as("leader-A")
    .get(`/consolidations/preview?collection=${f.collection}&city=${f.region["A"]}`);
  expect(preview.body.included).toHaveLength(2);
  expect(preview.body.missing).toEqual([{ unit: f.unit["A0"], region: f.region["A"], state: "not_started" }]);
  const unnamed = await t.as("leader-A").post("/consolidations", { collection: f.collection, city: f.region["A"] });
  expect(unnamed.status).toBe(422);
  const signed = await t.as("leader-A").post("/consolidations", {
    collection: f.collection,
    city: f.region["A"],
    missing: [{ unit: f.unit["A0"], reason: "搬迁,数据未齐" }],
  });
  expect(signed.status, signed.text).toBe(200);
  const accepted = await t
    .as("reviewer-P")
    .post(`/consolidations/${signed.body.id}/accept`, { hash: signed.body.hash });
  expect(accepted.status, accepted.text).toBe(200);
  expect(accepted.body).toMatchObject({ state: "accepted", stale: false });
  await t.settle();
  expect(await figure(f, "reviewer-P", "P", "t_energy", "province")).toMatchObject({
    sum: "1400.5",
    nExpected: 7,
    nAnswered: 2,
  });
});

test("the stored roll-ups equal the oracle's", async () => {
  const verified = await t.as("analyst").post(`/collections/${f.collection}/verify`, {});
  expect(verified.status, verified.text).toBe(200);
  expect(verified.body.differences).toEqual([]);
  expect(verified.body.pending).toBe(false);
  expect(verified.body.rows).toBeGreaterThan(100);
});

test("a unit that lacks a tier is passed by a second person", async () => {
  const own = await report(f, "A0", { energy: "1", people: "1" });
  await accept(f, "reviewer-A", "county", own);
  const same = await t.as("reviewer-A").post(`/submissions/${own.id}/accept`, { contentHash: own.hash, tier: "city" });
  expect(same.status).toBe(403);
  expect(same.body.code).toBe("own_work");
  await accept(f, "reviewer2-A", "city", own);
});

test("a correction after lock moves each pointer only as its tier accepts", async () => {
  const direct = await report(f, "d", { energy: "70", people: "7" });
  await accept(f, "reviewer-d", "county", direct);
  await accept(f, "reviewer-P", "city", direct);
  const signed = await t.as("leader-P").post("/consolidations", {
    collection: f.collection,
    city: f.region["P"],
    missing: [{ unit: f.unit["P0"], reason: "未报" }],
  });
  expect(signed.status, signed.text).toBe(200);
  expect(
    (await t.as("reviewer2-P").post(`/consolidations/${signed.body.id}/accept`, { hash: signed.body.hash })).status,
  ).toBe(200);
  expect((await t.as("leader-P").post(`/collections/${f.collection}/lock`, {})).status).toBe(200);
  const saved = await t.as("clerk-d").put(`/submissions/${direct.id}/cells`, { cells: [] });
  expect(saved.body.code).toBe("wrong_state");

  const asked = await askCorrection(f, "d", direct.id, [
    { measure: "t_energy", value: { state: "number", value: "77" } },
  ]);
  expect(asked.status, asked.text).toBe(200);
  expect(asked.body).toMatchObject({ number: "更正〔2026〕1号", state: "open", turn: "county" });
  const at = async (lens: string) => (await t.settle(), (await figure(f, "reviewer-P", "d", "t_energy", lens)).sum);
  const everywhere = async () => [await at("submitted"), await at("county"), await at("city"), await at("province")];
  expect(await everywhere()).toEqual(["70", "70", "70", "70"]);
  const decide = async (who: string, tier: string) => {
    const body = { tier, decision: "approve", hash: asked.body.hash };
    return (await t.as(who).post(`/corrections/${asked.body.id}/decision`, body)).body;
  };
  expect(await decide("leader-d", "county")).toMatchObject({ turn: "city" });
  expect(await decide("reviewer-P", "city")).toMatchObject({ turn: "province" });
  // No pointer before the last tier has approved; nobody passes two tiers.
  expect(await everywhere()).toEqual(["70", "70", "70", "70"]);
  expect(await decide("reviewer-P", "province")).toMatchObject({ code: "own_work" });
  expect(await decide("reviewer2-P", "province")).toMatchObject({ state: "approved" });
  expect(await everywhere()).toEqual(["77", "77", "77", "77"]);
  const { body } = await t.as("clerk-d").get(`/submissions/${direct.id}`);
  expect(body.state).toBe("locked");
  const last = body.decisions.filter((d: any) => d.revision === body.lastRev);
  expect(last.map((d: any) => [d.kind, d.tier, d.by])).toEqual([
    ["accept", "county", "leader-d"],
    ["accept", "city", "reviewer-P"],
    ["accept", "province", "reviewer2-P"],
  ]);
});
