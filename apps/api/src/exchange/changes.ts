import { sql } from "drizzle-orm";
import type { exchange as contract, Input, Output } from "@duibiao/contract";
import { refusedIn, type Seen } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { isNext, markOf, most, nextOf, transactionOf } from "./mark.ts";
import { pointers } from "./out.ts";

type Item = Output<typeof contract.readChanges>["items"][number];
type Row = { transaction: string; seen: Seen; item: Omit<Item, "op"> };

/**
 * 变更流: each report once, as it stands now, in the order of the transactions that last touched it. A transaction is told of only
 * when every earlier one has ended, so that none that commits late is passed over. Draft saves may repeat a report whose
 * revision did not change: equal revisions are one state.
 */
export async function changes(ctx: Ctx, { query }: Input<typeof contract.readChanges>) {
  const limit = query.limit ?? most;
  const mark = await markOf(ctx, query.since);
  // What an exempt unit sent counts nowhere: it is gone until the unit owes again.
  const pointer = sql`case when s.exempt then null else ${pointers[query.lens]} end`;
  const rows = await ctx.tx.execute<Row>(sql`
    with touched as (
      select s.*, a.exempt_reason is not null as exempt, ${transactionOf(sql`s.xmin`, mark)} as transaction from submissions s
      join assignments a on a.collection_id = s.collection_id and a.unit_id = s.unit_id and a.city_id = s.city_id
      where s.last_rev > 0 and ${query.collection === undefined ? sql`true` : sql`s.collection_id = ${query.collection}`})
    select s.transaction::text,
           json_build_object('unitId', s.unit_id, 'regionId', s.region_id, 'cityId', s.city_id, 'cityRev', s.city_rev, 'lastRev', s.last_rev, 'state', s.state) as seen,
           json_build_object('collection', s.collection_id, 'submission', s.id, 'unit_code', v.code, 'region_code', r.code, 'revision', ${pointer}, 'content_hash',
             (select x.hash from revisions x where x.submission_id = s.id and x.city_id = s.city_id and x.revision = ${pointer})) as item
    from touched s
    join periods p on p.id = s.period_id
    join unit_versions v on v.unit_id = s.unit_id and p.end_date >= v.valid_from and (v.valid_to is null or p.end_date < v.valid_to)
    join region_versions r on r.region_id = s.region_id and p.end_date >= r.valid_from and (r.valid_to is null or p.end_date < r.valid_to)
    where ${isNext(sql`s.transaction`, sql`s.id`, mark)}
    order by s.transaction, s.id limit ${limit + 1}`);
  const page = rows.rows.slice(0, limit);
  const more = rows.rows.length > limit;
  return {
    items: await shown(ctx, query.lens, page),
    next: nextOf(mark, more ? { transaction: page.at(-1)!.transaction, id: page.at(-1)!.item.submission } : null),
    more,
  };
}

/** Tells of reports again, as they stand with who owes: an exemption is no deed on the report itself. */
export const tellAgain = ({ tx }: Ctx, collection: number, units: readonly number[]) =>
  tx.execute(sql`
    update submissions set version = version
    where collection_id = ${collection} and unit_id = any(${`{${units.join(",")}}`}::int[]) and last_rev > 0`);

/**
 * What a city has not reviewed is not there yet for the tiers above, and comes when the city has accepted or opened it. Each
 * report is judged by itself, whatever else its region has sent: what is passed over once is not told again.
 */
async function shown(
  ctx: Ctx,
  lens: Input<typeof contract.readChanges>["query"]["lens"],
  page: readonly Row[],
): Promise<Item[]> {
  if (lens === "city" || lens === "province") return page.map(toItem);
  const rules = new Map<number, Awaited<ReturnType<typeof refusedIn>>>();
  for (const { item } of page)
    if (!rules.has(item.collection)) rules.set(item.collection, await refusedIn(ctx, item.collection));
  return page
    .filter(({ seen, item }) => item.revision === null || rules.get(item.collection)!(seen, item.revision) === null)
    .map(toItem);
}

const toItem = ({ item }: Row): Item => ({ op: item.revision === null ? "tombstone" : "upsert", ...item });
