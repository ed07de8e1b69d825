import { sql } from "drizzle-orm";
import type { Ctx } from "../serve.ts";
import { list } from "../board/columns.ts";

/** What was asked of a place within some days, by the units' due times. */
export type Load = {
  regionId: number;
  unitId: number | null;
  month: string | null;
  units: number;
  requests: number;
  cells: number;
  measured: number;
  minutes: number | null;
  synthetic: boolean;
};

export const definition = {
  zh: "次数：应报且未免报的任务。格数：报表要求的单元格，台账不计。分钟：已报送任务从打开到最后一次保存，相邻两次保存的间隔相加，每段最多计 5 分钟（停顿截去）；没有计到时间的任务不计入分钟，也不当作 0。",
  en: "Requests: owed and not exempt. Cells: what the forms ask, ledgers left out. Minutes: of submitted requests, the gaps between saves from opening to the last, each counted for five minutes at most; requests without a measured time are left out and are not 0.",
};

/** Loads of regions, or of their units; `monthly` splits them by the month of the unit's due time in Beijing. */
export async function loadsOf(
  ctx: Ctx,
  {
    from,
    to,
    regions,
    byUnit,
    monthly,
  }: { from: string; to: string; regions: readonly number[]; byUnit: boolean; monthly: boolean },
): Promise<Load[]> {
  // 24:00 of a day belongs to that day.
  const dueDay = sql`((c.due_unit - interval '1 millisecond') at time zone 'Asia/Shanghai')::date`;
  const found = await ctx.tx.execute<Load>(sql`
    with asked as (
      select c.id, c.synthetic, to_char(${dueDay}, 'YYYY-MM') as month, (select count(*) from duties d where d.collection_id = c.id) as cells
      from collections c
      where c.origin = 'report' and c.cancelled_at is null and ${dueDay} between ${from}::date and ${to}::date
    )
    select a.region_id as "regionId", ${byUnit ? sql`a.unit_id` : sql`null::int`} as "unitId", ${monthly ? sql`asked.month` : sql`null::text`} as month,
           count(distinct a.unit_id)::int as units, count(*)::int as requests, sum(asked.cells)::int as cells,
           (count(*) filter (where s.last_rev > 0 and s.spent_seconds > 0))::int as measured,
           round(sum(s.spent_seconds) filter (where s.last_rev > 0 and s.spent_seconds > 0) / 60.0)::int as minutes,
           bool_or(asked.synthetic) as synthetic
    from asked join assignments a on a.collection_id = asked.id and a.exempt_reason is null
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
    where a.region_id = any(${list(regions)}::int[])
    group by 1, 2, 3 order by 1, 2, 3`);
  return found.rows;
}

/** Reports with a measured time from which one may speak of a form, or of a cell in general. */
const enough = 5;

/** 估计: minutes of one unit for a form that is not yet opened, and what they are estimated by; null: nothing to go by. */
export async function estimateOf(
  ctx: Ctx,
  { owner, form, cells }: { owner: number; form: string; cells: number },
): Promise<{ minutes: number | null; basis: { zh: string; en: string } }> {
  const spent = sql`s.last_rev > 0 and s.spent_seconds > 0 and c.owner_region_id = ${owner} and c.origin = 'report'`;
  const [same, all] = await Promise.all([
    ctx.tx.execute<{ n: number; median: number | null }>(sql`
      select count(*)::int as n, percentile_cont(0.5) within group (order by s.spent_seconds) as median
      from collections c join submissions s on s.collection_id = c.id where ${spent} and c.form_key = ${form}`),
    ctx.tx.execute<{ n: number; perCell: number | null }>(sql`
      select sum(t.n)::int as n, (sum(t.spent) / nullif(sum(t.n * t.cells), 0))::float as "perCell"
      from (select c.id, count(*) as n, sum(s.spent_seconds) as spent, (select count(*) from duties d where d.collection_id = c.id) as cells
            from collections c join submissions s on s.collection_id = c.id where ${spent} group by c.id) t`),
  ]);
  const [own, any] = [same.rows[0]!, all.rows[0]!];
  if (own.median !== null && own.n >= enough)
    return {
      minutes: Math.round(own.median / 60),
      basis: {
        zh: `估计：本表已报 ${own.n} 份的用时中位数`,
        en: `Estimate: the median of ${own.n} earlier reports of this form`,
      },
    };
  if (any.perCell !== null && any.n >= enough)
    return {
      minutes: Math.round((any.perCell * cells) / 60),
      basis: {
        zh: `估计：各报表 ${any.n} 份平均每格 ${Math.round(any.perCell)} 秒 × ${cells} 格`,
        en: `Estimate: ${Math.round(any.perCell)} s a cell over ${any.n} reports of all forms, times ${cells} cells`,
      },
    };
  return {
    minutes: null,
    basis: { zh: "还没有可据以估计的用时记录", en: "No measured times yet to estimate by" },
  };
}
