import { sql } from "drizzle-orm";
import { builtOnce, tables, type Tx } from "@duibiao/db";

/** What an audit row says of an action: object as `noun/id`, where it lies, and details without secrets. */
export type AuditEntry = { object: string; regionId?: number | null; detail?: Record<string, unknown> };

export type AuditBy = { requestId: string; userId: number | null; role: string; source: string; action: string };

const insert = builtOnce((tx) =>
  tx.insert(tables.auditLog).values({
    requestId: sql.placeholder("requestId"),
    userId: sql.placeholder("userId"),
    role: sql.placeholder("role"),
    source: sql.placeholder("source"),
    action: sql.placeholder("action"),
    object: sql.placeholder("object"),
    regionId: sql.placeholder("regionId"),
    detail: sql.placeholder("detail"),
    result: sql.placeholder("result"),
  }),
);

/** Leaves an audit row in the caller's own transaction: no row, no write. */
export async function leaveAudit(tx: Tx, by: AuditBy, entry: AuditEntry, result: "done" | "refused"): Promise<void> {
  const { object, regionId = null, detail = {} } = entry;
  await insert(tx, { ...by, object, regionId, detail, result });
}
