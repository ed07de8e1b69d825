import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import type { Refusal } from "./rows.ts";

/** A unit that the asker sees and that owes, or is exempt, with its submission so far. */
export type OwingUnit = {
  code: string;
  name: string;
  unitId: number;
  regionId: number;
  cityId: number;
  exempt: string | null;
  submissionId: number | null;
  state: string | null;
};

/** The units that owe in a collection, of these codes as of the period's last day; held, so that no region change moves one meanwhile. */
export async function owingUnits(
  ctx: Ctx,
  collectionId: number,
  day: string,
  codes: readonly string[],
): Promise<Map<string, OwingUnit>> {
  const found = await ctx.tx.execute<OwingUnit>(sql`
    select v.code, v.name, a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", a.exempt_reason as exempt,
           (select s.id::int from submissions s where s.collection_id = a.collection_id and s.unit_id = a.unit_id) as "submissionId",
           (select s.state from submissions s where s.collection_id = a.collection_id and s.unit_id = a.unit_id) as state
    from assignments a
    join unit_versions v on v.unit_id = a.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    where a.collection_id = ${collectionId} and v.code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))
    order by a.unit_id for share of a`);
  return new Map(found.rows.map((row) => [row.code, row]));
}

/** Why a unit takes no figures from another system now; null: it does. */
export function closedFor({ exempt, state }: OwingUnit): Refusal | null {
  if (exempt !== null) return { code: "exempt", zh: `该单位免报：${exempt}`, en: `This unit is exempt: ${exempt}` };
  if (state === "signed")
    return {
      code: "signed",
      zh: "已签署待报送：推送会使签署失效，须由填报人先改动",
      en: "It is signed: a push would void the signatures; the clerk must change it first",
    };
  if (state !== null && state !== "draft" && state !== "returned")
    return {
      code: "wrong_state",
      zh: "已经报送：只有填报中或已退回的报送接受推送；要改须退回或更正",
      en: "It has been submitted: only one in progress or sent back takes a push; have it sent back or corrected",
    };
  return null;
}
