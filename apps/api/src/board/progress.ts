import { sql } from "drizzle-orm";
import type { board as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { statesOf } from "../consolidations/state.ts";
import type { Ctx } from "../serve.ts";
import { ancestorsOn, regionOn } from "../tree.ts";
import { columnsOf, list, regionsOf } from "./columns.ts";

type Reached = { submitted: number; county: number; city: number; province: number };
type Count = Reached & { collectionId: number; cityId: number; state: string; n: number; late: number };

/** 各市进度: counts of units by state and the latest consolidation of each city; no figure of anybody. */
export async function progress(ctx: Ctx, { query }: Input<typeof contract.readProgress>) {
  const wanted = new Set(regionsOf(ctx, query));
  const keys = ctx.actor.scope.cities.filter((id) => wanted.has(id));
  const columns = await columnsOf(ctx, query);
  const collections = columns.map((column) => column.collectionId);
  const [counts, signed, opened] = await Promise.all([
    countsOf(ctx, collections, keys),
    latestSigned(ctx, collections, keys),
    openedParts(ctx, collections),
  ]);
  const at = (part: { collectionId: number; cityId: number }) => `${part.collectionId}/${part.cityId}`;
  const byPart = new Map<string, Count[]>();
  for (const count of counts) {
    const known = byPart.get(at(count));
    if (known === undefined) byPart.set(at(count), [count]);
    else known.push(count);
  }
  const consolidated = new Map(signed.map((row) => [at(row), row]));
  const cells = [...byPart.values()].map((rows) => {
    const { collectionId, cityId } = rows[0]!;
    const row = consolidated.get(at(rows[0]!));
    return {
      cityId,
      collectionId,
      expected: sum(rows.filter((one) => one.state !== "exempt").map((one) => one.n)),
      counts: Object.fromEntries(rows.map((one) => [one.state, one.n])),
      reached: {
        submitted: sum(rows.map((one) => one.submitted)),
        county: sum(rows.map((one) => one.county)),
        city: sum(rows.map((one) => one.city)),
        province: sum(rows.map((one) => one.province)),
      },
      late: sum(rows.map((one) => one.late)),
      consolidation:
        row === undefined
          ? null
          : { id: row.id, number: row.number, state: row.state, stale: row.stale, signedAt: row.signedAt },
      opened: opened.has(at(rows[0]!)),
    };
  });
  const shown = new Set(cells.map((cell) => cell.collectionId));
  return {
    now: ctx.now,
    collections: columns.filter((column) => shown.has(column.collectionId)),
    cities: await citiesOf(ctx, collections, [...new Set(cells.map((cell) => cell.cityId))], query.to),
    cells,
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

async function countsOf(ctx: Ctx, collections: readonly number[], cities: readonly number[]): Promise<Count[]> {
  // Whoever was sent back has reached nothing, though an accepted revision may still stand for it.
  const passed = (pointer: string) =>
    sql`(count(*) filter (where a.exempt_reason is null and s.state <> 'returned' and ${sql.identifier("s")}.${sql.identifier(pointer)} is not null))::int`;
  const rows = await ctx.tx.execute<Count>(sql`
    select ${passed("submitted_rev")} as submitted, ${passed("county_rev")} as county, ${passed("city_rev")} as city, ${passed("province_rev")} as province,
           a.collection_id as "collectionId", a.city_id as "cityId",
           case when a.exempt_reason is not null then 'exempt' else coalesce(s.state, 'not_started') end as state, count(*)::int as n,
           (count(*) filter (where a.exempt_reason is null
             and coalesce(s.first_submitted_at, ${ctx.now.toISOString()}::timestamptz) > coalesce(a.due_until, c.due_unit)))::int as late
    from assignments a join collections c on c.id = a.collection_id
    left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
    where a.collection_id = any(${list(collections)}::int[]) and a.city_id = any(${list(cities)}::int[])
    group by 5, 6, 7 order by 6, 5, 7`);
  return rows.rows;
}

async function latestSigned(ctx: Ctx, collections: readonly number[], cities: readonly number[]) {
  const c = tables.consolidations;
  const rows = await ctx.tx
    .selectDistinctOn([c.collectionId, c.cityId], {
      id: c.id,
      collectionId: c.collectionId,
      cityId: c.cityId,
      number: c.number,
      signedAt: c.signedAt,
    })
    .from(c)
    .where(sql`${c.collectionId} = any(${list(collections)}::int[]) and ${c.cityId} = any(${list(cities)}::int[])`)
    .orderBy(c.collectionId, c.cityId, sql`${c.number} desc`);
  return statesOf(ctx, rows);
}

async function openedParts(ctx: Ctx, collections: readonly number[]): Promise<Set<string>> {
  const o = tables.openings;
  const rows = await ctx.tx
    .select({ collectionId: o.collectionId, cityId: o.cityId })
    .from(o)
    .where(sql`${o.collectionId} = any(${list(collections)}::int[])`);
  return new Set(rows.map((row) => `${row.collectionId}/${row.cityId}`));
}

/** Cities, and the province where units hang on it directly, with how many units owe something there. */
async function citiesOf(ctx: Ctx, collections: readonly number[], cities: readonly number[], day: string) {
  const rows = await ctx.tx.execute<{ cityId: number; units: number }>(sql`
    select city_id as "cityId", count(distinct unit_id)::int as units from assignments
    where collection_id = any(${list(collections)}::int[]) and city_id = any(${list(cities)}::int[]) group by 1`);
  const { tree } = ctx.actor;
  return rows.rows
    .map((row) => {
      const { code, name } = regionOn(tree, row.cityId, day) ?? tree.versions.get(row.cityId)!.at(-1)!;
      return { ...row, code, name, depth: ancestorsOn(tree, row.cityId, day).length };
    })
    .sort((a, b) => b.depth - a.depth || (a.code < b.code ? -1 : 1))
    .map(({ depth: _depth, ...city }) => city);
}
