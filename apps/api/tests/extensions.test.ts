import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { makePeriod } from "../src/testing-province.ts";
import { number, openCollection, openFlow, startSubmission, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let collection: number;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-07-10T09:00:00+08:00");
  f = await openFlow(t);
  const period = await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30");
  // Units are due at 24:00 of Wednesday 15 July 2026, which no notice names.
  collection = await openCollection(t.as("analyst"), {
    owner: f.region["P"]!,
    catalogue: f.catalogue,
    period,
    opensAt: "2026-07-01T00:00:00+08:00",
    dueUnit: "2026-07-16T00:00:00+08:00",
    dueCounty: "2026-07-21T00:00:00+08:00",
    dueCity: "2026-07-25T00:00:00+08:00",
    dueProvince: "2026-07-29T00:00:00+08:00",
    extend: { county: 1, city: 3, province: 10 },
  });
});
afterAll(() => t.close());

const asked = (unit: string, until: string, reason = "水淹档案室（测试）") =>
  t.as(`clerk-${unit}`).post("/extensions", { collection, unit: f.unit[unit], until, reason });
const decide = (who: string, id: number, body: Record<string, unknown>) =>
  t.as(who).post(`/extensions/${id}/decision`, { reason: "属实（测试）", ...body });
const dueOf = async (unit: string) =>
  (await t.as(`clerk-${unit}`).get("/assignments")).body.items.find((one: any) => one.collectionId === collection)
    .dueAt;

describe("an extension", () => {
  test("is asked for a day off and goes on to the next workday; one waits at a time", async () => {
    // 18 July 2026 is a Saturday: Monday is the 20th, the third workday after the 15th.
    const answer = await asked("a1", "2026-07-18");
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ kind: "ask", open: true, until: "2026-07-20T16:00:00.000Z", mayDecide: false });
    expect(await dueOf("a1")).toBe("2026-07-15T16:00:00.000Z");
    expect((await asked("a1", "2026-07-17")).status).toBe(409);
    const neighbour = await t.as("clerk-b1").get("/extensions");
    expect(neighbour.body.items).toEqual([]);
  });

  test("is decided by who may go that far: the county is told whose it is, the city gives it, with name and reason", async () => {
    const { items } = (await t.as("leader-a1").get("/extensions?open=true")).body;
    // One workday after the 15th is the 16th.
    expect(items[0]).toMatchObject({ mayDecide: true, mayGrantUntil: "2026-07-16T16:00:00.000Z" });
    const { id } = items[0];
    const county = await decide("leader-a1", id, { grant: true });
    expect([county.status, county.body.zh]).toEqual([422, "您这一级最迟可延至 2026-07-16。请由市级负责人办理"]);
    for (const who of ["leader-B", "reviewer-A", "clerk-a1", "analyst"])
      expect((await decide(who, id, { grant: true })).status, who).toBeGreaterThanOrEqual(403);
    const granted = await decide("leader-A", id, { grant: true });
    expect(granted.status, granted.text).toBe(200);
    expect(granted.body).toMatchObject({ open: false, dueAt: "2026-07-20T16:00:00.000Z" });
    expect(await dueOf("a1")).toBe("2026-07-20T16:00:00.000Z");
    expect((await decide("leader-P", id, { grant: false })).status).toBe(409);
    const said = (await t.as("clerk-a1").get(`/extensions?unit=${f.unit["a1"]}`)).body.items;
    expect(said.map((e: any) => [e.kind, e.tier, e.userName])).toEqual([
      ["grant", "city", "leader-A"],
      ["ask", "unit", "clerk-a1"],
    ]);
  });

  test("is refused with the reason, and asked again; a shorter one is given", async () => {
    const first = (await asked("a2", "2026-07-17")).body.id;
    expect((await decide("leader-a2", first, { grant: false })).body.open).toBe(false);
    expect(await dueOf("a2")).toBe("2026-07-15T16:00:00.000Z");
    const again = (await asked("a2", "2026-07-17")).body.id;
    expect((await decide("leader-a2", again, { grant: true, until: "2026-07-16" })).status).toBe(200);
    expect(await dueOf("a2")).toBe("2026-07-16T16:00:00.000Z");
  });

  test("is given to several units unasked, all of them or none", async () => {
    const body = { collection, until: "2026-07-22", reason: "台风（测试）" };
    // Five workdays after the 15th: beyond the city's three.
    const city = await t.as("leader-B").post("/extensions/grants", { ...body, units: [f.unit["b1"], f.unit["b2"]] });
    expect([city.status, city.body.zh]).toEqual([422, expect.stringContaining("省级负责人")]);
    const given = await t.as("leader-P").post("/extensions/grants", { ...body, units: [f.unit["b1"], f.unit["b2"]] });
    expect(given.body).toEqual({ granted: 2, until: "2026-07-22T16:00:00.000Z" });
    expect(await dueOf("b2")).toBe("2026-07-22T16:00:00.000Z");
    const exemption = { units: [f.unit["P0"]], exempt: true, reason: "撤并（测试）" };
    expect((await t.as("analyst").post(`/collections/${collection}/exempt`, exemption)).body).toEqual({ changed: 1 });
    const later = { ...body, until: "2026-07-23", units: [f.unit["b2"], f.unit["P0"]] };
    const some = await t.as("leader-P").post("/extensions/grants", later);
    expect([some.status, some.body.zh]).toEqual([422, "名单中有 1 个免报单位，请去掉：演示单位P0"]);
    expect(await dueOf("b2")).toBe("2026-07-22T16:00:00.000Z");
    await t.as("analyst").post(`/collections/${collection}/exempt`, { ...exemption, exempt: false });
    const foreign = { ...body, until: "2026-07-17", units: [f.unit["b1"], f.unit["a2"]] };
    expect((await t.as("leader-B").post("/extensions/grants", foreign)).status).toBeGreaterThanOrEqual(403);
  });

  test("that one asked for with another post is given by a second person, also as if unasked", async () => {
    const both = { region: f.region["a2"]!, unit: f.unit["a2"]! };
    await t.person("two-posts", "clerk", both);
    await t.person("two-posts", "leader", { region: f.region["A"]! });
    const until = "2026-07-17";
    const body = { collection, units: [both.unit], until, reason: "设备故障（测试）" };
    const ask = await t.as("two-posts").post("/extensions", { collection, unit: both.unit, until, reason: "设备故障" });
    expect(ask.status, ask.text).toBe(200);
    const own = await t.as("two-posts").post("/extensions/grants", body);
    expect([own.status, own.body.code]).toEqual([403, "own_work"]);
    expect((await t.as("leader-A").post("/extensions/grants", body)).body.granted).toBe(1);
  });

  test("never past the tier's own due time, into the past, or where nobody may extend", async () => {
    // Ten workdays after the 15th is the 29th, but the province itself is due with the 28th.
    const far = await asked("d", "2026-07-29");
    expect([far.status, far.body.zh]).toEqual([422, expect.stringContaining("最迟可延至 2026-07-28")]);
    expect((await asked("d", "2026-07-15")).status).toBe(422);
    const none = await t.as("clerk-d").post("/extensions", {
      collection: f.collection,
      unit: f.unit["d"],
      until: "2026-07-17",
      reason: "x",
    });
    expect([none.status, none.body.zh]).toEqual([422, expect.stringContaining("没有规定可以延期")]);
    expect(
      (await t.as("clerk-a1").post("/extensions", { collection, unit: f.unit["d"], until: "2026-07-17", reason: "x" }))
        .status,
    ).toBe(404);
  });
});

