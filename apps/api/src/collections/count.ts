import { sql } from "drizzle-orm";
import type { collections as contract, Input } from "@duibiao/contract";
import { openCatalogue } from "../catalogues/open.ts";
import { problems } from "../problem.ts";
import { holdTree } from "../regions/place.ts";
import type { Ctx } from "../serve.ts";
import { loadCollection } from "./read.ts";
import { writeSystemRevisions, type SystemCell } from "./write-system.ts";

/** The counters of the module 采集任务, by the column that counts each. */
const counters = { subs_due: "due", subs_ontime: "onTime", subs_first_pass: "firstPass" } as const;

/**
 * 采集任务计数: how many reports each unit owed in the period, how many of them came in time, and how many passed the
 * city at first review. Counted from the platform's own records as they stand now; written as the platform's revisions.
 */
export async function count(ctx: Ctx, { params }: Input<typeof contract.countCollection>) {
  // Neither a lock nor a region change comes between reading who owes and writing their figures.
  await holdTree(ctx);
  const { collection, period } = await loadCollection(ctx.tx, params.id);
  ctx.must("collection.open", { regionId: collection.ownerRegionId, unitId: null });
  if (collection.origin !== "system")
    throw problems.rule("只有平台生成的报表由平台计数", "Only a form that the platform writes is counted");
  if (ctx.now < collection.opensAt)
    throw problems.conflict("采集任务尚未开始", "The collection has not opened yet", { opensAt: collection.opensAt });
  const { compiled, document } = await openCatalogue(ctx.tx, collection.catalogueId);
  const asked = compiled.compiledForms
    .get(collection.formKey)!
    .lines.flatMap(({ measure, member = "total" }) =>
      member === "total" && measure in counters ? [measure as keyof typeof counters] : [],
    );
  if (asked.length === 0)
    throw problems.rule(
      "本表没有采集任务模块的计数（应报、按时、一次通过）",
      "This form has no counter of submissions (due, on time, first pass)",
    );
  const module = compiled.measures.get(asked[0]!)!.module ?? "collection";
  if (!(document.modules ?? []).includes(module))
    throw problems.rule(
      `模块未启用：目录没有启用 ${module}，请先在目录中启用`,
      `The catalogue does not use the module ${module}; take it into use first`,
      { module },
    );
  const counted = await counts(ctx, params.id, period);
  const cells = counted.map((row): [number, SystemCell[]] => [
    row.unit,
    asked.map((measure) => ({
      measure,
      member: "total",
      value: { state: "number", value: String(row[counters[measure]]) },
    })),
  ]);
  const revisions = await writeSystemRevisions(ctx, params.id, module, new Map(cells));
  await ctx.audit({
    object: `collection/${params.id}`,
    regionId: collection.ownerRegionId,
    detail: { module, units: counted.length, revisions },
  });
  return { units: counted.length, revisions };
}

type Counted = { unit: number; due: number; onTime: number; firstPass: number };

/**
 * Due: reports of periods that end within this one, exempt ones apart, whose due time (extension included) has passed.
 * On time: first sent by then. First pass: accepted at city tier with no return before.
 */
async function counts(ctx: Ctx, collectionId: number, period: { startDate: string; endDate: string }) {
  const now = sql`${ctx.now.toISOString()}::timestamptz`;
  const rows = await ctx.tx.execute<Counted>(sql`
    select w.unit_id as unit, count(o.due)::int as due, (count(*) filter (where o.first_submitted_at <= o.due))::int as "onTime",
           (count(*) filter (where o.passed))::int as "firstPass"
    from assignments w
    left join lateral (
      select coalesce(a.due_until, c.due_unit) as due, s.first_submitted_at,
             exists (select 1 from decisions d where d.submission_id = s.id and d.city_id = s.city_id and d.kind = 'accept' and d.tier = 'city'
               and not exists (select 1 from decisions r where r.submission_id = s.id and r.city_id = s.city_id and r.kind = 'return' and r.id < d.id)) as passed
      from assignments a
      join collections c on c.id = a.collection_id and c.origin = 'report'
      join periods p on p.id = c.period_id and p.end_date between ${period.startDate}::date and ${period.endDate}::date
      left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
      where a.unit_id = w.unit_id and a.exempt_reason is null and coalesce(a.due_until, c.due_unit) <= ${now}) o on true
    where w.collection_id = ${collectionId} and w.exempt_reason is null
    group by w.unit_id order by w.unit_id`);
  return rows.rows;
}
