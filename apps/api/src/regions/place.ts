import { sql } from "drizzle-orm";
import { setScope } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadTree, regionOn, type RegionVersion, type Tree } from "../tree.ts";

/** Waits until no other request changes regions or units, then gives the tree as it is now. */
export async function holdTree(ctx: Ctx): Promise<Tree> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('regions and units', 0))`);
  return loadTree(ctx.tx, ctx.actor.tree);
}

/** Versions of a region that a request names. */
export function versionsOf(tree: Tree, regionId: number): readonly RegionVersion[] {
  const versions = tree.versions.get(regionId);
  if (versions === undefined) throw problems.notFound(`region/${regionId}`);
  return versions;
}

/** Where rights over a region are looked up today: itself, or, before its first day, what it will hang under. */
export function placeOfRegion(tree: Tree, regionId: number, today: string): { regionId: number | null; unitId: null } {
  let at = regionId;
  for (
    let first = versionsOf(tree, at)[0]!;
    first.validFrom > today && regionOn(tree, at, today) === undefined;
    first = versionsOf(tree, at)[0]!
  ) {
    if (first.parentId === null) return { regionId: null, unitId: null };
    at = first.parentId;
  }
  return { regionId: at, unitId: null };
}

/**
 * Lets this transaction write rows of regions that the tree of its beginning did not yet hold below the actor.
 * Call it only for regions whose parent or self has passed `ctx.must`.
 */
export async function reachRegions(ctx: Ctx, regionIds: readonly number[]): Promise<void> {
  const { scope } = ctx.actor;
  await setScope(ctx.tx, { ...scope, regions: [...new Set([...scope.regions, ...regionIds])] });
}
