import { sql } from "drizzle-orm";
import { compareDecimals, subtractDecimals } from "@duibiao/indicators";
import { openCatalogue } from "../catalogues/open.ts";
import { loadCollection } from "../collections/read.ts";
import { CHANGE_LIMIT } from "../queue/doubts.ts";
import type { Ctx } from "../serve.ts";

/**
 * What a city must explain before it signs, computed from facts under the city lens: an own total against the sum of its
 * parts (parts); the region's total against the sum over lines of ministry, where some units belong to one (lines, 块 against
 * 条); and the total against the final figure of the period before (period).
 */
export type Difference = {
  against: "parts" | "lines" | "period";
  region: number;
  measure: string;
  member: string;
  own: string;
  parts: string;
  difference: string;
};

type Row = Omit<Difference, "against" | "difference">;

export async function differences(ctx: Ctx, collectionId: number, cityId: number): Promise<Difference[]> {
  const parts = await againstParts(ctx, collectionId, cityId);
  const lines = await againstLines(ctx, collectionId, cityId);
  const period = await againstPeriod(ctx, collectionId, cityId);
  return [...named("parts", parts), ...named("lines", lines), ...named("period", period)];
}

const named = (against: Difference["against"], rows: readonly Row[]): Difference[] =>
  rows.map((row) => ({ against, ...row, difference: subtractDecimals(row.own, row.parts) }));

/** Own totals (`whole` units) that stand beside parts in the same region. */
async function againstParts(ctx: Ctx, collectionId: number, cityId: number): Promise<Row[]> {
  const found = await ctx.tx.execute<Row>(sql`
    with answers as (select * from unit_answers(${collectionId}, ${cityId}, '{city}') where additive),
    part as (
      select region_id, measure_id, member, value from answers where covers = 'own'
      union all
      select ${cityId}::int, measure_id, member, value from answers
      where region_id <> ${cityId} and (covers = 'own' or not region_has_own)),
    parts as (select region_id, measure_id, member, sum(value) as value from part group by 1, 2, 3)
    select w.region_id as region, m.key as measure, w.member, trim_scale(w.value)::text as own, trim_scale(p.value)::text as parts
    from answers w
    join measures m on m.id = w.measure_id
    join parts p on p.region_id = w.region_id and p.measure_id = w.measure_id and p.member = w.member
    where w.covers = 'whole' and p.value <> w.value
    order by 1, 2, 3`);
  return found.rows;
}

/** Answers that make up the city's total, each once: everything below and its own units, else what one unit says of the whole. */
const counted = (collectionId: number, cityId: number) => sql`
  answers as (select * from unit_answers(${collectionId}, ${cityId}, '{city}') where additive and value is not null),
  kept as (
    select o.*, case when o.region_id = ${cityId} then o.covers = 'own' else o.covers = 'own' or not o.region_has_own end as part
    from answers o),
  counted as (
    select k.* from kept k where k.part or (k.region_id = ${cityId} and not exists (
      select 1 from kept p where p.part and p.measure_id = k.measure_id and p.member = k.member)))`;

/** 块 and 条: what belongs to no line is in the region's total and in no line's. Nothing where no unit has a line. */
async function againstLines(ctx: Ctx, collectionId: number, cityId: number): Promise<Row[]> {
  const found = await ctx.tx.execute<Row>(sql`
    with ${counted(collectionId, cityId)},
    lined as (
      select c.*, coalesce(v.line, '') as line from counted c
      join collections k on k.id = ${collectionId} join periods p on p.id = k.period_id
      left join unit_versions v on v.unit_id = c.unit_id and p.end_date >= v.valid_from and (v.valid_to is null or p.end_date < v.valid_to))
    select ${cityId}::int as region, m.key as measure, l.member, trim_scale(sum(l.value))::text as own,
           trim_scale(sum(l.value) filter (where l.line <> ''))::text as parts
    from lined l join measures m on m.id = l.measure_id
    group by m.key, l.member
    having sum(l.value) <> sum(l.value) filter (where l.line <> '')
    order by 2, 3`);
  return found.rows;
}

/**
 * The final figure of the period before: of a stock the period right before, of a flow the same one of last year, as the
 * season has it. From facts of the same city, as the province accepted them, else as the city did; named where the total is off
 * by more than a tenth.
 */
async function againstPeriod(ctx: Ctx, collectionId: number, cityId: number): Promise<Row[]> {
  const { collection, period } = await loadCollection(ctx.tx, collectionId);
  const { compiled } = await openCatalogue(ctx.tx, collection.catalogueId, period.endDate);
  const stocks = [...compiled.measures.values()].flatMap(({ key, aggTime }) => (aggTime === "last" ? key : []));
  const found = await ctx.tx.execute<Row>(sql`
    with ${counted(collectionId, cityId)},
    total as (select measure_id, sum(value) as value from counted where member = 'total' group by 1),
    before as (
      select distinct on (stock) c.id, w.stock
      from (values (true), (false)) w (stock)
      join collections c on c.form_key = ${collection.formKey} and c.owner_region_id = ${collection.ownerRegionId}
        and c.origin in ('report', 'history', 'system') and c.id <> ${collectionId}
      join periods p on p.id = c.period_id and p.kind = ${period.kind}
        and case when w.stock then p.end_date = ${period.startDate}::date - 1
                 else p.start_date = (${period.startDate}::date - interval '1 year')::date end
      order by stock, c.id desc),
    past as materialized (
      select b.stock, o.lens, o.measure_id, o.region_id, o.value,
             case when o.region_id = ${cityId} then o.covers = 'own' else o.covers = 'own' or not o.region_has_own end as part
      from before b cross join lateral unit_answers(b.id, ${cityId}, '{city,province}') o
      where o.additive and o.member = 'total' and o.value is not null),
    final as (
      select distinct on (stock, measure_id) stock, measure_id, sum(value) as value
      from past k
      where k.part or (k.region_id = ${cityId} and not exists (
        select 1 from past p where p.part and p.stock = k.stock and p.lens = k.lens and p.measure_id = k.measure_id))
      group by stock, measure_id, lens order by stock, measure_id, lens = 'province' desc)
    select ${cityId}::int as region, m.key as measure, 'total' as member, trim_scale(t.value)::text as own, trim_scale(f.value)::text as parts
    from total t join measures m on m.id = t.measure_id
    join final f on f.measure_id = t.measure_id and f.stock = (m.key = any(${`{${stocks.join(",")}}`}::text[]))
    where abs(t.value - f.value) > ${CHANGE_LIMIT}::numeric * abs(f.value)
    order by 2`);
  return found.rows;
}

export const sameDifference = (
  a: Difference,
  b: { against: Difference["against"]; region: number; measure: string; member: string; difference: string },
) =>
  a.against === b.against &&
  a.region === b.region &&
  a.measure === b.measure &&
  a.member === b.member &&
  compareDecimals(a.difference, b.difference) === 0;
