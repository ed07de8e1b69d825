import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

/** Leaves a dirty mark: the roll-ups of this row's city must be rebuilt for its region. Never rebuilds here. */
export async function markDirty(
  ctx: Ctx,
  row: { collectionId: number; cityId: number; regionId: number | null },
): Promise<void> {
  const tier = ctx.actor.tree.versions.get(row.cityId)?.at(-1)?.tier;
  const level = tier === "nation" ? 3 : tier === "province" ? 2 : 1;
  await ctx.tx
    .insert(tables.dirty)
    .values({ collectionId: row.collectionId, cityId: row.cityId, regionId: row.regionId, level });
}
