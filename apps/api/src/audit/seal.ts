import { sql } from "drizzle-orm";
import { tables, type Db } from "@duibiao/db";
import { beginning, sealedColumns, sealHash, type SealedRow } from "./chain.ts";

const batch = 1000;
/** How far back a late row is looked for every time: a transaction that took its id before so many others. */
const recent = 20_000;

/**
 * Chains the audit rows that are not sealed yet, in the order of their ids, and answers how many. Run it about once a
 * second as the worker's role; a second sealer waits its turn. Users' transactions take no lock for it: a row that
 * commits late, with an id that others have passed, is sealed when it appears, and ids that never come are no gap.
 * @param reach "all" looks through the whole log instead of its recent end: at start-up, and now and then.
 */
export async function sealAudit(db: Db, reach: "recent" | "all" = "recent"): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await sealBatch(db, reach);
    total += sealed;
    if (sealed < batch) return total;
  }
}

async function sealBatch(db: Db, reach: "recent" | "all"): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7306)`);
    const last = await tx.execute<{ seq: number; hash: string; floor: number }>(sql`
      select seq::float8 as seq, hash, (select max(audit_id) from audit_seals)::float8 - ${recent} as floor
      from audit_seals order by seq desc limit 1`);
    const floor = reach === "all" ? undefined : last.rows[0]?.floor;
    const near = floor === undefined ? sql`true` : sql`a.id > ${floor}`;
    const open = await tx.execute<SealedRow>(sql`
      select ${sealedColumns} from audit_log a
      where ${near} and not exists (select 1 from audit_seals s where s.audit_id = a.id)
      order by a.id limit ${batch}`);
    if (open.rows.length === 0) return 0;
    let seq = last.rows[0]?.seq ?? 0;
    let prev = last.rows[0]?.hash ?? beginning;
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
