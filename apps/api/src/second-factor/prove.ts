import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import type { Platform } from "../serve.ts";
import { codeHash, stepOf } from "./totp.ts";

type Row = { secret: string; codes: string[]; lastStep: number };

/** Whether an account has a second factor that counts. Call it as doorkeeper. */
export async function hasSecondFactor(tx: Tx, userId: number): Promise<boolean> {
  const found = await tx.execute(
    sql`select 1 from second_factors where user_id = ${userId} and confirmed_at is not null`,
  );
  return found.rows.length > 0;
}

/** Whether the typed code is right; it is then used, and works no second time. Call it as doorkeeper. */
export async function proveSecondFactor(
  tx: Tx,
  { keys }: Platform,
  userId: number,
  typed: string,
  now: Date,
): Promise<boolean> {
  const found = await tx.execute<Row>(sql`
    select secret, codes, last_step as "lastStep" from second_factors
    where user_id = ${userId} and confirmed_at is not null for update`);
  const row = found.rows[0];
  if (row === undefined) return false;
  const step = stepOf(keys.unseal(row.secret), typed, now);
  if (step !== null && step > row.lastStep) {
    await tx.execute(sql`update second_factors set last_step = ${step} where user_id = ${userId}`);
    return true;
  }
  const hash = codeHash(typed);
  if (!row.codes.includes(hash)) return false;
  await tx.execute(sql`update second_factors set codes = array_remove(codes, ${hash}) where user_id = ${userId}`);
  return true;
}
