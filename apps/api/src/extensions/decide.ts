import { and, eq } from "drizzle-orm";
import type { extensions as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
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
  const assignment = await hold(ctx, task.collection, asked.unitId);
  ctx.must("extension.decide", { regionId: assignment.regionId, unitId: null });
  if (asked.userId === ctx.actor.userId) throw problems.ownWork();
  if (!(await openAsks(ctx, asked.collectionId, [asked.unitId])).has(asked.unitId))
    throw problems.conflict("这份申请已经办结", "This has been decided already");
  const until = body.grant ? (body.until === undefined ? asked.until! : dueOn(task.calendar, body.until).at) : null;
  if (until !== null) mustBeLater(ctx, assignment.dueUntil ?? task.collection.dueUnit, until);
  const tier = until === null ? tierOf(ctx, assignment.regionId) : mustReach(ctx, task, assignment.regionId, until);
  if (tier === null) throw problems.forbidden("extension.decide");
  const row = await record(ctx, assignment, {
    kind: until === null ? "refuse" : "grant",
    askId: asked.id,
    until,
    reason: body.reason,
    tier,
  });
  await tellDecided(ctx, task.collection, [row]);
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
  const rows = [];
  for (const unit of [...new Set(body.units)].sort((x, y) => x - y)) {
    const assignment = await hold(ctx, task.collection, unit);
    ctx.must("extension.decide", { regionId: assignment.regionId, unitId: null });
    if (assignment.exemptReason !== null)
      throw problems.rule("名单中有免报单位，请去掉", "Some of the units are exempt; take them off", { units: [unit] });
    const asked = asks.get(unit);
    // What a person asked for with one post another one answers, also where it is given as if unasked.
    if (asked?.userId === ctx.actor.userId) throw problems.ownWork();
    mustBeLater(ctx, assignment.dueUntil ?? task.collection.dueUnit, until);
    const tier = mustReach(ctx, task, assignment.regionId, until);
    rows.push(
      await record(ctx, assignment, { kind: "grant", askId: asked?.id ?? null, until, reason: body.reason, tier }),
    );
  }
  await tellDecided(ctx, task.collection, rows);
  await ctx.audit({
    object: `collection/${body.collection}`,
    regionId: task.collection.ownerRegionId,
    detail: { extended: rows.map(({ unitId }) => unitId), until: until.toISOString(), reason: body.reason },
  });
  return { granted: rows.length, until };
}

/** Leaves the decision, and its due time in what the unit owes. */
export async function record(
  ctx: Ctx,
  { collectionId, unitId, regionId, cityId }: typeof a.$inferSelect,
  decision: Pick<Decision, "kind" | "askId" | "until" | "reason" | "tier">,
) {
  const by = { userId: ctx.actor.userId, userName: ctx.actor.name, at: ctx.now };
  const [row] = await ctx.tx
    .insert(e)
    .values({ collectionId, unitId, regionId, cityId, ...decision, ...by })
    .returning();
  if (decision.kind === "grant")
    await ctx.tx
      .update(a)
      .set({ dueUntil: decision.until ?? null, dueReason: decision.until == null ? null : decision.reason })
      .where(and(eq(a.collectionId, collectionId), eq(a.unitId, unitId)));
  return row!;
}
