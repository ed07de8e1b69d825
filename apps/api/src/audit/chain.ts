import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { canonicalJson } from "@duibiao/indicators";

/** An audit row as it is sealed. `at` is UTC with microseconds, as the database keeps it: no clock or zone of a reader enters. */
export type SealedRow = {
  id: number;
  at: string;
  requestId: string;
  userId: number | null;
  role: string;
  source: string;
  action: string;
  object: string;
  regionId: number | null;
  result: string;
  detail: Record<string, unknown>;
};

/** The columns of `audit_log a` as a SealedRow. */
export const sealedColumns = sql`
  a.id::float8 as id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.request_id as "requestId",
  a.user_id as "userId", a.role, a.source, a.action, a.object, a.region_id as "regionId", a.result, a.detail`;

const domain = "duibiao-audit/1";
/** What the first seal points back to. */
export const beginning = "0".repeat(64);

/**
 * SHA-256 of a row at its place in the chain: domain, place, hash before, then the row's fields in fixed order, each
 * with its length in bytes before it (four bytes, big-endian; FF FF FF FF = null), so that no two rows share bytes.
 */
export function sealHash(seq: number, prev: string, row: SealedRow): string {
  const fields = [
    domain,
    String(seq),
    prev,
    String(row.id),
    row.at,
    row.requestId,
    row.userId === null ? null : String(row.userId),
    row.role,
    row.source,
    row.action,
    row.object,
    row.regionId === null ? null : String(row.regionId),
    row.result,
    canonicalJson(row.detail),
  ];
  const bytes = Buffer.allocUnsafe(fields.reduce((sum, field) => sum + 4 + Buffer.byteLength(field ?? ""), 0));
  let at = 0;
  for (const field of fields) {
    const length = bytes.write(field ?? "", at + 4);
    bytes.writeUInt32BE(field === null ? 0xff_ff_ff_ff : length, at);
    at += 4 + length;
  }
  return createHash("sha256").update(bytes).digest("hex");
}
