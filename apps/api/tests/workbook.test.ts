import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { fillTemplate, headOfTemplate, seenInTemplate } from "@duibiao/workbook/testing";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makePeriod } from "../src/testing-province.ts";
import { number, openCollection, openFlow, report, startSubmission, type Flow } from "./flow.ts";

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
const clerk = (unit: string) => t.as(`clerk-${unit}`);
const start = async (unit: string, cells: unknown[] = []) => {
  const id = await startSubmission(f, unit);
  if (cells.length > 0) expect((await clerk(unit).put(`/submissions/${id}/cells`, { cells })).status).toBe(200);
  return id;
};
const template = async (unit: string, id: number) => {
  const answer = await clerk(unit).get(`/submissions/${id}/template.xlsx`);
  expect(answer.status, answer.text).toBe(200);
  return answer.bytes;
};
const send = (
  who: string,
  id: number,
  bytes: Uint8Array,
  more: { dryRun?: boolean; name?: string; key?: string } = {},
) =>
  t
    .as(who)
    .post(
      `/submissions/${id}/workbook?dryRun=${more.dryRun ?? false}&name=${encodeURIComponent(more.name ?? "一季度.xlsx")}`,
      bytes,
      { ...file, ...(more.key === undefined ? {} : { "Idempotency-Key": more.key }) },
    );
const stored = async (unit: string, id: number) => {
  const { cells } = (await clerk(unit).get(`/submissions/${id}`)).body;
  return Object.fromEntries(cells.map((c: any) => [`${c.measure}/${c.member}`, c]));
};
const verdicts = (body: any) => Object.fromEntries(body.cells.map((c: any) => [c.line, c.verdict]));

