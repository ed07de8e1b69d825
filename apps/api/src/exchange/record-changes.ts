import { sql, type SQL } from "drizzle-orm";
import type { Input, exchangeRecords as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { isNext, markOf, most, nextOf, transactionOf, type Mark } from "./mark.ts";

type Query = Input<typeof contract.readRegionChanges>["query"];
type Told<Item> = { items: Item[]; next: string; more: boolean };
type Touched<Item> = { transaction: string; record: number; item: Item };

/**
 * Each record once, as it stands now, in the order of the transactions that last touched it, as the feed of reports.
 * @param touched rows of (record, transaction, item), one per record.
 */
async function feed<Item>(ctx: Ctx, { since, limit = most }: Query, touched: (mark: Mark) => SQL): Promise<Told<Item>> {
  const mark = await markOf(ctx, since);
  const found = await ctx.tx.execute<Touched<Item>>(sql`
    select t.transaction::text as transaction, t.record::float8 as record, t.item from (${touched(mark)}) t
    where ${isNext(sql`t.transaction`, sql`t.record`, mark)} order by t.transaction, t.record limit ${limit + 1}`);
  const page = found.rows.slice(0, limit);
  const more = found.rows.length > limit;
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    next: nextOf(mark, more ? { transaction: last!.transaction, id: last!.record } : null),
    more,
  };
}

/** A dated record whose last version has ended is gone; until then its newest version is told, also one that begins later. */
const opOn = (day: string) => sql`case when v.valid_to <= ${day}::date then 'tombstone' else 'upsert' end`;

export const regionChanges = (ctx: Ctx, { query }: Input<typeof contract.readRegionChanges>) =>
  feed<contract.RegionChange>(
    ctx,
    query,
    (mark) => sql`
      select distinct on (v.region_id) v.region_id as record,
             max(${transactionOf(sql`v.xmin`, mark)}) over (partition by v.region_id) as transaction,
             jsonb_build_object('op', ${opOn(ctx.actor.today)}, 'id', v.region_id, 'code', v.code, 'name', v.name, 'tier', v.tier, 'kind', v.kind,
               'parent_code', coalesce((select p.code from region_versions p where p.region_id = v.parent_id and p.valid_from <= v.valid_from
                                        and (p.valid_to is null or v.valid_from < p.valid_to)), ''),
               'valid_from', v.valid_from, 'valid_to', v.valid_to) as item
      from region_versions v order by v.region_id, v.valid_from desc`,
  );

export const unitChanges = (ctx: Ctx, { query }: Input<typeof contract.readUnitChanges>) =>
  feed<contract.UnitChange>(
    ctx,
    query,
    (mark) => sql`
      select distinct on (v.unit_id) v.unit_id as record,
             max(${transactionOf(sql`v.xmin`, mark)}) over (partition by v.unit_id) as transaction,
             jsonb_build_object('op', ${opOn(ctx.actor.today)}, 'id', v.unit_id, 'code', v.code, 'name', v.name,
               'region_code', (select r.code from region_versions r where r.region_id = v.region_id and r.valid_from <= v.valid_from
                               and (r.valid_to is null or v.valid_from < r.valid_to)),
               'covers', v.covers, 'kind', v.kind, 'line', v.line, 'valid_from', v.valid_from, 'valid_to', v.valid_to) as item
      from unit_versions v order by v.unit_id, v.valid_from desc`,
  );

/** What was published stays: a catalogue is never gone. */
export const catalogueChanges = (ctx: Ctx, { query }: Input<typeof contract.readCatalogueChanges>) =>
  feed<contract.CatalogueChange>(
    ctx,
    query,
    (mark) => sql`
      select c.id as record, ${transactionOf(sql`c.xmin`, mark)} as transaction,
             jsonb_build_object('op', 'upsert', 'id', c.id, 'owner', c.owner_region_id, 'key', c.key, 'version', c.version, 'hash', c.hash) as item
      from catalogues c`,
  );

/** A release comes when it is published, and is gone when a later edition takes its place; before that nobody reads it as one. */
export const releaseChanges = (ctx: Ctx, { query }: Input<typeof contract.readReleaseChanges>) =>
  feed<contract.ReleaseChange>(
    ctx,
    query,
    (mark) => sql`
      select r.id as record, ${transactionOf(sql`s.xmin`, mark)} as transaction,
             jsonb_build_object('op', case s.state when 'published' then 'upsert' else 'tombstone' end, 'id', r.id, 'scheme', r.scheme_key,
               'period', p.key, 'tier', r.tier, 'number', r.number, 'title', r.title) as item
      from releases r join periods p on p.id = r.period_id
      join lateral (select x.xmin, x.state from release_states x where x.release_id = r.id order by x.seq desc limit 1) s
        on s.state in ('published', 'superseded')`,
  );
