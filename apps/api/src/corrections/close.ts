import { and, eq, inArray, ne } from "drizzle-orm";
import { tables } from "@duibiao/db";
import type { Matter } from "../matters/open.ts";
import type { Ctx } from "../serve.ts";

/** With its last request the submission is locked again; nothing else of it has changed. */
export async function closeRequest(ctx: Ctx, matter: Matter): Promise<void> {
  const { matters: m, submissions: s } = tables;
  const others = await ctx.tx
    .select({ id: m.id })
    .from(m)
    .where(and(eq(m.submissionId, matter.submissionId!), inArray(m.state, ["open", "returned"]), ne(m.id, matter.id)))
    .limit(1);
  if (others.length > 0) return;
  await ctx.tx
    .update(s)
    .set({ state: "locked", updatedAt: ctx.now })
    .where(and(eq(s.id, matter.submissionId!), eq(s.state, "correcting")));
}
