import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetAnswers } from "./idempotency.ts";
import { createTestPlatform, type TestPlatform } from "./testing.ts";

let t: TestPlatform;
beforeAll(async () => {
  t = await createTestPlatform();
});
afterAll(() => t.close());

test("answers are forgotten after thirty days, by the thousand; the worker sees and forgets no younger one", async () => {
  const user = await t.person("clerk", "clerk", { unit: 1, region: 1 });
  const add = (prefix: string, many: number, age: string) =>
    t.owner.query(
      `insert into idempotency_keys (user_id, operation, key, fingerprint, status, body, at)
       select $1, 'saveSubmission', $2 || n, 'f', 200, '{}', now() - $4::interval from generate_series(1, $3) n`,
      [user, prefix, many, age],
    );
  await add("old-", 12_000, "30 days 1 minute");
  await add("young-", 3, "29 days 23 hours");
  await forgetAnswers(t.workerDb);
  const left = await t.owner.query("select key from idempotency_keys order by key");
  expect(left.rows.map(({ key }) => key)).toEqual(["young-1", "young-2", "young-3"]);
  const all = await t.workerDb.$client.query("delete from idempotency_keys");
  expect(all.rowCount).toBe(0);
});
