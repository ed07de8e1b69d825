import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";

/** Who stands behind what the platform writes itself: no person. */
export const PLATFORM = 0;

/**
 * Names of those who asked, answered, decided or submitted on these submissions; of none that the asker may not see
 * (`names_on_submissions` in the migration). The users table itself stays closed.
 */
export async function namesOn(ctx: Ctx, submissions: readonly number[]): Promise<(userId: number) => string> {
  const found = await ctx.tx.execute<{ id: number; name: string }>(
    sql`select user_id as id, name from names_on_submissions(${`{${submissions.join(",")}}`}::bigint[])`,
  );
  const names = new Map(found.rows.map((row) => [row.id, row.name]));
  return (userId) => (userId === PLATFORM ? "平台" : (names.get(userId) ?? ""));
}
