import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { keepHead } from "./head.ts";
import { sealAudit } from "./seal.ts";

let t: TestPlatform;
let dba: pg.Client;
const folder = mkdtempSync(join(tmpdir(), "heads-"));
const headsFile = join(folder, "audit-heads.jsonl");

beforeAll(async () => {
  t = await createTestPlatform();
  t.platform.headsFile = headsFile;
  await t.person("auditor", "audit_admin");
  await t.person("clerk", "clerk", { unit: 1 });
  dba = new pg.Client({ connectionString: t.urls.adminUrl });
  await dba.connect();
});
afterAll(async () => {
  await dba.end();
  await t.close();
  rmSync(folder, { recursive: true });
});

/** A fresh chain of twelve rows before each drill; identifiers go on, as they would. */
beforeEach(async () => {
  await dba.query("truncate audit_log, audit_seals");
  rmSync(headsFile, { force: true });
  await write(12);
  await sealAudit(t.workerDb);
});

async function write(rows: number, at = "now()"): Promise<void> {
  await t.owner.query(`insert into audit_log (at, request_id, action, object, result, detail)
    select ${at} + make_interval(secs => i / 1000.0), 'r' || i, 'drill.write', 'row/' || i, 'done', jsonb_build_object('i', i) from generate_series(1, ${rows}) i`);
}

const verify = async (query = "") => (await t.as("auditor").get(`/audit/verify${query}`)).body;
const idOf = async (seq: number) =>
  (await t.owner.query("select audit_id from audit_seals where seq = $1", [seq])).rows[0].audit_id as string;

test("an untouched log verifies: every row sealed, none open", async () => {
  expect(await verify()).toMatchObject({
    intact: true,
    sealed: 12,
    unsealed: 0,
    firstBreak: null,
    head: { seq: 12 },
  });
});

test("sealing goes on where it stopped, skips nothing and seals nothing twice", async () => {
  expect(await sealAudit(t.workerDb)).toBe(0);
  await write(2500);
  const sealed = await Promise.all([sealAudit(t.workerDb), sealAudit(t.workerDb), sealAudit(t.workerDb)]);
  expect(sealed.reduce((a, b) => a + b)).toBe(2500);
  expect(await verify()).toMatchObject({ intact: true, sealed: 2512, unsealed: 0 });
});

test("a row whose transaction commits late, with an id that others have passed, is sealed; ids that never come are no break", async () => {
  const late = new pg.Client({ connectionString: t.urls.ownerUrl });
  await late.connect();
  try {
    await late.query("begin");
    await late.query(
      "insert into audit_log (request_id, action, object, result) values ('late', 'drill.late', 'row/late', 'done')",
    );
    await t.owner.query("begin");
    await t.owner.query(
      "insert into audit_log (request_id, action, object, result) values ('never', 'drill.never', 'x', 'done')",
    );
    await t.owner.query("rollback");
    await write(3);
    expect(await sealAudit(t.workerDb)).toBe(3);
    await late.query("commit");
  } finally {
    await late.end();
  }
  expect(await sealAudit(t.workerDb)).toBe(1);
  const { rows } = await t.owner.query(
    "select a.action, s.seq::int from audit_seals s join audit_log a on a.id = s.audit_id where s.seq in (15, 16) order by s.seq",
  );
  expect(rows).toEqual([
    { action: "drill.write", seq: 15 },
    { action: "drill.late", seq: 16 },
  ]);
  expect(await verify()).toMatchObject({ intact: true, sealed: 16 });
});

test("rows in wait of the sealer are counted, with the age of the oldest", async () => {
  await write(2);
  expect(await verify()).toMatchObject({
    intact: true,
    sealed: 12,
    unsealed: 2,
    oldestUnsealedAt: expect.any(String),
  });
});

test.each([
  ["an edited row", "update audit_log set object = 'row/other' where id = $1", "row_changed"],
  ["an edited detail", `update audit_log set detail = '{"i": 50}' where id = $1`, "row_changed"],
  [
    "an edited time, by a microsecond",
    "update audit_log set at = at + interval '1 microsecond' where id = $1",
    "row_changed",
  ],
  ["a deleted row", "delete from audit_log where id = $1", "row_missing"],
  ["a deleted seal", "delete from audit_seals where audit_id = $1", "seal_missing"],
])("the drill finds %s and names its place", async (_what, sql, kind) => {
  await dba.query(sql, [await idOf(5)]);
  expect((await verify()).firstBreak).toMatchObject({ kind, seq: 5 });
});

test("the drill finds two rows in exchanged order", async () => {
  const [a, b] = [await idOf(4), await idOf(9)];
  await dba.query("update audit_seals set audit_id = -audit_id where seq in (4, 9)");
  await dba.query(
    "update audit_seals set audit_id = case seq when 4 then $2::bigint else $1::bigint end where seq in (4, 9)",
    [a, b],
  );
  expect((await verify()).firstBreak).toMatchObject({ kind: "row_changed", seq: 4 });
});

test("the drill finds a row put into the middle with a seal of its own", async () => {
  await dba.query("update audit_seals set seq = -seq - 1 where seq >= 6");
  await dba.query("update audit_seals set seq = -seq where seq < 0");
  await dba.query(
    "insert into audit_log (id, request_id, action, object, result) overriding system value values (-1, 'x', 'forged', 'x', 'done')",
  );
  await dba.query(
    "insert into audit_seals (seq, audit_id, prev, hash) select 6, -1, hash, repeat('a', 64) from audit_seals where seq = 5",
  );
  expect((await verify()).firstBreak).toMatchObject({ seq: 6, kind: "row_changed" });
});

