import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spreadNotices } from "../notices/spread.ts";
import type { TestPlatform } from "../testing.ts";
import { isDue, selfCheck } from "./run.ts";
import { openBooks, type Books, type Night } from "./testing-books.ts";
import { selfCheckBeside } from "./thread.ts";

let books: Books;
let t: TestPlatform;
let dba: Books["dba"];
let checkTonight: Books["checkTonight"];
beforeAll(async () => {
  books = await openBooks();
  ({ t, dba, checkTonight } = books);
});
afterAll(() => books.close());

const wrongParts = ({ parts }: Night) => parts.filter(({ found }) => found > 0).map(({ part }) => part);

test("books that nobody touched are sound, and everything in them was compared", async () => {
  const { day, sound, parts } = await checkTonight();
  expect([day, sound]).toEqual(["2026-04-11", true]);
  const { rows } = await dba.query(`select
    (select count(*)::int from audit_seals) as chain, (select count(*)::int from revisions) as receipts,
    (select count(*)::int from consolidations) as consolidations, (select count(*)::int from panel_sheets) as "panel-sheets",
    (select count(*)::int from spot_checks) as "spot-checks",
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
    "a revision that is gone",
    "receipts",
    "delete from revisions where submission_id = (select max(submission_id) from revisions)",
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
  ["the frame of a spot check", "spot-checks", "update spot_checks set frame = '[]'"],
  ["the seed of a spot check", "spot-checks", "update spot_checks set seed = seed % 1000 + 1"],
  ["the sample of a spot check", "spot-checks", "update spot_check_draws set cells = '[]'"],
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

test("roll-ups that wait to be rebuilt are as they should be for an hour, and a fault of their own after it", async () => {
  const hour = 3_600_000;
  const wait = async (milliseconds: number) => {
    await dba.query(
      `insert into dirty (collection_id, city_id, level, at)
       select collection_id, city_id, 1, $1 from submissions order by id limit 1`,
      [books.before(milliseconds)],
    );
    const { sound, parts } = await checkTonight();
    await dba.query("delete from dirty");
    return [sound, parts.find(({ part }) => part === "roll-ups")];
  };
  // What is stored is behind while it waits: nothing is compared.
  expect(await wait(hour)).toEqual([true, expect.objectContaining({ found: 0, checked: 0 })]);
  const late = {
    found: 1,
    checked: 0,
    faults: [expect.objectContaining({ zh: expect.stringMatching(/：有汇总值久未重算$/) })],
  };
  expect(await wait(hour + 1)).toEqual([false, expect.objectContaining(late)]);
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
    DUIBIAO_DATA: join(books.folder, "absent"),
  });
  await expect(selfCheckBeside()).rejects.toThrow("absent");
  expect(await isDue(t.workerDb)).toBe(true);
  process.env["DUIBIAO_DATA"] = books.folder;
  await selfCheckBeside();
  expect(await isDue(t.workerDb)).toBe(false);
});
