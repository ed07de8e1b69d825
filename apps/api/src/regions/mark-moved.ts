import { sql } from "drizzle-orm";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { regionOn, subtreeOn, type Tree } from "../tree.ts";
import type { NextVersion } from "./plan-change.ts";

/**
 * A city or province that hangs elsewhere keeps its rows, so rehoming does not see it: its own key and the one it
 * left are marked in every open collection whose period ends on the day or later.
 */
export async function markMoved(ctx: Ctx, tree: Tree, day: string, next: readonly NextVersion[]): Promise<void> {
  for (const { regionId, parent } of next) {
    const before = regionOn(tree, regionId, day);
    if (parent === undefined || before === undefined || before.tier === "county") continue;
    const below = `{${subtreeOn(tree, regionId, day).join(",")}}`;
    const { rows } = await ctx.tx.execute<{ id: number }>(sql`
      select c.id from collections c join periods p on p.id = c.period_id
      where c.locked_at is null and p.end_date >= ${day}::date
        and exists (select 1 from assignments a where a.collection_id = c.id and a.city_id = any(${below}::int[]))`);
    for (const { id } of rows) {
      for (const cityId of [regionId, before.parentId])
        if (cityId !== null) await markDirty(ctx, { collectionId: id, cityId, regionId: null });
    }
  }
}
