import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { fillItems, fillTemplate, seenInItems } from "@duibiao/workbook/testing";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, startSubmission, type Flow } from "./flow.ts";

// Each import may start a thread of its own.
vi.setConfig({ testTimeout: 90_000 });

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
});
afterAll(() => t.close());

const file = { "Content-Type": "application/octet-stream" };
const energy = "明细1";
const template = async (unit: string, id: number) =>
  (await t.as(`clerk-${unit}`).get(`/submissions/${id}/template.xlsx`)).bytes;
const send = (unit: string, id: number, bytes: Uint8Array, dryRun = false) =>
  t
    .as(`clerk-${unit}`)
    .post(`/submissions/${id}/workbook?dryRun=${dryRun}&name=${encodeURIComponent("明细.xlsx")}`, bytes, file);
const cellsOf = async (unit: string, id: number) =>
  Object.fromEntries(
    (await t.as(`clerk-${unit}`).get(`/submissions/${id}`)).body.cells.map((cell: any) => [
      `${cell.measure}/${cell.member}`,
      [cell.value, cell.source],
    ]),
  );
const listsOf = async (unit: string, id: number) =>
  (await t.as(`clerk-${unit}`).get(`/submissions/${id}/items`)).body.lists;
const said = ({ dryRun: _dryRun, ...rest }: any) => rest;

test("items filled in Excel add up into the form: the dry run says what the run does, the same file again changes nothing", async () => {
  const id = await startSubmission(f, "a1");
  // 0.1 + 0.2 by hand; the second building says nothing of its server room, so that column stays open.
  const filled = fillItems(fillTemplate(await template("a1", id), { "05": { value: 9 } }), energy, [
    ["1 号楼", "0.1", "", "", 7],
    ["2 号楼", "0.2"],
    ["3 号楼", "不适用", "", "", "1"],
  ]);
  const dry = await send("a1", id, filled, true);
  expect(dry.status, dry.text).toBe(200);
  expect(dry.body.lists[0]).toMatchObject({ section: "energy", items: 3, verdict: "accepted", faults: [] });
  expect(dry.body.lists[0].totals).toEqual([
    { measure: "t_energy", member: "total", value: "0.3", open: [] },
    { measure: "t_server", member: "total", value: null, open: [1] },
  ]);
  expect(dry.body.changed).toBe(2);
  expect([await cellsOf("a1", id), await listsOf("a1", id)]).toEqual([{}, []]);

  const real = await send("a1", id, filled);
  expect(real.status, real.text).toBe(200);
  expect(said(real.body)).toEqual(said(dry.body));
  const [list] = await listsOf("a1", id);
  expect(list.items.map(({ label }: any) => label)).toEqual(["1 号楼", "2 号楼", "3 号楼"]);
  expect(await cellsOf("a1", id)).toEqual({
    "t_energy/total": ["0.3", `items:${list.id}`],
    "t_people/total": ["9", "明细.xlsx"],
  });
  const again = await send("a1", id, filled);
  expect(again.body).toMatchObject({ changed: 0, lists: [{ verdict: "unchanged" }, { verdict: "unchanged" }] });
  expect((await listsOf("a1", id))[0].id).toBe(list.id);
  // What comes out again goes on from there.
  expect(seenInItems(await template("a1", id), energy).rows).toEqual([
    ["1 号楼", 0.1, "", "", 7],
    ["2 号楼", 0.2, "", "", ""],
    ["3 号楼", "不适用", "", "", 1],
  ]);
});

