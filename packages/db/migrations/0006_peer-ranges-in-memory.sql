-- As before: 3,000 counties by a hundred cells are sorted in memory, and keys compared byte by byte.
create or replace function peer_ranges(wanted bigint, at_collection int)
returns table (measure_id int, member text, n int, q1 double precision, median double precision, q3 double precision)
language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '32MB' as $$
  with own as materialized (
    select a.region_id, a.covers, uv.kind as unit_kind, rv.tier, rv.kind, c.form_key, c.owner_region_id
    from submissions s
    join collections c on c.id = s.collection_id
    join periods p on p.id = c.period_id
    join assignments a on a.collection_id = s.collection_id and a.unit_id = s.unit_id and a.city_id = s.city_id
    join unit_versions uv on uv.unit_id = a.unit_id and p.end_date >= uv.valid_from and (uv.valid_to is null or p.end_date < uv.valid_to)
    join region_versions rv on rv.region_id = a.region_id and p.end_date >= rv.valid_from and (rv.valid_to is null or p.end_date < rv.valid_to)
    where s.id = wanted
      and (s.city_id = any((select app_cities())::int[]) or s.region_id = any((select app_regions())::int[]) or s.unit_id = any((select app_units())::int[]))
  ),
  peers as materialized (
    select s.id, s.city_id, s.region_id, standing_rev(s) as revision
    from own
    join collections c on c.id = at_collection and c.form_key = own.form_key and c.owner_region_id = own.owner_region_id
    join periods p on p.id = c.period_id
    join assignments a on a.collection_id = c.id and a.exempt_reason is null and a.covers = own.covers and a.region_id <> own.region_id
    join unit_versions uv on uv.unit_id = a.unit_id and p.end_date >= uv.valid_from and (uv.valid_to is null or p.end_date < uv.valid_to)
      and uv.kind = own.unit_kind
    join region_versions rv on rv.region_id = a.region_id and p.end_date >= rv.valid_from and (rv.valid_to is null or p.end_date < rv.valid_to)
      and rv.tier = own.tier and rv.kind = own.kind
    join submissions s on s.collection_id = c.id and s.unit_id = a.unit_id and s.city_id = a.city_id
    where standing_rev(s) is not null
  ),
  ranges as (
    select o.measure_id, o.member collate "C" as member, count(distinct peers.region_id)::int as n,
           percentile_cont(array[0.25, 0.5, 0.75]) within group (order by o.value::double precision) as q
    from peers
    -- Offset 0: one range of the primary key per submission.
    cross join lateral (
      select x.measure_id, x.member, x.value from observations x
      where x.submission_id = peers.id and x.revision = peers.revision and x.city_id = peers.city_id and x.state = 'number' offset 0) o
    group by o.measure_id, o.member collate "C"
  )
  select measure_id, member, n, q[1], q[2], q[3] from ranges where n >= 5
$$;
