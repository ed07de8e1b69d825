import { sql } from "drizzle-orm";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";

/** An open task of a unit whose period ends on or after a day. */
export type OpenTask = {
  collectionId: number;
  name: string;
  period: string;
  unitId: number;
  regionId: number;
  cityId: number;
  exemptReason: string | null;
  /** What it typed or sent. */
  submissionId: number | null;
  sent: boolean;
};

const list = (ids: readonly number[]) => sql`${`{${ids.join(",")}}`}::int[]`;

/** The reports that units owe, or are exempt from, in collections that are not locked, of periods that end on or after a day. */
export async function openTasks(ctx: Ctx, units: readonly number[], day: string): Promise<OpenTask[]> {
  const { rows } = await ctx.tx.execute<OpenTask>(sql`
    select a.collection_id as "collectionId", c.name, p.key as period, a.unit_id as "unitId", a.region_id as "regionId", a.city_id as "cityId",
      a.exempt_reason as "exemptReason", s.id::int as "submissionId", coalesce(s.submitted_rev, s.county_rev, s.city_rev, s.province_rev) is not null as sent
    from assignments a join collections c on c.id = a.collection_id join periods p on p.id = c.period_id
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
    where a.unit_id = any(${list(units)}) and c.locked_at is null and c.cancelled_at is null and c.origin = 'report' and p.end_date >= ${day}::date
    order by c.id, a.unit_id for update of a`);
  return rows;
}

/**
 * The tasks that pass to another institution. Refused where that one owes no such task, because the figures would be
 * lost, and where one of them has already reported, because they would count twice.
 */
export function handedOver(tasks: readonly OpenTask[], into: { id: number; name: string }): OpenTask[] {
  const owed = tasks.filter(({ unitId, exemptReason }) => unitId !== into.id && exemptReason === null);
  const taken = new Set(
    tasks.filter(({ unitId, exemptReason }) => unitId === into.id && exemptReason === null).map((t) => t.collectionId),
  );
  const lost = owed.filter(({ collectionId }) => !taken.has(collectionId));
  if (lost.length > 0)
    throw problems.rule(
      `「${into.name}」在任务「${lost[0]!.name}」中没有报送义务，不能代为填报：请先把它加入该任务`,
      `${into.name} does not owe "${lost[0]!.name}" and cannot report for others in it; add it to that task first`,
      { tasks: lost.map(({ collectionId, unitId }) => ({ collectionId, unitId })) },
    );
  const sent = owed.filter((task) => task.sent);
  if (sent.length > 0)
    throw problems.rule(
      `任务「${sent[0]!.name}」中已有单位报送，合并后会重复计算：请先退回这 ${sent.length} 份报送`,
      `In "${sent[0]!.name}" a report has been sent and would count twice; return these ${sent.length} reports first`,
      { tasks: sent.map(({ collectionId, unitId, submissionId }) => ({ collectionId, unitId, submissionId })) },
    );
  return owed;
}
