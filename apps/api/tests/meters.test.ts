import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { number, openFlow, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let meter: number;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  const own = (region: string) => ({ region, covers: "own" as const });
  f = await openFlow(t, {
    e1: own("a1"),
    e2: own("a1"),
    e3: own("a1"),
    n1: own("a2"),
    g1: own("a1"),
    g2: own("a1"),
    g3: own("a1"),
  });
  // e3 has nobody of its own.
  await t.owner.query("update posts set ended_at = now() where unit_id = $1", [f.unit["e3"]]);
  const made = await t.as("reviewer-a1").post("/meters", {
    region: f.region["a1"],
    code: "户号001",
    name: "二号楼总表",
    measure: "t_energy",
  });
  expect(made.status, made.text).toBe(200);
  meter = made.body.id;
});
afterAll(() => t.close());

const propose = (weights: Record<string, string>, { who = "reviewer-a1", from = "2026-01-01" } = {}) =>
  t.as(who).post(`/meters/${meter}/keys`, {
    validFrom: from,
    basis: "建筑面积（㎡）",
    parts: Object.entries(weights).map(([unit, weight]) => ({ unit: f.unit[unit], weight })),
  });
const answer = (who: string, key: number, unit: string, more: Record<string, unknown> = {}) =>
  t.as(who).post(`/meters/keys/${key}/answers`, { unit: f.unit[unit], agrees: true, ...more });
const read = (quantity: string, who = "reviewer-a1") =>
  t.as(who).post(`/meters/${meter}/readings`, { period: f.period, quantity, documentNo: "电费单 2026-03" });
const energyOf = async (unit: string) => {
  const { rows } = await t.owner.query(
    `select c.value::text as value, c.source from cells c join submissions s on s.id = c.submission_id join measures m on m.id = c.measure_id
     where s.unit_id = $1 and m.key = 't_energy' and s.collection_id = $2`,
    [f.unit[unit], f.collection],
  );
  return rows[0];
};

