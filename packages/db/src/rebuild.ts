import { sql } from "drizzle-orm";
import type { Tx } from "./open.ts";
import { lenses as allLenses } from "./schema/roll-ups.ts";

type Lens = (typeof allLenses)[number];

/**
 * Rebuilds the roll-ups of one key: the counties of a city (or those hanging directly on a province) and the
 * city's own row, from facts and from the stored rows of its children (design sections 4 to 6).
 *
 * Call it in a transaction that holds the key's advisory lock and has already deleted the key's dirty rows
 * in an earlier statement, so that this statement's snapshot sees everything those rows announced.
 * @param regionIds counties to rebuild; null = all of the key.
 * @param lenses of which; null = all.
 */
export async function rebuildKey(
  tx: Tx,
  key: { collectionId: number; cityId: number },
  regionIds: number[] | null,
  lenses: readonly Lens[] | null = null,
): Promise<void> {
  const { collectionId, cityId } = key;
  const wanted = sql`${`{${(lenses ?? allLenses).join(",")}}`}::text[]`;
  const list = regionIds === null ? null : `{${regionIds.join(",")}}`;
  const cleared = tx.execute(sql`
    delete from roll_ups where collection_id = ${collectionId} and city_id = ${cityId} and lens = any(${wanted})
      and (region_id = ${cityId} or ${list}::int[] is null or region_id = any(${list}::int[]))`);
  const counties = tx.execute(sql`
    insert into roll_ups (period_id, region_id, measure_id, member, lens, city_id, collection_id,
                          n_expected, n_answered, n_na, support, sum, estimated_sum)
    select c.period_id, u.region_id, u.measure_id, u.member, u.lens, ${cityId}, c.id,
           count(*),
           count(*) filter (where u.state in ('number', 'na')),
           count(*) filter (where u.state = 'na'),
           coalesce(bit_xor(u.hash) filter (where u.state in ('number', 'na')), 0),
           case when u.additive or count(*) = 1 then sum(u.value) end,
           case when (u.additive or count(*) = 1) and count(u.value) > 0
                then coalesce(sum(u.value) filter (where u.estimated), 0) end
    from collections c, unit_answers(c.id, ${cityId}, ${wanted}) u
    where c.id = ${collectionId} and u.region_id <> ${cityId}
      and (${list}::int[] is null or u.region_id = any(${list}::int[]))
      and case when u.additive then u.covers = 'own' or not u.region_has_own
               else u.covers = 'whole' or not u.region_has_whole end
    group by c.period_id, c.id, u.region_id, u.measure_id, u.member, u.lens, u.additive`);
  const city = tx.execute(sql`
    insert into roll_ups (period_id, region_id, measure_id, member, lens, city_id, collection_id,
                          n_expected, n_answered, n_na, support, sum, estimated_sum)
    with col as (
      select c.id, c.period_id, p.end_date from collections c join periods p on p.id = c.period_id where c.id = ${collectionId}
    ),
    at_level as (
      select u.measure_id, u.member, u.lens, u.additive, u.covers, u.region_has_whole,
             1 as n_expected,
             (u.state is not distinct from 'number' or u.state is not distinct from 'na')::int as n_answered,
             (u.state is not distinct from 'na')::int as n_na,
             case when u.state in ('number', 'na') then u.hash end as support,
             u.value as sum,
             case when u.value is not null then case when u.estimated then u.value else 0 end end as estimated_sum
      from col, unit_answers(col.id, ${cityId}, ${wanted}) u where u.region_id = ${cityId}
    ),
    children as (
      -- A county that has moved may still stand under its former key until that key is rebuilt.
      select v.region_id, case when v.tier = 'county' then v.parent_id else v.region_id end as city_id
      from col join region_versions v on v.parent_id = ${cityId} and col.end_date >= v.valid_from and (v.valid_to is null or col.end_date < v.valid_to)
    ),
    below as (
      select s.* from (
        select r.measure_id, r.member, r.lens, sum(r.n_expected) as n_expected, sum(r.n_answered) as n_answered, sum(r.n_na) as n_na,
               bit_xor(r.support) as support, sum(r.sum) as sum, sum(r.estimated_sum) as estimated_sum
        from col cross join children
        -- Offset 0: one range of the primary key per child, whatever the planner thinks of a table that grows all day.
        cross join lateral (
          select * from roll_ups where period_id = col.period_id and region_id = children.region_id
            and collection_id = col.id and city_id = children.city_id and lens = any(${wanted}) offset 0) r
        group by r.measure_id, r.member, r.lens) s
      join duties d on d.collection_id = ${collectionId} and d.measure_id = s.measure_id and d.member = s.member and d.additive
    ),
    parts as (
      select measure_id, member, lens, true as additive, n_expected, n_answered, n_na, support, sum, estimated_sum
      from at_level where additive and covers = 'own'
      union all
      select measure_id, member, lens, true, n_expected, n_answered, n_na, support, sum, estimated_sum from below
    ),
    rows as (
      select * from parts
      union all
      select measure_id, member, lens, additive, n_expected, n_answered, n_na, support, sum, estimated_sum
      from at_level
      where case when additive then covers = 'whole' and not exists (select 1 from parts)
                 else covers = 'whole' or not region_has_whole end
    )
    select col.period_id, ${cityId}, measure_id, member, lens, ${cityId}, col.id,
           sum(n_expected), sum(n_answered), sum(n_na), coalesce(bit_xor(support), 0),
           case when additive or count(*) = 1 then sum(sum) end,
           case when additive or count(*) = 1 then sum(estimated_sum) end
    from rows, col
    group by col.period_id, col.id, measure_id, member, lens, additive`);
  // One round trip, three statements in this order: the city's row is read from the counties' new ones.
  await Promise.all([cleared, counties, city]);
}

