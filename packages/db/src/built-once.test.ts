import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builtOnce } from "./built-once.ts";
import { migrate } from "./migrate.ts";
import { openDb, tables, type Db } from "./open.ts";
import { planOnce, setScope } from "./scope.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase(migrate);
  db = openDb(database.ownerUrl, 2, "test-built-once");
});
afterAll(async () => {
  await db.$client.end();
  await database.drop();
});

const t = tables.auditLog;
const leave = builtOnce((tx) =>
  tx.insert(t).values({
    requestId: sql.placeholder("requestId"),
    userId: sql.placeholder("userId"),
    action: "test",
    object: sql.placeholder("object"),
    result: "done",
    at: sql.placeholder("at"),
    detail: sql.placeholder("detail"),
  }),
);
const left = builtOnce((tx) =>
  tx
    .select({ userId: t.userId, at: t.at, detail: t.detail })
    .from(t)
    .where(eq(t.object, sql.placeholder("object"))),
);

test("a query that was built in one transaction runs in any other, on its connection and with its own values", async () => {
  const at = new Date("2026-04-10T01:00:00.123Z");
  const values = { requestId: "r", userId: null, at, detail: { to: "甲" } };
  await db.transaction((tx) => leave(tx, { ...values, object: "kept/1" }));
  await expect(
    db.transaction(async (tx) => {
      await leave(tx, { ...values, object: "undone/1" });
      // Beside it, the other connection of the pool: what is not committed is not seen there.
      expect(await db.transaction((other) => left(other, { object: "undone/1" }))).toEqual([]);
      expect(await left(tx, { object: "undone/1" })).toHaveLength(1);
      throw new Error("undone");
    }),
  ).rejects.toThrow("undone");
  await db.transaction(async (tx) => {
    expect(await left(tx, { object: "undone/1" })).toEqual([]);
    expect(await left(tx, { object: "kept/1" })).toEqual([{ userId: null, at, detail: { to: "甲" } }]);
  });
});

test("queries built once that are started together run in the order in which they were started", async () => {
  const values = { requestId: "r", userId: 1, at: new Date(0), detail: {} };
  await db.transaction(async (tx) => {
    const [, first, , both] = await Promise.all([
      leave(tx, { ...values, object: "order/1" }),
      left(tx, { object: "order/1" }),
      leave(tx, { ...values, object: "order/1" }),
      left(tx, { object: "order/1" }),
    ]);
    expect([first.length, both.length]).toEqual([1, 2]);
  });
});

test("plans are made once from planOnce on, and for each call again under the next scope and in the next transaction", async () => {
  const modes = async (tx: Pick<Db, "execute">) =>
    (
      await tx.execute<{ plans: string; whole: string }>(
        sql`select current_setting('plan_cache_mode') as plans, current_setting('enable_seqscan') as whole`,
      )
    ).rows[0];
  const scope = { userId: 1, regions: [], cities: [], ancestors: [], units: [], purposes: [] };
  const each = { plans: "auto", whole: "on" };
  await db.transaction(async (tx) => {
    expect(await modes(tx)).toEqual(each);
    await planOnce(tx);
    expect(await modes(tx)).toEqual({ plans: "force_generic_plan", whole: "off" });
    await setScope(tx, scope);
    expect(await modes(tx)).toEqual(each);
    await setScope(tx, scope, "once");
  });
  await db.transaction(async (tx) => expect(await modes(tx)).toEqual(each));
});
