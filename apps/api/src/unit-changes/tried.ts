import { TransactionRollbackError } from "drizzle-orm";
import type { Ctx } from "../serve.ts";

/** Does the work; of a dry run everything is taken back, and what it made has no number. */
export async function tried<T extends { id: number | null }>(
  ctx: Ctx,
  dryRun: boolean,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  if (!dryRun) return work(ctx);
  let done: T | undefined;
  try {
    await ctx.tx.transaction(async (tx) => {
      done = await work({ ...ctx, tx });
      tx.rollback();
    });
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error;
  }
  return { ...done!, id: null };
}
