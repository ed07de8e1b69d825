import { and, asc, eq } from "drizzle-orm";
import type { Input, openings as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { loadCollection } from "../collections/read.ts";
import { tellAgain } from "../exchange/changes.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { keeperToday, regionOn } from "../tree.ts";

/** 开放未审数据: the city itself lets the tiers above see a collection's figures before its review. It stays open. */
export async function open(ctx: Ctx, { params, body }: Input<typeof contract.openFigures>) {
  await loadCollection(ctx.tx, params.id);
  ctx.must("consolidation.sign", { regionId: body.city, unitId: null });
  const { actor } = ctx;
  const city = keeperToday(actor.tree, body.city, actor.today);
  if (!servesBureau(actor, "consolidation.sign", city)) throw problems.forbidden("consolidation.sign");
  if (regionOn(actor.tree, city, actor.today)?.tier !== "city")
    throw problems.rule("只有市级可以开放本市未审数据", "Only a city opens figures before its review", {
      city: body.city,
    });
  const o = tables.openings;
  const row = {
    collectionId: params.id,
    cityId: body.city,
    reason: body.reason,
    userId: actor.userId,
    name: actor.name,
    at: ctx.now,
  };
  const made = await ctx.tx.insert(o).values(row).onConflictDoNothing().returning({ at: o.at });
  if (made.length === 0)
    throw problems.conflict("本市已开放该任务的未审数据", "This city has opened the collection's figures already");
  const s = tables.submissions;
  const sent = await ctx.tx
    .select({ unit: s.unitId })
    .from(s)
    .where(and(eq(s.collectionId, params.id), eq(s.cityId, body.city)));
  await tellAgain(
    ctx,
    params.id,
    sent.map(({ unit }) => unit),
  );
  await ctx.audit({ object: `collection/${params.id}`, regionId: body.city, detail: { opened: body.reason } });
  return shown(row);
}

export async function list(ctx: Ctx, { params }: Input<typeof contract.listOpenings>) {
  const o = tables.openings;
  const rows = await ctx.tx.select().from(o).where(eq(o.collectionId, params.id)).orderBy(asc(o.cityId));
  return { items: rows.map(shown) };
}

const shown = ({ collectionId, cityId, reason, name, at }: typeof tables.openings.$inferSelect) => ({
  collectionId,
  cityId,
  reason,
  by: name,
  at,
});