/**
 * Takes one dirty key, the deepest first, and rebuilds it; marks the key above unless this is the collection's owner.
 * @param within only keys of this collection; absent: of all.
 * @returns the key rebuilt, or null when nothing is dirty or every dirty key is being worked on elsewhere.
 */
export async function rebuildNext(tx: Tx, within?: number): Promise<{ collectionId: number; cityId: number } | null> {
  const wanted = within === undefined ? sql`` : sql`where collection_id = ${within}`;
  const [keys] = await Promise.all([
    tx.execute<{ collection_id: number; city_id: number; level: number }>(
      sql`select collection_id, city_id, min(level)::int as level from dirty ${wanted} group by collection_id, city_id order by min(level), min(id) limit 32`,
    ),
    // One county or a whole city, a fresh period or a full one: each rebuild is planned for itself.
    tx.execute(sql`set local plan_cache_mode = force_custom_plan`),
  ]);
  for (const row of keys.rows) {
    const key = { collectionId: row.collection_id, cityId: row.city_id };
    const lock = await tx.execute<{ held: boolean }>(
      sql`select pg_try_advisory_xact_lock(${key.collectionId}, ${key.cityId}) as held`,
    );
    if (!lock.rows[0]!.held) continue;
    const taken = await tx.execute<{ region: number | null; lens: Lens | null }>(
      sql`delete from dirty where collection_id = ${key.collectionId} and city_id = ${key.cityId} returning region_id as region, lens`,
    );
    if (taken.rows.length === 0) continue;
    const lenses = named(taken.rows.map(({ lens }) => lens));
    await rebuildKey(tx, key, named(taken.rows.map(({ region }) => region)), lenses);
    await tx.execute(sql`
      insert into dirty (collection_id, city_id, region_id, lens, level)
      select c.id, v.parent_id, ${key.cityId}, l.lens, ${row.level + 1}
      from unnest(${`{${lenses === null ? "null" : lenses.join(",")}}`}::text[]) l (lens) cross join collections c join periods p on p.id = c.period_id
      join region_versions v on v.region_id = ${key.cityId} and p.end_date >= v.valid_from and (v.valid_to is null or p.end_date < v.valid_to)
      where c.id = ${key.collectionId} and v.parent_id is not null and c.owner_region_id <> ${key.cityId}`);
    return key;
  }
  return null;
}

/** What marks name, each once; null as soon as one of them means all. */
const named = <T>(marks: readonly (T | null)[]): T[] | null =>
  marks.some((mark) => mark === null) ? null : [...new Set(marks as T[])];
