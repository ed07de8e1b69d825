import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Context } from "hono";
import { builtOnce, tables, type Db, type Tx } from "@duibiao/db";
import type { Place } from "./policy.ts";
import { problems } from "./problem.ts";

/** The answer stored under a key, with the places whose rights are checked again before it is replayed. */
export type StoredAnswer = { status: number; body: Buffer; places: Place[] };

/** The key that a request brings. @throws idempotency_key_missing */
export function idempotencyKey(c: Context): string {
  const key = c.req.header("Idempotency-Key") ?? "";
  if (!/^[\x21-\x7e]{16,100}$/.test(key)) throw problems.keyMissing();
  return key;
}

/** SHA-256 of method, path with query, and body bytes. */
export function fingerprint(method: string, path: string, body: Uint8Array): string {
  return createHash("sha256").update(`${method} ${path}\n`).update(body).digest("hex");
}

/**
 * Waits for a twin of this request to finish, then gives its stored answer, or null when this is the first.
 * The lock ends with the transaction, so a crash leaves nothing behind.
 * @throws idempotency_key_reused when the key was used for another request.
 */
export async function answerOf(
  tx: Tx,
  userId: number,
  operation: string,
  key: string,
  print: string,
): Promise<StoredAnswer | null> {
  // Together, yet in this order: the second sees what the twin committed while the first waited.
  const [, found] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${userId}/${operation}/${key}`}, 0))`),
    tx.execute<{ fingerprint: string; status: number; body: Buffer; places: Place[] }>(sql`
      select fingerprint, status, body, places from idempotency_keys
      where user_id = ${userId} and operation = ${operation} and key = ${key}`),
  ]);
  const row = found.rows[0];
  if (row === undefined) return null;
  if (row.fingerprint !== print) throw problems.keyReused();
  return { status: row.status, body: row.body, places: row.places };
}

const insert = builtOnce((tx) =>
  tx
    .insert(tables.idempotencyKeys)
    .values({
      userId: sql.placeholder("userId"),
      operation: sql.placeholder("operation"),
      key: sql.placeholder("key"),
      fingerprint: sql.placeholder("print"),
      status: sql.placeholder("status"),
      body: sql.placeholder("body"),
      places: sql.placeholder("places"),
    })
    .onConflictDoNothing(),
);

/**
 * Stores the answer in the transaction of the write it answers. A twin that began in an older snapshot does not see the
 * first one's answer: it ends here with 40001, which is told as "retry with the same key".
 */
export async function storeAnswer(
  tx: Tx,
  userId: number,
  operation: string,
  key: string,
  print: string,
  answer: StoredAnswer,
): Promise<void> {
  await insert(tx, { userId, operation, key, print, ...answer });
}

/** Rows of one statement: nobody who saves waits for it. */
const most = 5000;

/** Forgets what was answered more than thirty days ago (the worker's policies say so, too): nobody retries after that. */
export async function forgetAnswers(db: Db): Promise<void> {
  for (;;) {
    const { rowCount } = await db.execute(sql`
      delete from idempotency_keys where (user_id, operation, key) in (
        select user_id, operation, key from idempotency_keys where at < now() - interval '30 days' limit ${most})`);
    if ((rowCount ?? 0) < most) return;
  }
}
