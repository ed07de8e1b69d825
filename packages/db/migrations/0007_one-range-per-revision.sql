-- As before; a revision's figures are one range of the primary key (offset 0), whatever the planner thinks of a collection
-- that is younger than its statistics: it would read every observation there is.
create or replace function unit_answers(collection int, city int)
returns table (unit_id int, region_id int, covers text, region_has_own boolean, region_has_whole boolean, lens text,
               measure_id int, member text, additive boolean, hash bigint, state text, value numeric, estimated boolean)
language sql stable as $$
  select a.unit_id, a.region_id, a.covers,
         bool_or(a.covers = 'own') over (partition by a.region_id, l.lens, f.measure_id, f.member),
         bool_or(a.covers = 'whole') over (partition by a.region_id, l.lens, f.measure_id, f.member),
         l.lens, f.measure_id, f.member, f.additive, a.hash, f.state, f.value, f.estimated
  from assignments a
  cross join (values ('submitted'), ('county'), ('city'), ('province')) l (lens)
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
  where a.collection_id = collection and a.city_id = city and a.exempt_reason is null
$$;