test("the drill finds a row put in later with an earlier date, although the sealer took it", async () => {
  await dba.query(
    "insert into audit_log (id, at, request_id, action, object, result) overriding system value values (-2, now() - interval '3 days', 'x', 'forged', 'x', 'done')",
  );
  await sealAudit(t.workerDb, "all");
  expect((await verify()).firstBreak).toMatchObject({
    kind: "row_backdated",
    auditId: -2,
    seq: 13,
  });
});

test("the drill finds a cut tail by the head that the auditor kept", async () => {
  const head = (await t.as("auditor").get("/audit/head")).body;
  await dba.query("delete from audit_log where id in (select audit_id from audit_seals where seq > 9)");
  await dba.query("delete from audit_seals where seq > 9");
  // The chain by itself is whole: only a witness outside can know.
  expect((await verify()).intact).toBe(true);
  expect((await verify(`?seq=${head.seq}&hash=${head.hash}`)).firstBreak).toMatchObject({
    kind: "tail_cut",
    seq: 10,
  });
});

test("the drill finds a cut tail and a whole rewritten chain by the heads kept beside the signing key", async () => {
  expect(await keepHead(t.workerDb, t.platform.keys, headsFile)).toMatchObject({ seq: 12 });
  expect(await keepHead(t.workerDb, t.platform.keys, headsFile)).toBeNull();
  expect(await verify()).toMatchObject({ intact: true, headsCompared: 1 });
  await dba.query("delete from audit_log where id = $1", [await idOf(12)]);
  await dba.query("delete from audit_seals where seq = 12");
  expect((await verify()).firstBreak).toMatchObject({ kind: "tail_cut", seq: 12 });

  // Whoever owns the database edits a row, throws all seals away and lets the sealer make new ones.
  await write(5);
  await dba.query("update audit_log set object = 'row/other' where id = $1", [await idOf(3)]);
  await dba.query("truncate audit_seals");
  await sealAudit(t.workerDb, "all");
  expect((await verify()).firstBreak).toMatchObject({ kind: "rewritten", seq: 12 });
});

test("the drill finds a kept head that was edited along: it lacks the platform's signature", async () => {
  await keepHead(t.workerDb, t.platform.keys, headsFile);
  writeFileSync(headsFile, readFileSync(headsFile, "utf8").replace('"seq":12', '"seq":11'));
  expect((await verify()).firstBreak).toMatchObject({ kind: "head_forged", seq: 11 });
});

test("the runtime logins cannot change or remove audit rows or seals", async () => {
  for (const url of [t.urls.apiUrl, t.urls.workerUrl]) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (const sql of [
        "update audit_log set object = ''",
        "delete from audit_log",
        "truncate audit_log",
        "update audit_seals set hash = ''",
        "delete from audit_seals",
        "truncate audit_seals",
      ])
        await expect(client.query(sql), sql).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  }
});

test("the log is read newest first, page by page, by action, object, person and time; business people do not read it", async () => {
  await write(250);
  const first = (await t.as("auditor").get("/audit")).body;
  expect(first.items).toHaveLength(200);
  const rest = (await t.as("auditor").get(`/audit?after=${first.next}`)).body;
  const ids = [...first.items, ...rest.items].map((i: { id: number }) => i.id);
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  expect(new Set(ids).size).toBe(262);
  expect(rest.next).toBeNull();
  expect((await t.as("auditor").get("/audit?object=row/7")).body.items).toHaveLength(2);
  expect((await t.as("auditor").get("/audit?action=drill.nothing")).body.items).toEqual([]);
  expect((await t.as("auditor").get("/audit?from=2999-01-01T00:00:00Z")).body.items).toEqual([]);
  expect((await t.as("clerk").get("/audit")).status).toBe(403);
  expect((await t.as("auditor").get("/audit?action=session.read&user=1")).body.items).toEqual([]);
});

test("the log is searched by object or kind of object, by account or part of a name, by outcome and between two times", async () => {
  const clerk = (await t.owner.query("select id from users where username = 'clerk'")).rows[0].id;
  await t.owner.query("update users set name = '张三丰' where id = $1", [clerk]);
  await t.owner.query(`insert into audit_log (at, request_id, user_id, role, action, object, result, detail) values
    ('2026-01-01T00:00:00Z', 's1', ${clerk}, 'clerk', 'submissions.save', 'submission/7', 'done', '{}'),
    ('2026-01-02T00:00:00Z', 's2', ${clerk}, 'clerk', 'submissions.submit', 'submission/70', 'refused', '{}'),
    ('2026-01-03T00:00:00Z', 's3', null, '', 'submissions.save', 'submission/7', 'done', '{}')`);
  const search = async (query: string) =>
    (await t.as("auditor").get(`/audit?${query}`)).body.items.map(({ requestId }: { requestId: string }) => requestId);
  expect(await search("object=submission/7")).toEqual(["s3", "s1"]);
  expect(await search("object=submission")).toEqual(["s3", "s2", "s1"]);
  expect(await search("person=clerk")).toEqual(["s2", "s1"]);
  expect(await search("person=%20Clerk")).toEqual(["s2", "s1"]);
  expect(await search(`person=${encodeURIComponent("三丰")}`)).toEqual(["s2", "s1"]);
  expect(await search(`person=${encodeURIComponent("%")}`)).toEqual([]);
  expect(await search("person=clerk&result=refused")).toEqual(["s2"]);
  expect(await search("object=submission&from=2026-01-01T12:00:00Z&to=2026-01-03T00:00:00Z")).toEqual(["s2"]);
  const [entry] = (await t.as("auditor").get("/audit?person=clerk")).body.items;
  expect(entry).toMatchObject({ userId: clerk, person: { username: "clerk", name: "张三丰" }, region: null });
});

test("half of a head is refused", async () => {
  expect((await t.as("auditor").get("/audit/verify?seq=3")).status).toBe(400);
});
