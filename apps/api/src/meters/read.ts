import { sql } from "drizzle-orm";
import { byCode } from "@duibiao/indicators";
import type { Input, meters as contract, Output } from "@duibiao/contract";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { keeperToday } from "../tree.ts";

/** The regions whose meters a bureau keeps today: its own, and closed ones that came to it. */
export const keptBy = ({ actor: { tree, today } }: Pick<Ctx, "actor">, region: number): number[] =>
  [...tree.versions.keys()].filter((id) => id === region || keeperToday(tree, id, today) === region);

export const idList = (ids: readonly number[]) => sql`${`{${ids.join(",")}}`}::int[]`;

export type Meter = Output<typeof contract.listMeters>["items"][number];
export type SplitKey = Meter["keys"][number];

/** A unit under its latest name that has begun. */
const named = (
  id: string,
) => sql`(select jsonb_build_object('id', v.unit_id, 'code', v.code, 'name', v.name) from unit_versions v
  where v.unit_id = ${sql.raw(id)} order by v.valid_from <= current_date desc, v.valid_from desc limit 1)`;

const keysOf = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'validFrom', k.valid_from, 'basis', k.basis, 'by', k.user_name, 'at', k.at,
    'state', case when n.refused > 0 then 'refused' when n.agreed = cardinality(k.unit_ids) then 'confirmed' else 'proposed' end,
    'parts', (select jsonb_agg(jsonb_build_object('unit', ${named("p.unit")}, 'weight', p.weight::text, 'agrees', a.agrees,
        'reason', coalesce(a.reason, ''), 'documentNo', coalesce(a.document_no, ''), 'by', coalesce(a.user_name, ''), 'at', a.at) order by p.place)
      from unnest(k.unit_ids, k.weights) with ordinality p (unit, weight, place) left join meter_answers a on a.key_id = k.id and a.unit_id = p.unit))
    order by k.id desc), '[]')
  from meter_keys k
  cross join lateral (select count(*) filter (where agrees) as agreed, count(*) filter (where not agrees) as refused from meter_answers where key_id = k.id) n
  where k.meter_id = m.id)`;

const readingsOf = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'period', p.key, 'quantity', r.quantity::text, 'documentNo', r.document_no,
    'keyId', r.key_id, 'by', r.user_name, 'at', r.at,
    'shares', (select jsonb_agg(jsonb_build_object('unit', ${named("s.unit")}, 'share', s.share::text) order by s.place)
      from unnest(r.unit_ids, r.shares) with ordinality s (unit, share, place))) order by p.end_date desc, p.id), '[]')
  from (select distinct on (period_id) * from meter_readings where meter_id = m.id order by period_id, id desc) r
  join periods p on p.id = r.period_id)`;

/** Meters with their keys and readings that a condition picks, as far as the reader may see them. */
async function metersWhere(ctx: Ctx, condition: ReturnType<typeof sql>): Promise<Meter[]> {
  const { rows } = await ctx.tx.execute<Meter>(sql`
    select m.id, m.region_id as "regionId", m.code, m.name, m.measure, m.member, ${keysOf} as keys, ${readingsOf} as readings
    from meters m where ${condition}`);
  // After a county is merged the bureau that has its institutions keeps its meters, too.
  const { tree, today } = ctx.actor;
  return rows
    .map((meter) => ({ ...meter, regionId: keeperToday(tree, meter.regionId, today) }))
    .sort((a, b) => byCode(a.code, b.code) || a.id - b.id);
}

export async function list(ctx: Ctx, { query }: Input<typeof contract.listMeters>) {
  const { region, unit } = query;
  const items = await metersWhere(
    ctx,
    sql`(${region === undefined} or m.region_id = any(${idList(region === undefined ? [] : keptBy(ctx, region))})) and (${unit === undefined}
      or exists (select 1 from meter_keys k where k.meter_id = m.id and ${unit ?? 0} = any(k.unit_ids)))`,
  );
  return { items };
}

export async function meterOf(ctx: Ctx, id: number): Promise<Meter> {
  const [found] = await metersWhere(ctx, sql`m.id = ${id}`);
  if (found === undefined) throw problems.notFound(`meter/${id}`);
  return found;
}

/** A key with the meter that it is of. */
export async function keyOf(ctx: Ctx, id: number): Promise<{ meter: Meter; key: SplitKey }> {
  const [meter] = await metersWhere(ctx, sql`m.id = (select meter_id from meter_keys where id = ${id})`);
  const key = meter?.keys.find((one) => one.id === id);
  if (meter === undefined || key === undefined) throw problems.notFound(`key/${id}`);
  return { meter, key };
}
