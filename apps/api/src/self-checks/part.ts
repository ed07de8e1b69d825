import { sql } from "drizzle-orm";
import type { tables, Tx } from "@duibiao/db";

export type Part = (typeof tables.selfChecks.$inferSelect)["parts"][number];
type Fault = Part["faults"][number];

/** Named in a result; all are counted. */
const named = 20;

/** What came of one part: how much was compared, and every place that did not fit. */
export const partOf = (part: Part["part"], checked: number, faults: readonly Fault[]): Part => ({
  part,
  sound: faults.length === 0,
  checked,
  found: faults.length,
  faults: faults.slice(0, named),
});

/** A transaction of the self-check may last: it holds up nobody. */
export async function patiently(tx: Tx): Promise<void> {
  await tx.execute(sql.raw("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0"));
}
