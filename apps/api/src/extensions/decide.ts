import { and, eq, inArray } from "drizzle-orm";
import type { extensions as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { unitNames } from "../burden/read.ts";
import { dueOn } from "../calendar/workdays.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { mustBeLater } from "./ask.ts";
import { extendable, hold, mustReach, tierOf } from "./authority.ts";
import { one, openAsks } from "./list.ts";
import { tellDecided } from "./tell.ts";

const { extensions: e, assignments: a } = tables;
type Decision = typeof e.$inferInsert;

/** 批准或不批准: by a leader within what the collection lets that tier give. The last grant is the unit's due time. */
export async function decide(ctx: Ctx, { params, body }: Input<typeof contract.decideExtension>) {
  const [asked] = await ctx.tx.select().from(e).where(eq(e.id, params.id));
  if (asked === undefined || asked.kind !== "ask") throw problems.notFound(`extension ${params.id}`);
  const task = await extendable(ctx, asked.collectionId);
  const assignment = (await hold(ctx, task.collection, [asked.unitId]))[0]!;
  ctx.must("extension.decide", { regionId: assignment.regionId, unitId: null });
  if (asked.userId === ctx.actor.userId) throw problems.ownWork();
  if (!(await openAsks(ctx, asked.collectionId, [asked.unitId])).has(asked.unitId))
    throw problems.conflict("这份申请已经办结", "This has been decided already");
  const until = body.grant ? (body.until === undefined ? asked.until! : dueOn(task.calendar, body.until).at) : null;
  if (until !== null) mustBeLater(ctx, assignment.dueUntil ?? task.collection.dueUnit, until);
  const tier = until === null ? tierOf(ctx, assignment.regionId) : mustReach(ctx, task, assignment.regionId, until);
  if (tier === null) throw problems.forbidden("extension.decide");
  const kind = until === null ? "refuse" : "grant";
  const rows = await record(ctx, [{ ...assignment, askId: asked.id, tier }], { kind, until, reason: body.reason });
  await tellDecided(ctx, task.collection, rows);
  await ctx.audit({
    object: `extension/${asked.id}`,
    regionId: assignment.regionId,
    detail: { granted: body.grant, until: until?.toISOString() ?? null, reason: body.reason },
  });
  return one(ctx, asked.id);
}

/** 直接延期: of units that did not ask, or whose asking is answered by it. All of them or none. */
export async function grant(ctx: Ctx, { body }: Input<typeof contract.grantExtensions>) {
  const task = await extendable(ctx, body.collection);
  const until = dueOn(task.calendar, body.until).at;
  const asks = await openAsks(ctx, body.collection, body.units);
  const held = (await hold(ctx, task.collection, [...new Set(body.units)])).map((assignment) => {
    ctx.must("extension.decide", { regionId: assignment.regionId, unitId: null });
    const asked = asks.get(assignment.unitId);
    // What a person asked for with one post another one answers, also where it is given as if unasked.
    if (asked?.userId === ctx.actor.userId) throw problems.ownWork();
    mustBeLater(ctx, assignment.dueUntil ?? task.collection.dueUnit, until);
    return { ...assignment, askId: asked?.id ?? null, tier: mustReach(ctx, task, assignment.regionId, until) };
  });
  const exempt = held.flatMap(({ unitId, exemptReason }) => (exemptReason === null ? [] : [unitId]));
  if (exempt.length > 0) {
    const names = await unitNames(ctx, exempt.slice(0, 5));
    const [zh, en] = ["、", ", "].map((between) => [...names.values()].join(between));
    throw problems.rule(
      `名单中有 ${exempt.length} 个免报单位，请去掉：${zh}${exempt.length > 5 ? "等" : ""}`,
      `${exempt.length} of the units are exempt; take them off: ${en}${exempt.length > 5 ? " and others" : ""}`,
      { units: exempt },
    );
  }
  const rows = await record(ctx, held, { kind: "grant", until, reason: body.reason });
  await tellDecided(ctx, task.collection, rows);
  await ctx.audit({
    object: `collection/${body.collection}`,
    regionId: task.collection.ownerRegionId,
    detail: { extended: rows.map(({ unitId }) => unitId), until: until.toISOString(), reason: body.reason },
  });
  return { granted: rows.length, until };
}

/** Of one unit of a collection: which asking is answered, in whose tier's name. */
type Of = Pick<Decision, "collectionId" | "unitId" | "regionId" | "cityId" | "askId" | "tier">;

/** Leaves the decision of each of some units of one collection, and its due time in what they owe. */
export async function record(ctx: Ctx, of: readonly Of[], decision: Pick<Decision, "kind" | "until" | "reason">) {
  const by = { userId: ctx.actor.userId, userName: ctx.actor.name, at: ctx.now };
  const rows = await ctx.tx
    .insert(e)
    .values(
      of.map(({ collectionId, unitId, regionId, cityId, askId, tier }) => ({
        collectionId,
        unitId,
        regionId,
        cityId,
        askId,
        tier,
        ...decision,
        ...by,
      })),
    )
    .returning();
  const units = of.map(({ unitId }) => unitId);
  if (decision.kind === "grant")
    await ctx.tx
      .update(a)
      .set({ dueUntil: decision.until ?? null, dueReason: decision.until == null ? null : decision.reason })
      .where(and(eq(a.collectionId, of[0]!.collectionId), inArray(a.unitId, units)));
  return rows;
}
