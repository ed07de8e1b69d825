import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unitChanges } from "@duibiao/contract";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { figure, number, openCollection, openFlow, report, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  const own = (region: string) => ({ region, covers: "own" as const });
  f = await openFlow(t, {
    ...Object.fromEntries(["m1", "m2", "m3", "m4", "m5", "m6"].map((key) => [key, own("a1")])),
    w1: { region: "a2", covers: "whole" },
    x1: own("a2"),
  });
});
afterAll(() => t.close());

const change = (body: Record<string, unknown>, { who = "leader-a1", dryRun = false } = {}) =>
  t.as(who).post(`/unit-changes?dryRun=${dryRun}`, {
    documentNo: "演编办〔2026〕3号",
    reason: "机构改革(测试)",
    ...body,
  });
const units = (...keys: string[]) => keys.map((key) => f.unit[key]!);
const listed = async (region = "a1") =>
  (await t.as("reviewer-a1").get(`/unit-changes?region=${f.region[region]}`)).body.items;
const rows = async () =>
  Object.fromEntries(
    (await t.as("reviewer-a1").get(`/filings?collection=${f.collection}&region=${f.region["a1"]}`)).body.items.map(
      (one: any) => [one.code.replace(/^U-/, ""), one],
    ),
  );

describe("institutions change in the middle of a period", () => {
  test("a merger hands the open report to the one that takes over; a dry run says so and writes nothing", async () => {
    const body = { kind: "merge", units: units("m1"), into: f.unit["m2"], effective: "2026-02-15" };
    const dry = await change(body, { dryRun: true });
    expect(dry.status, dry.text).toBe(200);
    expect(dry.body).toMatchObject({ dryRun: true, id: null });
    expect(dry.body.tasks).toMatchObject([
      { collectionId: f.collection, unit: { code: "U-m1" }, becomes: "handed", begun: false },
    ]);
    expect(await listed()).toEqual([]);
    expect((await rows())["m1"].standing).toBe("unsent");

    const done = await change(body);
    expect(done.status, done.text).toBe(200);
    const one = (await rows())["m1"];
    expect(one).toMatchObject({ standing: "exempt" });
    expect(one.exemptReason).toContain("并入「演示单位m2」");
    expect(await listed()).toMatchObject([
      { kind: "merge", effective: "2026-02-15", units: [{ code: "U-m1" }], into: { code: "U-m2" } },
    ]);
    // Both are told, once; the dry run told nobody.
    const { rows: told } = await t.owner.query(
      "select key, audience from notices where key like 'matter/unit-change/%'",
    );
    expect(told).toMatchObject([{ audience: [{ units: [f.unit["m1"], f.unit["m2"]] }] }]);
    // The one that is gone is on record until the day, and not after it.
    const before = await t.as("analyst").get(`/units?region=${f.region["a1"]}&date=2026-02-14`);
    const after = await t.as("analyst").get(`/units?region=${f.region["a1"]}&date=2026-02-15`);
    const codes = (answer: any) => answer.body.items.map((unit: any) => unit.code);
    expect(codes(before)).toContain("U-m1");
    expect(codes(after)).not.toContain("U-m1");
  });

  test("the county is complete without the one that was merged away", async () => {
    await report(f, "m2", { energy: "300", people: "9" });
    await t.settle();
    const total = await figure(f, "reviewer-a1", "a1", "t_energy", "submitted");
    // m2 to m6 are expected: five; m1's part is inside m2's 300.
    expect(total).toMatchObject({ nExpected: 5, nAnswered: 1, sum: "300" });
  });

  test("whoever has already reported is not merged away in silence: the figures would count twice", async () => {
    const answer = await change({ kind: "merge", units: units("m2"), into: f.unit["m3"], effective: "2026-03-01" });
    expect(answer.status).toBe(422);
    expect(answer.body.zh).toContain("重复计算");
  });

  test("who is to report must owe the same task, else the figures would be lost", async () => {
    const answer = await change({ kind: "joint", units: units("m3"), into: f.unit["m1"], effective: "2026-02-10" });
    expect(answer.status).toBe(422);
    expect(answer.body.zh).toContain("没有报送义务");
    const gone = await change({ kind: "joint", units: units("m3"), into: f.unit["m1"], effective: "2026-03-10" });
    expect(gone.status).toBe(422);
    expect(gone.body.zh).toContain("不存在");
  });

  test("合署办公: one reports for both, in what is open and in what opens later, until they part", async () => {
    const begun = await startSubmission(f, "m4");
    await t.as("clerk-m4").put(`/submissions/${begun}/cells`, {
      cells: [number("t_energy", "41.5"), number("t_people", "3")],
    });
    const joint = await change({ kind: "joint", units: units("m4"), into: f.unit["m3"], effective: "2026-02-01" });
    expect(joint.status, joint.text).toBe(200);
    // What was typed is kept and said to be there.
    expect(joint.body.tasks).toMatchObject([{ unit: { code: "U-m4" }, becomes: "handed", begun: true }]);
    expect(unitChanges.exemptBecause((await rows())["m4"].exemptReason)).toEqual({
      zh: `自 2026-02-01 与「演示单位m3」合署办公，由其合并填报（单位变动 ${joint.body.id}）`,
      en: "in a joint office with 演示单位m3, which reports for it",
    });
    expect(unitChanges.exemptBecause("免报 / 搬迁")).toEqual({ zh: "免报 / 搬迁", en: "免报 / 搬迁" });
    // Whoever reports for it now is told what it typed, and that the report is for both; nothing is added by itself.
    const { rows: told } = await t.owner.query(
      "select title_zh, body_zh, audience from notices where key like '%/figures/%'",
    );
    expect(told).toMatchObject([{ audience: [{ units: [f.unit["m3"]] }] }]);
    expect(told[0].title_zh).toContain("已填未报 2 格");
    expect(told[0].body_zh).toMatch(/01 [^；]*41\.5 kWh；05 [^；]* 3 人/);
    const host = (await t.as("clerk-m3").get("/assignments")).body.items;
    expect(host.find((one: any) => one.collectionId === f.collection).reportsFor).toEqual(["演示单位m4"]);
    expect((await t.as("analyst").get(`/units?region=${f.region["a1"]}&date=2026-03-31`)).body.items).toContainEqual(
      expect.objectContaining({ code: "U-m4" }),
    );
    const period = (await t.as("analyst").post("/periods", { kind: "quarter", period: "2025Q4" })).body.id;
    const next = (await t.as("analyst").post("/periods", { kind: "quarter", period: "2026Q2" })).body.id;
    const earlier = await openCollection(t.as("analyst"), {
      owner: f.region["P"]!,
      catalogue: f.catalogue,
      period,
      name: "前一季",
    });
    const later = await openCollection(t.as("analyst"), {
      owner: f.region["P"]!,
      catalogue: f.catalogue,
      period: next,
      name: "后一季",
    });
    const exempt = async (collection: number) =>
      (
        await t.owner.query("select exempt_reason from assignments where collection_id = $1 and unit_id = $2", [
          collection,
          f.unit["m4"],
        ])
      ).rows[0].exempt_reason;
    // A period that ended before they joined is each one's own.
    expect(await exempt(earlier)).toBeNull();
    expect(await exempt(later)).toContain("合署办公");

    const twice = await change({ kind: "joint", units: units("m5"), into: f.unit["m4"], effective: "2026-02-20" });
    expect(twice.status).toBe(422);
    const away = await change({ kind: "merge", units: units("m3"), into: f.unit["m5"], effective: "2026-02-20" });
    expect(away.status).toBe(422);
    expect(away.body.zh).toContain("合署");
    const apart = await change({ kind: "apart", change: joint.body.id, effective: "2026-05-01" });
    expect(apart.status, apart.text).toBe(200);
    // Together until May: the first quarter stays with the one, the second is each one's own again.
    expect(apart.body.tasks).toMatchObject([{ collectionId: later, becomes: "owes" }]);
    expect(await exempt(later)).toBeNull();
    expect(await exempt(f.collection)).toContain("合署办公");
    expect((await change({ kind: "apart", change: joint.body.id, effective: "2026-06-01" })).status).toBe(422);
    expect((await listed()).find((one: any) => one.kind === "joint").ended).toBe("2026-05-01");
  });

  test("更名: the report bears the name of the period's last day, earlier days keep theirs", async () => {
    const renamed = await change({ kind: "rename", unit: f.unit["m5"], name: "演示新局", effective: "2026-03-01" });
    expect(renamed.status, renamed.text).toBe(200);
    expect((await rows())["m5"]).toMatchObject({ name: "演示新局", formerName: "演示单位m5" });
    // What m2 and m3 report holds those that were merged and joined.
    expect((await rows())["m2"].reportsFor).toEqual(["演示单位m1"]);
    expect((await rows())["m3"]).toMatchObject({ formerName: null, reportsFor: ["演示单位m4"] });
    const before = (await t.as("analyst").get(`/units?region=${f.region["a1"]}&date=2026-02-28`)).body.items;
    expect(before.find((unit: any) => unit.code === "U-m5").name).toBe("演示单位m5");
  });

  test("only the leader of the place records changes, and none of a unit that reports a whole region", async () => {
    const body = { kind: "rename", unit: f.unit["m6"], name: "x", effective: "2026-03-01" };
    for (const who of ["reviewer-a1", "leader-a2", "clerk-m6", "analyst"])
      expect((await change(body, { who })).status, who).toBe(403);
    const whole = { kind: "merge", units: units("x1"), into: f.unit["w1"], effective: "2026-03-01" };
    const answer = await change(whole, { who: "leader-a2" });
    expect(answer.status).toBe(422);
    expect(answer.body.zh).toContain("全域");
  });
});
