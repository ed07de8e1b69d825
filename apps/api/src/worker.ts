import { setTimeout as sleep } from "node:timers/promises";
import { rebuildNext, type Db } from "@duibiao/db";
import { faultOf } from "./fault.ts";

/** Work that the loop does besides roll-ups, each within a second of its cause: sealing audit rows. */
export type Chore = (db: Db) => Promise<void>;

/** Rebuilds until nothing is dirty (or all that is lies in another worker's hands), or until so many milliseconds have passed. */
export async function settle(db: Db, within = Number.POSITIVE_INFINITY): Promise<number> {
  const end = performance.now() + within;
  let rebuilt = 0;
  while (performance.now() < end && (await db.transaction((tx) => rebuildNext(tx))) !== null) rebuilt++;
  return rebuilt;
}

/** Milliseconds of rebuilding after which chores get their turn, however much is dirty. */
const turn = 500;

/** Of the time since the last turn of rebuilding, three quarters belong to those who submit; but no turn waits longer than this. */
const longestRest = 10_000;

/**
 * The loop of roll-ups and chores, under the worker's own role. Several may run: a key is rebuilt by one at a time.
 * After rebuilding it leaves roll-ups alone for three times as long as it took, and if people waited for the database
 * meanwhile, for as long as it may: in a rush, marks of one key gather into one rebuild. Chores never wait for that rest. A fault
 * (a lost database, a lock timeout) is said once, then tried again; the loop never ends by itself.
 * @param pressed whether requests wait for the database just now.
 */
export async function work(db: Db, chores: readonly Chore[], stop: AbortSignal, pressed: () => boolean): Promise<void> {
  let ailing = false;
  let ended = 0;
  let took = 0;
  let rushed = false;
  while (!stop.aborted) {
    try {
      const start = performance.now();
      rushed ||= pressed();
      if (start >= ended + (rushed ? longestRest : Math.min(longestRest, 3 * took))) {
        await settle(db, turn);
        ended = performance.now();
        took = ended - start;
        rushed = false;
      }
      for (const chore of chores) await chore(db);
      ailing = false;
      await sleep(Math.min(turn, Math.max(50, performance.now() - start)));
    } catch (error) {
      if (!ailing)
        process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), worker: faultOf(error) })}\n`);
      ailing = true;
      await sleep(500);
    }
  }
}
