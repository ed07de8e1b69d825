import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import { beijingMinute } from "../actor.ts";
import { numberOf, regionName, type Matter } from "../matters/open.ts";
import { bureauFor } from "../submissions/states.ts";
import { ancestorsOn, cityOf, ownerToday, regionOn, type Tree } from "../tree.ts";
import type { Notice } from "./notify.ts";
import { escalatesAfter, forgets } from "./when.ts";

type Place = { id: number; unitId: number | null; regionId: number; cityId: number; dueAt: string };
type LateMatter = Omit<Place, "cityId"> & Pick<Matter, "kind" | "year" | "seq" | "turn" | "ownerRegionId">;
type LateQuestion = Place & { task: string; unit: string; submission: number; covers: "own" | "whole" };
/** What is to be told to a bureau, in the words of the thing. */
type Late = Place & {
  noun: "matter" | "question";
  to: number;
  title: { zh: string; en: string };
  body: { zh: string; en: string };
  path: string;
};

/**
 * 逾期上报: matters and questions that stayed undone some days past their due time become the business of the bureau
 * above, once for each turn. The row is the record, and whoever writes it tells: many workers tell once.
 */
export async function escalateLate(tx: Tx, tree: Tree, today: string, now: Date): Promise<Notice[]> {
  const late = [
    ...(await mattersLate(tx, now)).map((row) => ofMatter(row, tree, today)),
    ...(await questionsLate(tx, now)).map((row) => ofQuestion(row, tree, today)),
  ];
  const notices: Notice[] = [];
  for (const one of late) if (await isNew(tx, one, now)) notices.push(noticeOf(one, tree, today));
  return notices;
}

async function isNew(tx: Tx, { noun, id, unitId, regionId, cityId, dueAt, to }: Late, now: Date): Promise<boolean> {
  const added = await tx.execute(sql`
    insert into escalations (noun, object_id, unit_id, region_id, city_id, due_at, to_region_id, at)
    values (${noun}, ${id}, ${unitId}, ${regionId}, ${cityId}, ${dueAt}::timestamptz, ${to}, ${now.toISOString()}::timestamptz)
    on conflict do nothing returning 1`);
  return added.rows.length > 0;
}

/** Due some days ago, not so long ago that it is history, and not told above yet. */
const isLate = (noun: Late["noun"], now: Date) => sql`
  x.due_at <= ${now.toISOString()}::timestamptz - make_interval(days => ${escalatesAfter})
  and x.due_at > ${now.toISOString()}::timestamptz - make_interval(days => ${forgets})
  and not exists (select 1 from escalations e where e.noun = ${noun} and e.object_id = x.id and e.due_at = x.due_at)`;

async function mattersLate(tx: Tx, now: Date): Promise<LateMatter[]> {
  const found = await tx.execute<LateMatter>(sql`
    select x.id, x.kind, x.year, x.seq, x.turn, x.unit_id as "unitId", x.region_id as "regionId",
           x.owner_region_id as "ownerRegionId", x.due_at as "dueAt"
    from matters x where x.state = 'open' and ${isLate("matter", now)} order by x.id`);
  return found.rows;
}

/** Of a report that its city has accepted a question has nothing to hold up any more. */
async function questionsLate(tx: Tx, now: Date): Promise<LateQuestion[]> {
  const found = await tx.execute<LateQuestion>(sql`
    select x.id::int, x.unit_id as "unitId", x.region_id as "regionId", x.city_id as "cityId", x.due_at as "dueAt",
           x.submission_id::int as submission, c.name as task, v.name as unit, a.covers
    from questions x
    join submissions s on s.id = x.submission_id and s.city_id = x.city_id and s.state <> 'city_accepted'
    join collections c on c.id = s.collection_id and c.locked_at is null and c.cancelled_at is null
    join assignments a on a.collection_id = s.collection_id and a.unit_id = s.unit_id
    join lateral (select u.name from unit_versions u where u.unit_id = x.unit_id order by u.valid_from desc limit 1) v on true
    where x.answer is null and ${isLate("question", now)} order by x.id`);
  return found.rows;
}

const tierWords = {
  county: { zh: "县级审核", en: "the county's decision" },
  city: { zh: "市级审核", en: "the city's decision" },
  province: { zh: "省级审核", en: "the province's decision" },
};

function ofMatter(row: LateMatter, tree: Tree, today: string): Late {
  const own =
    row.kind === "correction"
      ? bureauFor(tree, row.regionId, row.turn!, today)
      : ownerToday(tree, row.ownerRegionId, today);
  const name = `${numberOf(row)} · ${regionName(tree, row.regionId, today)}`;
  const waits = row.kind === "correction" ? tierWords[row.turn!] : { zh: "书面答复", en: "a written reply" };
  const due = beijingMinute(new Date(row.dueAt));
  return {
    ...row,
    noun: "matter",
    cityId: cityOf(regionOn(tree, row.regionId, today) ?? tree.versions.get(row.regionId)!.at(-1)!),
    // Above the highest bureau there is nobody: its own leaders are told once more.
    to: ancestorsOn(tree, own, today)[0] ?? own,
    title: { zh: `逾期未办：${name}`, en: `Overdue: ${name}` },
    body: {
      zh: `${regionName(tree, own, today)}应于 ${due} 前办理（${waits.zh}），逾期已满 ${escalatesAfter} 天。请督办。`,
      en: `${regionName(tree, own, today)} owed ${waits.en} by ${due} and is ${escalatesAfter} days late or more. See that it is done.`,
    },
    path: `matters/${row.id}`,
  };
}

function ofQuestion(row: LateQuestion, tree: Tree, today: string): Late {
  const due = beijingMinute(new Date(row.dueAt));
  return {
    ...row,
    noun: "question",
    to: bureauFor(tree, row.regionId, row.covers === "own" ? "county" : "city", today),
    title: { zh: `核实单逾期未答：${row.task} · ${row.unit}`, en: `A question is overdue: ${row.task} · ${row.unit}` },
    body: {
      zh: `${row.unit}应于 ${due} 前答复核实单，逾期已满 ${escalatesAfter} 天。请督办。`,
      en: `${row.unit} owed an answer by ${due} and is ${escalatesAfter} days late or more. See that it is given.`,
    },
    path: `review/${row.submission}`,
  };
}

function noticeOf({ noun, id, to, title, body, path, dueAt }: Late, tree: Tree, today: string): Notice {
  const tier = regionOn(tree, to, today)?.tier;
  const app = noun === "matter" && (tier === "province" || tier === "nation") ? "province" : "city";
  return {
    key: `escalated/${noun}/${id}/${beijingMinute(new Date(dueAt))}`,
    kind: "escalated",
    title,
    body,
    link: `/${app}/${path}`,
    object: `${noun}/${id}`,
    to: { roles: ["leader", "analyst"], regions: [to] },
  };
}
