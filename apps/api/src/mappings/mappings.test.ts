import { readOffice, writeOffice } from "@duibiao/workbook/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accept, openFlow, report, startSubmission, type Flow } from "../../tests/flow.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  await t.person("analyst-A", "analyst", { region: f.region["A"]! });
});
afterAll(() => t.close());

/** Invented layout: one row per meter, 万千瓦时, a title above the header and a sum below. */
const header = ["单位名称", "户号", "用电量", "人数"];
const document = (more: Record<string, unknown> = {}) => ({
  system: "能耗系统",
  title: "季度用电明细",
  form: "T_FORM",
  sheet: "",
  header: 2,
  columns: header,
  unit: { column: "单位名称", by: "name" },
  period: null,
  skip: ["合计"],
  rows: "several",
  cells: [{ column: "用电量", measure: "t_energy", member: "total", uom: "万千瓦时" }],
  ...more,
});
const save = (who: string, more: Record<string, unknown> = {}, key = "meters") =>
  t.as(who).post("/mappings", { owner: f.region["P"], key, catalogue: f.catalogue, document: document(more) });

const rows = [
  ["季度用电明细（导出）"],
  header,
  ["演示单位a1", "001", "0.12", "10"],
  ["演示单位a1", "002", "0.5", "10"],
  ["演示单位a2", "003", "1,000.25", "5"],
  ["合计", "", "1000.87", ""],
];
const book = (type: "xlsx" | "biff8") => writeOffice(rows, type);
const kinds: [string, () => Uint8Array][] = [
  ["xlsx", () => book("xlsx")],
  ["xls", () => book("biff8")],
  ["csv", () => new TextEncoder().encode(rows.map((row) => row.map((x) => `"${x}"`).join(",")).join("\r\n"))],
  [
    "a web page called xls",
    () =>
      new TextEncoder().encode(
        `<html><body><table>${rows.map((row) => `<tr>${row.map((x) => `<td>${x}</td>`).join("")}</tr>`).join("")}</table></body></html>`,
      ),
  ],
];
const octets = { "Content-Type": "application/octet-stream" };
const bring = (who: string, id: number, bytes: Uint8Array, query: Record<string, string> = {}) => {
  const all = { collection: String(f.collection), dryRun: "false", file: "导出", ...query };
  return t.as(who).post(`/mappings/${id}/cells?${new URLSearchParams(all)}`, bytes, octets);
};

