import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openFlow, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const rows = (...figures: (string | null | undefined)[][]) =>
  figures.map(([energy, server], at) => ({
    label: `${at + 1} 号楼`,
    values: {
      ...(energy !== undefined && { t_energy: energy }),
      ...(server !== undefined && { t_server: server }),
    },
  }));
const put = (who: string, id: number, items: object[], seen = 0, section = "energy") =>
  t.as(who).put(`/submissions/${id}/items`, { section, items, seen });
const cellsOf = async (id: number, who = "clerk-a1") =>
  Object.fromEntries(
    (await t.as(who).get(`/submissions/${id}`)).body.cells.map((cell: any) => [
      cell.measure,
      [cell.value, cell.source],
    ]),
  );

test("one row per building adds up into the section's cells; a column with a gap stays as it was and says where", async () => {
  const id = await startSubmission(f, "a1");
  const first = await put("clerk-a1", id, rows(["0.1", "7"], ["0.2"], [null, "1"]));
  expect(first.status, first.text).toBe(200);
  // 0.1 + 0.2 by hand; the third building has no electricity of its own. The second has not said what its server room took.
  expect(first.body.totals).toEqual([
    { measure: "t_energy", member: "total", value: "0.3", open: [] },
    { measure: "t_server", member: "total", value: null, open: [1] },
  ]);
  expect(await cellsOf(id)).toEqual({ t_energy: ["0.3", `items:${first.body.list}`] });
  const second = await put("clerk-a1", id, rows(["10", "7"], ["20", "0"]), first.body.list);
  expect(await cellsOf(id)).toEqual({
    t_energy: ["30", `items:${second.body.list}`],
    t_server: ["7", `items:${second.body.list}`],
  });
  const seen = (await t.as("reviewer-a1").get(`/submissions/${id}/items`)).body.lists;
  expect(seen).toMatchObject([{ id: second.body.list, section: "energy", by: "clerk-a1" }]);
  expect(seen[0].items.map(({ label }: any) => label)).toEqual(["1 号楼", "2 号楼"]);
  // Typed over, the cell is a figure of its own again.
  await t.as("clerk-a1").put(`/submissions/${id}/cells`, { cells: [number("t_energy", "31", 2)] });
  expect((await cellsOf(id))["t_energy"]).toEqual(["31", "typed"]);
});

test("what a list added up to is not reported once the list comes to something else, until it is whole again or typed", async () => {
  const id = await startSubmission(f, "b1");
  const first = (await put("clerk-b1", id, rows(["100", "0"], ["200", "1"]))).body.list;
  expect((await cellsOf(id, "clerk-b1"))["t_energy"]).toEqual(["300", `items:${first}`]);
  // A note beside the sum leaves where it came from.
  const noted = await t.as("clerk-b1").put(`/submissions/${id}/cells`, {
    cells: [{ ...number("t_energy", "300", 1), note: "新装分表" }, number("t_people", "5")],
  });
  expect(noted.status, noted.text).toBe(200);
  expect((await cellsOf(id, "clerk-b1"))["t_energy"]).toEqual(["300", `items:${first}`]);
  // The second building is gone, a third has not been read yet: 300 is nobody's sum any more.
  const second = (await put("clerk-b1", id, rows(["100", "0"], [undefined, "1"]), first)).body.list;
  const send = async () => {
    const { contentHash } = (await t.as("clerk-b1").get(`/submissions/${id}`)).body;
    for (const who of ["clerk-b1", "head-b1"]) await t.as(who).post(`/submissions/${id}/sign`, { contentHash });
    return t.as("clerk-b1").post(`/submissions/${id}/submit`, { contentHash });
  };
  const refused = await send();
  expect(refused.status).toBe(422);
  expect(refused.body.zh).toContain("明细有变动，与已填的合计不符：行次 01");
  expect(refused.body.cells).toEqual(["t_energy"]);
  await put("clerk-b1", id, rows(["100", "0"], ["250", "1"]), second);
  expect((await cellsOf(id, "clerk-b1"))["t_energy"]![0]).toBe("350");
  expect((await send()).status).toBe(200);
});

test("two who change one list do not overwrite each other, and what cannot be added up is refused", async () => {
  const id = await startSubmission(f, "a2");
  const first = await put("clerk-a2", id, rows(["1", "0"]));
  const late = await put("clerk-a2", id, rows(["2", "0"]), 0);
  expect([late.status, late.body.list.id]).toEqual([412, first.body.list]);
  expect((await put("clerk-a2", id, [{ label: "x", values: { t_rate: "5" } }], 0, "people")).status).toBe(422);
  expect((await put("clerk-a2", id, [{ label: "x", values: { t_people: "5" } }], first.body.list)).status).toBe(422);
  expect((await put("clerk-a2", id, rows(["1"]), 0, "none")).status).toBe(422);
  expect((await put("clerk-a2", id, [{ label: " ", values: {} }], first.body.list)).status).toBe(400);
  expect((await put("head-a2", id, rows(["1"]), first.body.list)).status).toBe(403);
  expect((await t.as("reviewer-b1").get(`/submissions/${id}/items`)).status).toBe(404);
});
