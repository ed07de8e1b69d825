import { and, desc, eq } from "drizzle-orm";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

const f = tables.filings;
const head = {
  id: f.id,
  unitId: f.unitId,
  verdict: f.verdict,
  sha256: f.sha256,
  submissionId: f.submissionId,
  revision: f.revision,
  sender: f.sender,
};

/** The last file that came for an institution. */
export async function lastFor(ctx: Ctx, collection: number, unit: number) {
  const [row] = await ctx.tx
    .select(head)
    .from(f)
    .where(and(eq(f.collectionId, collection), eq(f.unitId, unit)))
    .orderBy(desc(f.id))
    .limit(1);
  return row;
}

/** The last time that this very file came in for a collection, whoever's it was. */
export async function keptAs(ctx: Ctx, collection: number, sha256: string) {
  const [row] = await ctx.tx
    .select(head)
    .from(f)
    .where(and(eq(f.collectionId, collection), eq(f.sha256, sha256)))
    .orderBy(desc(f.id))
    .limit(1);
  return row;
}
export type Kept = NonNullable<Awaited<ReturnType<typeof lastFor>>>;

type New = Omit<typeof f.$inferInsert, "userId" | "userName" | "at">;

/** Keeps a file with what became of it; its number. */
export async function keep(ctx: Ctx, filing: New): Promise<number> {
  const { userId, name: userName } = ctx.actor;
  const [row] = await ctx.tx
    .insert(f)
    .values({ ...filing, userId, userName, at: ctx.now })
    .returning({ id: f.id });
  return row!.id;
}
