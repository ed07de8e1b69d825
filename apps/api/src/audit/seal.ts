import { sql } from "drizzle-orm";
import { beginning, type SealedRow } from "@duibiao/indicators";
import { tables, type Db } from "@duibiao/db";
import { sealedColumns, sealHash } from "./chain.ts";

const batch = 1000;
/** How far back a late row is looked for every time: a transaction that took its id before so many others. */
const recent = 20_000;
/** Ids looked through at once; more would make one slow statement of a long log. */
const stretch = 50_000;

/**
 * Chains the audit rows that are not sealed yet, in the order of their ids, and answers how many. Run it about once a
 * second as the worker's role; a second sealer waits its turn. Users' transactions take no lock for it: a row that
 * commits late, with an id that others have passed, is sealed when it appears, and ids that never come are no gap.
 * @param reach "all" looks through the whole log instead of its recent end: at start-up, and now and then.
 */
export async function sealAudit(db: Db, reach: "recent" | "all" = "recent"): Promise<number> {
  const found = await db.execute<{
    first: number | null;
    last: number | null;
    sealed: number | null;
  }>(sql`
    select (select min(id) from audit_log)::float8 as first, (select max(id) from audit_log)::float8 as last,
           (select max(audit_id) from audit_seals)::float8 as sealed`);
  const { first, last, sealed } = found.rows[0]!;
  if (first === null || last === null) return 0;
  let total = 0;
  const start = reach === "all" || sealed === null ? first : Math.max(first, sealed - recent);
  for (let from = start; from <= last; from += stretch) {
    for (let done = batch; done === batch; total += done) done = await sealBatch(db, from, from + stretch);
  }
  return total;
}

/** Seals up to a batch of the open rows with ids from `from` up to, but not with, `to`. */
async function sealBatch(db: Db, from: number, to: number): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7306)`);
    // Both tables are narrowed by the range: the planner would otherwise read all seals for the comparison.
    const open = await tx.execute<SealedRow>(sql`
      select ${sealedColumns} from audit_log a
      where a.id >= ${from} and a.id < ${to} and not exists (
        select 1 from audit_seals s where s.audit_id = a.id and s.audit_id >= ${from} and s.audit_id < ${to})
      order by a.id limit ${batch}`);
    if (open.rows.length === 0) return 0;
    const last = await tx.execute<{ seq: number; hash: string }>(sql`
      select seq::float8 as seq, hash from audit_seals order by seq desc limit 1`);
    let { seq, hash: prev } = last.rows[0] ?? { seq: 0, hash: beginning };
    const seals = open.rows.map((row) => {
      seq++;
      const hash = sealHash(seq, prev, row);
      const seal = { seq, auditId: row.id, prev, hash };
      prev = hash;
      return seal;
    });
    await tx.insert(tables.auditSeals).values(seals);
    return seals.length;
  });
}
