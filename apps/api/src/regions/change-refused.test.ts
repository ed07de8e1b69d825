import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCatalogue, makePeriod, makeProvince, makeUnit, smallCatalogue, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

/** An invented province with two cities; a second province beside it. */
const regions = [...smallProvince, { key: "Q", tier: "province" as const, parent: null }, { key: "C", tier: "city" as const, parent: "Q" }, { key: "c1", tier: "county" as const, parent: "C", kind: "县" }];
let t: TestPlatform;
let p: TestProvince;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, regions, { ua1: { region: "a1", covers: "own" }, ub1: { region: "b1", covers: "whole" } });
  await t.person("platform", "system_admin");
  await t.person("P", "leader", { region: p.region["P"]! });
  await t.person("Q", "leader", { region: p.region["Q"]! });
  await t.person("A", "leader", { region: p.region["A"]! });
  await t.person("analyst", "analyst", { region: p.region["P"]! });
});
afterAll(() => t.close());

const effective = "2026-04-01";
const change = (who: string, body: Record<string, unknown>) => t.as(who).post("/region-changes", { effective, ...body });
const r = (key: string) => p.region[key]!;
const versions = async () => (await t.owner.query("select region_id, valid_from::text, valid_to::text, name, code, parent_id from region_versions order by 1, 2")).rows;

