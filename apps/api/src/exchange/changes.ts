import { sql } from "drizzle-orm";
import type { exchange as contract, Input, Output } from "@duibiao/contract";
import { unreviewedRegions } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { pointers } from "./out.ts";

type Item = Output<typeof contract.readChanges>["items"][number];
type Row = Omit<Item, "op"> & { transaction: string; regionId: number; end: string };

const most = 500;

/**
 * 变更流: each report once, as it stands now, in the order of the transactions that last touched it. A transaction is told of only
 * when every earlier one has ended, so that none that commits late is passed over. Draft saves may repeat a report whose
 * revision did not change: equal revisions are one state.
 */
export async function changes(ctx: Ctx, { query }: Input<typeof contract.readChanges>) {
  const limit = query.limit ?? most;
  const found = await ctx.tx.execute<{ database: string; settled: string }>(sql`
    select (select system_identifier::text from pg_control_system()) as database, pg_snapshot_xmin(pg_current_snapshot())::text as settled`);
  const { database, settled } = found.rows[0]!;
  const since = cursorOf(query.since, database, BigInt(settled));
  const pointer = pointers[query.lens];
  // A row keeps 32 bits of its transaction's number; the rest is that of the settled one, or one less.
  const rows = await ctx.tx.execute<Row>(sql`
    with touched as (
      select s.*, n.low + base - case when n.low + base > ${settled}::bigint + 2147483648 then 4294967296 else 0 end as transaction
      from submissions s, lateral (select s.xmin::text::bigint as low) n, (select (${settled}::bigint / 4294967296) * 4294967296 as base) b
      where s.last_rev > 0 and ${query.collection === undefined ? sql`true` : sql`s.collection_id = ${query.collection}`})
    select s.transaction::text, s.id::int as submission, s.collection_id as collection, s.region_id as "regionId", p.end_date::text as end,
           ${pointer} as revision, v.code as unit_code, r.code as region_code,
           (select x.hash from revisions x where x.submission_id = s.id and x.city_id = s.city_id and x.revision = ${pointer}) as content_hash
    from touched s
    join periods p on p.id = s.period_id
    join unit_versions v on v.unit_id = s.unit_id and p.end_date >= v.valid_from and (v.valid_to is null or p.end_date < v.valid_to)
    join region_versions r on r.region_id = s.region_id and p.end_date >= r.valid_from and (r.valid_to is null or p.end_date < r.valid_to)
    where s.transaction < ${settled}::bigint and (s.transaction, s.id) > (${since.transaction}::bigint, ${since.id}::bigint)
    order by s.transaction, s.id limit ${limit + 1}`);
  const page = rows.rows.slice(0, limit);
  const more = rows.rows.length > limit;
  const last = page.at(-1);
  return {
    items: await shown(ctx, query.lens, page),
    next: more
      ? `${database}.${last!.transaction}.${last!.submission}`
      : // Nothing settled is left; what comes has a later number.
        `${database}.${BigInt(settled) - 1n}.${Number.MAX_SAFE_INTEGER}`,
    more,
  };
}

/** What a city has not reviewed is not there yet for the tiers above, and comes when the city has accepted it. */
async function shown(
  ctx: Ctx,
  lens: Input<typeof contract.readChanges>["query"]["lens"],
  page: readonly Row[],
): Promise<Item[]> {
  const hidden = new Map<number, Awaited<ReturnType<typeof unreviewedRegions>>>();
  for (const { collection, end } of page)
    if (!hidden.has(collection)) hidden.set(collection, await unreviewedRegions(ctx, lens, [collection], end));
  return page
    .filter(({ collection, regionId }) => !hidden.get(collection)!(regionId))
    .map(({ transaction: _transaction, regionId: _region, end: _end, ...item }) => ({
      op: item.revision === null ? "tombstone" : "upsert",
      ...item,
    }));
}

/** @throws conflict where the mark is of another database, or of a later state of this one: it was restored from a copy. */
function cursorOf(text: string | undefined, database: string, settled: bigint) {
  if (text === undefined) return { transaction: "0", id: "0" };
  const [, of, transaction, id] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
  if (of === undefined || transaction === undefined || id === undefined)
    throw problems.badRequest([
      { path: "query.since", zh: "不是上次返回的 next", en: "is not the next of an earlier answer" },
    ]);
  if (of !== database || BigInt(transaction) >= settled)
    throw problems.conflict(
      "数据库已从备份恢复，原来的读取位置无效：请不带 since 从头读",
      "The database was restored from a copy, so this mark holds no more; read from the beginning, without since",
    );
  return { transaction, id };
}
