import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalJson } from "@duibiao/indicators";
import { sampleWithoutReplacement } from "@duibiao/scoring";
import { measureIndex } from "../catalogues/open.ts";
import { documentHash } from "../consolidations/state.ts";
import { sha256 } from "../evaluations/inputs.ts";
import { sheetHash } from "../panels/sheets.ts";
import { contentHash, readObservations } from "../submissions/content.ts";
import type { TestPlatform } from "../testing.ts";
import { openBooks, type Books } from "./testing-books.ts";

let books: Books;
let t: TestPlatform;
let dba: Books["dba"];
let checkTonight: Books["checkTonight"];
beforeAll(async () => {
  books = await openBooks();
  ({ t, dba, checkTonight } = books);
});
afterAll(() => books.close());

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

test("a report that is taken out with its figures, its receipt and every mark of it is missed: the log says that it was sent", async () => {
  const { rows } = await dba.query("select max(submission_id)::int as id from revisions");
  const { id } = rows[0];
  const tables = { submissions: "id", revisions: "submission_id", observations: "submission_id" };
  for (const [table, key] of Object.entries(tables))
    await dba.query(`create temp table kept_${table} as select * from ${table} where ${key} = ${id}`);
  for (const table of ["revisions", "observations"])
    await dba.query(`delete from ${table} where submission_id = ${id}`);
  await dba.query(
    `update submissions set state = 'draft', last_rev = 0, submitted_rev = null, county_rev = null where id = ${id}`,
  );
  const night = await checkTonight();
  expect(night.parts.find(({ part }) => part === "receipts")).toMatchObject({
    found: 1,
    faults: [{ zh: `报送 ${id} 第 1 版：台账中已没有这一版` }],
  });
  await dba.query(`delete from submissions where id = ${id}`);
  await dba.query("set session_replication_role = replica");
  for (const table of Object.keys(tables))
    await dba.query(`insert into ${table} overriding system value select * from kept_${table}`);
  await dba.query("set session_replication_role = origin");
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

test("a sample of one's own choice, with a seed and hashes that fit it, is not what the log says was fixed and drawn", async () => {
  const { rows } = await dba.query(
    "select k.id, k.seed, k.frame_cells, d.cells, d.hash from spot_checks k join spot_check_draws d on d.check_id = k.id",
  );
  const [{ id, seed, frame_cells: frameCells, cells, hash }] = rows;
  const sample = (of: number) => sampleWithoutReplacement(of, frameCells, 2).join();
  const otherSeed = Array.from({ length: 100 }, (_, at) => at + 1).find((other) => sample(other) !== sample(seed))!;
  const write = async (own: number, drawn: string, of: string) => {
    await dba.query("update spot_checks set seed = $2 where id = $1", [id, own]);
    await dba.query("update spot_check_draws set cells = $2, hash = $3 where check_id = $1", [id, drawn, of]);
  };
  await write(otherSeed, cells, hash);
  const again = (await t.as("reviewer-A").get(`/spot-checks/${id}/verify`)).body.drawnAgain;
  const all = await dba.query(
    "select o.submission_id::int as submission, o.revision, m.key as measure, o.member from observations o join measures m on m.id = o.measure_id",
  );
  const chosen = twoOf(all.rows).find((pair) => sha256(canonicalJson(pair)) === again)!;
  await write(otherSeed, canonicalJson(chosen), again);
  // To whoever repeats the draw it looks sound.
  expect((await t.as("reviewer-A").get(`/spot-checks/${id}/verify`)).body.reproduces).toBe(true);
  const found = await checkTonight();
  expect(found.parts.find(({ part }) => part === "spot-checks")).toMatchObject({
    found: 2,
    faults: [
      { zh: expect.stringContaining("不是日志记载定下的") },
      { zh: expect.stringContaining("样本不是日志记载抽出的") },
    ],
  });
  await write(seed, cells, hash);
  expect((await checkTonight()).sound).toBe(true);
});

const twoOf = (cells: readonly object[]) => cells.flatMap((one) => cells.map((other) => [one, other]));
