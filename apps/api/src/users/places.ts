import { sql } from "drizzle-orm";
import type { Input, users as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { regionOn } from "../tree.ts";

const most = 20;

type Found = { unit: number; code: string; name: string; regionId: number };

/** Regions first, then units, of the jurisdiction and of today; those whose name begins with the text before the others. */
export async function searchPlaces(ctx: Ctx, { query }: Input<typeof contract.searchPlaces>) {
  const { tree, today, scope } = ctx.actor;
  const wanted = query.q.trim();
  const whole = scope.purposes.includes("platform");
  const reached = whole ? [...tree.versions.keys()] : scope.regions;
  const regions = reached.flatMap((id) => {
    const version = regionOn(tree, id, today);
    if (version === undefined || !(version.name.includes(wanted) || version.code.startsWith(wanted))) return [];
    const within = version.parentId === null ? "" : (regionOn(tree, version.parentId, today)?.name ?? "");
    return [{ region: id, unit: null, code: version.code, name: version.name, within }];
  });
  const part = wanted.replaceAll(/[\\%_]/g, "\\$&");
  const units = await ctx.tx.execute<Found>(sql`
    select unit_id as unit, code, name, region_id as "regionId" from unit_versions
    where region_id = any(${sql.param(reached)}::int[])
      and valid_from <= ${today}::date and (valid_to is null or valid_to > ${today}::date)
      and (name ilike ${`%${part}%`} or code ilike ${`${part}%`})
    order by not (name ilike ${`${part}%`}), code limit ${most}`);
  const first = (name: string) => (name.startsWith(wanted) ? 0 : 1);
  const half = units.rows.length < most / 2 ? most - units.rows.length : most / 2;
  return {
    items: [
      ...regions.toSorted((a, b) => first(a.name) - first(b.name) || (a.code < b.code ? -1 : 1)).slice(0, half),
      ...units.rows.map(({ regionId, ...unit }) => ({
        ...unit,
        region: null,
        within: regionOn(tree, regionId, today)?.name ?? "",
      })),
    ].slice(0, most),
  };
}
