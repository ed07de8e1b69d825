import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accept, openFlow, report, startSubmission, type Flow } from "../../tests/flow.ts";
import { keepHead } from "../audit/head.ts";
import { sealAudit } from "../audit/seal.ts";
import { spreadNotices } from "../notices/spread.ts";
import { documentHash } from "../consolidations/state.ts";
import { worldCatalogue } from "../evaluations/testing-catalogue.ts";
import { sheetHash } from "../panels/sheets.ts";
import { makeCatalogue } from "../testing-province.ts";
import { measureIndex } from "../catalogues/open.ts";
import { contentHash, readObservations } from "../submissions/content.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { isDue, selfCheck } from "./run.ts";
import { selfCheckBeside } from "./thread.ts";

let t: TestPlatform;
let f: Flow;
let dba: pg.Client;
const folder = mkdtempSync(join(tmpdir(), "heads-"));

beforeAll(async () => {
  t = await createTestPlatform();
  t.platform.headsFile = join(folder, "audit-heads.jsonl");
  t.setNow("2026-04-10T08:00:00+08:00");
  f = await openFlow(t);
  const proved = await startSubmission(f, "a1");
  const attached = await t
    .as("clerk-a1")
    .post(`/submissions/${proved}/evidence?measure=t_energy&name=bill.pdf`, new TextEncoder().encode("%PDF-1.7 bill"), {
      "Content-Type": "application/octet-stream",
    });
  if (attached.status !== 200) throw new Error(attached.text);
  for (const unit of ["a1", "a2", "b1"]) {
    const sent = await report(f, unit, { energy: "120.5", people: "30" });
    await accept(f, `reviewer-${unit}`, "county", sent);
    if (unit !== "b1") await accept(f, "reviewer-A", "city", sent);
  }
  const signed = await t.as("leader-A").post("/consolidations", {
    collection: f.collection,
    city: f.region["A"],
    missing: [{ unit: f.unit["A0"], reason: "未报" }],
  });
  if (signed.status !== 200) throw new Error(signed.text);
  await t.person("sysadmin", "system_admin", { region: f.region["P"]! });
  await judge();
  await mapExport();
  await t.settle();
  await sealAudit(t.workerDb);
  await keepHead(t.workerDb, t.platform.keys, t.platform.headsFile);
  dba = new pg.Client({ connectionString: t.urls.adminUrl });
  await dba.connect();
  await dba.query(`
    insert into attachments (submission_id, revision, unit_id, region_id, city_id, kind, name, type, sha256, content, user_id)
    select id, 1, unit_id, region_id, city_id, 'scan', 'a.pdf', 'application/pdf', encode(sha256('\\x2550'), 'hex'), '\\x2550', 1 from submissions order by id limit 1`);
});
afterAll(async () => {
  await dba.end();
  await t.close();
  rmSync(folder, { recursive: true });
});

/** A leader's judgement of two items of a scheme: the first weighs three times as much. */
async function judge(): Promise<void> {
  const catalogue = await makeCatalogue(t, worldCatalogue);
  const asked = { owner: f.region["P"], catalogue, scheme: "W2", nodes: ["D1"], roles: ["leader"], title: "演示打分" };
  const panel = await t.as("analyst").post("/panels", asked);
  const { status, text } = await t
    .as("leader-P")
    .post(`/panels/${panel.body.id}/sheets`, { node: "D1", upper: [[3], []] });
  if (status !== 200) throw new Error(text);
}

async function mapExport(): Promise<void> {
  const cells = [{ column: "用电量", measure: "t_energy", member: "total", uom: "kWh" }];
  const document = {
    system: "能耗系统",
    title: "季度用电",
    form: "T_FORM",
    sheet: "",
    header: 1,
    columns: ["用电量"],
    unit: null,
    period: null,
    skip: [],
    rows: "one",
    cells,
  };
  const sent = { owner: f.region["P"], key: "meters", catalogue: f.catalogue, document };
  const { status, text } = await t.as("analyst").post("/mappings", sent);
  if (status !== 200) throw new Error(text);
}

let night = 0;
/** The check of the next night, as the administrator sees it. */
async function checkTonight() {
  const at = new Date(Date.parse("2026-04-11T03:00:00+08:00") + night++ * 86_400_000);
  expect(await selfCheck(t.workerDb, t.platform, at)).toBe(true);
  const { items } = (await t.as("sysadmin").get("/self-checks")).body;
  return items[0] as { day: string; sound: boolean; parts: { part: string; found: number; checked: number }[] };
}
const wrongParts = ({ parts }: Awaited<ReturnType<typeof checkTonight>>) =>
  parts.filter(({ found }) => found > 0).map(({ part }) => part);