describe("one meter that several institutions share", () => {
  test("nothing is split before all have agreed; each says so for itself", async () => {
    const key = await propose({ e1: "3", e2: "4" });
    expect(key.status, key.text).toBe(200);
    expect(key.body.state).toBe("proposed");
    const early = await read("1000");
    expect(early.status).toBe(422);
    expect(early.body.zh).toContain("没有各方确认");
    expect((await answer("clerk-e1", key.body.id, "e2")).status).toBe(403);
    expect((await answer("reviewer2-a1", key.body.id, "e1")).status).toBe(422);
    expect((await answer("clerk-e1", key.body.id, "e1")).body.state).toBe("proposed");
    expect((await answer("clerk-e1", key.body.id, "e1")).status).toBe(409);
    expect((await answer("head-e2", key.body.id, "e2")).body.state).toBe("confirmed");
  });

  test("a reading is split once, to the last unit, and lands in the blank cells of both reports", async () => {
    const split = await read("1000");
    expect(split.status, split.text).toBe(200);
    // 1000 * 3/7 = 428.57, 1000 * 4/7 = 571.43: rounded down 428 + 571, the one left goes to the larger rest, .57.
    expect(split.body.shares.map((one: any) => one.share)).toEqual(["429", "571"]);
    expect(split.body.cells.map((one: any) => [one.became, one.value])).toEqual([
      ["filled", "429"],
      ["filled", "571"],
    ]);
    expect(await energyOf("e1")).toEqual({ value: "429", source: "共用表计 户号001" });
    expect(await energyOf("e2")).toEqual({ value: "571", source: "共用表计 户号001" });
  });

  test("a corrected reading takes the place of the first in the cells; what a person typed stays and is shown beside it", async () => {
    const id = await startSubmission(f, "e2");
    const cells = (await t.as("clerk-e2").get(`/submissions/${id}`)).body.cells;
    const version = cells.find((cell: any) => cell.measure === "t_energy").version;
    await t.as("clerk-e2").put(`/submissions/${id}/cells`, { cells: [number("t_energy", "600", version)] });
    const again = await read("1400.7");
    // 1400.7 * 3/7 = 600.3, 1400.7 * 4/7 = 800.4.
    expect(again.body.shares.map((one: any) => one.share)).toEqual(["600.3", "800.4"]);
    expect(again.body.cells.map((one: any) => [one.became, one.value])).toEqual([
      ["filled", "600.3"],
      ["differs", "600"],
    ]);
    expect(await energyOf("e1")).toMatchObject({ value: "600.3" });
    expect(await energyOf("e2")).toEqual({ value: "600", source: "typed" });
    const listed = (await t.as("reviewer-a1").get(`/meters?region=${f.region["a1"]}`)).body.items;
    expect(listed[0].readings).toHaveLength(1);
    expect(listed[0].readings[0].quantity).toBe("1400.7");
    // Both readings stay on record.
    expect((await t.owner.query("select count(*)::int as n from meter_readings")).rows[0].n).toBe(2);
  });

  test("for an institution without people a second person of the bureau answers, by its paper", async () => {
    const { id } = (await propose({ e1: "1", e3: "1" }, { from: "2026-02-01" })).body;
    expect((await answer("clerk-e1", id, "e1")).status).toBe(200);
    expect((await answer("reviewer-a1", id, "e3", { documentNo: "函 1 号" })).status).toBe(422);
    const bare = await answer("reviewer2-a1", id, "e3");
    expect(bare.status).toBe(422);
    expect(bare.body.zh).toContain("书面");
    const done = await answer("reviewer2-a1", id, "e3", { documentNo: "函 1 号" });
    expect(done.body).toMatchObject({ state: "confirmed" });
    expect(done.body.parts[1]).toMatchObject({ agrees: true, documentNo: "函 1 号", by: "reviewer2-a1" });
  });

  test("one refusal and the key never counts; the one before stays in force", async () => {
    const { id } = (await propose({ e1: "9", e2: "1" }, { from: "2026-03-01" })).body;
    expect((await answer("head-e1", id, "e1", { agrees: false })).status).toBe(422);
    const refused = await answer("head-e1", id, "e1", { agrees: false, reason: "面积不对" });
    expect(refused.body.state).toBe("refused");
    // In force on 31 March is the half and half of February.
    expect((await read("10")).body.shares.map((one: any) => one.share)).toEqual(["5", "5"]);
    // Nor does a key that all confirmed, but for the time after the period.
    const later = (await propose({ e1: "9", e2: "1" }, { from: "2026-04-01" })).body.id;
    await answer("head-e1", later, "e1");
    expect((await answer("head-e2", later, "e2")).body.state).toBe("confirmed");
    expect((await read("10")).body.shares.map((one: any) => one.share)).toEqual(["5", "5"]);
  });

  test("only the bureau of the place keeps meters; an institution sees those that it shares, and no other", async () => {
    for (const who of ["reviewer-a2", "reviewer-A", "clerk-e1", "analyst"])
      expect((await read("1", who)).status, who).toBeGreaterThanOrEqual(403);
    expect((await t.as("clerk-e2").get(`/meters?unit=${f.unit["e2"]}`)).body.items).toHaveLength(1);
    expect((await t.as("clerk-n1").get("/meters")).body.items).toEqual([]);
    const stranger = await propose({ e1: "1", n1: "1" });
    expect(stranger.status).toBe(422);
  });

  test("what falls to one that was merged away or shares an office goes into the report of whoever reports for it", async () => {
    const shared = (
      await t.as("reviewer-a1").post("/meters", {
        region: f.region["a1"],
        code: "户号002",
        name: "三号楼总表",
        measure: "t_energy",
      })
    ).body.id;
    const parts = ["g1", "g2", "g3"].map((unit, at) => ({ unit: f.unit[unit], weight: String(at + 1) }));
    const body = { validFrom: "2026-01-01", basis: "人数（人）", parts };
    const key = (await t.as("reviewer-a1").post(`/meters/${shared}/keys`, body)).body.id;
    for (const unit of ["g1", "g2", "g3"]) expect((await answer(`clerk-${unit}`, key, unit)).status).toBe(200);
    const change = (kind: string, unit: string, into: string, effective: string) =>
      t.as("leader-a1").post("/unit-changes?dryRun=false", {
        kind,
        units: [f.unit[unit]],
        into: f.unit[into],
        effective,
        documentNo: "演编办〔2026〕4号",
        reason: "机构改革（测试）",
      });
    const splits = async (quantity: string) => {
      const split = await t.as("reviewer-a1").post(`/meters/${shared}/readings`, { period: f.period, quantity });
      expect(split.status, split.text).toBe(200);
      return split.body.cells.map((one: any) => [one.unit.code, one.reportedBy, one.became, one.value]);
    };
    expect((await change("merge", "g1", "g2", "2026-02-15")).status).toBe(200);
    // 600 by 1, 2 and 3: 100, 200 and 300; the first two are in one report.
    expect(await splits("600")).toEqual([
      ["U-g1", "演示单位g2", "filled", "300"],
      ["U-g2", null, "filled", "300"],
      ["U-g3", null, "filled", "300"],
    ]);
    expect((await change("joint", "g2", "g3", "2026-03-01")).status).toBe(200);
    // 606 is 101, 202 and 303, all in the report of the one that stands for the others.
    expect(await splits("606")).toEqual([
      ["U-g1", "演示单位g3", "filled", "606"],
      ["U-g2", "演示单位g3", "filled", "606"],
      ["U-g3", null, "filled", "606"],
    ]);
    expect(await energyOf("g3")).toEqual({ value: "606", source: "共用表计 户号002" });
  });

  test("after the county is merged the bureau that has its institutions keeps its meters", async () => {
    await t.person("leader-P", "leader", { region: f.region["P"]! });
    const merged = await t.as("leader-P").post("/region-changes", {
      kind: "merge",
      from: [f.region["a1"]],
      into: { region: f.region["a2"] },
      effective: "2026-04-05",
    });
    expect(merged.status, merged.text).toBe(200);
    const listed = (await t.as("reviewer-a2").get(`/meters?region=${f.region["a2"]}`)).body.items;
    expect(listed).toMatchObject(["户号001", "户号002"].map((code) => ({ code, regionId: f.region["a2"] })));
    // In force on 31 March is still the half and half of February: 20 is 10 and 10.
    const split = await read("20", "reviewer-a2");
    expect(split.status, split.text).toBe(200);
    expect(split.body.shares.map((one: any) => one.share)).toEqual(["10", "10"]);
    const key = await propose({ e1: "1", n1: "1" }, { who: "reviewer-a2", from: "2026-04-06" });
    expect(key.status, key.text).toBe(200);
  });
});