describe("import mapping", () => {
  test("the province maps once, with every fault named; all below read the newest version, nobody below changes it", async () => {
    const bad = await save("analyst", {
      header: 1,
      cells: [
        { column: "电量", measure: "t_energy", member: "total", uom: "吨" },
        { column: "人数", measure: "t_other", member: "total", uom: "" },
      ],
    });
    expect(bad.body.issues.map((i: any) => i.path)).toEqual([
      "body.document.cells.0.column",
      "body.document.cells.0.uom",
      "body.document.cells.1",
    ]);
    expect((await save("analyst")).body).toMatchObject({ version: 1 });
    expect((await save("analyst", { title: "季度用电" })).body).toMatchObject({ version: 2 });
    expect((await save("analyst-A")).status).toBe(403);
    const { items } = (await t.as("clerk-a1").get("/mappings?form=T_FORM")).body;
    expect(items.map((m: any) => [m.key, m.version, m.document.title])).toEqual([["meters", 2, "季度用电"]]);
    expect((await t.as("clerk-a1").get("/mappings?form=X")).body.items).toEqual([]);
  });

  test.each(kinds)("one mapping reads %s: rows of a unit add up, the sum's row is nobody's", async (kind, bytes) => {
    const look = await t.as("analyst").post("/mappings/look", bytes(), octets);
    expect(look.status, look.text).toBe(200);
    expect(look.body.sheets[0].rows[1]).toEqual(header);
    const { id } = (await t.as("clerk-a1").get("/mappings")).body.items[0];
    const dry = await bring("analyst-A", id, bytes(), { dryRun: "true" });
    expect(dry.status, dry.text).toBe(200);
    // 0.12 + 0.5 = 0.62 万千瓦时 = 6200 kWh; 1,000.25 万千瓦时 = 10,002,500 kWh.
    expect(dry.body.cells.map((c: any) => [c.unit, c.measure, c.value.value])).toEqual([
      ["U-a1", "t_energy", "6200"],
      ["U-a2", "t_energy", "10002500"],
    ]);
    const real = await bring("analyst-A", id, bytes(), { file: "第一次.xlsx" });
    const first = kind === "xlsx";
    expect(real.body.counts).toMatchObject(first ? { written: 2, unchanged: 0 } : { written: 0, unchanged: 2 });
    const own = await startSubmission(f, "a1");
    const { cells } = (await t.as("clerk-a1").get(`/submissions/${own}`)).body;
    expect(cells).toMatchObject([{ measure: "t_energy", value: "6200", source: "system:能耗系统 · 第一次.xlsx" }]);
  });

  test("a clerk takes only the own unit's rows, and says which name of the file that is", async () => {
    const { id } = (await t.as("clerk-b1").get("/mappings")).body.items[0];
    const none = await bring("clerk-b1", id, book("xlsx"), { unit: String(f.unit["b1"]) });
    expect([none.status, none.body.names]).toEqual([422, ["演示单位a1", "演示单位a2"]]);
    const named = await bring("clerk-b1", id, book("xlsx"), {
      unit: String(f.unit["b1"]),
      as: "演示单位a2",
      dryRun: "true",
    });
    expect(named.body.cells.map((c: any) => [c.unit, c.value.value])).toEqual([["U-b1", "10002500"]]);
  });

  test("the name that a clerk chose is remembered for the next file, may be changed, and never takes another unit's rows", async () => {
    const { id } = (await t.as("clerk-b1").get("/mappings")).body.items[0];
    const csv = (...lines: string[]) => new TextEncoder().encode(["标题", header.join(","), ...lines].join("\n"));
    const own = { unit: String(f.unit["b1"]) };
    const lines = ["乙一机关,1,5,", "乙二机关,2,7,"];
    const first = await bring("clerk-b1", id, csv(...lines), { ...own, as: "乙一机关" });
    expect(first.body).toMatchObject({ written: true, alias: { name: "乙一机关", names: ["乙一机关", "乙二机关"] } });
    const next = await bring("clerk-b1", id, csv("乙一机关,1,6,", lines[1]!), { ...own, dryRun: "true" });
    expect(next.status, next.text).toBe(200);
    expect(next.body.cells.map((c: any) => c.value.value)).toEqual(["60000"]);
    expect(next.body.alias.name).toBe("乙一机关");
    // The clerk's last word counts; a dry run remembers nothing.
    await bring("clerk-b1", id, csv(...lines), { ...own, as: "乙二机关", dryRun: "true" });
    expect((await bring("clerk-b1", id, csv(...lines), { ...own, dryRun: "true" })).body.alias.name).toBe("乙一机关");
    // A file of all units finds it, too; who bears the name itself goes before.
    await t.person("analyst-B", "analyst", { region: f.region["B"]! });
    const all = await bring("analyst-B", id, csv("乙一机关,1,5,", "演示单位b2,3,1,"), { dryRun: "true" });
    expect(all.body.cells.map((c: any) => [c.unit, c.value.value])).toEqual([
      ["U-b1", "50000"],
      ["U-b2", "10000"],
    ]);
    await bring("clerk-b1", id, csv("演示单位b2,1,5,"), { ...own, as: "演示单位b2" });
    const real = await bring("analyst-B", id, csv("演示单位b2,3,1,"), { dryRun: "true" });
    expect(real.body.cells.map((c: any) => c.unit)).toEqual(["U-b2"]);
  });

  test("a file of a whole city says which units owe and how it names each; a name that nobody bears is given to one", async () => {
    const { id } = (await t.as("analyst-A").get("/mappings")).body.items[0];
    const csv = (...lines: string[]) => new TextEncoder().encode(["标题", header.join(","), ...lines].join("\n"));
    const file = csv("演示单位a1,1,5,", "甲二旧称,2,7,");
    const whole = () => bring("analyst-A", id, file, { dryRun: "true" });
    const named = (answer: any) => answer.body.owing.map((u: any) => [u.code, u.named]);
    const before = await whole();
    expect(before.body).toMatchObject({ untold: 0, unknown: ["甲二旧称"], counts: { refused: 1 } });
    expect(named(before)).toEqual([
      ["U-A0", null],
      ["U-a1", "演示单位a1"],
      ["U-a2", null],
    ]);
    // Nobody names another's unit, nor one that is not there.
    const name = (who: string, unit: number) => t.as(who).post(`/mappings/${id}/aliases`, { unit, name: "甲二旧称" });
    expect((await name("analyst-A", f.unit["b1"]!)).status).toBe(403);
    expect((await name("reviewer-A", f.unit["a2"]!)).status).toBe(403);
    expect((await name("analyst-A", 999_999)).status).toBe(404);
    expect((await name("analyst-A", f.unit["a2"]!)).status).toBe(200);
    const after = await whole();
    expect(after.body).toMatchObject({ unknown: [], counts: { refused: 0 } });
    expect(named(after)[2]).toEqual(["U-a2", "甲二旧称"]);
    expect(after.body.cells.map((c: any) => [c.unit, c.value.value])).toEqual([
      ["U-a1", "50000"],
      ["U-a2", "70000"],
    ]);
    // A clerk of one unit is told of no others.
    const own = await bring("clerk-a1", id, file, { dryRun: "true", unit: String(f.unit["a1"]) });
    expect(own.body.owing).toEqual([]);
  });

  test.each(["xlsx", "biff8", "html"] as const)(
    "a header of two rows and a unit's name shown once over its rows are read from %s as a person reads them",
    async (type) => {
      const table = [
        ["单位", "用电", "", "用水", "", "人数"],
        ["", type === "html" ? "数量（万千瓦时）" : "数量\n（万千瓦时）", "金额", "数量", "金额", ""],
        ["演示单位d", "1", "1", "1", "1", "3"],
        ["", "0.5", "1", "1", "1", "4"],
        ["合 计", "1.5", "2", "2", "2", "7"],
      ];
      const bytes = writeOffice(table, type, ["A1:A2", "B1:C1", "D1:E1", "F1:F2", "A3:A4"]);
      const look = await t.as("analyst").post("/mappings/look", bytes, octets);
      const quantity = type === "html" ? "数量（万千瓦时）" : "数量 （万千瓦时）";
      const names = ["单位", quantity, "用电 金额", "数量", "用水 金额", "人数"];
      expect(look.body.sheets[0].headers[1]).toEqual(names);
      const saved = await save(
        "analyst",
        {
          system: `双行表头 ${type}`,
          columns: names,
          unit: { column: "单位", by: "name" },
          cells: [{ column: quantity, measure: "t_energy", member: "total", uom: "万千瓦时" }],
        },
        `two-rows-${type}`,
      );
      expect(saved.status, saved.text).toBe(200);
      const read = await bring("clerk-d", saved.body.id, bytes, { dryRun: "true" });
      expect(read.body.cells.map((c: any) => [c.unit, c.value.value])).toEqual([["U-d", "15000"]]);
      // Not shown as one, a blank is nobody's: nothing is guessed, and nothing is left out of a sum in silence.
      const blank = await bring("clerk-d", saved.body.id, writeOffice(table, type, ["A1:A2", "B1:C1", "D1:E1"]), {
        dryRun: "true",
      });
      expect([blank.status, blank.body.rows]).toEqual([422, [4]]);
    },
  );

  test("a name that two units bear, and one that two are called by in the system, is nobody's", async () => {
    const { id } = (await t.as("analyst-A").get("/mappings")).body.items[0];
    const unitOf = async (name: string) => {
      const file = writeOffice([["x"], header, [name, "1", "3", "1"], ["演示单位a2", "2", "4", "1"]], "xlsx");
      const { unknown, cells } = (await bring("analyst-A", id, file, { dryRun: "true" })).body;
      return [unknown, cells.filter((c: any) => c.value !== null).map((c: any) => c.unit)];
    };
    const named = (name: string) =>
      t.owner.query("update unit_versions set name = $2 where unit_id = $1", [f.unit["A0"], name]);
    expect(await unitOf("演示单位a1")).toEqual([[], ["U-a1", "U-a2"]]);
    const { rows: own } = await t.owner.query("select name from unit_versions where unit_id = $1", [f.unit["A0"]]);
    await named("演示单位a1");
    expect(await unitOf("演示单位a1")).toEqual([["演示单位a1"], ["U-a2"]]);
    await named(own[0].name);
    for (const unit of ["a1", "A0"])
      await t.owner.query(
        `insert into unit_aliases (unit_id, region_id, system, name, user_id, user_name, at)
         select $1::int, region_id, '能耗系统', '同名站', 1, 'x', now() from unit_versions where unit_id = $1::int
         on conflict (unit_id, system) do update set name = excluded.name`,
        [f.unit[unit]],
      );
    expect(await unitOf("同名站")).toEqual([["同名站"], ["U-a2"]]);
    await t.owner.query("delete from unit_aliases where name = '同名站'");
  });

  test("rows that say their period: only those of the collection's are taken, a missing month is no sum, what reaches over its end is refused", async () => {
    const columns = ["单位名称", "月份", "用电量"];
    const saved = await save(
      "analyst",
      { system: "月报系统", header: 1, columns, period: { column: "月份" } },
      "months",
    );
    expect(saved.status, saved.text).toBe(200);
    const months = (...lines: string[]) =>
      bring("analyst-B", saved.body.id, new TextEncoder().encode([columns.join(","), ...lines].join("\n")), {
        dryRun: "true",
      });
    const b2 = (month: string, value: string) => `演示单位b2,${month},${value}`;
    // 1 + 2 + 0.5 = 3.5 万千瓦时 = 35000 kWh.
    const whole = await months(
      b2("2026-01", "1"),
      b2("2026年2月", "2"),
      b2("202603", "0.5"),
      b2("2026-04", "9"),
      "备注：演示,,",
    );
    expect(whole.status, whole.text).toBe(200);
    expect([whole.body.cells.map((c: any) => c.value.value), whole.body.outside]).toEqual([["35000"], 1]);
    expect((await months(b2("2026年第一季度", "3.5"))).body.cells[0].value.value).toBe("35000");
    const gap = await months(b2("2026-01", "1"), b2("2026-03", "1"));
    expect([gap.body.cells[0].code, gap.body.cells[0].zh]).toEqual(["gap", expect.stringContaining("2026-02")]);
    expect((await months(b2("2025-12", "1"))).body.zh).toContain("没有本期");
    expect((await months(b2("2026年", "1"))).body.zh).toContain("跨出本期");
    expect((await months(b2("上月", "1"))).body.rows).toEqual([2]);
  });

  test("a gap in what is added up, another layout, a unit that nobody knows: refused, with the place", async () => {
    const { id } = (await t.as("clerk-a1").get("/mappings")).body.items[0];
    const csv = (text: string) => new TextEncoder().encode(`标题\n${text}`);
    const gap = await bring("clerk-b2", id, csv(`${header.join(",")}\n演示单位b2,1,5,\n演示单位b2,2,,\n外单位,3,7,`));
    expect(gap.body.cells.map((c: any) => [c.unit, c.place, c.code])).toEqual([
      ["U-b2", "CSV!C3", "gap"],
      ["外单位", "CSV!C5", "unit_unassigned"],
    ]);
    expect(gap.status).toBe(422);
    const other = await bring("clerk-b2", id, csv("单位,电量\n演示单位b2,5"));
    expect([other.status, other.body.columns]).toEqual([422, ["用电量", "单位名称"]]);
  });

  test("the layout holds the system's columns in its order and unit of measure, and an ended mapping is gone", async () => {
    const sent = await report(f, "b2", { energy: "12345", people: "30" });
    await accept(f, "reviewer-b2", "county", sent);
    await accept(f, "reviewer-B", "city", sent);
    const { id } = (await t.as("analyst").get("/mappings")).body.items[0];
    const file = await t.as("analyst").get(`/mappings/${id}/layout.xlsx?collection=${f.collection}&lens=city`);
    // 12345 kWh = 1.2345 万千瓦时.
    expect(readOffice(file.bytes).slice(1)).toEqual([header, ["演示单位b2", , 1.2345]]);
    expect((await t.as("clerk-a1").post(`/mappings/${id}/end`, {})).status).toBe(403);
    expect((await t.as("analyst").post(`/mappings/${id}/end`)).status).toBe(200);
    const left = (await t.as("clerk-a1").get("/mappings")).body.items.map((m: any) => m.key);
    expect(left).not.toContain("meters");
  });
});
