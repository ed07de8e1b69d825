import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";

/**
 * Lets a transaction that calculates over thousands of regions think for longer than a form's: the server's usual
 * limits would end it between two queries. Set for this transaction only.
 */
export async function takeTime(ctx: Ctx): Promise<void> {
  await ctx.tx.execute(
    sql.raw("set local idle_in_transaction_session_timeout = '120s'; set local statement_timeout = '60s'"),
  );
}
