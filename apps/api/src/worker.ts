import { setTimeout as sleep } from "node:timers/promises";
import { rebuildNext, type Db } from "@duibiao/db";
import { faultOf } from "./fault.ts";

/** Work that the loop does besides roll-ups, each within a second of its cause: sealing audit rows. */
export type Chore = (db: Db) => Promise<void>;

/** Rebuilds until nothing is dirty (or all that is lies in another worker's hands). */
export async function settle(db: Db): Promise<number> {
  let rebuilt = 0;
  while ((await db.transaction((tx) => rebuildNext(tx))) !== null) rebuilt++;
  return rebuilt;
}

/**
 * The loop of roll-ups and chores, under the worker's own role. Several may run: a key is rebuilt by one at a time.
 * A fault (a lost database, a lock timeout) is said once, then tried again; the loop never ends by itself.
 */
export async function work(db: Db, chores: readonly Chore[], stop: AbortSignal): Promise<void> {
  let ailing = false;
  while (!stop.aborted) {
    try {
      await settle(db);
      for (const chore of chores) await chore(db);
      ailing = false;
      await sleep(50);
    } catch (error) {
      if (!ailing) process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), worker: faultOf(error) })}\n`);
      ailing = true;
      await sleep(500);
    }
  }
}
