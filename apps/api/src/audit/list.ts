import { sql } from "drizzle-orm";
import type { audit as contract, Input } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { sealedColumns, type SealedRow } from "./chain.ts";

const page = 200;

/** Audit rows of the auditor's regions and of the platform as a whole, newest first. */
export async function listAudit(ctx: Ctx, { query }: Input<typeof contract.listAudit>) {
  const conditions = [
    query.action === undefined ? null : sql`a.action = ${query.action}`,
    query.object === undefined ? null : sql`a.object = ${query.object}`,
    query.user === undefined ? null : sql`a.user_id = ${query.user}`,
    query.from === undefined ? null : sql`a.at >= ${query.from}::timestamptz`,
    query.after === undefined ? null : sql`a.id < ${query.after}`,
  ].filter((condition) => condition !== null);
  const found = await ctx.tx.execute<SealedRow & { result: "done" | "refused"; seq: number | null }>(sql`
    select ${sealedColumns}, (select s.seq::float8 from audit_seals s where s.audit_id = a.id) as seq
    from audit_log a where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
    order by a.id desc limit ${page}`);
  return { items: found.rows, next: found.rows.length === page ? found.rows.at(-1)!.id : null };
}
