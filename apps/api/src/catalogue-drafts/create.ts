import { and, eq } from "drizzle-orm";
import type { catalogueDrafts as contract, Input } from "@duibiao/contract";
import type { Catalogue } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { shown } from "./open.ts";

/**
 * 起草修订稿. Over an own version it holds what that version was written as: the local part where it was laid over a
 * base, else the whole document. Over anybody else's it begins with an empty local part, and that one is its base.
 */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createDraft>) {
  const { owner, from, key, version, note } = body;
  ctx.must("catalogue-draft.change", { regionId: owner, unitId: null });
  if (!servesBureau(ctx.actor, "catalogue-draft.change", owner)) throw problems.forbidden("catalogue-draft.change");
  const { document } = await openCatalogue(ctx.tx, from);
  const own = await ownContent(ctx, owner, from, document);
  const content = { ...own.content, key, version };
  const [row] = await ctx.tx
    .insert(tables.catalogueDrafts)
    .values({
      ownerRegionId: owner,
      fromId: from,
      baseId: own.base,
      key,
      version,
      note,
      content: JSON.stringify(content),
      createdAt: ctx.now,
      savedBy: ctx.actor.userId,
      savedName: ctx.actor.name,
      savedAt: ctx.now,
    })
    .returning();
  await ctx.audit({ object: `draft/${row!.id}`, regionId: owner, detail: { from, base: own.base, key, version } });
  return shown(row!);
}

async function ownContent(ctx: Ctx, owner: number, from: number, document: Catalogue) {
  const c = tables.catalogues;
  const [published] = await ctx.tx.select({ owner: c.ownerRegionId }).from(c).where(eq(c.id, from));
  if (published!.owner !== owner)
    return { base: from, content: { format: document.format, name: document.name } as Record<string, unknown> };
  const d = tables.catalogueDrafts;
  const [written] = await ctx.tx
    .select({ base: d.baseId, content: d.content })
    .from(d)
    .where(and(eq(d.publishedId, from), eq(d.ownerRegionId, owner)))
    .orderBy(d.id)
    .limit(1);
  if (written === undefined) return { base: null, content: document as Record<string, unknown> };
  return { base: written.base, content: JSON.parse(written.content) as Record<string, unknown> };
}
