import type { Input, regions as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { regionOn, type RegionVersion } from "../tree.ts";

/** Regions on a day, by code. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listRegions>) {
  const { tree, today } = ctx.actor;
  const date = query.date ?? today;
  const wanted = query.q?.trim();
  const items = [...tree.versions.keys()]
    .flatMap((id) => regionOn(tree, id, date) ?? [])
    .filter((v) => query.parent === undefined || v.parentId === query.parent)
    .filter((v) => query.tier === undefined || v.tier === query.tier)
    .filter((v) => wanted === undefined || v.code.startsWith(wanted) || v.name.includes(wanted))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return { date, items: items.map(regionOf) };
}

export const regionOf = ({ regionId, ...v }: RegionVersion) => ({ id: regionId, ...v });
