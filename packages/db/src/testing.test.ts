import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let migrations = 0;
async function migrate(ownerUrl: string): Promise<void> {
  migrations++;
  await query(ownerUrl, "create table note (text text)");
  await query(ownerUrl, "grant select on note to duibiao_api");
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

let one: TestDatabase;
let two: TestDatabase;
beforeAll(async () => {
  one = await createTestDatabase(migrate);
  two = await createTestDatabase(migrate);
});
afterAll(async () => {
  await one.drop();
  await two.drop();
});

test("the template is migrated once and copied for every further database", () => {
  expect(migrations).toBe(1);
});

test("databases of one template do not see each other's rows", async () => {
  await query(one.ownerUrl, "insert into note values ('first')");
  expect(await query(two.ownerUrl, "select * from note")).toEqual([]);
  expect(await query(one.apiUrl, "select * from note")).toEqual([{ text: "first" }]);
});

test("the logins of a request are no superusers, and only the backup is free of policies", async () => {
  const rows = await query(
    one.adminUrl,
    `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles
     where rolname like 'duibiao\\_%' order by rolname`,
  );
  const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
  expect(rows).toEqual([
    { rolname: "duibiao_api", ...none },
    { rolname: "duibiao_backup", ...none, rolbypassrls: true },
    { rolname: "duibiao_owner", ...none },
    { rolname: "duibiao_worker", ...none },
  ]);
  expect(await query(one.workerUrl, "select current_user as who")).toEqual([{ who: "duibiao_worker" }]);
});

// How an outside server checks passwords is its owner's affair (it may trust its own machine).
const outside = Boolean(process.env.DATABASE_URL || process.env.DATABASE_OWNER_URL);
test.skipIf(outside)("a login with a wrong password is refused", async () => {
  const url = new URL(one.apiUrl);
  url.password = "wrong";
  await expect(query(url.href, "select 1")).rejects.toThrow(/password authentication failed/);
});

test("a role cannot create tables in a database that it does not own", async () => {
  await expect(query(one.apiUrl, "create table mine (x int)")).rejects.toThrow(/permission denied/);
});

test("the backup reads every table, also those that nobody granted it", async () => {
  await query(one.ownerUrl, "create table hidden as select 1 as x");
  await query(one.ownerUrl, "alter table hidden enable row level security");
  await query(one.ownerUrl, "alter table hidden force row level security");
  expect(await query(one.backupUrl, "select x from hidden")).toEqual([{ x: 1 }]);
  await expect(query(one.backupUrl, "delete from hidden")).rejects.toThrow(/permission denied/);
});
