import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { sealBytes, type SealedRow } from "@duibiao/indicators";

/** The columns of `audit_log a` as a SealedRow. */
export const sealedColumns = sql`
  a.id::float8 as id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.request_id as "requestId",
  a.user_id as "userId", a.role, a.source, a.action, a.object, a.region_id as "regionId", a.result, a.detail`;

/** SHA-256 of a row at its place in the chain. */
export const sealHash = (seq: number, prev: string, row: SealedRow): string =>
  createHash("sha256")
    .update(sealBytes(seq, prev, row))
    .digest("hex");
