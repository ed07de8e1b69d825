import { sql } from "drizzle-orm";
import { rebuildNext, type Tx } from "@duibiao/db";

/** Rebuilds every roll-up that is marked, as the worker does. */
export async function rebuildAll(tx: Tx): Promise<void> {
  // The planner knows nothing of tables that were filled in this same transaction, nor that one city's figures are few:
  // without these it reads all figures for every city.
  await tx.execute(sql`analyze assignments, submissions, observations, duties`);
  await tx.execute(sql`set local enable_seqscan = off`);
  while ((await rebuildNext(tx)) !== null);
  await tx.execute(sql`set local enable_seqscan = on`);
  await tx.execute(sql`analyze roll_ups`);
}
