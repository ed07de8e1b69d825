import fc from "fast-check";
import { expect, test } from "vitest";
import { rebuildKey, rebuildNext, type Db, type Tx } from "@duibiao/db";
import { loadTree } from "../src/tree.ts";
import { compareWithOracle } from "../src/roll-ups/oracle.ts";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, type Flow } from "./flow.ts";
import { deeds, type Deed } from "./random-deeds.ts";

/** Counties with a total only, with institutions only, and with both; own levels; a city with its own total; a direct county. */
const units = {
  a1: { region: "a1", covers: "whole" },
  a1x: { region: "a1", covers: "own" },
  a1y: { region: "a1", covers: "own" },
  a2: { region: "a2", covers: "whole" },
  b1: { region: "b1", covers: "own" },
  b2: { region: "b2", covers: "whole" },
  d: { region: "d", covers: "whole" },
  A: { region: "A", covers: "whole" },
  A0: { region: "A", covers: "own" },
  P0: { region: "P", covers: "own" },
} as const;

async function differences(t: TestPlatform, collection: number) {
  return t.workerDb.transaction(async (tx) => compareWithOracle(tx, await loadTree(tx, null), collection));
}

/** Four workers, each with a connection of its own, until told to stop. */
function fourWorkers(db: Db): { stop: () => Promise<void> } {
  let stopped = false;
  const loop = async () => {
    while (!stopped) {
      const key = await db.transaction((tx) => rebuildNext(tx));
      if (key === null) await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const loops = [loop(), loop(), loop(), loop()];
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(loops);
    },
  };
}

test("after any history, in four workers, the stored roll-ups equal the oracle's", async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ kind: fc.constantFrom(...deeds.map((d) => d.name)), pick: fc.nat(1_000_000) }), {
        minLength: 30,
        maxLength: 60,
      }),
      async (history) => {
        const t = await createTestPlatform();
        try {
          t.setNow("2026-04-10T09:00:00+08:00");
          const f = await openFlow(t, units);
          const workers = fourWorkers(t.workerDb);
          try {
            // In pairs, so that writes meet each other as well as the workers.
            for (let at = 0; at < history.length; at += 2) {
              await Promise.all(history.slice(at, at + 2).map((step) => perform(f, step, done)));
            }
          } finally {
            await workers.stop();
          }
          await t.settle();
          const { rows, differences: found } = await differences(t, f.collection);
          expect(found).toEqual([]);
          expect(rows).toBeGreaterThan(0);
        } finally {
          await t.close();
        }
      },
    ),
    { numRuns: Number(process.env["DUIBIAO_HISTORIES"] ?? 12), seed: 20260401, endOnFailure: true },
  );
  // A history in which nothing ever succeeds would prove nothing.
  for (const deed of deeds) expect(done.get(deed.name) ?? 0, deed.name).toBeGreaterThan(0);
});

async function perform(f: Flow, step: { kind: string; pick: number }, done: Map<string, number>): Promise<void> {
  const deed: Deed = deeds.find((d) => d.name === step.kind)!;
  if (await deed.run(f, step.pick)) done.set(deed.name, (done.get(deed.name) ?? 0) + 1);
}

test("a submission committed between a worker's claim and its write is not lost", async () => {
  const t = await createTestPlatform();
  try {
    t.setNow("2026-04-10T09:00:00+08:00");
    const f = await openFlow(t, units);
    await t.settle();
    const report = deeds.find((d) => d.name === "report")!;
    await report.run(f, 1);
    await t.workerDb.transaction(async (tx) => {
      let hooked = false;
      // The worker's own transaction, with another submission committed right after it has claimed its key.
      const between = new Proxy(tx, {
        get: (target, name) => {
          if (name !== "execute") return Reflect.get(target, name);
          return async (query: never) => {
            const result = await target.execute(query);
            if (!hooked && JSON.stringify(query).includes("delete from dirty")) {
              hooked = true;
              for (let pick = 2; pick < 12; pick++) await report.run(f, pick);
            }
            return result;
          };
        },
      }) as Tx;
      await rebuildNext(between);
      expect(hooked).toBe(true);
    });
    await t.settle();
    expect((await differences(t, f.collection)).differences).toEqual([]);
  } finally {
    await t.close();
  }
});

test("the comparison itself notices a roll-up that is off by one unit", async () => {
  const t = await createTestPlatform();
  try {
    t.setNow("2026-04-10T09:00:00+08:00");
    const f = await openFlow(t, units);
    await deeds.find((d) => d.name === "report")!.run(f, 1);
    await t.settle();
    expect((await differences(t, f.collection)).differences).toEqual([]);
    await t.owner.query("update roll_ups set n_answered = n_answered + 1 where region_id = $1 and lens = 'submitted'", [
      f.region["P"],
    ]);
    expect((await differences(t, f.collection)).differences.length).toBeGreaterThan(0);
    await t.workerDb.transaction((tx) => rebuildKey(tx, { collectionId: f.collection, cityId: f.region["P"]! }, null));
    expect((await differences(t, f.collection)).differences).toEqual([]);
  } finally {
    await t.close();
  }
});
