import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makePeriod } from "../src/testing-province.ts";
import { number, openCollection, openFlow, report, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let other: number;

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  const period = await makePeriod(t, "2025Q4", "quarter", "2025-10-01", "2025-12-31");
  other = await openCollection(t.as("analyst"), {
    owner: f.region["P"]!,
    catalogue: f.catalogue,
    period,
    documentNo: "演机管〔2026〕1号",
    opensAt: "2026-01-01T00:00:00+08:00",
    dueUnit: "2026-01-15T23:59:59+08:00",
    dueCounty: "2026-01-20T23:59:59+08:00",
    dueCity: "2026-01-25T23:59:59+08:00",
    dueProvince: "2026-01-30T23:59:59+08:00",
  });
});
afterAll(() => t.close());

const mine = async (who: string, query = "") => (await t.as(who).get(`/assignments${query}`)).body.items;
const of = (items: any[], collection: number) => items.find((i) => i.collectionId === collection);

test("a clerk sees what the own unit owes, the next due first, and nothing of others", async () => {
  const items = await mine("clerk-a1");
  expect(items.map((i: any) => [i.collectionId, i.unitId, i.state, i.late])).toEqual([
    [other, f.unit["a1"], "not_started", true],
    [f.collection, f.unit["a1"], "not_started", false],
  ]);
  expect(items[0].documentNo).toBe("演机管〔2026〕1号");
  expect(items[0].period.key).toBe("2025Q4");
  // Three of the six lines of T_FORM are required, and nothing is answered: VR01 three times; VR32, T1 and T2 cannot be decided.
  expect([items[0].required, items[0].answered]).toEqual([3, 0]);
  expect(items[0].findings).toEqual({ block: 3, unexplained: 0, other: 0, undecided: 3 });
});

test("counts follow the working copy: broken, unexplained, answered; then nothing is open", async () => {
  const id = await startSubmission(f, "a1");
  const clerk = t.as("clerk-a1");
  // 5000 > 1000 x 2 breaks T2 (explain); 6000 > 5000 breaks T1 (block); people given: 3 of 3 answered. The optional members of VR32 are open.
  await clerk.put(`/submissions/${id}/cells`, {
    cells: [number("t_energy", "5000"), number("t_people", "2"), number("t_server", "6000")],
  });
  expect(of(await mine("clerk-a1"), f.collection)).toMatchObject({
    state: "draft",
    submissionId: id,
    answered: 3,
    findings: { block: 1, unexplained: 1, other: 0, undecided: 1 },
  });
  await clerk.put(`/submissions/${id}/cells`, {
    cells: [number("t_server", "60", 1)],
    explanations: [{ rule: "T2", measure: "t_energy", member: "total", text: "新机房试运行" }],
  });
  expect(of(await mine("head-a1"), f.collection).findings).toEqual({
    block: 0,
    unexplained: 0,
    other: 1,
    undecided: 1,
  });
});

test("a question and a return show, with the reason, until the next submit", async () => {
  const s = await report(f, "a2", { energy: "100", people: "2" });
  const reviewer = t.as("reviewer-a2");
  await reviewer.post(`/submissions/${s.id}/questions`, { measure: "t_energy", member: "total", text: "为何下降?" });
  expect(of(await mine("clerk-a2"), f.collection)).toMatchObject({
    state: "submitted",
    openQuestions: 1,
    returnReason: null,
  });
  await reviewer.post(`/submissions/${s.id}/return`, { contentHash: s.hash, reason: "行次01与电费单不符" });
  expect(of(await mine("clerk-a2"), f.collection)).toMatchObject({
    state: "returned",
    lastRev: 1,
    returnReason: "行次01与电费单不符",
  });
  await report(f, "a2", { energy: "110", people: "2" });
  expect(of(await mine("clerk-a2"), f.collection)).toMatchObject({ lastRev: 2, returnReason: null });
});

test("exempt units owe nothing; a locked collection is listed only with all", async () => {
  await t.as("analyst").put(`/collections/${other}/assignments/${f.unit["b1"]}`, { exemptReason: "撤并中" });
  expect(of(await mine("clerk-b1"), other)).toMatchObject({
    state: "exempt",
    exemptReason: "撤并中",
    late: false,
    required: 0,
    findings: { block: 0, unexplained: 0, other: 0, undecided: 0 },
  });
  await t.as("leader-P").post(`/collections/${other}/lock`, {});
  expect(of(await mine("clerk-b1"), other)).toBeUndefined();
  expect(of(await mine("clerk-b1", "?all=true"), other)).toMatchObject({ state: "exempt" });
});

test("another unit's assignments are refused; who reports for none gets an empty list", async () => {
  expect((await t.as("clerk-a1").get(`/assignments?unit=${f.unit["b1"]}`)).status).toBe(404);
  expect(await mine("clerk-a1", `?unit=${f.unit["a1"]}`)).toHaveLength(1);
  expect(await mine("reviewer-A")).toEqual([]);
});