test("books that nobody touched are sound, and everything in them was compared", async () => {
  const { day, sound, parts } = await checkTonight();
  expect([day, sound]).toEqual(["2026-04-11", true]);
  const { rows } = await dba.query(`select
    (select count(*)::int from audit_seals) as chain, (select count(*)::int from revisions) as receipts,
    (select count(*)::int from consolidations) as consolidations, (select count(*)::int from panel_sheets) as "panel-sheets",
    (select count(*)::int from attachments) + (select count(*)::int from catalogues) + (select count(*)::int from mappings) + 2 * (select count(*)::int from evaluations) as files,
    (select count(*)::int from roll_ups) as "roll-ups"`);
  const { releases, ...compared } = Object.fromEntries(parts.map(({ part, checked }) => [part, checked]));
  expect(compared).toEqual(rows[0]);
  for (const checked of Object.values(compared)) expect(checked).toBeGreaterThan(0);
  // Here is none; what one shows is compared in releases/standing.test.ts.
  expect(releases).toBe(0);
});

test("a night has one check, in however many workers; before 02:00 it is still the night before", async () => {
  const at = new Date("2027-04-20T02:00:00+08:00");
  const done = await Promise.all([1, 2, 3].map(() => selfCheck(t.workerDb, t.platform, at)));
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await selfCheck(t.workerDb, t.platform, new Date("2027-04-21T01:59:00+08:00"))).toBe(false);
});

test.each([
  [
    "an audit row",
    "chain",
    "update audit_log set object = object || 'x' where id = (select min(audit_id) from audit_seals)",
  ],
  [
    "a reported figure",
    "receipts",
    "update observations set value = value + 1 where ctid = (select min(ctid) from observations where value is not null)",
  ],
  [
    "a receipt's content",
    "receipts",
    `update revisions set receipt = jsonb_set(receipt, '{contentHash}', '"${"0".repeat(64)}"') where ctid = (select min(ctid) from revisions)`,
  ],
  [
    "a receipt's signature",
    "receipts",
    `update revisions set receipt = jsonb_set(receipt, '{signature}', '"AAAA"') where ctid = (select min(ctid) from revisions)`,
  ],
  [
    "a paper behind a figure",
    "receipts",
    "update attachments set sha256 = repeat('0', 64), content = '\\x25' where kind = 'evidence'",
  ],
  [
    "a unit's revision in what a city signed",
    "consolidations",
    "update consolidations set document = jsonb_set(document, '{included,0,revision}', '2')",
  ],
  ["a scan", "files", "update attachments set content = '\\x2551'"],
  ["an expert's judgement", "panel-sheets", `update panel_sheets set judgements = replace(judgements, '3', '5')`],
  ["how an export is read", "files", "update mappings set document = replace(document, 'kWh', 'MWh')"],
  ["a catalogue", "files", "update catalogues set document = document || ' '"],
  [
    "a sum",
    "roll-ups",
    "update roll_ups set sum = sum + 0.1 where ctid = (select min(ctid) from roll_ups where sum is not null)",
  ],
  [
    "a sum that is gone",
    "roll-ups",
    "delete from roll_ups where ctid = (select min(ctid) from roll_ups where sum is not null)",
  ],
])("the drill: %s changed behind the platform's back is named by the night's check", async (_what, part, tampering) => {
  const table = /(?:update|delete from) (\w+)/.exec(tampering)![1]!;
  await dba.query(`create temp table before_drill as select * from ${table}`);
  const done = await dba.query(tampering);
  expect(done.rowCount).toBeGreaterThan(0);
  try {
    const found = await checkTonight();
    expect(found.sound).toBe(false);
    // A changed figure no longer adds up to the sums above it, either; a paper has a hash of its own.
    expect(wrongParts(found)).toContain(part);
    const besides = table === "attachments" ? "files" : "roll-ups";
    expect(wrongParts(found).filter((other) => other !== part && other !== besides)).toEqual([]);
  } finally {
    await dba.query("set session_replication_role = replica");
    await dba.query(`delete from ${table}`);
    await dba.query(`insert into ${table} overriding system value select * from before_drill`);
    await dba.query("set session_replication_role = origin");
    await dba.query("drop table before_drill");
  }
  expect((await checkTonight()).sound).toBe(true);
});

