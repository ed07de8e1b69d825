import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makePeriod } from "../src/testing-province.ts";
import { number, openCollection, openFlow, report, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let before: Flow;
let now: Flow;

beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  before = await openFlow(t);
  await report(before, "a1", { energy: "100", people: "7", server: "0" });
  const period = await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30");
  const task = { owner: before.region["P"]!, catalogue: before.catalogue, period };
  now = { ...before, period, collection: await openCollection(t.as("analyst"), task) };
});
afterAll(() => t.close());

const save = (id: number, cells: object[]) => t.as("clerk-a1").put(`/submissions/${id}/cells`, { cells });
const sourceOf = async (id: number, measure: string) =>
  (await t.as("clerk-a1").get(`/submissions/${id}`)).body.cells.find((cell: any) => cell.measure === measure)?.source;

test("a stock is confirmed unchanged and keeps its origin into the revision; another value is a figure of its own", async () => {
  const id = await startSubmission(now, "a1");
  const carried = await save(id, [{ ...number("t_people", "7"), carried: "2026Q1" }]);
  expect(carried.status, carried.text).toBe(200);
  expect(await sourceOf(id, "t_people")).toBe("carried:2026Q1");
  // Checked as any other figure: 100,000 kWh over the 7 people carried is more than 1,000 each.
  const checked = await save(id, [number("t_energy", "100000"), number("t_server", "0")]);
  expect(checked.body.findings.map(({ rule }: any) => rule)).toContain("T2");
  const { version } = checked.body.saved.find(({ measure }: any) => measure === "t_energy");
  await save(id, [number("t_energy", "90", version)]);
  const { hash } = await signAndSubmit(now, "a1", id);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const revision = await t.as("reviewer-a1").get(`/submissions/${id}/revisions/1`);
  const stock = revision.body.observations.find(({ measure }: any) => measure === "t_people");
  expect(stock).toMatchObject({ value: "7", source: "carried:2026Q1" });
});

test("a flow is never carried over, and neither is a value that was not there before: refused with the sentence", async () => {
  const id = await startSubmission({ ...now }, "a2");
  const clerk = t.as("clerk-a2");
  const put = (cell: object) => clerk.put(`/submissions/${id}/cells`, { cells: [cell] });
  const flow = await put({ ...number("t_energy", "100"), carried: "2026Q1" });
  expect([flow.status, flow.body.zh]).toEqual([
    422,
    expect.stringContaining("流量数据每期重新发生，不能沿用上期：用电量"),
  ]);
  // The unit did not report the period before.
  const unknown = await put({ ...number("t_people", "7"), carried: "2026Q1" });
  expect([unknown.status, unknown.body.zh]).toEqual([422, expect.stringContaining("不能标为沿用：用能人数")]);
  expect((await clerk.get(`/submissions/${id}`)).body.cells).toEqual([]);
});

test("another number, or another period's name, is not carried over", async () => {
  await report(before, "b1", { energy: "10", people: "3" });
  const id = await startSubmission(now, "b1");
  const put = (value: string, carried: string) =>
    t.as("clerk-b1").put(`/submissions/${id}/cells`, { cells: [{ ...number("t_people", value), carried }] });
  expect((await put("4", "2026Q1")).status).toBe(422);
  expect((await put("3", "2025Q4")).status).toBe(422);
  expect((await put("3", "2026Q1")).status).toBe(200);
  const typed = await t.as("clerk-b1").put(`/submissions/${id}/cells`, { cells: [number("t_people", "4", 1)] });
  expect(typed.status).toBe(200);
  expect((await t.as("clerk-b1").get(`/submissions/${id}`)).body.cells[0].source).toBe("typed");
});
