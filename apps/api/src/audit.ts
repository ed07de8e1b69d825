import { tables, type Tx } from "@duibiao/db";

/** What an audit row says of an action: object as `noun/id`, where it lies, and details without secrets. */
export type AuditEntry = { object: string; regionId?: number | null; detail?: Record<string, unknown> };

export type AuditBy = { requestId: string; userId: number | null; role: string; source: string; action: string };

/** Leaves an audit row in the caller's own transaction: no row, no write. */
export async function leaveAudit(tx: Tx, by: AuditBy, entry: AuditEntry, result: "done" | "refused"): Promise<void> {
  await tx.insert(tables.auditLog).values({
    ...by,
    object: entry.object,
    regionId: entry.regionId ?? null,
    detail: entry.detail ?? {},
    result,
  });
}
