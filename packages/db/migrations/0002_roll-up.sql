-- What each owing unit answers under each lens: one row per unit, lens and duty. The roll-up only sums these.
create function unit_answers(collection int, city int)
returns table (unit_id int, region_id int, covers text, region_has_own boolean, region_has_whole boolean, lens text,
               measure_id int, member text, additive boolean, hash bigint, state text, value numeric, estimated boolean)
language sql stable as $$
  select a.unit_id, a.region_id, a.covers,
         bool_or(a.covers = 'own') over (partition by a.region_id, l.lens, d.measure_id, d.member),
         bool_or(a.covers = 'whole') over (partition by a.region_id, l.lens, d.measure_id, d.member),
         l.lens, d.measure_id, d.member, d.additive, a.hash, o.state, o.value, o.estimated
  from assignments a
  cross join (values ('submitted'), ('county'), ('city'), ('province')) l (lens)
  join duties d on d.collection_id = a.collection_id
  left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
  left join observations o on o.submission_id = s.id and o.city_id = s.city_id and o.measure_id = d.measure_id and o.member = d.member
    and o.revision = case l.lens when 'submitted' then s.submitted_rev when 'county' then s.county_rev
                                 when 'city' then s.city_rev else s.province_rev end
  where a.collection_id = collection and a.city_id = city and a.exempt_reason is null
$$;
--> statement-breakpoint

-- A region change inside an open period moves that period's rows to the region and city of its last day.
-- Values, revisions and hashes stay as they are; the places come from the tree, never from the caller.
create function rehome_open_collections() returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved int;
  t text;
begin
  -- Whoever is starting or sending a submission now finishes first; whoever comes later sees the new places.
  perform 1 from assignments a join collections c on c.id = a.collection_id and c.locked_at is null order by a.collection_id, a.unit_id for update of a;
  perform 1 from submissions s join collections c on c.id = s.collection_id and c.locked_at is null order by s.id for update of s;
  create temp table moves on commit drop as
  select a.collection_id, a.unit_id, a.region_id as old_region, a.city_id as old_city, a.covers as old_covers,
         uv.region_id as new_region, uv.covers as new_covers,
         case when rv.tier = 'county' then coalesce(rv.parent_id, rv.region_id) else rv.region_id end as new_city
  from assignments a
  join collections c on c.id = a.collection_id and c.locked_at is null
  join periods p on p.id = c.period_id
  left join unit_versions uv on uv.unit_id = a.unit_id and p.end_date >= uv.valid_from and (uv.valid_to is null or p.end_date < uv.valid_to)
  left join region_versions rv on rv.region_id = uv.region_id and p.end_date >= rv.valid_from and (rv.valid_to is null or p.end_date < rv.valid_to);

  update assignments a set exempt_reason = '单位在报告期末已不存在 / the unit no longer exists at the end of the period'
  from moves m where m.new_city is null and a.collection_id = m.collection_id and a.unit_id = m.unit_id and a.exempt_reason is null;

  insert into dirty (collection_id, city_id, level)
  select distinct m.collection_id, x.city, case r.tier when 'city' then 1 when 'province' then 2 else 3 end
  from moves m
  cross join lateral (values (m.old_city), (m.new_city)) x (city)
  join collections c on c.id = m.collection_id
  join lateral (select tier from region_versions v where v.region_id = x.city order by v.valid_from desc limit 1) r on true
  where m.new_city is null or (m.old_region, m.old_city, m.old_covers) is distinct from (m.new_region, m.new_city, m.new_covers);

  delete from moves m where m.new_city is null or (m.old_region, m.old_city, m.old_covers) is not distinct from (m.new_region, m.new_city, m.new_covers);
  select count(*) into moved from moves;

  foreach t in array array['cells', 'observations', 'revisions', 'signatures', 'attachments', 'findings', 'explanations', 'questions', 'decisions'] loop
    execute format('update %I x set region_id = m.new_region, city_id = m.new_city from moves m join submissions s on s.collection_id = m.collection_id
      and s.unit_id = m.unit_id where x.submission_id = s.id and x.city_id = m.old_city', t);
  end loop;
  update submissions s set region_id = m.new_region, city_id = m.new_city from moves m
    where s.collection_id = m.collection_id and s.unit_id = m.unit_id;
  update assignments a set region_id = m.new_region, city_id = m.new_city, covers = m.new_covers from moves m
    where a.collection_id = m.collection_id and a.unit_id = m.unit_id;
  drop table moves;
  return moved;
end $$;
--> statement-breakpoint
revoke execute on function rehome_open_collections() from public;
--> statement-breakpoint
grant execute on function rehome_open_collections() to duibiao_api;
--> statement-breakpoint

-- Whether a period's roll-ups lag behind: the queue itself is the worker's.
create function roll_ups_pending(period int) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from dirty d join collections c on c.id = d.collection_id where c.period_id = period)
$$;