describe("a region change is refused", () => {
  it.each<[string, string, () => Record<string, unknown>, number]>([
    ["to a city's people", "A", () => ({ kind: "rename", region: r("a1"), name: "新名" }), 403],
    ["to an analyst", "analyst", () => ({ kind: "rename", region: r("a1"), name: "新名" }), 403],
    ["where the region is another province's", "Q", () => ({ kind: "rename", region: r("a1"), name: "新名" }), 403],
    ["where the new parent is another province's", "P", () => ({ kind: "transfer", region: r("a1"), parent: r("C") }), 403],
    ["where the region comes from another province", "P", () => ({ kind: "transfer", region: r("c1"), parent: r("A") }), 403],
    ["where a merge takes in another province's county", "P", () => ({ kind: "merge", from: [r("a1"), r("c1")], into: { region: r("a2") } }), 403],
    ["where a unit would go to another province", "P", () => ({ kind: "merge", from: [r("a1")], into: { region: r("a2") }, units: [{ unit: p.unit["ua1"], to: { region: r("c1") } }] }), 403],
    ["where a founded county would hang in another province", "P", () => ({ kind: "merge", from: [r("a1")], into: { new: { code: "N", name: "新县", parent: r("C") } } }), 403],
    ["for a region that does not exist", "P", () => ({ kind: "rename", region: 999999, name: "新名" }), 404],
    ["when nothing would change", "P", () => ({ kind: "transfer", region: r("a1"), parent: r("A") }), 422],
    ["when a city would hang under a city", "P", () => ({ kind: "transfer", region: r("A"), parent: r("B") }), 422],
    ["when regions of two tiers would merge", "P", () => ({ kind: "merge", from: [r("a1")], into: { region: r("B") } }), 422],
    ["when a region would merge into itself", "P", () => ({ kind: "merge", from: [r("a1")], into: { region: r("a1") } }), 422],
    ["before the region's first day", "P", () => ({ kind: "rename", region: r("a1"), name: "新名", effective: "1999-12-31" }), 422],
    ["on the region's first day", "P", () => ({ kind: "rename", region: r("a1"), name: "新名", effective: "2000-01-01" }), 422],
    ["when shares do not add up to 1", "P", () => ({ kind: "split", from: r("a1"), closes: true, into: [{ region: r("a2"), share: "0.5" }, { region: r("b1"), share: "0.49" }] }), 422],
    ["when a share is 0", "P", () => ({ kind: "split", from: r("a1"), closes: true, into: [{ region: r("a2"), share: "1" }, { region: r("b1"), share: "0.0" }] }), 400],
    ["when a region that stays keeps no share", "P", () => ({ kind: "split", from: r("a1"), closes: false, into: [{ region: r("a2"), share: "0.5" }, { region: r("b1"), share: "0.5" }] }), 422],
    ["when a region that closes keeps a share", "P", () => ({ kind: "split", from: r("a1"), closes: true, into: [{ region: r("a1"), share: "0.5" }, { region: r("b1"), share: "0.5" }] }), 422],
    ["when a code is in use", "P", () => ({ kind: "code", region: r("a1"), code: "Ta2" }), 409],
    ["when a region is founded under a closed tier", "P", () => ({ kind: "new", parent: r("a1"), tier: "county", new: { code: "N", name: "新县" } }), 422],
    ["when a unit of the total would move", "P", () => ({ kind: "merge", from: [r("b1")], into: { region: r("b2") }, units: [{ unit: p.unit["ub1"], to: { region: r("a1") } }] }), 422],
    ["with a word it does not know", "P", () => ({ kind: "rename", region: r("a1"), name: "新名", colour: "red" }), 400],
  ])("%s", async (_title, who, body, status) => {
    const before = await versions();
    const answer = await change(who, body());
    expect(answer.status, answer.text).toBe(status);
    if (status >= 409) expect(answer.body.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(await versions()).toEqual(before);
  });

  it("while children of a closing city have no place, and names them", async () => {
    const answer = await change("P", { kind: "merge", from: [r("B")], into: { region: r("A") }, children: [{ child: r("b1"), to: { region: r("A") } }] });
    expect(answer.status).toBe(422);
    expect(answer.body.children).toEqual([r("b2")]);
    expect(answer.body.zh).toContain("演示b2");
  });
});

describe("a region change and collections", () => {
  let catalogue = 0;
  let document = 0;
  const collection = async (period: number, units: [unit: number, region: string, city: string][], locked: boolean) => {
    const { rows } = await t.owner.query(
      `insert into collections (owner_region_id, catalogue_id, form_key, period_id, name, origin, signing, opens_at, due_unit, due_county, due_city, due_province, locked_at, created_by)
       values ($1, $2, $3, $4, '演示采集', 'report', 'online', now(), now(), now(), now(), now(), $5, 1) returning id`,
      [r("P"), catalogue, `F${(document += 1)}`, period, locked ? new Date() : null],
    );
    for (const [unit, region, city] of units) {
      await t.owner.query("insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash) values ($1, $2::int, $3, $4, 'own', $2::bigint)", [rows[0].id, unit, r(region), r(city)]);
    }
    return rows[0].id as number;
  };
  const placeOf = async (id: number, unit: number) => (await t.owner.query("select region_id, city_id, exempt_reason from assignments where collection_id = $1 and unit_id = $2", [id, unit])).rows[0];

  it("is refused inside the period of a locked collection, which it names, and allowed the day after", async () => {
    catalogue = await makeCatalogue(t, smallCatalogue);
    const unit = await makeUnit(t, "ua2", r("a2"), "own");
    const period = await makePeriod(t, "2026Q1", "quarter", "2026-01-01", "2026-03-31");
    await collection(period, [[unit, "a2", "A"]], true);
    const early = await change("P", { kind: "transfer", region: r("a2"), parent: r("B"), effective: "2026-03-31" });
    expect(early.status).toBe(422);
    expect(early.body.en).toContain("2026-03-31");
    expect(early.body.collections).toEqual([expect.objectContaining({ period: "2026Q1" })]);
    expect((await change("P", { kind: "rename", region: r("A"), name: "新市", effective: "2026-03-31" })).status).toBe(422);
    expect((await change("P", { kind: "transfer", region: r("a2"), parent: r("B"), effective: "2026-04-01" })).status).toBe(200);
  });

  it("moves what an open collection is owed to where units stand on the last day, and marks both cities", async () => {
    const period = await makePeriod(t, "2026Q3", "quarter", "2026-07-01", "2026-09-30");
    const [follows, whole, named] = [await makeUnit(t, "m1", r("b1"), "own"), p.unit["ub1"]!, await makeUnit(t, "m2", r("b1"), "own")];
    const open = await collection(period, [[follows, "b1", "B"], [whole, "b1", "B"], [named, "b1", "B"]], false);
    const past = await collection(await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30"), [[follows, "b1", "B"]], false);
    await t.owner.query("delete from dirty");
    const { status, body } = await change("P", { kind: "merge", effective: "2026-08-01", from: [r("b1")], into: { region: r("a1") }, units: [{ unit: named, to: { region: r("b2") } }] });
    expect(status).toBe(200);
    expect(body.rehomed).toBe(2);
    expect(await placeOf(open, follows)).toMatchObject({ region_id: r("a1"), city_id: r("A") });
    expect(await placeOf(open, named)).toMatchObject({ region_id: r("b2"), city_id: r("B") });
    expect((await placeOf(open, whole)).exempt_reason).toMatch(/报告期末/);
    expect(await placeOf(past, follows)).toMatchObject({ region_id: r("b1"), city_id: r("B") });
    const dirty = (await t.owner.query("select distinct city_id from dirty where collection_id = $1", [open])).rows.map((x) => x.city_id);
    expect(new Set(dirty)).toEqual(new Set([r("A"), r("B")]));
  });

  it("marks both provinces when a city moves, though its rows stay under it", async () => {
    const unit = await makeUnit(t, "uc1", r("c1"), "own");
    const open = await collection(await makePeriod(t, "2027", "year", "2027-01-01", "2027-12-31"), [[unit, "c1", "C"]], false);
    await t.owner.query("delete from dirty");
    expect((await change("platform", { kind: "transfer", effective: "2027-06-01", region: r("C"), parent: r("P") })).status).toBe(200);
    const dirty = (await t.owner.query("select city_id, level from dirty where collection_id = $1 order by level", [open])).rows;
    expect(dirty).toEqual([
      { city_id: r("C"), level: 1 },
      { city_id: r("Q"), level: 2 },
    ]);
  });
});

describe("a region change", () => {
  it("merges a city whose counties move with it, in one deed", async () => {
    const { status, body, text } = await change("P", {
      kind: "merge",
      effective: "2028-01-01",
      from: [r("B")],
      into: { new: { code: "TN", name: "演示新市", kind: "地级市" } },
      children: [r("b2"), r("a2")].map((child) => ({ child, to: { code: "TN" } })),
    });
    expect(status, text).toBe(200);
    const items = (await t.as("P").get(`/regions?date=2028-01-01&parent=${body.founded[0].id}`)).body.items;
    expect(items.map((x: any) => x.code)).toEqual(["Ta2", "Tb2"]);
  });

  it("made twice with one key is one record, and a second change of the same day is kept in one version", async () => {
    const key = { "Idempotency-Key": "region-change-0001" };
    const body = { kind: "rename", effective: "2029-01-01", region: r("d"), name: "演示新d" };
    const first = await t.as("P").post("/region-changes", body, key);
    const second = await t.as("P").post("/region-changes", body, key);
    expect([first.status, second.text]).toEqual([200, first.text]);
    expect((await t.as("P").post("/region-changes", { kind: "code", effective: "2029-01-01", region: r("d"), code: "Td9" })).status).toBe(200);
    const { body: read } = await t.as("P").get(`/regions/${r("d")}`);
    expect(read.versions.map((v: any) => [v.name, v.code, v.validFrom])).toEqual([
      ["演示d", "Td", "2000-01-01"],
      ["演示新d", "Td9", "2029-01-01"],
    ]);
    expect((await t.as("P").get(`/region-changes?region=${r("d")}`)).body.items).toHaveLength(2);
  });

  it("leaves an audit row that names the document", async () => {
    const { rows } = await t.owner.query("select object, region_id, detail from audit_log where action = 'regions.change' and result = 'done' order by id desc limit 1");
    expect(rows[0]).toMatchObject({ region_id: r("d"), detail: { kind: "code", effective: "2029-01-01" } });
  });
});
