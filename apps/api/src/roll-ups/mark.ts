import { sql } from "drizzle-orm";
import type { Lens } from "@duibiao/indicators";
import { builtOnce, tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";

const insert = builtOnce((tx) =>
  tx.insert(tables.dirty).values({
    collectionId: sql.placeholder("collectionId"),
    cityId: sql.placeholder("cityId"),
    regionId: sql.placeholder("regionId"),
    lens: sql.placeholder("lens"),
    level: sql.placeholder("level"),
  }),
);

/** Leaves a dirty mark: the roll-ups of this row's city must be rebuilt for its region, of one lens or of all. Never rebuilds here. */
export async function markDirty(
  ctx: Ctx,
  { collectionId, cityId, regionId }: { collectionId: number; cityId: number; regionId: number | null },
  lens: Lens | null = null,
): Promise<void> {
  const tier = ctx.actor.tree.versions.get(cityId)?.at(-1)?.tier;
  const level = tier === "nation" ? 3 : tier === "province" ? 2 : 1;
  await insert(ctx.tx, { collectionId, cityId, regionId, lens, level });
}
