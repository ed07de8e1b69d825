import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { writeTable } from "@duibiao/workbook/table";
import { accept, number, openFlow, report, signAndSubmit, startSubmission, type Flow } from "../../tests/flow.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  await t.person("analyst-A", "analyst", { region: f.region["A"]! });
  await t.person("analyst-B", "analyst", { region: f.region["B"]! });
});
afterAll(() => t.close());

type Cell = { unit_code: string; measure: string; [field: string]: unknown };
const cell = (unit: string, measure: string, value: string, more = {}): Cell => ({
  unit_code: `U-${unit}`,
  measure,
  value,
  ...more,
});
const address = (query: Record<string, unknown> = {}, door = "") => {
  const all = { collection: f.collection, dryRun: false, system: "公车平台", file: "三月.csv", ...query };
  return `/exchange/cells${door}?${new URLSearchParams(Object.entries(all).map(([k, v]): [string, string] => [k, String(v)]))}`;
};
const push = (who: string, cells: Cell[], query: Record<string, unknown> = {}) =>
  t.as(who).post(address(query), { cells });
const verdicts = (answer: any) => answer.body.cells.map((one: any) => [one.unit, one.measure, one.verdict, one.code]);
const working = async (unit: string) => {
  const id = await startSubmission(f, unit);
  return { id, ...(await t.as(`clerk-${unit}`).get(`/submissions/${id}`)).body };
};

