import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openFlow, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const bill = (start: string, end: string, amount: string, more = {}) => ({
  measure: "t_energy",
  member: "total",
  start,
  end,
  amount,
  ...more,
});
const cellOf = async (unit: string, id: number) =>
  (await t.as(`clerk-${unit}`).get(`/submissions/${id}`)).body.cells.find(
    (cell: any) => cell.measure === "t_energy" && cell.member === "total",
  );

test("bills that make up the quarter fill the cell by days, and the cell keeps which they were", async () => {
  const id = await startSubmission(f, "a1");
  const clerk = t.as("clerk-a1");
  // 2026Q1 has 90 days. 16 December to 15 January: 31 days, 3100, 15 of them in January: 1500.
  const first = await clerk.post(
    `/submissions/${id}/bills`,
    bill("2025-12-16", "2026-01-15", "3100", { number: "票01" }),
  );
  expect(first.status, first.text).toBe(200);
  const early = await clerk.post(`/submissions/${id}/from-bills`, { measure: "t_energy" });
  expect(early.status).toBe(422);
  expect(early.body.unbilled).toEqual([{ meter: "", start: "2026-01-16", end: "2026-03-31" }]);
  expect(await cellOf("a1", id)).toBeUndefined();
  // 16 January to 14 April: 89 days, 8900, of which 75 lie in the quarter (16 + 28 + 31): 7500.
  const second = await clerk.post(`/submissions/${id}/bills`, bill("2026-01-16", "2026-04-14", "8900"));
  const listed = (await t.as("reviewer-a1").get(`/submissions/${id}/bills`)).body;
  expect(listed.cells).toMatchObject([
    {
      measure: "t_energy",
      value: "9000",
      bills: [
        { number: "票01", days: 15, part: "1500", amount: "3100", by: "clerk-a1" },
        { days: 75, part: "7500" },
      ],
    },
  ]);
  const summed = await clerk.post(`/submissions/${id}/from-bills`, { measure: "t_energy" });
  expect(summed.status, summed.text).toBe(200);
  expect(await cellOf("a1", id)).toMatchObject({ value: "9000", source: `bills:${first.body.id},${second.body.id}` });
  await clerk.put(`/submissions/${id}/cells`, { cells: [number("t_people", "9"), number("t_server", "1")] });
  await signAndSubmit(f, "a1", id);
  const revision = (await t.as("reviewer-a1").get(`/submissions/${id}/revisions/1`)).body;
  expect(revision.observations.find((o: any) => o.measure === "t_energy").source).toMatch(/^bills:/);
});

test("days without a bill and days with two are named, each of its own", async () => {
  const id = await startSubmission(f, "b1");
  for (const [start, end] of [
    ["2026-01-01", "2026-02-28"],
    ["2026-02-20", "2026-03-10"],
  ])
    expect((await t.as("clerk-b1").post(`/submissions/${id}/bills`, bill(start!, end!, "10"))).status).toBe(200);
  const refused = await t.as("clerk-b1").post(`/submissions/${id}/from-bills`, { measure: "t_energy" });
  expect(refused.status).toBe(422);
  expect(refused.body.zh).toContain(
    "没有账单的日子 2026-03-11 至 2026-03-31；重复计费的日子 2026-02-20 至 2026-02-28。",
  );
});

test("a bill that is withdrawn after the cell was filled keeps the form from being submitted, until it is filled anew or typed", async () => {
  const id = await startSubmission(f, "a2");
  const clerk = t.as("clerk-a2");
  const { id: wrong } = (await clerk.post(`/submissions/${id}/bills`, bill("2026-01-01", "2026-03-31", "900"))).body;
  await clerk.post(`/submissions/${id}/from-bills`, { measure: "t_energy" });
  await clerk.put(`/submissions/${id}/cells`, { cells: [number("t_people", "9"), number("t_server", "1")] });
  expect((await t.as("head-a2").post(`/bills/${wrong}/withdraw`)).status).toBe(403);
  expect((await clerk.post(`/bills/${wrong}/withdraw`)).status).toBe(200);
  expect((await clerk.post(`/bills/${wrong}/withdraw`)).status).toBe(409);
  const { contentHash } = (await clerk.get(`/submissions/${id}`)).body;
  for (const who of ["clerk-a2", "head-a2"]) await t.as(who).post(`/submissions/${id}/sign`, { contentHash });
  const refused = await clerk.post(`/submissions/${id}/submit`, { contentHash });
  expect([refused.status, refused.body.zh]).toEqual([422, expect.stringContaining("账单有变动")]);
  const typed = await clerk.put(`/submissions/${id}/cells`, {
    cells: [number("t_energy", "900", 1, { estimated: true })],
  });
  expect(typed.body.conflicts).toEqual([]);
  await signAndSubmit(f, "a2", id);
});

test("a bill is refused where it cannot be meant: a stock, another form's cell, days the wrong way, no day of the period, below zero", async () => {
  const id = await startSubmission(f, "b1");
  const add = async (given: object, who = "clerk-b1") =>
    (await t.as(who).post(`/submissions/${id}/bills`, given)).status;
  expect(await add(bill("2026-01-01", "2026-01-31", "1", { measure: "t_people" }))).toBe(422);
  expect(await add(bill("2026-01-01", "2026-01-31", "1", { measure: "t_other" }))).toBe(422);
  expect(await add(bill("2026-01-31", "2026-01-01", "1"))).toBe(422);
  expect(await add(bill("2025-10-01", "2025-12-31", "1"))).toBe(422);
  expect(await add(bill("2026-01-01", "2026-01-31", "-1"))).toBe(422);
  expect(await add(bill("2026-02-30", "2026-03-31", "1"))).toBe(400);
  expect(await add(bill("2026-01-01", "2026-01-31", "1"), "head-b1")).toBe(403);
  expect(await add(bill("2026-01-01", "2026-01-31", "1"), "clerk-a1")).toBe(404);
  expect((await t.as("reviewer-a1").get(`/submissions/${id}/bills`)).status).toBe(404);
});