describe("the burden meter", () => {
  const burden = (who: string, query: string) => t.as(who).get(`/burden?from=2026-01-01&to=2026-12-31&${query}`);

  test("counts requests, cells and the minutes between saves, each gap for five at most; what is not measured is not 0", async () => {
    const flow = { ...f, collection };
    t.setNow("2026-07-10T10:00:00+08:00");
    const id = await startSubmission(flow, "b1");
    // The row's own clock begins with the first save here: the database's now is not the test's.
    const save = async (at: string, measure: string) => {
      t.setNow(`2026-07-10T${at}+08:00`);
      const saved = await t.as("clerk-b1").put(`/submissions/${id}/cells`, { cells: [number(measure, "0")] });
      expect(saved.status, saved.text).toBe(200);
    };
    await t.owner.query("update submissions set updated_at = '2026-07-10T10:00:00+08:00' where id = $1", [id]);
    await save("10:02:00", "t_energy"); // 120 s
    await save("10:03:30", "t_people"); // 90 s
    await save("11:30:00", "t_server"); // long away: 300 s
    const { rows } = await t.owner.query("select spent_seconds from submissions where id = $1", [id]);
    expect(rows[0].spent_seconds).toBe(510);
    const draft = (await burden("leader-P", `region=${f.region["b1"]}`)).body.items;
    expect(draft).toMatchObject([{ requests: 2, cells: 12, measured: 0, minutes: null }]);
    const { contentHash: hash } = (await t.as("clerk-b1").get(`/submissions/${id}`)).body;
    for (const who of ["clerk-b1", "head-b1"]) await t.as(who).post(`/submissions/${id}/sign`, { contentHash: hash });
    const sent = await t.as("clerk-b1").post(`/submissions/${id}/submit`, { contentHash: hash });
    expect(sent.status, sent.text).toBe(200);
    // 510 s are 8.5 minutes.
    const { items } = (await burden("leader-P", `region=${f.region["B"]}`)).body;
    const county = items.find((row: any) => row.regionId === f.region["b1"]);
    expect(county).toMatchObject({ units: 1, requests: 2, cells: 12, measured: 1, minutes: 9 });
  });

  test("splits by unit and month, and shows a clerk the own unit's alone", async () => {
    const months = (await burden("leader-P", `region=${f.region["a1"]}&by=unit&monthly=true`)).body.items;
    // Due at 24:00 of 15 April and 15 July: each belongs to its own month.
    expect(months.map((row: any) => [row.month, row.requests, row.cells])).toEqual([
      ["2026-04", 1, 6],
      ["2026-07", 1, 6],
    ]);
    const own = (await burden("clerk-a1", "")).body.items;
    expect(own.map((row: any) => row.unit)).toEqual(["演示单位a1"]);
    expect((await burden("reviewer-A", `region=${f.region["b1"]}`)).status).toBe(404);
  });
});
