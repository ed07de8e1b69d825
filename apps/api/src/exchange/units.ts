import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import type { State } from "../submissions/states.ts";
import type { Refusal } from "./rows.ts";

/** A unit that the asker sees and that owes, or is exempt, with its submission so far; of one not begun, as it would begin. */
export type OwingUnit = {
  code: string;
  unitId: number;
  regionId: number;
  cityId: number;
  exempt: string | null;
  submissionId: number | null;
  state: State;
  version: number;
  lastRev: number;
  cityRev: number | null;
  zeroSections: string[];
};

const standing = sql`s.id::int as "submissionId", coalesce(s.state, 'draft') as state, coalesce(s.version, 0) as version,
  coalesce(s.last_rev, 0) as "lastRev", s.city_rev as "cityRev", coalesce(s.zero_sections, '{}') as "zeroSections"`;

/** The units that owe in a collection, of these codes as of the period's last day. */
export async function owingUnits(
  ctx: Ctx,
  collectionId: number,
  day: string,
  codes: readonly string[],
): Promise<Map<string, OwingUnit>> {
  const found = await ctx.tx.execute<OwingUnit>(sql`
    select v.code, a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", a.exempt_reason as exempt, ${standing}
    from assignments a
    join unit_versions v on v.unit_id = a.unit_id and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to)
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    where a.collection_id = ${collectionId} and v.code in (select jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb))`);
  return new Map(found.rows.map((row) => [row.code, row]));
}

const idsOf = (units: readonly OwingUnit[]) => `{${units.map(({ unitId }) => unitId).join(",")}}`;

/** Begins the submissions of those units that have none; the assignments are held, so that no region change and no exemption comes between. */
export async function begin(
  ctx: Ctx,
  { id, periodId }: { id: number; periodId: number },
  units: readonly OwingUnit[],
): Promise<Map<number, number>> {
  const ids = idsOf(units);
  await ctx.tx.execute(sql`
    select 1 from assignments where collection_id = ${id} and unit_id = any(${ids}::int[]) order by unit_id for share`);
  await ctx.tx.execute(sql`
    insert into submissions (collection_id, period_id, unit_id, region_id, city_id, state)
    select collection_id, ${periodId}, unit_id, region_id, city_id, 'draft' from assignments a
    where collection_id = ${id} and unit_id = any(${ids}::int[])
      and not exists (select 1 from submissions s where s.collection_id = a.collection_id and s.unit_id = a.unit_id)
    order by unit_id on conflict do nothing`);
  const found = await ctx.tx.execute<{ unit: number; submission: number }>(sql`
    select unit_id as unit, id::int as submission from submissions where collection_id = ${id} and unit_id = any(${ids}::int[])`);
  return new Map(found.rows.map(({ unit, submission }) => [unit, submission]));
}

/**
 * Units whose submissions have begun, held until the transaction ends: no clerk changes one meanwhile. In one order for
 * everybody, so that two pushes never wait for each other's rows. What may not be written is absent.
 */
export async function hold(
  ctx: Ctx,
  { id }: { id: number },
  units: readonly OwingUnit[],
): Promise<Map<string, OwingUnit>> {
  const codes = new Map(units.map(({ unitId, code }) => [unitId, code]));
  const ids = idsOf(units);
  await ctx.tx.execute(sql`
    select 1 from submissions where collection_id = ${id} and unit_id = any(${ids}::int[]) order by id for update`);
  const found = await ctx.tx.execute<Omit<OwingUnit, "code">>(sql`
    select a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId", a.exempt_reason as exempt, ${standing}
    from assignments a join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id
    where a.collection_id = ${id} and a.unit_id = any(${ids}::int[]) for update of s`);
  return new Map(found.rows.map((row) => [codes.get(row.unitId)!, { ...row, code: codes.get(row.unitId)! }]));
}

/** Why a unit takes no figures from another system now; null: it does. */
export function closedFor({ exempt, submissionId, state }: OwingUnit): Refusal | null {
  if (exempt !== null) return { code: "exempt", zh: `该单位免报：${exempt}`, en: `This unit is exempt: ${exempt}` };
  if (state === "signed")
    return {
      code: "signed",
      zh: "已签署待报送：推送会使签署失效，须由填报人先改动",
      en: "It is signed: a push would void the signatures; the clerk must change it first",
    };
  if (submissionId !== null && state !== "draft" && state !== "returned")
    return {
      code: "wrong_state",
      zh: "已经报送：只有填报中或已退回的报送接受推送；要改须退回或更正",
      en: "It has been submitted: only one in progress or sent back takes a push; have it sent back or corrected",
    };
  return null;
}
