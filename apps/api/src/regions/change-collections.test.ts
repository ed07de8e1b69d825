import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  makeCatalogue,
  makePeriod,
  makeProvince,
  makeUnit,
  smallCatalogue,
  smallProvince,
  type TestProvince,
} from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

/** An invented province with two cities; a second province beside it. */
const regions = [
  ...smallProvince,
  { key: "Q", tier: "province" as const, parent: null },
  { key: "C", tier: "city" as const, parent: "Q" },
  { key: "c1", tier: "county" as const, parent: "C", kind: "县" },
];
let t: TestPlatform;
let p: TestProvince;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, regions, {
    ua1: { region: "a1", covers: "own" },
    ub1: { region: "b1", covers: "whole" },
  });
  await t.person("platform", "system_admin");
  await t.person("P", "leader", { region: p.region["P"]! });
});
afterAll(() => t.close());

const effective = "2026-04-01";
const change = (who: string, body: Record<string, unknown>) =>
  t.as(who).post("/region-changes", { effective, ...body });
const r = (key: string) => p.region[key]!;

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
      await t.owner.query(
        "insert into assignments (collection_id, unit_id, region_id, city_id, covers, hash) values ($1, $2::int, $3, $4, 'own', $2::bigint)",
        [rows[0].id, unit, r(region), r(city)],
      );
    }
    return rows[0].id as number;
  };
  const placeOf = async (id: number, unit: number) =>
    (
      await t.owner.query(
        "select region_id, city_id, exempt_reason from assignments where collection_id = $1 and unit_id = $2",
        [id, unit],
      )
    ).rows[0];

  it("is refused inside the period of a locked collection, which it names, and allowed the day after", async () => {
    catalogue = await makeCatalogue(t, smallCatalogue);
    const unit = await makeUnit(t, "ua2", r("a2"), "own");
    const period = await makePeriod(t, "2026Q1", "quarter", "2026-01-01", "2026-03-31");
    await collection(period, [[unit, "a2", "A"]], true);
    const early = await change("P", {
      kind: "transfer",
      region: r("a2"),
      parent: r("B"),
      effective: "2026-03-31",
    });
    expect(early.status).toBe(422);
    expect(early.body.en).toContain("2026-03-31");
    expect(early.body.collections).toEqual([expect.objectContaining({ period: "2026Q1" })]);
    expect((await change("P", { kind: "rename", region: r("A"), name: "新市", effective: "2026-03-31" })).status).toBe(
      422,
    );
    expect(
      (
        await change("P", {
          kind: "transfer",
          region: r("a2"),
          parent: r("B"),
          effective: "2026-04-01",
        })
      ).status,
    ).toBe(200);
  });

  it("moves what an open collection is owed to where units stand on the last day, and marks both cities", async () => {
    const period = await makePeriod(t, "2026Q3", "quarter", "2026-07-01", "2026-09-30");
    const [follows, whole, named] = [
      await makeUnit(t, "m1", r("b1"), "own"),
      p.unit["ub1"]!,
      await makeUnit(t, "m2", r("b1"), "own"),
    ];
    const open = await collection(
      period,
      [
        [follows, "b1", "B"],
        [whole, "b1", "B"],
        [named, "b1", "B"],
      ],
      false,
    );
    const past = await collection(
      await makePeriod(t, "2026Q2", "quarter", "2026-04-01", "2026-06-30"),
      [[follows, "b1", "B"]],
      false,
    );
    await t.owner.query("delete from dirty");
    const merge = {
      kind: "merge",
      effective: "2026-08-01",
      from: [r("b1")],
      into: { region: r("a1") },
      units: [{ unit: named, to: { region: r("b2") } }],
    };
    const versions = async () => (await t.owner.query("select count(*)::int as n from region_versions")).rows[0].n;
    const before = await versions();
    const rehearsed = await t.as("P").post("/region-changes?dryRun=true", merge);
    expect(rehearsed.status).toBe(200);
    expect(await versions()).toBe(before);
    expect(await placeOf(open, follows)).toMatchObject({ region_id: r("b1"), city_id: r("B"), exempt_reason: null });
    expect((await t.owner.query("select 1 from dirty union all select 1 from notices")).rows).toEqual([]);

    const { status, body } = await change("P", merge);
    expect(status).toBe(200);
    expect(body.rehomed).toBe(2);
    // What was shown before is what was done, but for the number and the moment of the record.
    const { id, createdAt, dryRun, ...done } = body;
    expect(rehearsed.body).toEqual({ ...done, dryRun: true, id: expect.any(Number), createdAt: expect.any(String) });
    expect([dryRun, typeof id, typeof createdAt]).toEqual([false, "number", "string"]);
    const seat = (key: string, city: string) => ({ id: r(key), name: `演示${key}`, city: `演示${city}` });
    expect(body.handOver.map((item: any) => [item.unit.id, item.from, item.to])).toEqual([
      [whole, seat("b1", "B"), null],
      [follows, seat("b1", "B"), seat("a1", "A")],
      [named, seat("b1", "B"), seat("b2", "B")],
    ]);
    const list = async (who: string) => (await t.as(who).get(`/region-changes/${body.id}`)).body.handOver;
    expect(await list("P")).toEqual(body.handOver);
    await t.person("B", "leader", { region: r("B") });
    await t.person("C", "leader", { region: r("C") });
    expect((await list("B")).map((item: any) => item.unit.id)).toEqual([whole, follows, named]);
    expect(await list("C")).toEqual([]);
    const told = await t.owner.query("select audience from notices where object = $1 order by id", [
      `region-change/${body.id}`,
    ]);
    expect(told.rows.map(({ audience }) => audience[0])).toEqual([
      { roles: ["reviewer", "leader"], regions: [r("b1"), r("B"), r("a1"), r("A"), r("b2")] },
      { roles: ["clerk", "head"], units: [whole, follows, named] },
    ]);
    expect(await placeOf(open, follows)).toMatchObject({ region_id: r("a1"), city_id: r("A") });
    expect(await placeOf(open, named)).toMatchObject({ region_id: r("b2"), city_id: r("B") });
    expect((await placeOf(open, whole)).exempt_reason).toMatch(/报告期末/);
    expect(await placeOf(past, follows)).toMatchObject({ region_id: r("b1"), city_id: r("B") });
    const dirty = (await t.owner.query("select distinct city_id from dirty where collection_id = $1", [open])).rows.map(
      (x) => x.city_id,
    );
    expect(new Set(dirty)).toEqual(new Set([r("A"), r("B")]));
  });

  it("marks both provinces when a city moves, though its rows stay under it", async () => {
    const unit = await makeUnit(t, "uc1", r("c1"), "own");
    const open = await collection(
      await makePeriod(t, "2027", "year", "2027-01-01", "2027-12-31"),
      [[unit, "c1", "C"]],
      false,
    );
    await t.owner.query("delete from dirty");
    expect(
      (
        await change("platform", {
          kind: "transfer",
          effective: "2027-06-01",
          region: r("C"),
          parent: r("P"),
        })
      ).status,
    ).toBe(200);
    const dirty = (
      await t.owner.query("select city_id, level from dirty where collection_id = $1 order by level", [open])
    ).rows;
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
    expect(
      (
        await t.as("P").post("/region-changes", {
          kind: "code",
          effective: "2029-01-01",
          region: r("d"),
          code: "Td9",
        })
      ).status,
    ).toBe(200);
    const { body: read } = await t.as("P").get(`/regions/${r("d")}`);
    expect(read.versions.map((v: any) => [v.name, v.code, v.validFrom])).toEqual([
      ["演示d", "Td", "2000-01-01"],
      ["演示新d", "Td9", "2029-01-01"],
    ]);
    expect((await t.as("P").get(`/region-changes?region=${r("d")}`)).body.items).toHaveLength(2);
  });

  it("asked for by two people at one time is made once", async () => {
    const found = () =>
      change("P", {
        kind: "new",
        effective: "2030-01-01",
        parent: r("A"),
        tier: "county",
        new: { code: "TX", name: "演示新县" },
      });
    const answers = await Promise.all([found(), found(), found()]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
  });

  it("lets the region it founds be given units before its first day", async () => {
    const { items } = (await t.as("P").get("/regions?date=2030-01-01&q=TX")).body;
    const unit = {
      code: "TX-1",
      name: "演示单位",
      region: items[0].id,
      covers: "own",
      validFrom: "2030-01-01",
    };
    expect((await t.as("P").post("/units", unit)).status).toBe(200);
    const early = { ...unit, code: "TX-2", validFrom: "2029-12-31" };
    expect((await t.as("P").post("/units", early)).status).toBe(422);
  });

  it("leaves an audit row that names the document and every region it made", async () => {
    const { body } = await change("P", {
      kind: "new",
      effective: "2031-01-01",
      documentNo: "演示〔2031〕1号",
      parent: r("A"),
      tier: "county",
      new: { code: "TY", name: "演示县" },
    });
    const { rows } = await t.owner.query("select action, region_id, result, detail from audit_log where object = $1", [
      `region-change/${body.id}`,
    ]);
    expect(rows).toEqual([
      {
        action: "regions.change",
        region_id: r("A"),
        result: "done",
        detail: expect.objectContaining({ documentNo: "演示〔2031〕1号", founded: body.founded }),
      },
    ]);
  });
});
