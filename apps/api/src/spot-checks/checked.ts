import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";

export type Checked = { checked: number; errors: number };

/**
 * 抽查核实: per measure, how many cells of reports within a span were compared with evidence in finished spot checks of
 * the asker's bureau and those below it, and how many differed or had none. A check counts once every cell drawn has a result.
 */
export async function spotChecked(ctx: Ctx, span: { start: string; end: string }): Promise<Map<string, Checked>> {
  const found = await ctx.tx.execute<Checked & { measure: string }>(sql`
    with last as (
      select distinct on (r.check_id, r.submission_id, r.measure, r.member) r.check_id, r.measure, r.verdict
      from spot_check_results r join spot_checks k on k.id = r.check_id
      join collections c on c.id = k.collection_id join periods p on p.id = c.period_id
      where p.start_date >= ${span.start}::date and p.end_date <= ${span.end}::date
      order by r.check_id, r.submission_id, r.measure, r.member, r.id desc),
    finished as (select k.id from spot_checks k where k.size = (select count(*) from last where last.check_id = k.id))
    select measure, count(*)::int as checked, (count(*) filter (where verdict <> 'agrees'))::int as errors
    from last where check_id in (select id from finished) group by measure order by measure`);
  return new Map(found.rows.map(({ measure, checked, errors }) => [measure, { checked, errors }]));
}
