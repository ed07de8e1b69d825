import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { work } from "../src/worker.ts";
import { openFlow, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;

beforeAll(async () => {
  t = await createTestPlatform();
  f = await openFlow(t);
});
afterAll(() => t.close());

test("chores get their turn while marks come faster than they can be worked off", async () => {
  const stop = new AbortController();
  let turns = 0;
  const working = work(t.workerDb, [async () => void turns++], stop.signal, () => false);
  const end = Date.now() + 3000;
  while (Date.now() < end) {
    // One key after another: whenever the worker takes the one, the other is dirty again.
    for (const city of ["A", "B"])
      await t.owner.query("insert into dirty (collection_id, city_id, level) values ($1, $2, 1)", [
        f.collection,
        f.region[city],
      ]);
  }
  stop.abort();
  await working;
  expect(turns).toBeGreaterThanOrEqual(2);
});
