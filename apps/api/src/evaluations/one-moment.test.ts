import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeWorld, type World } from "./testing-world.ts";

let w: World;
let collection: number;

beforeAll(async () => {
  w = await makeWorld();
  collection = await w.collect("W_Q", "2025Q1");
  for (const who of ["a1", "a2", "b1", "b2", "d"])
    await w.report(collection, who, {
      w_energy: "100",
      w_people: "4",
      w_files: "3",
      w_files_all: "4",
    });
  await w.t.settle();
});
afterAll(() => w.t.close());

const task = () => ({
  owner: w.region["P"],
  catalogue: w.catalogue,
  scheme: "W2",
  period: w.period["2025Q1"],
  tier: "county",
});

/** Waits until some session waits for a lock on the table. */
async function awaited(table: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const { rows } = await w.t.owner.query(
      `select 1 from pg_locks where relation = '${table}'::regclass and not granted`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nobody waits for ${table}`);
}

it("rests on figures and revisions of one moment, whatever is accepted and rolled up while it reads", async () => {
  const holder = new pg.Client({ connectionString: w.t.urls.ownerUrl });
  await holder.connect();
  // The evaluation reads the roll-ups, sees that none is pending, and is held before it reads the revisions.
  await holder.query("begin; lock table revisions in access exclusive mode");
  const running = w.t.as("ana").post("/evaluations", task());
  await awaited("revisions");
  await w.t.owner.query(
    "update submissions set province_rev = null, state = 'city_accepted' where collection_id = $1 and unit_id = $2",
    [collection, w.unit["a1"]],
  );
  await w.t.owner.query("insert into dirty (collection_id, city_id, level) values ($1, $2, 1)", [
    collection,
    w.region["A"],
  ]);
  await w.t.settle();
  await holder.query("commit");
  await holder.end();
  const { status, body, text } = await running;
  expect(status, text).toBe(200);
  const verified = await w.t.as("ana").post(`/evaluations/${body.id}/verify`, {});
  expect(verified.body.checks.filter((check: any) => !check.ok)).toEqual([]);
});

it("is one record, though the same request comes twice at once", async () => {
  const key = { "Idempotency-Key": "one-evaluation-0123456789" };
  const count = async () => (await w.t.owner.query("select count(*)::int as n from evaluations")).rows[0].n as number;
  const before = await count();
  const answers = await Promise.all([1, 2].map(() => w.t.as("ana").post("/evaluations", task(), key)));
  for (const { status, body, text } of answers)
    expect(status === 200 || body.code === "idempotency_key_busy", text).toBe(true);
  const again = await w.t.as("ana").post("/evaluations", task(), key);
  expect(again.status, again.text).toBe(200);
  expect(await count()).toBe(before + 1);
});
