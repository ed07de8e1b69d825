import { sql } from "drizzle-orm";
import { byCode } from "@duibiao/indicators";
import type { mappings as contract, Output } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";

type Owing = Output<typeof contract.importExport>["owing"];

/** The units of the asker's that owe in a collection, each with the name that the file has for its code, if any. */
export async function owing(
  ctx: Ctx,
  collection: number,
  day: string,
  nameOf: ReadonlyMap<string | undefined, string>,
): Promise<Owing> {
  const found = await ctx.tx.execute<{
    id: number;
    code: string;
    name: string;
    region: string;
    regionCode: string;
  }>(sql`
    select a.unit_id as id, v.code, v.name, r.name as region, r.code as "regionCode" from assignments a
    join unit_versions v on v.unit_id = a.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    join region_versions r on r.region_id = a.region_id and ${day}::date >= r.valid_from and (r.valid_to is null or ${day}::date < r.valid_to)
    where a.collection_id = ${collection} and a.exempt_reason is null`);
  return found.rows
    .toSorted((a, b) => byCode(a.regionCode, b.regionCode) || byCode(a.code, b.code))
    .map(({ regionCode: _regionCode, ...row }) => ({ ...row, named: nameOf.get(row.code) ?? null }));
}
