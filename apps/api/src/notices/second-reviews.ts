import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import { beijingDay } from "../actor.ts";
import { isDeputy } from "../deputies/stands-in.ts";
import { holds } from "../posts/holds.ts";
import { bureauFor, type ReviewTier } from "../submissions/states.ts";
import type { Tree } from "../tree.ts";
import { grouped } from "./grouped.ts";
import type { Notice } from "./notify.ts";

type Waiting = {
  duty: number;
  owner: number;
  named: boolean;
  /** Of those named who may still review for some bureau, and whoever stands in for them. */
  reviewers: number[];
  collection: number;
  period: number;
  task: string;
  region: number;
  tier: ReviewTier;
  /** When it came to this tier. */
  since: string;
};

/**
 * Reports that wait for a second review: once for each duty and task on each day on which something came, whoever may
 * give it is told how many wait; where nobody named is there any more, the bureau's leaders, who alone can end the duty.
 */
export async function secondReviewsWaiting(tx: Tx, tree: Tree, today: string): Promise<Notice[]> {
  const { rows } = await tx.execute<Waiting>(sql`
    select d.id as duty, d.owner_region_id as owner, cardinality(d.reviewers) > 0 as named,
           array(select distinct w.user_id from posts p join users u on u.id = p.user_id and u.disabled_at is null
                 cross join lateral (select p.user_id union select x.user_id from deputies x where x.post_id = p.id and ${isDeputy(today, "x")}) w
                 where p.user_id = any(d.reviewers) and p.role in ('reviewer', 'leader') and ${holds(today)} order by 1) as reviewers,
           c.id as collection, c.period_id as period, c.name as task, s.region_id as region, t.tier, s.updated_at as since
    from second_review_duties d
    join collections c on c.origin = 'report' and c.locked_at is null and c.cancelled_at is null
    join periods e on e.id = c.period_id
    join submissions s on s.collection_id = c.id and s.state in ('submitted', 'county_accepted')
    cross join lateral (select case when s.county_rev is distinct from s.submitted_rev then 'county' else 'city' end as tier) t
    where d.ended_at is null
      and (d.kind = 'form' and d.key = c.form_key or d.kind = 'line' and d.key = (
        select v.line from unit_versions v where v.unit_id = s.unit_id
          and e.end_date >= v.valid_from and (v.valid_to is null or e.end_date < v.valid_to)))
      and not exists (select 1 from second_reviews r where r.submission_id = s.id and r.revision = s.submitted_rev and r.tier = t.tier
        and (cardinality(d.reviewers) = 0 or r.user_id = any(d.reviewers) or r.for_user_id = any(d.reviewers)))
    order by d.id, c.id, s.id`);
  const due = rows.filter(({ owner, region, tier }) => bureauFor(tree, region, tier, today) === owner);
  return [...grouped(due, ({ duty, collection }) => `${duty}/${collection}`)].map(([group, waiting]) =>
    noticeOf(group, waiting),
  );
}

function noticeOf(group: string, waiting: readonly Waiting[]): Notice {
  const { owner, named, reviewers, collection, period, task } = waiting[0]!;
  const latest = beijingDay(new Date(Math.max(...waiting.map(({ since }) => Date.parse(since)))));
  const n = waiting.length;
  const about = { kind: "second_review" as const, object: `collection/${collection}` };
  if (named && reviewers.length === 0)
    return {
      ...about,
      key: `second_review/nobody/${group}`,
      title: { zh: `无人可复核：${task}`, en: `Nobody to review second: ${task}` },
      body: {
        zh: `指定的复核人都已不在岗，${n} 份报送无法通过。请结束或更换这项复核要求。`,
        en: `None of the second reviewers named serves any more; ${n} report(s) cannot be accepted. End the duty or name others.`,
      },
      link: "/city/second-reviews",
      to: { roles: ["leader"], regions: [owner] },
    };
  return {
    ...about,
    key: `second_review/duty/${group}/${latest}`,
    title: { zh: `待复核：${task}`, en: `Second review waits: ${task}` },
    body: {
      zh: `${n} 份报送须先经第二人复核，才能审核通过。`,
      en: `${n} report(s) need a second reviewer before they can be accepted.`,
    },
    link: `/city/review?period=${period}`,
    to: named ? { users: reviewers } : { roles: ["reviewer", "leader"], regions: [owner] },
  };
}
