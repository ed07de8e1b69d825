import { asc, desc, inArray, sql } from "drizzle-orm";
import type { Input, regions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

const { regionChanges, regionLineage } = tables;

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
  const lineage =
    changes.length === 0
      ? []
      : await ctx.tx
          .select()
          .from(regionLineage)
          .where(
            inArray(
              regionLineage.changeId,
              changes.map((c) => c.id),
            ),
          )
          .orderBy(asc(regionLineage.fromId), asc(regionLineage.toId));
  return {
    items: changes.map(({ userId: _userId, ...change }) => ({
      ...change,
      lineage: lineage
        .filter((l) => l.changeId === change.id)
        .map((l) => ({ from: l.fromId, to: l.toId, share: l.share, basis: l.basis })),
    })),
  };
}
