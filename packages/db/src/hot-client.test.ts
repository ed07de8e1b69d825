import type { Socket } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDb, type Db } from "./open.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase(async () => {});
  db = openDb(database.ownerUrl, 1, "test-hot-client");
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

const prepared = async () =>
  (
    await db.execute<{ statement: string }>(
      sql`select statement from pg_prepared_statements where statement not like '%pg_prepared%'`,
    )
  ).rows.map((row) => row.statement);

test("a text with parameters is prepared from its third use on", async () => {
  const ask = (n: number) => db.execute<{ n: number }>(sql`select ${n}::int + 1 as n`);
  await ask(1);
  await ask(2);
  expect(await prepared()).toEqual([]);
  expect((await ask(3)).rows).toEqual([{ n: 4 }]);
  expect((await ask(4)).rows).toEqual([{ n: 5 }]);
  expect(await prepared()).toEqual(["select $1::int + 1 as n"]);
});

test("so is a select without parameters, and nothing else without", async () => {
  for (let use = 0; use < 3; use++) await db.execute(sql`select count(*) from generate_series(1, 3)`);
  for (let use = 0; use < 3; use++) await db.execute(sql`set application_name = 'test-hot-client'`);
  expect((await prepared()).filter((text) => !text.includes("$1"))).toEqual([
    "select count(*) from generate_series(1, 3)",
  ]);
});

test("a call with a long list of ids is planned for itself", async () => {
  const list = `{${Array.from({ length: 200 }, (_, id) => id).join(",")}}`;
  for (let use = 0; use < 4; use++) await db.execute(sql`select cardinality(${list}::int[])`);
  expect((await prepared()).filter((text) => text.includes("cardinality"))).toEqual([]);
});

test("queries started together run in the order in which they were started", async () => {
  const seen = await db.transaction(async (tx) => {
    await tx.execute(sql`create temp table seen (at int) on commit drop`);
    const [, first, , both] = await Promise.all([
      tx.execute(sql`insert into seen values (1)`),
      tx.execute(sql`select count(*)::int as n from seen`),
      tx.execute(sql`insert into seen values (2)`),
      tx.execute(sql`select count(*)::int as n from seen`),
    ]);
    return [first.rows[0]!.n, both.rows[0]!.n];
  });
  expect(seen).toEqual([1, 2]);
});

test("when one of several queries fails, its own error is told, nothing is stored and the connection lives on", async () => {
  const together = db.transaction(async (tx) => {
    await tx.execute(sql`create temp table kept (at int primary key) on commit preserve rows`);
    await Promise.all([
      tx.execute(sql`insert into kept values (${1}::int)`),
      tx.execute(sql`insert into kept values (${1}::int)`),
      tx.execute(sql`insert into kept values (${2}::int)`),
    ]);
  });
  await expect(together).rejects.toMatchObject({ cause: { code: "23505" } });
  expect((await db.execute(sql`select to_regclass('kept') as t`)).rows).toEqual([{ t: null }]);
});

test("a transaction begins together with its first question; one that cannot begin ends its connection", async () => {
  const client = await db.$client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  client.release();
  const sent = [vi.spyOn(stream, "_write"), vi.spyOn(stream, "_writev")];
  await db.transaction((tx) => tx.execute(sql`select 1`));
  // The question with its beginning, and the end.
  expect(sent.map(({ mock }) => mock.calls.length).reduce((a, b) => a + b)).toBe(2);
  const broken = await db.$client.connect();
  await broken.query("begin isolation level no such thing");
  await expect(broken.query("select 1").then(() => broken.query("select 2"))).rejects.toThrow();
  broken.release(true);
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});
