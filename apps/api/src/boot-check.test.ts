import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootFindings, secretFindings, versionFinding } from "./boot-check.ts";
import { createTestPlatform, type TestPlatform } from "./testing.ts";

let t: TestPlatform;
let settings: {
  production: boolean;
  demo: "whole";
  databaseUrl: string;
  ownerUrl: string;
  workerUrl: string;
};
beforeAll(async () => {
  t = await createTestPlatform();
  settings = {
    production: false,
    demo: "whole" as const,
    databaseUrl: t.urls.apiUrl,
    ownerUrl: t.urls.ownerUrl,
    workerUrl: t.urls.workerUrl,
  };
});
afterAll(() => t.close());

const refusals = async (pool: pg.Pool) =>
  (await bootFindings(pool)).filter((f) => f.severity === "refuse").map((f) => f.en);

/** Does something unsafe as the owner, looks, and undoes it. */
async function unsafe(doing: string, undoing: string): Promise<string[]> {
  await t.owner.query(doing);
  try {
    return await refusals(t.db.$client);
  } finally {
    await t.owner.query(undoing);
  }
}

test("a migrated database under the runtime login may be served", async () => {
  expect(await refusals(t.db.$client)).toEqual([]);
});

test.each([
  [
    "no row security on one table",
    "alter table cells disable row level security",
    "alter table cells enable row level security",
    /without forced row-level security: cells$/,
  ],
  [
    "no force on one table",
    "alter table cells no force row level security",
    "alter table cells force row level security",
    /without forced row-level security: cells$/,
  ],
  [
    "a new table without anything",
    "create table forgotten (x int)",
    "drop table forgotten",
    /without a policy: forgotten$/,
  ],
  [
    "a view with its owner's rights",
    "create view peek as select * from cells",
    "drop view peek",
    /without security_invoker: peek$/,
  ],
  [
    "a readable copy",
    "create materialized view copy as select 1 as x; grant select on copy to duibiao_api",
    "drop materialized view copy",
    /materialized views.*: copy$/,
  ],
  [
    "a missing migration",
    "update drizzle.__drizzle_migrations set hash = 'x' || hash where id = 2",
    "update drizzle.__drizzle_migrations set hash = substr(hash, 2) where id = 2",
    /lacks migrations: 0001_access/,
  ],
])("refuses to serve with %s, and says which", async (_what, doing, undoing, sentence) => {
  const found = await unsafe(doing, undoing);
  expect(
    found.some((line) => sentence.test(line)),
    found.join("\n"),
  ).toBe(true);
});

test("refuses to serve as a superuser or as the tables' owner", async () => {
  const admin = new pg.Pool({ connectionString: t.urls.adminUrl, max: 1 });
  const owner = new pg.Pool({ connectionString: t.urls.ownerUrl, max: 1 });
  try {
    expect((await refusals(admin)).join()).toMatch(/is a superuser/);
    expect((await refusals(owner)).join()).toMatch(/owns tables/);
  } finally {
    await Promise.all([admin.end(), owner.end()]);
  }
});

test("refuses to serve when an acknowledged write could be lost", async () => {
  const careless = new pg.Pool({
    connectionString: t.urls.apiUrl,
    max: 1,
    options: "-c synchronous_commit=off",
  });
  try {
    expect((await refusals(careless)).join()).toMatch(/settings off: synchronous_commit/);
  } finally {
    await careless.end();
  }
});

// Floors of reliability.md 2.2: 15.20, 16.16, 17.12, 18.7.
test.each([
  [140_020, "*", "refuse"],
  [150_019, "*", "refuse"],
  [150_020, "*", null],
  [160_015, "localhost", "refuse"],
  [170_012, "*", null],
  [180_004, "127.0.0.1", "warn"],
  [180_004, "*", "refuse"],
  [180_007, "*", null],
  [190_000, "*", null],
])("a server of version %i that listens on %s: %s", (version, addresses, severity) => {
  expect(versionFinding(version, addresses)?.severity ?? null).toBe(severity);
});

test("default passwords and demonstration accounts are refused in production only", () => {
  const plain = {
    ...settings,
    databaseUrl: "postgres://duibiao_api:postgres@db/duibiao",
    ownerUrl: "postgres://a:a@db/x",
    workerUrl: "postgres://b:8fK2m-qPz@db/x",
    demo: "whole" as const,
  };
  expect(secretFindings({ ...plain, production: false })).toEqual([]);
  expect(secretFindings({ ...plain, production: true }).map((f) => f.en.split(" ")[0])).toEqual([
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DEMO",
  ]);
});
