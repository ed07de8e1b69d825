import { desc, eq, inArray } from "drizzle-orm";
import type { Input, items as contract } from "@duibiao/contract";
import { tables, type Tx } from "@duibiao/db";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle } from "../submissions/open.ts";

/** The lists of several submissions as they were last saved, by submission. */
export async function listsOf(tx: Tx, submissionIds: readonly number[]) {
  const l = tables.itemLists;
  const rows = await tx
    .selectDistinctOn([l.submissionId, l.section], {
      submissionId: l.submissionId,
      id: l.id,
      section: l.section,
      items: l.items,
    })
    .from(l)
    .where(inArray(l.submissionId, [...submissionIds]))
    .orderBy(l.submissionId, l.section, desc(l.id));
  const found = new Map<number, typeof rows>();
  for (const row of rows) found.set(row.submissionId, [...(found.get(row.submissionId) ?? []), row]);
  return found;
}

/** The lists of a submission as they were last saved, one for each section that has any. */
export async function listsOn(tx: Tx, submissionId: number) {
  const l = tables.itemLists;
  return tx
    .selectDistinctOn([l.section], {
      id: l.id,
      section: l.section,
      items: l.items,
      userId: l.userId,
      by: l.userName,
      at: l.at,
    })
    .from(l)
    .where(eq(l.submissionId, submissionId))
    .orderBy(l.section, desc(l.id));
}

export async function list(ctx: Ctx, { params }: Input<typeof contract.readItems>) {
  const { submission } = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, submission, null);
  const lists = await listsOn(ctx.tx, params.id);
  return { lists: lists.map(({ userId, ...last }) => ({ ...last, own: userId === ctx.actor.userId })) };
}
