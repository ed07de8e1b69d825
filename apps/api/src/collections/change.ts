import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { unitChanges, type collectionChanges as contract, type Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { beijingMinute } from "../actor.ts";
import { calendarFor } from "../calendar/load.ts";
import { dayOfDue, dueOn } from "../calendar/workdays.ts";
import { tellAgain } from "../exchange/changes.ts";
import { tellChanged } from "../notices/collections.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { mayOwe } from "./assign.ts";
import { mustFollow } from "./plan.ts";
import { loadCollection } from "./read.ts";

const { collections: c, collectionChanges: log, assignments: a, submissions: s } = tables;

/** What was changed for everybody, the last first. */
export async function changes(ctx: Ctx, { params }: Input<typeof contract.listChanges>) {
  const items = await ctx.tx.select().from(log).where(eq(log.collectionId, params.id)).orderBy(asc(log.id));
  return { items };
}

/** A collection that is still running, held until the transaction ends. */
async function hold(ctx: Ctx, id: number, deed: "assign" | "cancel") {
  await holdTree(ctx);
  const [collection] = await ctx.tx.select().from(c).where(eq(c.id, id)).for("update");
  if (collection === undefined) throw problems.notFound(`collection ${id}`);
  ctx.must(deed === "assign" ? "collection.assign" : "collection.open", {
    regionId: collection.ownerRegionId,
    unitId: null,
  });
  if (collection.lockedAt !== null) throw problems.state("locked", deed);
  if (collection.cancelledAt !== null) throw problems.state("cancelled", deed);
  return collection;
}

/** 调整期限: for everybody, with the reason; each to 24:00 of its day, a day off to the next workday. Who has an extension keeps it where it is later. */
export async function changeDue(ctx: Ctx, { params, body }: Input<typeof contract.changeDue>) {
  const before = await hold(ctx, params.id, "assign");
  const calendar = await calendarFor(ctx, before.ownerRegionId);
  const worked = (at: string) => dueOn(calendar, dayOfDue(new Date(at))).at;
  const due = {
    dueUnit: worked(body.dueUnit),
    dueCounty: worked(body.dueCounty),
    dueCity: worked(body.dueCity),
    dueProvince: worked(body.dueProvince),
  };
  mustFollow([before.opensAt, ...Object.values(due)]);
  await ctx.tx.update(c).set(due).where(eq(c.id, params.id));
  // An extension that ends before everybody's time is none any more.
  await ctx.tx
    .update(a)
    .set({ dueUntil: null, dueReason: null })
    .where(and(eq(a.collectionId, params.id), lte(a.dueUntil, due.dueUnit)));
  await record(ctx, before, "due", times(before), times(due), body.reason);
  const owing = await ctx.tx
    .select({ unitId: a.unitId })
    .from(a)
    .where(and(eq(a.collectionId, params.id), isNull(a.exemptReason)));
  await tellChanged(
    ctx,
    before,
    owing.map(({ unitId }) => unitId),
    {
      zh: `单位期限改为 ${beijingMinute(due.dueUnit)}（北京时间）：${body.reason}`,
      en: `Units are now due ${beijingMinute(due.dueUnit)} (Beijing time): ${body.reason}`,
    },
  );
  return changes(ctx, { params, query: {}, body: undefined });
}

const times = ({
  dueUnit,
  dueCounty,
  dueCity,
  dueProvince,
}: Record<"dueUnit" | "dueCounty" | "dueCity" | "dueProvince", Date>) => ({
  dueUnit: dueUnit.toISOString(),
  dueCounty: dueCounty.toISOString(),
  dueCity: dueCity.toISOString(),
  dueProvince: dueProvince.toISOString(),
});

/** 取消: of a collection in which nobody has begun; nobody owes it any more, and another may be opened in its place. */
export async function cancel(ctx: Ctx, { params, body }: Input<typeof contract.cancelCollection>) {
  const collection = await hold(ctx, params.id, "cancel");
  const begun = await ctx.tx
    .select({ id: s.id })
    .from(s)
    .where(and(eq(s.collectionId, params.id), sql`(${s.version} > 0 or ${s.lastRev} > 0)`))
    .limit(1);
  if (begun.length > 0)
    throw problems.conflict(
      "已有单位开始填报，不能取消。可以调整期限，或由负责人锁定",
      "Units have begun to answer; it cannot be cancelled. Change the due times, or have the leader lock it",
    );
  await ctx.tx.update(c).set({ cancelledAt: ctx.now }).where(eq(c.id, params.id));
  const reason = unitChanges.cancelledBecause(body.reason);
  const freed = await ctx.tx
    .update(a)
    .set({ exemptReason: reason })
    .where(and(eq(a.collectionId, params.id), isNull(a.exemptReason)))
    .returning({ cityId: a.cityId, unitId: a.unitId });
  for (const cityId of new Set(freed.map((row) => row.cityId)))
    await markDirty(ctx, { collectionId: params.id, cityId, regionId: null });
  await record(ctx, collection, "cancel", {}, {}, body.reason);
  await tellChanged(
    ctx,
    collection,
    freed.map(({ unitId }) => unitId),
    { zh: reason, en: `The collection was cancelled: ${body.reason}` },
  );
  return changes(ctx, { params, query: {}, body: undefined });
}

/** 免报, or owed again: several units at once, with the reason. */
export async function exempt(ctx: Ctx, { params, body }: Input<typeof contract.exemptUnits>) {
  const collection = await hold(ctx, params.id, "assign");
  if (!body.exempt) await mayOwe(ctx, await holdTree(ctx), await loadCollection(ctx.tx, params.id), body.units);
  const changed = await ctx.tx
    .update(a)
    .set({ exemptReason: body.exempt ? body.reason : null })
    .where(
      and(
        eq(a.collectionId, params.id),
        sql`${a.unitId} = any(${`{${body.units.join(",")}}`}::int[])`,
        body.exempt ? isNull(a.exemptReason) : sql`${a.exemptReason} is not null`,
      ),
    )
    .returning({ cityId: a.cityId, unitId: a.unitId });
  for (const cityId of new Set(changed.map((row) => row.cityId)))
    await markDirty(ctx, { collectionId: params.id, cityId, regionId: null });
  const units = changed.map(({ unitId }) => unitId);
  await tellAgain(ctx, params.id, units);
  await tellChanged(
    ctx,
    collection,
    units,
    body.exempt
      ? { zh: `本单位免报：${body.reason}`, en: `The unit is exempt: ${body.reason}` }
      : { zh: `本单位恢复报送：${body.reason}`, en: `The unit owes it again: ${body.reason}` },
  );
  await ctx.audit({
    object: `collection/${params.id}`,
    regionId: collection.ownerRegionId,
    detail: { ...body, changed: changed.length },
  });
  return { changed: changed.length };
}

async function record(
  ctx: Ctx,
  { id, ownerRegionId }: { id: number; ownerRegionId: number },
  kind: "due" | "cancel",
  before: Record<string, string>,
  after: Record<string, string>,
  reason: string,
): Promise<void> {
  await ctx.tx.insert(log).values({
    collectionId: id,
    ownerRegionId,
    kind,
    before,
    after,
    reason,
    userId: ctx.actor.userId,
    userName: ctx.actor.name,
    at: ctx.now,
  });
  await ctx.audit({ object: `collection/${id}`, regionId: ownerRegionId, detail: { kind, before, after, reason } });
}