describe("pushing cells", () => {
  test("a dry run says what the run will, writes nothing and starts nothing; the run writes drafts that name their source", async () => {
    const cells = [
      cell("a1", "t_energy", "1,200.50"),
      cell("a2", "t_people", "30"),
      cell("a2", "t_energy", "12万千瓦时"),
    ];
    const dry = await push("analyst-A", cells, { dryRun: true });
    expect(dry.status, dry.text).toBe(200);
    const { rows } = await t.owner.query(
      "select (select count(*) from submissions)::int + (select count(*) from arrivals)::int as n",
    );
    expect(rows[0].n).toBe(0);
    const real = await push("analyst-A", cells);
    expect(real.status, real.text).toBe(200);
    // Ids of submissions that the dry run gave back are taken by nobody else.
    const plain = (body: any) => ({
      ...body,
      dryRun: 0,
      written: 0,
      units: body.units.map((u: any) => [u.code, u.findings]),
    });
    expect(plain(real.body)).toEqual(plain(dry.body));
    expect([dry.body.written, real.body.written]).toEqual([false, true]);
    const a1 = await working("a1");
    expect(a1.state).toBe("draft");
    expect(a1.cells).toMatchObject([{ measure: "t_energy", value: "1200.5", source: "system:公车平台 · 三月.csv" }]);
    // 12万千瓦时 = 120000 kWh.
    expect((await working("a2")).cells.find((c: any) => c.measure === "t_energy").value).toBe("120000");
    const again = await push("analyst-A", cells);
    expect(again.body.counts).toEqual({ written: 0, unchanged: 3, conflict: 0, refused: 0 });
    expect((await working("a1")).cells).toEqual(a1.cells);
  });

  test("what a person typed stays: a conflict with both values, and the clerk alone takes the other's", async () => {
    const { id } = await working("b1");
    await t.as("clerk-b1").put(`/submissions/${id}/cells`, {
      cells: [{ ...number("t_energy", "500"), note: "新增两台锅炉" }, number("t_people", "9")],
    });
    const pushed = await push("analyst-B", [
      cell("b1", "t_energy", "510"),
      cell("b1", "t_people", "9"),
      cell("b1", "t_server", "1"),
    ]);
    expect(pushed.status).toBe(422);
    expect(pushed.body).toMatchObject({
      code: "push_refused",
      written: false,
      counts: { written: 1, unchanged: 1, conflict: 1 },
    });
    expect(pushed.body.cells[0]).toMatchObject({
      verdict: "conflict",
      given: "510",
      stored: { value: "500", source: "typed" },
    });
    // One bad cell keeps all others out, unless the sender asks for the good ones.
    expect((await working("b1")).cells.map((c: any) => c.measure)).toEqual(["t_energy", "t_people"]);
    const partial = await push("analyst-B", [cell("b1", "t_energy", "510"), cell("b1", "t_server", "1")], {
      partial: true,
    });
    expect(partial.body).toMatchObject({ written: true, counts: { written: 1, conflict: 1 } });
    const { items } = (await t.as("clerk-b1").get(`/submissions/${id}/arrivals`)).body;
    expect(items.map((i: any) => [i.measure, i.value, i.verdict, i.place])).toEqual([
      ["t_energy", "510", "conflict", "cells[0]"],
      ["t_server", "1", "written", "cells[1]"],
    ]);
    const adopt = (who: string, version: number) =>
      t.as(who).post(`/submissions/${id}/arrivals`, {
        system: "公车平台",
        cells: [{ measure: "t_energy", member: "total", version }],
      });
    expect((await adopt("analyst-B", 1)).status).toBe(403);
    expect((await adopt("clerk-b1", 7)).status).toBe(412);
    expect((await adopt("clerk-b1", 1)).body).toEqual({ adopted: 1 });
    expect((await working("b1")).cells[0]).toMatchObject({
      value: "510",
      // The push had no note: the clerk's stays.
      note: "新增两台锅炉",
      source: "system:公车平台 · 三月.csv",
      version: 2,
    });
  });

  test("a file of many units is in whole or not at all; whoever types between its trial and its writing is seen", async () => {
    const server = async (unit: string) =>
      (await working(unit)).cells.find((c: any) => c.measure === "t_server")?.value ?? null;
    const both = [cell("a1", "t_server", "1"), cell("a2", "t_server", "2")];
    const refused = await push("analyst-A", [both[0]!, cell("a2", "t_server", "多")]);
    expect([refused.status, refused.body.counts]).toEqual([422, { written: 1, unchanged: 0, conflict: 0, refused: 1 }]);
    expect(refused.body.units.map((u: any) => [u.code, u.counts.written, u.counts.refused])).toEqual([
      ["U-a1", 1, 0],
      ["U-a2", 0, 1],
    ]);
    expect(await server("a1")).toBeNull();

    const { id } = await working("a2");
    const somebody = new pg.Client({ connectionString: t.urls.ownerUrl });
    await somebody.connect();
    await somebody.query("begin");
    await somebody.query("select 1 from submissions where id = $1 for update", [id]);
    // A trial waits for nobody, and holds nobody up.
    expect((await push("analyst-A", both, { dryRun: true })).body.counts.written).toBe(2);
    const running = push("analyst-A", both);
    await vi.waitUntil(
      async () =>
        (await t.owner.query("select 1 from pg_locks where not granted")).rows.length > 0 ||
        (await t.owner.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows.length > 0,
    );
    await somebody.query(
      `insert into cells (submission_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source, updated_by)
       select s.id, s.unit_id, s.region_id, s.city_id, m.id, 'total', 'number', 9, false, '', '', 'typed', 1 from submissions s, measures m
       where s.id = $1 and m.key = 't_server'`,
      [id],
    );
    await somebody.query("update submissions set version = version + 1 where id = $1", [id]);
    await somebody.query("commit");
    await somebody.end();
    const answer = await running;
    expect([answer.status, answer.body.counts.conflict, answer.body.cells[1].stored.value]).toEqual([422, 1, "9"]);
    expect([await server("a1"), await server("a2")]).toEqual([null, "9"]);
    expect((await push("analyst-A", both, { partial: true })).body.counts).toMatchObject({ written: 1, conflict: 1 });
    expect([await server("a1"), await server("a2")]).toEqual(["1", "9"]);
    // Empty again for the tests that follow.
    await t.owner.query("delete from cells where submission_id = $1 and source = 'typed'", [id]);
  });

  test("every cell that cannot be taken is named with its place and reason", async () => {
    const bad = await push("analyst-B", [
      cell("b2", "t_energy", "12吨"),
      cell("b2", "t_other", "1"),
      cell("b2", "t_people", "", { state: "na" }),
      cell("b2", "t_server", ""),
      cell("a1", "t_energy", "1"),
      cell("b2", "t_rate", "5"),
      cell("b2", "t_rate", "6"),
    ]);
    expect(bad.status).toBe(422);
    expect(verdicts(bad)).toEqual([
      ["U-b2", "t_energy", "refused", "not_a_number"],
      ["U-b2", "t_other", "refused", "not_asked"],
      ["U-b2", "t_people", "refused", "reason_missing"],
      ["U-b2", "t_server", "refused", "no_value"],
      ["U-a1", "t_energy", "refused", "unit_unassigned"],
      ["U-b2", "t_rate", "written", ""],
      ["U-b2", "t_rate", "refused", "twice"],
    ]);
  });

  test("what is signed or sent takes no push, and a bureau above the city writes no draft that it may not read", async () => {
    const { id } = await report(f, "d", { energy: "10", people: "2" });
    const late = await push("clerk-d", [cell("d", "t_energy", "11")]);
    expect(verdicts(late)).toEqual([["U-d", "t_energy", "refused", "wrong_state"]]);
    expect((await t.as("clerk-d").get(`/submissions/${id}`)).body.cells[0].value).toBe("10");
    const above = await push("analyst", [cell("b1", "t_server", "77")]);
    expect(verdicts(above)).toEqual([["U-b1", "t_server", "refused", "unreviewed"]]);
    expect(above.body.cells[0].stored).toBeNull();
    expect((await push("reviewer-B", [cell("b1", "t_server", "77")])).status).toBe(403);
  });

  test("as many cells as a push may hold are read and told one by one, with their remarks; one more is refused", async () => {
    const cells = Array.from({ length: 20_000 }, (_, at) =>
      cell("nobody", `t_${at}`, "1", { note: "抄表时间".repeat(8) }),
    );
    const most = await push("analyst-A", cells, { dryRun: true });
    expect([most.status, most.body.counts.refused, most.body.cells.length]).toEqual([200, 20_000, 20_000]);
    expect((await push("analyst-A", [...cells, cells[0]!], { dryRun: true })).status).toBe(400);
  });

  test("CSV and XLSX take the same way, and an unreadable table is refused whole", async () => {
    const text = "unit_code,measure,value,uom,note\r\nU-b2,t_energy,0.5,万千瓦时,电表\r\n";
    const csv = await t.as("clerk-b2").csv(address({}, "/csv"), text);
    expect(csv.status, csv.text).toBe(200);
    expect(csv.body.cells[0]).toMatchObject({ place: "R2", value: { value: "5000" }, verdict: "written" });
    const column = (name: string) => ({ name, type: "text" as const });
    const book = await writeTable([
      { name: "x", columns: ["unit_code", "measure", "value"].map(column), rows: [["U-b2", "t_energy", "5000"]] },
    ]);
    const xlsx = await t
      .as("clerk-b2")
      .post(address({}, "/xlsx"), book, { "Content-Type": "application/octet-stream" });
    expect(xlsx.status, xlsx.text).toBe(200);
    expect(xlsx.body.counts).toEqual({ written: 0, unchanged: 1, conflict: 0, refused: 0 });
    // As Excel saves it once it has opened what went out.
    const resaved = "unit_code,measure,value,estimated\r\nU-b2,t_energy,5000,FALSE\r\nU-b2,t_people,7,TRUE\r\n";
    const flags = await t.as("clerk-b2").csv(address({ dryRun: true }, "/csv"), resaved);
    expect(verdicts(flags).map(([, , verdict]: string[]) => verdict)).toEqual(["unchanged", "written"]);
    expect(flags.body.cells[1].value).toEqual({ state: "number", value: "7", estimated: true });
    const wrong = await t.as("clerk-b2").csv(address({}, "/csv"), "单位,数\r\nx,1\r\n");
    expect([wrong.status, wrong.body.code]).toEqual([422, "rule"]);
  });
});

describe("cells out", () => {
  test("each lens gives its revisions in the columns that a push takes; what a city has not reviewed is counted only", async () => {
    const b2 = await working("b2");
    const version = b2.cells.find((c: any) => c.measure === "t_energy").version;
    await t.as("clerk-b2").put(`/submissions/${b2.id}/cells`, {
      cells: [number("t_energy", "5000", version), number("t_people", "7"), number("t_server", "0")],
    });
    const sent = await signAndSubmit(f, "b2", b2.id);
    const out = (who: string, lens: string, more = "") =>
      t.as(who).get(`/exchange/cells${more}?collection=${f.collection}&lens=${lens}`);
    const own = await out("clerk-b2", "submitted");
    expect(own.status, own.text).toBe(200);
    expect(own.body.units).toHaveLength(1);
    expect(own.body.units[0]).toMatchObject({ unit_code: "U-b2", region_code: "Tb2", revision: 1 });
    expect(own.body.units[0].cells).toContainEqual(
      expect.objectContaining({ measure: "t_energy", value: "5000", uom: "kWh", source: "system:公车平台 · 三月.csv" }),
    );
    const above = (await out("analyst", "submitted")).body;
    expect([above.units.map((u: any) => u.unit_code), above.unreviewed]).toEqual([["U-d"], 1]);
    expect((await out("analyst", "city")).body.units).toEqual([]);
    await accept(f, "reviewer-b2", "county", sent);
    await accept(f, "reviewer-B", "city", sent);
    expect((await out("analyst", "city")).body.units.map((u: any) => u.unit_code)).toEqual(["U-b2"]);
    expect((await out("clerk-a1", "submitted")).body.units).toEqual([]);

    const csv = await out("reviewer-B", "city", ".csv");
    expect(csv.text).toContain("U-b2,t_energy,total,number,5000,kWh,false");
    expect(csv.text).toContain("演示数据 / synthetic");
    // Who took it and when, in the last column of every row: a program that reads by name passes it over.
    const [head, ...lines] = csv.text.trim().split("\r\n");
    expect(head!.split(",").at(-1)).toBe("exported");
    for (const line of lines) expect(line).toMatch(/,导出 \/ Exported: reviewer-B reviewer-B 2026-04-\d\d \d\d:\d\d$/);
    // What went out comes in as it is: figures, states, units of measure.
    const back = await t.as("analyst-A").csv(address({}, "/csv"), csv.text.replaceAll("U-b2", "U-a2"));
    expect(back.status, back.text).toBe(200);
    const figures = async (unit: string) =>
      (await working(unit)).cells.map((c: any) => [c.measure, c.member, c.state, c.value, c.estimated, c.note]);
    expect(await figures("a2")).toEqual(await figures("b2"));
    const book = await out("reviewer-B", "city", ".xlsx");
    const read = await t
      .as("clerk-b2")
      .post(address({ dryRun: true }, "/xlsx"), book.bytes, { "Content-Type": "application/octet-stream" });
    expect(read.body.cells.map((c: any) => [c.unit, c.measure, c.given])).toEqual(
      back.body.cells.map((c: any) => ["U-b2", c.measure, c.given]),
    );
  });
});