test("what is wrong is named by sheet and cell, keeps the whole file out, and comes back red", async () => {
  const id = await startSubmission(f, "a2");
  const bad = fillItems(fillTemplate(await template("a2", id), { "05": { value: 9 } }), energy, [
    ["1 号楼", "约三"],
    ["", 4],
    ["合计", 7],
  ]);
  const dry = await send("a2", id, bad, true);
  expect(dry.body.lists[0]).toMatchObject({ verdict: "refused", totals: [] });
  expect(dry.body.lists[0].faults.map(({ row, cell, given }: any) => [row, cell, given])).toEqual([
    [5, "B5", "约三"],
    [6, "A6", ""],
    [7, "A7", "合计"],
  ]);
  const refused = await send("a2", id, bad);
  expect(refused.status).toBe(422);
  expect(refused.body.lists).toEqual(dry.body.lists);
  expect(await cellsOf("a2", id)).toEqual({});
  const marked = await t.as("clerk-a2").post(`/submissions/${id}/workbook/marked?name=x.xlsx`, bad, file);
  const seen = seenInItems(marked.bytes, energy);
  expect(seen.rows[0]!.slice(0, 2)).toEqual(["1 号楼", "约三"]);
  expect(seen.notes["B5"]).toContain("不是数");
  expect(seen.notes["A7"]).toContain("重复计算");
});

test("a line that says another figure than its items is refused: none of the two is chosen in silence", async () => {
  const id = await startSubmission(f, "b2");
  const rows = [
    ["1 号楼", 3],
    ["2 号楼", 4],
  ];
  const other = fillItems(fillTemplate(await template("b2", id), { "01": { value: 8 } }), energy, rows);
  const dry = await send("b2", id, other, true);
  expect(dry.body.cells[0]).toMatchObject({ line: "01", verdict: "refused", given: "8" });
  expect(dry.body.cells[0].problem.zh).toContain("合计是「7」");
  const same = fillItems(fillTemplate(await template("b2", id), { "01": { value: "7.0" } }), energy, rows);
  const done = await send("b2", id, same);
  expect(done.status, done.text).toBe(200);
  const [first] = await listsOf("b2", id);
  expect((await cellsOf("b2", id))["t_energy/total"]).toEqual(["7", `items:${first.id}`]);

  // The template of today shows 7 on the line; another row makes it 12 without anybody touching the line.
  const more = fillItems(await template("b2", id), energy, [[], [], ["3 号楼", 5]]);
  const late = await template("b2", id);
  expect((await send("b2", id, more)).status).toBe(200);
  expect((await cellsOf("b2", id))["t_energy/total"]![0]).toBe("12");
  // A file from before says another list than the one that was saved since: a conflict, nothing overwritten.
  const conflict = await send("b2", id, fillItems(late, energy, [[], [], ["4 号楼", 1]]), true);
  expect(conflict.body.lists[0]).toMatchObject({ verdict: "conflict" });
  expect(conflict.body.lists[0].problem.zh).toContain("另一份明细");
});

test("代报: the items of a returned template are filed with it, and what is wrong in them is told with its place", async () => {
  const where = `collection=${f.collection}&region=${f.region["b1"]}`;
  const unit = f.unit["b1"]!;
  const id = await startSubmission(f, "b1");
  const bytes = fillTemplate(await template("b1", id), { "05": { value: 5 } });
  const filed = (body: Uint8Array, dryRun = false) =>
    t
      .as("reviewer-b1")
      .post(
        `/filings?${where}&dryRun=${dryRun}&name=b1.xlsx&unit=${unit}&sender=${encodeURIComponent("张三")}`,
        body,
        file,
      );
  const wrong = await filed(fillItems(bytes, energy, [["1 号楼", "许多", "", "", 1]]));
  expect(wrong.body, wrong.text).toMatchObject({ verdict: "refused" });
  expect(wrong.body.reasons).toMatchObject([{ at: "B5", given: "许多" }]);
  const right = fillItems(bytes, energy, [
    ["1 号楼", 20, "", "", 1],
    ["2 号楼", 30, "", "", 0],
  ]);
  const dry = await filed(right, true);
  expect(dry.body, dry.text).toMatchObject({ verdict: "filed", revision: null });
  const done = await filed(right);
  expect(done.body, done.text).toMatchObject({ verdict: "filed", revision: 1 });
  const [list] = (await t.as("reviewer-b1").get(`/submissions/${id}/items`)).body.lists;
  const { observations } = (await t.as("reviewer-b1").get(`/submissions/${id}/revisions/1`)).body;
  expect(observations.find((one: any) => one.measure === "t_energy")).toMatchObject({
    value: "50",
    source: `items:${list.id}`,
  });
  expect((await filed(right)).body).toMatchObject({ verdict: "unchanged" });
});
