import { sql } from "drizzle-orm";
import type { Db, Tx } from "@duibiao/db";
import { beijingDay, beijingMinute } from "../actor.ts";
import { bureauFor, type ReviewTier } from "../submissions/states.ts";
import { loadTree, type Tree } from "../tree.ts";
import { endingsSoon } from "./endings.ts";
import { escalateLate } from "./escalate.ts";
import { grouped } from "./grouped.ts";
import { mattersDue } from "./matters-due.ts";
import { notify, type Notice } from "./notify.ts";
import { secondReviewsWaiting } from "./second-reviews.ts";
import { taskLink } from "./submissions.ts";
import { before, escalatesAfter, forgets, reminderAt } from "./when.ts";

const day = 86_400_000;

/**
 * Reminds of what is due soon and overdue, of what waits for a second review, and of posts and deputies that end, each
 * under a key of its own: run it as often as one likes, in as many workers, nobody is told twice. Whoever has sent, is
 * exempt, or has nothing left to review is left alone; a returned report counts as not sent. Answers how many reminders
 * are new.
 */
export async function remind(db: Db, now = new Date()): Promise<number> {
  return db.transaction(async (tx) => {
    const tree = await loadTree(tx, null);
    const today = beijingDay(now);
    const owing = await unsent(tx, now);
    const notices = [
      ...owing.flatMap((unit) => reminderOf(unit, now)),
      ...escalations(
        owing.filter(({ dueAt }) => now.getTime() >= dueAt.getTime() + escalatesAfter * day),
        tree,
        today,
      ),
      ...(await reviewsDue(tx, tree, today, now)),
      ...(await secondReviewsWaiting(tx, tree, today)),
      ...(await mattersDue(tx, tree, today, now)),
      ...(await escalateLate(tx, tree, today, now)),
      ...(await endingsSoon(tx, tree, today)),
    ];
    const told = await alreadyTold(tx, notices);
    const fresh = notices.filter(({ key }) => !told.has(key));
    for (const notice of fresh) await notify({ tx, now, actor: { userId: null } }, notice);
    return fresh.length;
  });
}

async function alreadyTold(tx: Tx, notices: readonly Notice[]): Promise<Set<string>> {
  const keys = JSON.stringify(notices.map(({ key }) => key));
  const found = await tx.execute<{ key: string }>(sql`
    select distinct key from notices where key in (select jsonb_array_elements_text(${keys}::jsonb))`);
  return new Set(found.rows.map(({ key }) => key));
}

type Unsent = {
  collection: number;
  period: number;
  task: string;
  unit: number;
  name: string;
  region: number;
  covers: "own" | "whole";
  dueAt: Date;
};

/** Who owes a report of an open task now, due from a month ago to some days from now. */
async function unsent(tx: Tx, now: Date): Promise<Unsent[]> {
  const at = now.toISOString();
  const found = await tx.execute<Omit<Unsent, "dueAt"> & { dueAt: string }>(sql`
    select c.id as collection, c.period_id as period, c.name as task, a.unit_id as unit, v.name, a.region_id as region, a.covers, d.due as "dueAt"
    from collections c join assignments a on a.collection_id = c.id and a.exempt_reason is null
    cross join lateral (select coalesce(a.due_until, c.due_unit) as due) d
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
    join lateral (select x.name from unit_versions x where x.unit_id = a.unit_id order by x.valid_from desc limit 1) v on true
    where c.origin = 'report' and c.locked_at is null and c.opens_at <= ${at}::timestamptz
      and coalesce(s.state, 'draft') in ('draft', 'signed', 'returned')
      and d.due > ${at}::timestamptz - make_interval(days => ${forgets}) and d.due < ${at}::timestamptz + make_interval(days => ${before[0]})
    order by c.id, a.unit_id`);
  return found.rows.map((row) => ({ ...row, dueAt: new Date(row.dueAt) }));
}

