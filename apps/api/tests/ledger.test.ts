import { afterAll, beforeAll, expect, test } from "vitest";
import type { Catalogue } from "@duibiao/indicators";
import { createTestPlatform, type Client, type TestPlatform } from "../src/testing.ts";
import { makeCatalogue, makePeriod, smallCatalogue } from "../src/testing-province.ts";
import { accept, number, openCollection, openFlow, signAndSubmit, startSubmission, type Flow } from "./flow.ts";

/** The small catalogue with a monthly ledger of its form. Invented. */
const kept: Catalogue = {
  ...smallCatalogue,
  key: "kept",
  forms: [
    ...smallCatalogue.forms,
    {
      key: "T_LEDGER",
      name: { zh: "测试台账", en: "test ledger" },
      period: "month",
      ledgerOf: "T_FORM",
      sections: [
        {
          key: "all",
          name: { zh: "逐月", en: "monthly" },
          lines: ["t_energy", "t_server", "t_people"].map((measure, at) => ({ row: `${at}`, measure })),
        },
      ],
    },
  ],
};

let t: TestPlatform;
let f: Flow;
let clerk: Client;
const months: Record<string, number> = {};
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-07-05T09:00:00+08:00");
  const small = await openFlow(t);
  const catalogue = await makeCatalogue(t, kept);
  const task = { owner: small.region["P"]!, catalogue };
  const period = await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30");
  f = { ...small, catalogue, period, collection: await openCollection(t.as("analyst"), { ...task, period }) };
  for (const [month, last] of [
    ["2026-04", "30"],
    ["2026-05", "31"],
    ["2026-06", "30"],
  ] as const) {
    const at = await makePeriod(t, month, "month", `${month}-01`, `${month}-${last}`);
    months[month] = await openCollection(t.as("analyst"), { ...task, period: at, form: "T_LEDGER" });
  }
  clerk = t.as("clerk-a1");
});
afterAll(() => t.close());

/** Keeps a month; the id of its submission. */
async function keep(month: string, cells: unknown[], who = "a1"): Promise<number> {
  const opened = await t.as(`clerk-${who}`).post("/submissions", { collection: months[month], unit: f.unit[who] });
  expect(opened.status, opened.text).toBe(200);
  const before = (await t.as(`clerk-${who}`).get(`/submissions/${opened.body.id}`)).body.cells;
  const versioned = cells.map((cell: any) => ({
    ...cell,
    version: before.find((one: any) => one.measure === cell.measure)?.version ?? 0,
  }));
  const saved = await t.as(`clerk-${who}`).put(`/submissions/${opened.body.id}/cells`, { cells: versioned });
  expect(saved.status, saved.text).toBe(200);
  expect(saved.body.conflicts).toEqual([]);
  return opened.body.id;
}
const cellsOf = async (id: number) =>
  Object.fromEntries(
    (await clerk.get(`/submissions/${id}`)).body.cells.map((cell: any) => [
      cell.measure,
      [cell.value, cell.estimated, cell.source],
    ]),
  );
let quarter: number;

test("a ledger is owed by nobody: no task, no board, no count, no roll-up, never late", async () => {
  for (const all of ["", "?all=true"]) {
    const listed = (await clerk.get(`/assignments${all}`)).body.items.map((item: any) => item.collectionId);
    for (const id of Object.values(months)) expect(listed).not.toContain(id);
  }
  // Its own list offers it, never late; another unit's is not there.
  const offered = (await clerk.get("/assignments?ledgers=true")).body.items;
  expect(offered.map((item: any) => [item.collectionId, item.origin, item.late, item.unitId])).toEqual(
    Object.values(months).map((id) => [id, "ledger", false, f.unit["a1"]]),
  );
  const collection = (await t.as("analyst").get(`/collections/${months["2026-04"]}`)).body;
  expect([collection.origin, collection.counts]).toEqual(["ledger", {}]);
  expect(collection.assignments.some((assignment: any) => assignment.late)).toBe(false);
  await keep("2026-04", [number("t_energy", "10.1", 0, { estimated: true }), number("t_people", "5")]);
  await t.settle();
  const stored = await t.owner.query("select count(*)::int as n from roll_ups where collection_id = $1", [
    months["2026-04"],
  ]);
  expect(stored.rows[0].n).toBe(0);
  const board = (await t.as("reviewer-A").get("/board?from=2026-01-01&to=2026-12-31")).body;
  expect(board.collections.map((column: any) => column.collectionId)).not.toContain(months["2026-04"]);
});

test("months that are all kept are summed, by hand; a month without an entry leaves the cell open and is named", async () => {
  quarter = await startSubmission(f, "a1");
  await keep("2026-05", [number("t_energy", "20.02"), number("t_people", "6"), number("t_server", "1")]);
  const early = await clerk.post(`/submissions/${quarter}/from-ledger`, {});
  expect(early.status, early.text).toBe(200);
  expect(early.body.changed).toBe(0);
  const missing = Object.fromEntries(early.body.totals.map((total: any) => [total.measure, total.missing]));
  expect(missing).toEqual({
    t_energy: ["2026-06"],
    t_people: ["2026-06"],
    t_server: ["2026-04", "2026-06"],
  });
  await keep("2026-06", [number("t_energy", "30.003"), number("t_people", "7"), number("t_server", "2")]);
  const summed = await clerk.post(`/submissions/${quarter}/from-ledger`, {});
  // Energy 10.1 + 20.02 + 30.003 = 60.123, estimated because April is; people as in June; server lacks April.
  expect(summed.body.changed).toBe(2);
  expect(await cellsOf(quarter)).toEqual({
    t_energy: ["60.123", true, "ledger"],
    t_people: ["7", false, "ledger"],
  });
  expect((await clerk.post(`/submissions/${quarter}/from-ledger`, {})).body.changed).toBe(0);
  const ledger = (await clerk.get(`/submissions/${quarter}/ledger`)).body;
  expect(ledger.form.key).toBe("T_LEDGER");
  expect(ledger.months.map((month: any) => [month.month, month.collectionId, month.kept])).toEqual([
    ["2026-04", months["2026-04"], 2],
    ["2026-05", months["2026-05"], 3],
    ["2026-06", months["2026-06"], 3],
  ]);
});

