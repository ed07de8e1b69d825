import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Input, regions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { handOverShown } from "./hand-over.ts";
import { linesShown } from "./read.ts";

const { regionChanges, regionLineage } = tables;

/** One change with its hand-over list as things stand now. */
export async function readChange(ctx: Ctx, { params }: Input<typeof contract.readRegionChange>) {
  const [stored] = await ctx.tx.select().from(regionChanges).where(eq(regionChanges.id, params.id));
  if (stored === undefined) throw problems.notFound(`change ${params.id}`);
  const { userId: _userId, handOver, ...change } = stored;
  return {
    ...change,
    lineage: linesShown(ctx.actor.tree, stored.effective, await lineageOf(ctx, [params.id])),
    handOver: await handOverShown(ctx, ctx.actor.tree, handOver, stored.effective),
  };
}

/** Recorded changes, the latest first; of one region, whether it gave or took. */
export async function listChanges(ctx: Ctx, { query }: Input<typeof contract.listRegionChanges>) {
  const changes = await ctx.tx
    .select()
    .from(regionChanges)
    .where(
      query.region === undefined
        ? undefined
        : sql`exists (select 1 from region_lineage l where l.change_id = ${regionChanges.id} and ${query.region} in (l.from_id, l.to_id))`,
    )
    .orderBy(desc(regionChanges.effective), desc(regionChanges.id));
  const lineage = await lineageOf(
    ctx,
    changes.map((c) => c.id),
  );
  return {
    items: changes.map(({ userId: _userId, handOver: _handOver, ...change }) => ({
      ...change,
      lineage: linesShown(
        ctx.actor.tree,
        change.effective,
        lineage.filter((l) => l.change === change.id),
      ),
    })),
  };
}

async function lineageOf(ctx: Ctx, changes: readonly number[]) {
  if (changes.length === 0) return [];
  const rows = await ctx.tx
    .select()
    .from(regionLineage)
    .where(inArray(regionLineage.changeId, [...changes]))
    .orderBy(asc(regionLineage.fromId), asc(regionLineage.toId));
  return rows.map((l) => ({ change: l.changeId, from: l.fromId, to: l.toId, share: l.share, basis: l.basis }));
}
