import { eq } from "drizzle-orm";
import type { catalogueDrafts as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import { holdDraft, overtaken, shown } from "./open.ts";

const CHANGE = "catalogue-draft.change";

/** Saves a draft whole. Never over somebody else's save; the same content sent again is the same save. */
export async function save(ctx: Ctx, { params, body }: Input<typeof contract.saveDraft>) {
  const draft = await holdDraft(ctx, CHANGE, params.id, "save");
  const content = JSON.stringify(body.content);
  const note = body.note ?? draft.note;
  const head = { object: `draft/${draft.id}`, regionId: draft.ownerRegionId };
  if (content === draft.content && note === draft.note) {
    await ctx.audit({ ...head, detail: { edits: draft.edits, again: true } });
    return shown(draft);
  }
  if (draft.edits !== body.edits) throw overtaken(ctx, draft);
  const d = tables.catalogueDrafts;
  const said = (field: "key" | "version") => {
    const value = body.content[field];
    return typeof value === "string" ? value.slice(0, 80) : draft[field];
  };
  const [row] = await ctx.tx
    .update(d)
    .set({
      content,
      note,
      key: said("key"),
      version: said("version"),
      edits: draft.edits + 1,
      savedBy: ctx.actor.userId,
      savedName: ctx.actor.name,
      savedAt: ctx.now,
    })
    .where(eq(d.id, draft.id))
    .returning();
  await ctx.audit({ ...head, detail: { edits: row!.edits } });
  return shown(row!);
}

/** 作废: closed, and still there to be read. */
export async function discard(ctx: Ctx, { params, body }: Input<typeof contract.discardDraft>) {
  const draft = await holdDraft(ctx, CHANGE, params.id, "discard");
  if (draft.edits !== body.edits) throw overtaken(ctx, draft);
  const d = tables.catalogueDrafts;
  const [row] = await ctx.tx.update(d).set({ state: "discarded" }).where(eq(d.id, draft.id)).returning();
  await ctx.audit({ object: `draft/${draft.id}`, regionId: draft.ownerRegionId, detail: { state: "discarded" } });
  return shown(row!);
}
