import { sql } from "drizzle-orm";
import { rebuildNext, type Tx } from "@duibiao/db";

/** Rebuilds every roll-up that is marked (of one collection, or of all), as the worker does. */
export async function rebuildMarked(tx: Tx, collection?: number): Promise<void> {
  while ((await rebuildNext(tx, collection)) !== null);
}

/** Tells the planner of tables that are filled in this same transaction: nobody else can. */
export async function learnSizes(tx: Tx): Promise<void> {
  await tx.execute(sql`analyze assignments, submissions, observations, duties, roll_ups`);
}
