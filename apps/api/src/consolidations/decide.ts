import { eq, inArray, sql } from "drizzle-orm";
import type { consolidations as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { tellDecided } from "../notices/results.ts";
import { problems } from "../problem.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { bureauFor, type ReviewTier } from "../submissions/states.ts";
import { ancestorsOn, keeperToday, regionOn } from "../tree.ts";
import { loadConsolidation, withState, type Included } from "./state.ts";

/** 省接收: the province accepts the consolidation it saw; the province pointer of everything in it follows. */
export async function accept(ctx: Ctx, { params, body }: Input<typeof contract.acceptConsolidation>) {
  const { consolidation, included, bureau } = await decidable(ctx, params.id, body.hash);
  const { submissions } = tables;
  const ids = included.map((i) => i.submission);
  const rows =
    ids.length === 0
      ? []
      : await ctx.tx
          .select()
          .from(submissions)
          .where(inArray(submissions.id, ids))
          .orderBy(submissions.id)
          .for("update");
  const moved = included.filter((i) => {
    const row = rows.find((r) => r.id === i.submission);
    // A unit that hangs elsewhere since is no longer this city's to hand up; its roll-ups lie under another key.
    return (
      row?.cityRev !== i.revision ||
      row.cityId !== consolidation.cityId ||
      (row.state !== "city_accepted" && row.state !== "province_accepted")
    );
  });
  if (moved.length > 0) {
    throw problems.conflict(
      "汇总后下级有变动，需市级重新汇总",
      "Something below has changed since it was signed; the city must consolidate again",
      { moved },
    );
  }
  await mustBeSecondPerson(ctx, included, bureau);
  if (ids.length > 0) {
    await ctx.tx
      .update(submissions)
      .set({
        provinceRev: sql`${submissions.cityRev}`,
        state: "province_accepted",
        updatedAt: ctx.now,
        version: sql`${submissions.version} + 1`,
      })
      .where(inArray(submissions.id, ids));
  }
  await record(ctx, consolidation, "accept", "");
  await markDirty(ctx, { collectionId: consolidation.collectionId, cityId: consolidation.cityId, regionId: null });
  return withState(ctx, consolidation);
}

/**
 * Four eyes, as for a single submission: not who submitted or signed one of the revisions, nor who passed it for another
 * bureau. Where the deciding bureau itself passed a tier that the unit lacks, the consolidation's signer is the other person.
 */
async function mustBeSecondPerson(ctx: Ctx, included: readonly Included[], bureau: number): Promise<void> {
  const { userId, tree, today } = ctx.actor;
  const found = await ctx.tx.execute<{ region: number; tier: ReviewTier | null }>(sql`
    select s.region_id as region, d.tier
    from jsonb_to_recordset(${JSON.stringify(included)}::jsonb) as i (submission bigint, revision int)
    join submissions s on s.id = i.submission
    join revisions r on r.submission_id = s.id and r.city_id = s.city_id and r.revision = i.revision
    left join decisions d on d.submission_id = s.id and d.city_id = s.city_id and d.revision = i.revision and d.kind = 'accept' and d.user_id = ${userId}
    where d.id is not null or r.submitted_by = ${userId} or r.signers @> ${JSON.stringify([{ userId }])}::jsonb`);
  const own = found.rows.some(({ region, tier }) => tier === null || bureauFor(tree, region, tier, today) !== bureau);
  if (own) throw problems.ownWork();
}

/** 退回汇总: the city looks again and signs a new one. */
export async function returnConsolidation(ctx: Ctx, { params, body }: Input<typeof contract.returnConsolidation>) {
  const { consolidation } = await decidable(ctx, params.id, body.hash);
  await record(ctx, consolidation, "return", body.reason);
  return withState(ctx, consolidation);
}

async function decidable(ctx: Ctx, id: number, hash: string) {
  const consolidation = await loadConsolidation(ctx, id);
  ctx.must("consolidation.decide", { regionId: consolidation.cityId, unitId: null });
  const { actor } = ctx;
  // A city's consolidation is decided by the bureau above; one of the province itself (direct counties, own units) by a second person there.
  const home = keeperToday(actor.tree, consolidation.cityId, actor.today);
  const chain = [home, ...ancestorsOn(actor.tree, home, actor.today)];
  const bureau = chain.find((region) =>
    ["province", "nation"].includes(regionOn(actor.tree, region, actor.today)!.tier),
  );
  if (bureau === undefined || !servesBureau(actor, "consolidation.decide", bureau))
    throw problems.forbidden("consolidation.decide");
  if (consolidation.hash !== hash) throw problems.stale({ hash: consolidation.hash });
  if (consolidation.signedBy === actor.userId) throw problems.ownWork();
  const state = await withState(ctx, consolidation);
  if (state.state !== "signed") throw problems.state(state.state, "decide");
  const [latest] = await ctx.tx
    .execute<{ id: number }>(sql`
    select max(id)::int as id from consolidations where collection_id = ${consolidation.collectionId} and city_id = ${consolidation.cityId}`)
    .then((r) => r.rows);
  if (latest!.id !== consolidation.id)
    throw problems.conflict("市级已有更新的汇总版次", "The city has signed a later consolidation", {
      latest: latest!.id,
    });
  const [collection] = await ctx.tx
    .select()
    .from(tables.collections)
    .where(eq(tables.collections.id, consolidation.collectionId));
  if (collection!.lockedAt !== null) throw problems.state("locked", "decide");
  return { consolidation, bureau, included: (consolidation.document as { included: Included[] }).included };
}

async function record(
  ctx: Ctx,
  row: typeof tables.consolidations.$inferSelect,
  kind: "accept" | "return",
  reason: string,
): Promise<void> {
  await ctx.tx
    .insert(tables.consolidationDecisions)
    .values({ consolidationId: row.id, cityId: row.cityId, kind, reason, userId: ctx.actor.userId, at: ctx.now });
  await tellDecided(ctx, row, kind, reason);
  await ctx.audit({
    object: `consolidation/${row.id}`,
    regionId: row.cityId,
    detail: { kind, hash: row.hash, reason },
  });
}
