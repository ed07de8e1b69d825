import type { burden as contract, Input } from "@duibiao/contract";
import { sql } from "drizzle-orm";
import { list, regionsOf } from "../board/columns.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";
import { definition, loadsOf } from "./load.ts";

/** 填报负担: what was asked of the regions that one may see, or of their units; a clerk sees the own unit's. */
export async function read(ctx: Ctx, { query }: Input<typeof contract.readBurden>) {
  if (query.from > query.to)
    throw problems.rule("起始日在截止日之后", "The first day is after the last", { path: "query.from" });
  const { scope, tree, today } = ctx.actor;
  const ofUnit = scope.units.length > 0;
  const regions = ofUnit && query.region === undefined ? await homes(ctx) : regionsOf(ctx, query);
  const loads = await loadsOf(ctx, { ...query, regions, byUnit: ofUnit || query.by === "unit" });
  const names = await unitNames(ctx, [...new Set(loads.flatMap(({ unitId }) => unitId ?? []))]);
  const place = (id: number) => regionOn(tree, id, today) ?? tree.versions.get(id)!.at(-1)!;
  return {
    definition,
    synthetic: loads.some(({ synthetic }) => synthetic),
    items: loads.map(({ synthetic: _synthetic, ...load }) => ({
      ...load,
      region: place(load.regionId).name,
      tier: place(load.regionId).tier,
      unit: load.unitId === null ? null : (names.get(load.unitId) ?? null),
    })),
  };
}

/** Regions under which the asker's own units report; row-level security leaves the neighbours' rows out. */
async function homes(ctx: Ctx): Promise<number[]> {
  const found = await ctx.tx.execute<{ id: number }>(
    sql`select distinct region_id as id from assignments where unit_id = any(${list(ctx.actor.scope.units)}::int[])`,
  );
  return [...new Set([...found.rows.map(({ id }) => id), ...ctx.actor.scope.regions])];
}

export async function unitNames(ctx: Ctx, units: readonly number[]): Promise<Map<number, string>> {
  const found = await ctx.tx.execute<{ id: number; name: string }>(sql`
    select distinct on (unit_id) unit_id as id, name from unit_versions where unit_id = any(${list(units)}::int[])
    order by unit_id, valid_from desc`);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
