ALTER TABLE "dirty" ADD COLUMN "lens" text;--> statement-breakpoint
-- A report changes one lens of four: the answers of those asked for alone.
drop function unit_answers(int, int);--> statement-breakpoint
create function unit_answers(collection int, city int, lenses text[] default array['submitted', 'county', 'city', 'province'])
returns table (unit_id int, region_id int, covers text, region_has_own boolean, region_has_whole boolean, lens text,
               measure_id int, member text, additive boolean, hash bigint, state text, value numeric, estimated boolean)
language sql stable as $$
  select a.unit_id, a.region_id, a.covers, a.region_has_own, a.region_has_whole,
         l.lens, f.measure_id, f.member, f.additive, a.hash, f.state, f.value, f.estimated
  from (
    select x.*, bool_or(x.covers = 'own') over (partition by x.region_id) as region_has_own,
                bool_or(x.covers = 'whole') over (partition by x.region_id) as region_has_whole
    from assignments x
    where x.collection_id = collection and x.city_id = city and x.exempt_reason is null) a
  cross join unnest(lenses) l (lens)
  left join submissions s on s.collection_id = a.collection_id and s.unit_id = a.unit_id and s.city_id = a.city_id
  cross join lateral (
    select d.measure_id, d.member, d.additive, o.state, o.value, o.estimated
    from duties d
    left join (
      select x.measure_id, x.member, x.state, x.value, x.estimated from observations x
      where x.submission_id = s.id and x.city_id = s.city_id
        and x.revision = case l.lens when 'submitted' then s.submitted_rev when 'county' then s.county_rev
                                     when 'city' then s.city_rev else s.province_rev end offset 0) o
      on o.measure_id = d.measure_id and o.member = d.member
    where d.collection_id = a.collection_id offset 0) f
$$;