describe("a form as an Excel file", () => {
  test("the template is an attachment that carries unit, period, marks and what is stored", async () => {
    const id = await start("a1", [number("t_energy", "12345678901234567890.5"), number("t_people", "7")]);
    const answer = await clerk("a1").get(`/submissions/${id}/template.xlsx`);
    expect(answer.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(answer.headers.get("Content-Disposition")).toBe("attachment");
    const head = headOfTemplate(answer.bytes).join("\n");
    for (const words of [
      "测试表",
      "演示数据",
      "填报单位：演示单位a1",
      "报告期：2026年第一季度",
      "（未下达）",
      "严禁处理、传输国家秘密",
    ])
      expect(head).toContain(words);
    expect(seenInTemplate(answer.bytes, "01").texts).toMatchObject({ value: "12345678901234567890.5", state: "数值" });
    expect(seenInTemplate(answer.bytes, "05").texts).toMatchObject({ value: "7" });
    expect(seenInTemplate(answer.bytes, "04").texts.value).toBe("");
  });

  test("the previous period and the year before stand beside the lines", async () => {
    for (const [key, kind, from, to, energy] of [
      ["2025Q4", "quarter", "2025-10-01", "2025-12-31", "444"],
      ["2025Q1", "quarter", "2025-01-01", "2025-03-31", "111"],
    ] as const) {
      const period = await makePeriod(t, key, kind, from, to);
      const collection = await openCollection(t.as("analyst"), {
        owner: f.region["P"]!,
        catalogue: f.catalogue,
        period,
      });
      await report({ ...f, collection }, "b2", { energy, people: "3" });
    }
    const seen = seenInTemplate(await template("b2", await start("b2")), "01");
    expect(seen.texts).toMatchObject({ previous: "444", previousYear: "111" });
  });

  test("a figure with its unit is converted and shown both ways; a jump of a thousand is suspected", async () => {
    const id = await start("b2");
    const filled = fillTemplate(await template("b2", id), { "01": { value: "11万度" }, "04": { value: "20度" } });
    const { cells } = (await send("clerk-b2", id, filled, { dryRun: true })).body;
    const byLine = Object.fromEntries(cells.map((c: any) => [c.line, c]));
    expect(byLine["04"]).toMatchObject({ given: "20度", value: { value: "20" }, suspicion: null });
    // 11万度 = 110,000 kWh beside 111 a year before: 991 times as much, so 1000 is suspected and 110 meant.
    expect(byLine["01"]).toMatchObject({
      value: { value: "110000" },
      conversion: { from: "11万度", to: "110000 kWh" },
    });
    expect(byLine["01"].suspicion).toMatchObject({ factor: 1000, usual: "111", suggested: "110" });
    expect(byLine["01"].verdict).toBe("accepted");
  });

  test("an import writes what was filled in, names the file as its source, and the same file again changes nothing", async () => {
    const id = await start("a2");
    const filled = fillTemplate(await template("a2", id), {
      "01": { value: "１，２００" },
      "04": { value: 300, estimated: "是", note: "电表估读" },
      "05": { state: "暂缺", reason: "编制未核定" },
      "06": { state: "不适用", reason: "未开展" },
    });
    const dry = await send("clerk-a2", id, filled, { dryRun: true });
    expect(dry.status, dry.text).toBe(200);
    expect(dry.body).toMatchObject({ dryRun: true, changed: 4, rows: [] });
    expect(dry.body.cells[0]).toMatchObject({
      line: "01",
      measure: "t_energy",
      member: "total",
      given: "１，２００",
      value: { state: "number", value: "1200" },
      verdict: "accepted",
      cell: `D${dry.body.cells[0].row}`,
    });
    expect(await stored("a2", id)).toEqual({});

    const real = await send("clerk-a2", id, filled);
    expect(real.status, real.text).toBe(200);
    expect(real.body).toMatchObject({ dryRun: false, changed: 4 });
    expect(real.body.findings).toEqual(dry.body.findings);
    const cells = await stored("a2", id);
    expect(cells["t_energy/total"]).toMatchObject({ value: "1200", source: "一季度.xlsx", version: 1 });
    expect(cells["t_server/total"]).toMatchObject({ value: "300", estimated: true, note: "电表估读" });
    expect(cells["t_people/total"]).toMatchObject({ state: "missing", reason: "编制未核定" });
    expect(cells["t_rate/total"]).toMatchObject({ state: "na", reason: "未开展" });
    expect(Object.keys(cells)).toHaveLength(4);

    const again = await send("clerk-a2", id, filled);
    expect(again.body).toMatchObject({ changed: 0 });
    expect(new Set(Object.values(verdicts(again.body)))).toEqual(new Set(["unchanged"]));
    expect(await stored("a2", id)).toEqual(cells);
  });

  test("the findings are those that the check gives after the import", async () => {
    const id = await start("d");
    const filled = fillTemplate(await template("d", id), {
      "01": { value: 5000 },
      "04": { value: 6000 },
      "05": { value: 1 },
    });
    const dry = await send("clerk-d", id, filled, { dryRun: true });
    // T1: 6000 <= 5000 does not hold; T2: 5000 <= 1000 * 1 does not hold.
    expect(dry.body.findings.filter((x: any) => x.verdict === "false").map((x: any) => x.rule)).toEqual(["T1", "T2"]);
    await send("clerk-d", id, filled);
    expect((await clerk("d").get(`/submissions/${id}`)).body.findings).toEqual(dry.body.findings);
  });

  test("one refused cell and nothing is written; the marked file shows it red, with the reason", async () => {
    const id = await start("b1");
    const filled = fillTemplate(await template("b1", id), {
      "01": { value: "约一千" },
      "04": { value: 3 },
      "05": { state: "暂缺" },
    });
    const real = await send("clerk-b1", id, filled);
    expect(real.status).toBe(422);
    expect(real.body).toMatchObject({ code: "workbook_refused", changed: 0 });
    expect(verdicts(real.body)).toMatchObject({
      "01": "refused",
      "04": "accepted",
      "05": "refused",
      "02": "unchanged",
    });
    expect(real.body.cells[0].problem.zh).toContain("约一千");
    expect(real.body.cells.find((c: any) => c.line === "05").cell).toMatch(/^H\d+$/);
    expect(await stored("b1", id)).toEqual({});

    const marked = await clerk("b1").post(`/submissions/${id}/workbook/marked?name=a.xlsx`, filled, file);
    expect(marked.status, marked.text).toBe(200);
    const [first, other, reason] = ["01", "04", "05"].map((line) => seenInTemplate(marked.bytes, line));
    expect([first!.texts.value, first!.fills.value]).toEqual(["约一千", "FFC7CE"]);
    expect(first!.notes.value).toContain("不是数");
    expect([other!.texts.value, other!.fills.value, other!.notes.value]).toEqual(["3", "F3F8FF", ""]);
    expect(reason!.fills.reason).toBe("FFC7CE");
    const mended = fillTemplate(marked.bytes, { "01": { value: 1000 }, "05": { reason: "账单未到" } });
    expect((await send("clerk-b1", id, mended)).body).toMatchObject({ changed: 3 });
  });

  test("a cell that was changed on screen meanwhile is a conflict that names both values", async () => {
    const id = await start("A0", [number("t_energy", "10"), number("t_people", "2")]);
    const filled = fillTemplate(await template("A0", id), { "01": { value: 12 }, "05": { value: 5 } });
    await clerk("A0").put(`/submissions/${id}/cells`, {
      cells: [number("t_energy", "11", 1), number("t_server", "1")],
    });
    const real = await send("clerk-A0", id, filled);
    expect(real.status).toBe(422);
    // 行次 04 was typed on screen only; the file never knew it and says nothing of it.
    expect(verdicts(real.body)).toMatchObject({ "01": "conflict", "04": "unchanged", "05": "accepted" });
    const conflict = real.body.cells[0];
    expect(conflict).toMatchObject({ given: "12", stored: { value: "11", version: 2 } });
    expect(conflict.problem.zh).toMatch(/11.*12/);
    expect((await stored("A0", id))["t_people/total"].value).toBe("2");
    // The marked file is of today: whoever sends it has seen both values.
    const marked = await clerk("A0").post(`/submissions/${id}/workbook/marked?name=a.xlsx`, filled, file);
    expect(seenInTemplate(marked.bytes, "01").fills.value).toBe("FFC7CE");
    expect((await send("clerk-A0", id, marked.bytes)).body).toMatchObject({ changed: 2 });
    expect((await stored("A0", id))["t_energy/total"]).toMatchObject({ value: "12", version: 3 });
  });

  test("emptying a cell empties it; a retry with its key is one import", async () => {
    const id = await start("P0", [number("t_energy", "10")]);
    const filled = fillTemplate(await template("P0", id), { "01": { value: "", state: "" } });
    const key = randomUUID();
    const first = await send("clerk-P0", id, filled, { key });
    expect(first.body).toMatchObject({ changed: 1 });
    expect((await send("clerk-P0", id, filled, { key })).text).toBe(first.text);
    expect(await stored("P0", id)).toEqual({});
    expect((await send("clerk-P0", id, filled, { key, dryRun: true })).body.code).toBe("idempotency_key_reused");
  });

  test("who may not write, the wrong unit's file, another kind of file and a closed submission are refused", async () => {
    const id = await startSubmission(f, "a1");
    const bytes = await template("a1", id);
    for (const who of ["clerk-a2", "head-a1", "reviewer-A", "auditor"]) {
      expect([403, 404]).toContain((await send(who, id, bytes)).status);
      const marked = await t.as(who).post(`/submissions/${id}/workbook/marked?name=a.xlsx`, bytes, file);
      expect([403, 404]).toContain(marked.status);
    }
    expect((await t.as("clerk-a2").get(`/submissions/${id}/template.xlsx`)).status).toBe(404);
    expect((await send("clerk-a2", await startSubmission(f, "a2"), bytes)).body).toMatchObject({
      code: "workbook_unreadable",
      zh: expect.stringContaining("另一个填报单位"),
    });
    const xls = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(512)]);
    expect((await send("clerk-a1", id, xls, { name: "一季度.xls" })).body.zh).toContain("另存为");
    expect((await send("clerk-a1", id, bytes, { name: "typed" })).body.zh).toContain(".xlsx");
    const done = await report(f, "a1", { energy: "5", people: "3" });
    expect((await send("clerk-a1", done.id, bytes)).body.code).toBe("wrong_state");
  });
});