test("another figure in a summed cell is refused with the sentence; a note may be written, an open cell is typed", async () => {
  const typed = (cell: Record<string, unknown>) => clerk.put(`/submissions/${quarter}/cells`, { cells: [cell] });
  const refused = await typed(number("t_energy", "61", 1));
  expect(refused.status).toBe(422);
  expect(refused.body.zh).toContain("这些单元格由台账合计，不直接填写：用电量");
  expect(refused.body.en).toContain("not typed: electricity");
  expect((await typed({ ...number("t_energy", "0", 1), value: null })).status).toBe(422);
  const noted = await typed({ ...number("t_energy", "60.123", 1, { estimated: true }), note: "四月暂估" });
  expect(noted.status, noted.text).toBe(200);
  expect((await typed(number("t_server", "3"))).status).toBe(200);
  expect(await cellsOf(quarter)).toMatchObject({
    t_energy: ["60.123", true, "ledger"],
    t_server: ["3", false, "typed"],
  });
  // 本节无发生 is no way around it.
  expect((await clerk.put(`/submissions/${quarter}/cells`, { cells: [], zeroSections: ["energy"] })).status).toBe(422);
});

test("a figure that was typed before its ledger was kept must be summed before it is reported", async () => {
  await keep("2026-04", [number("t_server", "0.5")]);
  const { contentHash } = (await clerk.get(`/submissions/${quarter}`)).body;
  for (const who of [clerk, t.as("head-a1")])
    expect((await who.post(`/submissions/${quarter}/sign`, { contentHash })).status).toBe(200);
  const refused = await clerk.post(`/submissions/${quarter}/submit`, { contentHash });
  expect(refused.status).toBe(422);
  expect(refused.body.zh).toContain("机房用电量");
  // 0.5 + 1 + 2 = 3.5
  expect((await clerk.post(`/submissions/${quarter}/from-ledger`, {})).body.changed).toBe(1);
  expect((await cellsOf(quarter))["t_server"]).toEqual(["3.5", false, "ledger"]);
  const sent = await signAndSubmit(f, "a1", quarter);
  const revision = (await clerk.get(`/submissions/${quarter}/revisions/1`)).body;
  expect(revision.observations.find((cell: any) => cell.measure === "t_server")).toMatchObject({
    value: "3.5",
    source: "ledger",
  });
  await accept(f, "reviewer-a1", "county", sent);
});

test("a ledger is not signed, reported or consolidated, and read by the unit and its own bureau alone", async () => {
  const id = await keep("2026-05", [number("t_people", "6")]);
  const contentHash = (await clerk.get(`/submissions/${id}`)).body.contentHash;
  for (const deed of ["sign", "submit"]) {
    const refused = await clerk.post(`/submissions/${id}/${deed}`, { contentHash });
    expect(refused.status).toBe(422);
    expect(refused.body.zh).toContain("不签署、不报送");
  }
  const city = { collection: months["2026-05"], city: f.region["A"], missing: [], differences: [] };
  expect((await t.as("leader-A").post("/consolidations", city)).status).toBe(422);
  for (const who of ["head-a1", "reviewer-a1"]) expect((await t.as(who).get(`/submissions/${id}`)).status).toBe(200);
  expect((await t.as("reviewer-a1").get(`/submissions/${quarter}/ledger`)).status).toBe(200);
  for (const who of ["reviewer-A", "leader-P"]) {
    expect((await t.as(who).get(`/submissions/${id}`)).status).toBe(403);
    expect((await t.as(who).get(`/submissions/${quarter}/ledger`)).status).toBe(403);
  }
  for (const who of ["reviewer-a2", "clerk-b1"]) expect((await t.as(who).get(`/submissions/${id}`)).status).toBe(404);
});

test("only the unit's clerk sums its ledger, and a form without one says so", async () => {
  expect((await t.as("head-a1").post(`/submissions/${quarter}/from-ledger`, {})).status).toBe(403);
  const other = await startSubmission({ ...f, collection: await firstQuarter() }, "a1");
  const none = await clerk.post(`/submissions/${other}/from-ledger`, {});
  expect(none.status).toBe(422);
  expect(none.body.zh).toContain("本表没有台账");
  expect((await clerk.get(`/submissions/${other}/ledger`)).body).toEqual({ form: null, months: [], totals: [] });
});

async function firstQuarter(): Promise<number> {
  const { rows } = await t.owner.query(
    "select c.id from collections c join periods p on p.id = c.period_id where p.key = '2026Q1'",
  );
  return rows[0].id;
}
