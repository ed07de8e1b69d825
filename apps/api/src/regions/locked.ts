import { sql } from "drizzle-orm";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/**
 * Refuses a change that would reach into the period of a locked collection: its tree is that of its last day.
 * @param touched regions, or units, whose place would change from the day on.
 */
export async function mustNotReachLocked(
  ctx: Ctx,
  day: string,
  touched: { regions?: readonly number[]; units?: readonly number[] },
): Promise<void> {
  const list = (ids: readonly number[] = []) => sql`${`{${ids.join(",")}}`}::int[]`;
  const found = await ctx.tx.execute<{ id: number; name: string; period: string; end: string }>(sql`
    select c.id, c.name, p.key as period, p.end_date::text as end
    from collections c join periods p on p.id = c.period_id
    where c.locked_at is not null and p.end_date >= ${day}::date
      and exists (select 1 from assignments a where a.collection_id = c.id
        and (a.region_id = any(${list(touched.regions)}) or a.city_id = any(${list(touched.regions)}) or a.unit_id = any(${list(touched.units)})))
    order by p.end_date desc, c.id limit 20`);
  const first = found.rows[0];
  if (first === undefined) return;
  throw problems.rule(
    `采集任务「${first.name}」（${first.period}）已锁定，变更日期须晚于 ${first.end}`,
    `Collection "${first.name}" (${first.period}) is locked; the change must lie after ${first.end}`,
    { collections: found.rows },
  );
}

/** Moves rows of open collections to where their units now stand on the last day of the period. */
export async function rehome(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.tx.execute<{ moved: number }>(sql`select rehome_open_collections() as moved`);
  return rows[0]!.moved;
}
