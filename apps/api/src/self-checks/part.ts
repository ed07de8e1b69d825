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

/** A part that goes through its rows by their ids, so many at a time. */
export async function partOver<Row extends { id: number }>(
  part: Part["part"],
  batch: number,
  rowsAfter: (after: number) => Promise<Row[]>,
  faultsOf: (row: Row) => readonly Fault[],
): Promise<Part> {
  const faults: Fault[] = [];
  let checked = 0;
  for (let after = 0; ;) {
    const rows = await rowsAfter(after);
    for (const row of rows) faults.push(...faultsOf(row));
    checked += rows.length;
    if (rows.length < batch) return partOf(part, checked, faults);
    after = rows.at(-1)!.id;
  }
}

/** A transaction of the self-check may last: it holds up nobody. */
export async function patiently(tx: Tx): Promise<void> {
  await tx.execute(sql.raw("set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0"));
}
