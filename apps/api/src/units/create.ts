import type { Input, units as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { holdTree, placeOfRegion, reachRegions } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { unitOf } from "./list.ts";
import { mustStand, newUnits } from "./place.ts";
import { mustBeFacts } from "./registry.ts";

/** Adds a reporting unit from a day on. */
export async function create(ctx: Ctx, { body }: Input<typeof contract.createUnit>) {
  const tree = await holdTree(ctx);
  const { region: regionId, ...rest } = body;
  ctx.must("unit.change", placeOfRegion(tree, regionId, ctx.actor.today));
  await mustBeFacts(ctx, body.registry);
  await mustStand(ctx, tree, { ...rest, unitId: 0, regionId, validTo: null });
  const [unitId] = await newUnits(ctx, 1);
  await reachRegions(ctx, [regionId]);
  const [version] = await ctx.tx
    .insert(tables.unitVersions)
    .values({ ...rest, unitId: unitId!, regionId })
    .returning();
  await ctx.audit({ object: `unit/${unitId}`, regionId, detail: { ...body } });
  return unitOf(version!);
}