test("a figure written anew with a hash that fits is not what its receipt says", async () => {
  const found = await dba.query(`
    select r.submission_id::int as id, r.revision, r.hash, r.zero_sections as "zeroSections", s.collection_id as collection,
           s.unit_id as unit, p.key as period, c.form_key as form, k.hash as catalogue
    from revisions r join submissions s on s.id = r.submission_id join collections c on c.id = s.collection_id
    join periods p on p.id = c.period_id join catalogues k on k.id = c.catalogue_id
    where r.submission_id not in (select submission_id from attachments where submission_id is not null) order by 1, 2 limit 1`);
  const { id, revision, hash, ...content } = found.rows[0];
  const add = (amount: number) =>
    dba.query(
      "update observations set value = value + $3 where submission_id = $1 and revision = $2 and state = 'number'",
      [id, revision, amount],
    );
  const hashNow = () =>
    t.workerDb.transaction(async (tx) => {
      const cells = await readObservations(tx, id, revision, await measureIndex(tx));
      return contentHash({ ...content, cells, evidence: [] });
    });
  const write = (anew: string) =>
    dba.query("update revisions set hash = $3 where submission_id = $1 and revision = $2", [id, revision, anew]);
  expect(await hashNow()).toBe(hash);
  await add(1);
  await write(await hashNow());
  const night = await checkTonight();
  expect(night.parts.find(({ part }) => part === "receipts")).toMatchObject({
    found: 1,
    faults: [{ zh: expect.stringContaining("回执与版次不符") }],
  });
  await add(-1);
  await write(hash);
  expect((await checkTonight()).sound).toBe(true);
});

test("what a city signed, written anew with a hash that fits, is not what the log says was signed", async () => {
  const rows = await dba.query("select id, document from consolidations");
  const { id, document } = rows.rows[0];
  const other = { ...document, missing: [] };
  const write = (content: unknown) =>
    dba.query("update consolidations set document = $2, hash = $3 where id = $1", [id, content, documentHash(content)]);
  await write(other);
  const found = await checkTonight();
  expect(found.parts.find(({ part }) => part === "consolidations")).toMatchObject({
    found: 1,
    faults: [{ zh: expect.stringContaining("不是日志记载签署的那一份") }],
  });
  await write(document);
  expect((await checkTonight()).sound).toBe(true);
});

test("an expert's judgement, written anew with a hash that fits, is not what the log says was handed in", async () => {
  const { rows } = await dba.query("select *, day::text as day from panel_sheets");
  const [before] = rows;
  const judgements = before.judgements.replace("3", "5");
  const { node, source, expert, unit, day, scan } = before;
  const hash = sheetHash({
    panelId: before.panel_id,
    node,
    judgements,
    source,
    expert,
    unit,
    day,
    scan,
    userId: before.user_id,
  });
  const write = (content: string, own: string) =>
    dba.query("update panel_sheets set judgements = $2, hash = $3 where id = $1", [before.id, content, own]);
  await write(judgements, hash);
  const found = await checkTonight();
  expect(found.parts.find(({ part }) => part === "panel-sheets")).toMatchObject({
    found: 1,
    faults: [{ zh: expect.stringContaining("不是日志记载交来的那一份") }],
  });
  await write(before.judgements, before.hash);
  expect((await checkTonight()).sound).toBe(true);
});

test("administrators and auditors at the top are told of a bad night, others are not; clerks read no checks", async () => {
  await dba.query("update attachments set content = '\\x2551'");
  await checkTonight();
  await spreadNotices(t.workerDb);
  const told = await t.owner.query(
    "select distinct u.username from inbox i join notices n on n.id = i.notice_id join users u on u.id = i.user_id where n.kind = 'self_check' order by 1",
  );
  const names = told.rows.map(({ username }) => username);
  expect(names).toContain("sysadmin");
  expect(names.filter((name: string) => /^(clerk|head|reviewer|leader|analyst)/.test(name))).toEqual([]);
  await dba.query("update attachments set content = '\\x2550'");
  expect((await t.as("clerk-a1").get("/self-checks")).status).toBe(403);
});

test("tonight's check is made beside the server's own thread; what keeps it from being made is a fault that is said", async () => {
  Object.assign(process.env, {
    DATABASE_URL: t.urls.apiUrl,
    DATABASE_OWNER_URL: t.urls.ownerUrl,
    DATABASE_WORKER_URL: t.urls.workerUrl,
    DUIBIAO_DATA: join(folder, "absent"),
  });
  await expect(selfCheckBeside()).rejects.toThrow("absent");
  expect(await isDue(t.workerDb)).toBe(true);
  process.env["DUIBIAO_DATA"] = folder;
  await selfCheckBeside();
  expect(await isDue(t.workerDb)).toBe(false);
});
