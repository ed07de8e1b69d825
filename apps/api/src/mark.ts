import { sql } from "drizzle-orm";
import { beijingMinute } from "./actor.ts";
import type { Ctx } from "./serve.ts";

/** The column of a table that says on every row who took it and when; an import of the table passes over it. */
export const markColumn = { name: "exported", type: "text" } as const;

/** 水印: who took a file away, and when, in the words of the screens' own exports. */
export async function markOf({ tx, actor, now }: Ctx): Promise<string> {
  const found = await tx.execute<{ username: string }>(sql`select username from users where id = ${actor.userId}`);
  return `导出 / Exported: ${actor.name} ${found.rows[0]!.username} ${beijingMinute(now)}`;
}
