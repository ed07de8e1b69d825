import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFlow, type Flow } from "../../tests/flow.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  await t.person("platform", "system_admin");
});
afterAll(() => t.close());

const octets = { "Content-Type": "application/octet-stream" };
const day = "2020-01-01";
const newUnit = { code: "N1", name: "演示新单位", region_code: "Ta1", covers: "own", valid_from: day };

describe.each([
  ["regions", "platform"],
  ["units", "leader-P"],
])("%s as a table", (noun, who) => {
  test("what goes out as JSON, CSV and XLSX comes in as it is, and changes nothing", async () => {
    const { rows } = (await t.as(who).get(`/${noun}.json`)).body;
    expect(rows.length).toBeGreaterThan(4);
    const csv = await t.as(who).get(`/${noun}.csv`);
    const xlsx = await t.as(who).get(`/${noun}.xlsx`);
    // The mark of who took it, as on every other export; the import passes over it.
    const [head, ...lines] = csv.text.trim().split("\r\n");
    expect(head!.endsWith(",exported")).toBe(true);
    expect(lines.every((one) => one.endsWith(`,导出 / Exported: ${who} ${who} 2026-04-10 09:00`))).toBe(true);
    const answers = [
      await t.as(who).post(`/${noun}/import/json?dryRun=false`, { rows }),
      await t.as(who).csv(`/${noun}/import?dryRun=false`, csv.text.replace(/^\uFEFF/, "")),
      await t.as(who).post(`/${noun}/import/xlsx?dryRun=false`, xlsx.bytes, octets),
    ];
    const verdicts = rows.map((row: any, at: number) => ({ row: at + 2, code: row.code, verdict: "unchanged" }));
    for (const { status, text, body } of answers) {
      expect(status, text).toBe(200);
      expect(body).toMatchObject({ rows: rows.length, versions: 0, unchanged: rows.length, verdicts });
    }
  });
});

describe("a table with new rows", () => {
  test("says row by row what is new, changed and unchanged; the dry run says the same and writes nothing", async () => {
    const { rows } = (await t.as("leader-P").get(`/units.json?region=${f.region["a1"]}`)).body;
    expect(rows.map((row: any) => row.code)).toEqual(["U-a1"]);
    const table = {
      rows: [
        ...rows,
        { ...newUnit, valid_to: "2024-01-01" },
        { ...newUnit, name: " 演示新单位二 ", valid_from: "2024-01-01" },
      ],
    };
    const dry = await t.as("leader-P").post("/units/import/json?dryRun=true", table);
    expect(dry.status, dry.text).toBe(200);
    expect(dry.body.verdicts.map((one: any) => [one.row, one.code, one.verdict])).toEqual([
      [2, "U-a1", "unchanged"],
      [3, "N1", "new"],
      [4, "N1", "new"],
    ]);
    const codes = async () => (await t.as("leader-P").get("/units.json")).body.rows.map((row: any) => row.code);
    expect(await codes()).not.toContain("N1");
    const real = await t.as("leader-P").post("/units/import/json?dryRun=false", table);
    expect(real.body).toEqual({ ...dry.body, dryRun: false });
    expect(await codes()).toContain("N1");
    // A version that continues one on record changes it.
    const more = { ...newUnit, code: "N2", valid_to: "2025-01-01" };
    await t.as("leader-P").post("/units/import/json", { rows: [more] });
    const next = await t.as("leader-P").post("/units/import/json", {
      rows: [{ ...newUnit, code: "N2", name: "演示改名", valid_from: "2025-01-01" }],
    });
    expect(next.body.verdicts).toEqual([{ row: 2, code: "N2", verdict: "changed" }]);
  });

  test("one wrong row keeps all out and is named by row and column; who may not change units brings none", async () => {
    const wrong = await t.as("leader-P").post("/units/import/json", {
      rows: [
        { ...newUnit, code: "N3" },
        { ...newUnit, code: "N4", region_code: "nowhere" },
      ],
    });
    expect([wrong.status, wrong.body.rows]).toEqual([
      422,
      [expect.objectContaining({ row: 3, column: "region_code", code: "unknown_region" })],
    ]);
    expect((await t.as("clerk-a1").post("/units/import/json", { rows: [newUnit] })).status).toBe(403);
    expect((await t.as("leader-P").post("/units/import/xlsx", new Uint8Array([80, 75, 1]), octets)).status).toBe(422);
  });
});

describe("the change feeds of regions, units, catalogues and releases", () => {
  const feed = async (noun: string, since?: string, more = "") =>
    (await t.as("analyst").get(`/exchange/changes/${noun}?${since === undefined ? "" : `since=${since}`}${more}`)).body;
  /** Read on from one mark until something settled is told: a transaction of another test on the same server may still run. */
  async function told(noun: string, since: string) {
    for (let tries = 0; ; tries++) {
      const answer = await feed(noun, since);
      if (answer.items.length > 0 || tries === 300) return answer;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  /** A mark after everything that was there. */
  async function settled(noun: string) {
    for (;;) {
      const { items, next } = await feed(noun);
      const { rows } = await t.owner.query(
        noun === "units"
          ? "select count(distinct unit_id)::int as n from unit_versions"
          : noun === "regions"
            ? "select count(*)::int as n from regions"
            : "select count(*)::int as n from catalogues",
      );
      if (items.length === rows[0].n) return next;
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  test("a unit that is founded, renamed and closed is told each time as it stands, the last as a tombstone", async () => {
    const mark = await settled("units");
    const made = await t.as("leader-P").post("/units", {
      code: "F1",
      name: "演示单位",
      region: f.region["a1"],
      covers: "own",
      validFrom: day,
    });
    const first = await told("units", mark);
    expect(first.items).toEqual([
      {
        op: "upsert",
        id: made.body.id,
        code: "F1",
        name: "演示单位",
        region_code: "Ta1",
        covers: "own",
        kind: "",
        line: "",
        valid_from: day,
        valid_to: null,
      },
    ]);
    const change = (body: object) => t.as("leader-P").put(`/units/${made.body.id}`, body);
    await change({ effective: "2026-01-01", name: "演示改名" });
    const second = await told("units", first.next);
    expect(second.items).toMatchObject([{ op: "upsert", name: "演示改名", valid_from: "2026-01-01" }]);
    await change({ closes: "2026-04-01" });
    const third = await told("units", second.next);
    expect(third.items).toMatchObject([{ op: "tombstone", code: "F1", valid_to: "2026-04-01" }]);
    // The same mark gives the same again, as after a restart of the reader.
    expect((await feed("units", second.next)).items).toEqual(third.items);
    expect((await feed("units", third.next)).items).toEqual([]);
  });

  test("page by page nothing is left out and nothing comes twice; a mark of another database is refused", async () => {
    const whole = await feed("regions");
    const paged: unknown[] = [];
    for (let since: string | undefined, more = true; more;) {
      const page = await feed("regions", since, "&limit=2");
      paged.push(...page.items);
      since = page.next;
      ({ more } = page);
    }
    expect(paged).toEqual(whole.items);
    expect((await t.as("analyst").get("/exchange/changes/regions?since=1.2.3")).status).toBe(409);
  });

  test("a catalogue comes with its hash; the feeds are for who may read the records", async () => {
    await settled("catalogues");
    const { items } = await feed("catalogues");
    expect(items).toContainEqual(expect.objectContaining({ op: "upsert", id: f.catalogue, key: expect.any(String) }));
    expect((await t.as("platform").get("/exchange/changes/catalogues")).status).toBe(403);
    expect((await t.as("clerk-a1").get("/exchange/changes/releases")).body.items).toEqual([]);
  });
});