function reminderOf({ collection, task, unit, name, dueAt }: Unsent, now: Date): Notice[] {
  const left = dueAt.getTime() - now.getTime();
  const due = beijingMinute(dueAt);
  const about = {
    link: taskLink({ collectionId: collection, unitId: unit }),
    object: `assignment/${collection}/${unit}`,
    to: { roles: ["clerk", "head"] as const, units: [unit] },
  };
  if (left <= 0)
    return [
      {
        ...about,
        key: `overdue/${collection}/${unit}/${due}`,
        kind: "overdue",
        title: { zh: `已逾期：${task} · ${name}`, en: `Overdue: ${task} · ${name}` },
        body: {
          zh: `应于 ${due} 前报送（北京时间），现已逾期，仍可报送；逾期 ${escalatesAfter} 天后将通知上一级。`,
          en: `It was due by ${due} (Beijing time) and can still be sent; after ${escalatesAfter} days the tier above is told.`,
        },
      },
    ];
  const days = reminderAt(left);
  if (days === undefined) return [];
  return [
    {
      ...about,
      key: `due_soon/${collection}/${unit}/${due}/${days}`,
      kind: "due_soon",
      title: { zh: `${days} 天内到期：${task} · ${name}`, en: `Due within ${days} day(s): ${task} · ${name}` },
      body: { zh: `请于 ${due} 前签署并报送（北京时间）。`, en: `Sign it and send it by ${due} (Beijing time).` },
    },
  ];
}

/** One notice to a bureau for all units that are overdue alike: a unit's own region's, or the one above where the unit reports its region's total. */
function escalations(overdue: readonly Unsent[], tree: Tree, today: string): Notice[] {
  const groups = grouped(overdue, ({ collection, region, covers, dueAt }) => {
    const bureau = bureauFor(tree, region, covers === "own" ? "county" : "city", today);
    return `${collection}/${bureau}/${beijingMinute(dueAt)}`;
  });
  return [...groups].map(([group, units]) => {
    const { task, collection, period } = units[0]!;
    const bureau = Number(group.split("/")[1]);
    const names = units.slice(0, 10).map(({ name }) => name);
    const more = units.length > names.length ? { zh: "等", en: " and others" } : { zh: "", en: "" };
    return {
      key: `escalated/${group}`,
      kind: "escalated" as const,
      title: { zh: `下级逾期未报：${task}`, en: `Overdue below you: ${task}` },
      body: {
        zh: `逾期超过 ${escalatesAfter} 天的有 ${units.length} 个单位：${names.join("、")}${more.zh}。`,
        en: `${units.length} unit(s) more than ${escalatesAfter} days overdue: ${names.join(", ")}${more.en}.`,
      },
      link: `/city/?period=${period}`,
      object: `collection/${collection}`,
      to: { roles: ["reviewer", "leader"] as const, regions: [bureau] },
    };
  });
}

/** A day before a tier's due time: the bureaus where reports still wait for that tier, each with how many. */
async function reviewsDue(tx: Tx, tree: Tree, today: string, now: Date): Promise<Notice[]> {
  const at = now.toISOString();
  const found = await tx.execute<{
    collection: number;
    period: number;
    task: string;
    tier: ReviewTier;
    due: string;
    region: number;
    n: number;
  }>(sql`
    select c.id as collection, c.period_id as period, c.name as task, t.tier, t.due, s.region_id as region, count(*)::int as n
    from collections c
    cross join lateral (values ('county', 'submitted', c.due_county), ('city', 'county_accepted', c.due_city)) t (tier, state, due)
    join submissions s on s.collection_id = c.id and s.state = t.state
    where c.origin = 'report' and c.locked_at is null and t.due > ${at}::timestamptz and t.due <= ${at}::timestamptz + interval '1 day'
    group by 1, 2, 3, 4, 5, 6`);
  const groups = grouped(
    found.rows,
    ({ collection, tier, region }) => `${collection}/${tier}/${bureauFor(tree, region, tier, today)}`,
  );
  return [...groups].map(([group, rows]) => {
    const { collection, period, task, due } = rows[0]!;
    const waiting = rows.reduce((sum, { n }) => sum + n, 0);
    const until = beijingMinute(new Date(due));
    return {
      key: `due_soon/review/${group}/${until}`,
      kind: "due_soon" as const,
      title: { zh: `1 天内到期，待审：${task}`, en: `Review due within a day: ${task}` },
      body: {
        zh: `还有 ${waiting} 份待审，请于 ${until} 前完成（北京时间）。`,
        en: `${waiting} report(s) wait for your review; due by ${until} (Beijing time).`,
      },
      link: `/city/review?period=${period}`,
      object: `collection/${collection}`,
      to: { roles: ["reviewer", "leader"] as const, regions: [Number(group.split("/")[2])] },
    };
  });
}
