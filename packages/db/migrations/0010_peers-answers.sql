-- What like units answered to some lines of a form, for the statistics behind robust_z: the same guard and the same
-- peers as peer_ranges, with regions of another kind told apart. Answers carry no names and no ids, only marks that
-- differ from one submission asked for to the next; nothing at all comes where fewer than five other regions answered.
-- The server puts them into one median and never hands them on.
create function peer_answers(wanted bigint, at_collection int, measures int[])
returns table (peer int, region int, same_kind boolean, measure_id int, member text, state text, value text)
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
    select s.id, s.city_id, s.region_id, standing_rev(s) as revision, rv.kind = own.kind as same_kind
    from own
    join collections c on c.id = at_collection and c.form_key = own.form_key and c.owner_region_id = own.owner_region_id
    join periods p on p.id = c.period_id
    join assignments a on a.collection_id = c.id and a.exempt_reason is null and a.covers = own.covers and a.region_id <> own.region_id
    join unit_versions uv on uv.unit_id = a.unit_id and p.end_date >= uv.valid_from and (uv.valid_to is null or p.end_date < uv.valid_to)
      and uv.kind = own.unit_kind
    join region_versions rv on rv.region_id = a.region_id and p.end_date >= rv.valid_from and (rv.valid_to is null or p.end_date < rv.valid_to)
      and rv.tier = own.tier
    join submissions s on s.collection_id = c.id and s.unit_id = a.unit_id and s.city_id = a.city_id
    where standing_rev(s) is not null
  ),
  marked as materialized (
    select id, city_id, revision, same_kind,
           (row_number() over (order by hashint8extended(id, wanted)))::int as peer,
           (dense_rank() over (order by hashint8extended(region_id, wanted)))::int as region
    from peers where (select count(distinct region_id) from peers) >= 5
  )
  select marked.peer, marked.region, marked.same_kind, o.measure_id, o.member, o.state, trim_scale(o.value)::text
  from marked
  -- Offset 0: one range of the primary key per submission.
  cross join lateral (
    select x.measure_id, x.member, x.state, x.value from observations x
    where x.submission_id = marked.id and x.revision = marked.revision and x.city_id = marked.city_id offset 0) o
  where o.measure_id = any(measures)
$$;
--> statement-breakpoint
revoke execute on function peer_answers(bigint, int, int[]) from public;
--> statement-breakpoint
grant execute on function peer_answers(bigint, int, int[]) to duibiao_api;
