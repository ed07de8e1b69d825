import { sql } from "drizzle-orm";
import type { Tx } from "@duibiao/db";
import { beijingMinute } from "../actor.ts";
import { numberOf, regionName, type Matter } from "../matters/open.ts";
import type { Tree } from "../tree.ts";
import { turnOf } from "./matters.ts";
import type { Notice } from "./notify.ts";
import { before, escalatesAfter, forgets, reminderAt } from "./when.ts";

type Due = Pick<Matter, "id" | "kind" | "year" | "seq" | "regionId" | "ownerRegionId" | "turn"> & { dueAt: string };

/** Corrections and objections whose time is nearly or quite up: whoever decides or answers is reminded, for each turn anew. */
export async function mattersDue(tx: Tx, tree: Tree, today: string, now: Date): Promise<Notice[]> {
  const at = now.toISOString();
  const { rows } = await tx.execute<Due>(sql`
    select id, kind, year, seq, region_id as "regionId", owner_region_id as "ownerRegionId", turn, due_at as "dueAt"
    from matters where state = 'open' and due_at > ${at}::timestamptz - make_interval(days => ${forgets})
      and due_at < ${at}::timestamptz + make_interval(days => ${before[0]})
    order by id`);
  return rows.flatMap((row) => reminderOf(row, tree, today, now));
}

function reminderOf(row: Due, tree: Tree, today: string, now: Date): Notice[] {
  const name = `${numberOf(row)} · ${regionName(tree, row.regionId, today)}`;
  const dueAt = new Date(row.dueAt);
  const left = dueAt.getTime() - now.getTime();
  const due = beijingMinute(dueAt);
  const about = { object: `matter/${row.id}`, ...turnOf(tree, today, row) };
  const object = `matter/${row.id}/${row.turn}/${due}`;
  const deed =
    row.kind === "correction"
      ? { zh: "审核", en: "Decide on it" }
      : { zh: "书面答复，答复前该结果不能发布", en: "Reply in writing; until then the release cannot be published" };
  if (left <= 0)
    return [
      {
        ...about,
        key: `overdue/${object}`,
        kind: "overdue",
        title: { zh: `已逾期：${name}`, en: `Overdue: ${name}` },
        body: {
          zh: `应于 ${due} 前办理（北京时间），现已逾期。请尽快${deed.zh}；逾期 ${escalatesAfter} 天后将通知上一级。`,
          en: `It was due by ${due} (Beijing time). ${deed.en}; after ${escalatesAfter} days the tier above is told.`,
        },
      },
    ];
  const days = reminderAt(left);
  if (days === undefined) return [];
  return [
    {
      ...about,
      key: `due_soon/${object}/${days}`,
      kind: "due_soon",
      title: { zh: `${days} 天内到期：${name}`, en: `Due within ${days} day(s): ${name}` },
      body: { zh: `请于 ${due} 前${deed.zh}（北京时间）。`, en: `${deed.en}; due by ${due} (Beijing time).` },
    },
  ];
}
