import { eq } from "drizzle-orm";
import type { Action } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

export type Draft = typeof tables.catalogueDrafts.$inferSelect;

/** What every answer about a draft begins with. */
export const shown = (row: Omit<Draft, "content">) => ({
  id: row.id,
  owner: row.ownerRegionId,
  key: row.key,
  version: row.version,
  note: row.note,
  from: row.fromId,
  base: row.baseId,
  state: row.state,
  published: row.publishedId,
  edits: row.edits,
  createdAt: row.createdAt,
  savedBy: row.savedName,
  savedAt: row.savedAt,
});

/** A draft of one's own bureau; to anybody else, of a region above too, it is not there. */
export async function openDraft(ctx: Ctx, action: Action, id: number): Promise<Draft> {
  const d = tables.catalogueDrafts;
  const [row] = await ctx.tx.select().from(d).where(eq(d.id, id));
  if (row === undefined || !servesBureau(ctx.actor, action, row.ownerRegionId)) throw problems.notFound(`draft ${id}`);
  return row;
}

/**
 * A draft that is to be changed, held until the transaction ends. The caller compares `edits` with what the person saw.
 * @throws wrong_state once it is closed.
 */
export async function holdDraft(
  ctx: Ctx,
  action: Action,
  id: number,
  deed: "save" | "publish" | "discard",
): Promise<Draft> {
  const { ownerRegionId } = await openDraft(ctx, action, id);
  ctx.must(action, { regionId: ownerRegionId, unitId: null });
  const d = tables.catalogueDrafts;
  // The policy lets nobody hold a closed one.
  const [held] = await ctx.tx.select().from(d).where(eq(d.id, id)).for("update");
  if (held !== undefined) return held;
  const { state } = await openDraft(ctx, action, id);
  throw problems.state(state === "published" ? "published" : "discarded", deed);
}

/** Somebody saved before: what stands there now goes back to the person, who has their own. */
export function overtaken({ actor }: Ctx, draft: Draft) {
  const own = draft.savedBy === actor.userId;
  return problems.conflict(
    `${own ? "您在另一个窗口" : `${draft.savedName} `}已先保存，您的修改没有写入；请对照后选用`,
    `${own ? "You saved in another window" : `${draft.savedName} saved before you`}; your change was not written. Compare, then choose`,
    {
      edits: draft.edits,
      content: JSON.parse(draft.content) as unknown,
      note: draft.note,
      savedBy: draft.savedName,
      own,
      savedAt: draft.savedAt,
    },
  );
}
