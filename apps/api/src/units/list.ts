import { and, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { Input, units as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { byCode } from "@duibiao/indicators";
import { versionsOf } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { subtreeOn } from "../tree.ts";

const { unitVersions } = tables;
export type UnitVersion = typeof unitVersions.$inferSelect;

/** Units on a day, by code: of a region, of it and all below, or of the whole tree. */
export async function list(ctx: Ctx, { query }: Input<typeof contract.listUnits>) {
  const { tree, today } = ctx.actor;
  const date = query.date ?? today;
  if (query.region !== undefined) versionsOf(tree, query.region);
  const regions =
    query.region === undefined ? undefined : query.below ? subtreeOn(tree, query.region, date) : [query.region];
  const rows = await ctx.tx
    .select()
    .from(unitVersions)
    .where(
      and(
        lte(unitVersions.validFrom, date),
        or(isNull(unitVersions.validTo), gt(unitVersions.validTo, date)),
        regions === undefined ? undefined : inArray(unitVersions.regionId, regions),
      ),
    );
  return { date, items: rows.map(unitOf).sort((a, b) => byCode(a.code, b.code)) };
}

export const unitOf = ({ id: _version, unitId, ...version }: UnitVersion) => ({
  id: unitId,
  ...version,
});
