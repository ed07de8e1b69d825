CREATE TABLE "openings" (
	"collection_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"reason" text NOT NULL,
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "openings_collection_id_city_id_pk" PRIMARY KEY("collection_id","city_id")
);
--> statement-breakpoint
CREATE TABLE "question_calls" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "question_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"question_id" bigint NOT NULL,
	"submission_id" bigint NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"text" text NOT NULL,
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "question_calls_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE INDEX "question_calls_question_id_index" ON "question_calls" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "question_calls_submission_id_index" ON "question_calls" USING btree ("submission_id");--> statement-breakpoint

-- The two new tables stand behind the same walls as what they belong to.
do $$
declare t text;
begin
  foreach t in array array['question_calls', 'openings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
    execute format('create policy worker_reads on %I for select to duibiao_worker using (true)', t);
    execute format('grant select on %I to duibiao_api, duibiao_worker, duibiao_backup', t);
    execute format('grant insert on %I to duibiao_api', t);
  end loop;
end $$;
--> statement-breakpoint
create policy place_reads on question_calls for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_adds on question_calls for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy city_reads on openings for select to duibiao_api using (city_id = any((select app_cities())::int[]));
--> statement-breakpoint
create policy city_adds on openings for insert to duibiao_api with check (city_id = any((select app_cities())::int[]));
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api, duibiao_worker;
--> statement-breakpoint

-- The highest accepted revision; before any acceptance, the submitted one. Null: nothing was submitted.
create function standing_rev(s submissions) returns int language sql immutable parallel safe
  as $$ select coalesce(s.province_rev, s.city_rev, s.county_rev, s.submitted_rev) $$;
--> statement-breakpoint

-- Names of those who acted on submissions that the asker may see, and of nobody else: the users table stays closed.
create function names_on_submissions(wanted bigint[])
returns table (user_id int, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  with seen as materialized (
    select s.id from submissions s where s.id = any(wanted)
      and (s.city_id = any((select app_cities())::int[]) or s.region_id = any((select app_regions())::int[]) or s.unit_id = any((select app_units())::int[]))
  ),
  acted as (
    select q.asked_by as id from questions q join seen on seen.id = q.submission_id
    union select q.answered_by from questions q join seen on seen.id = q.submission_id
    union select d.user_id from decisions d join seen on seen.id = d.submission_id
    union select r.submitted_by from revisions r join seen on seen.id = r.submission_id
  )
  select u.id, u.name from users u join acted on acted.id = u.id
$$;
--> statement-breakpoint
revoke execute on function names_on_submissions(bigint[]) from public;
--> statement-breakpoint
grant execute on function names_on_submissions(bigint[]) to duibiao_api;
--> statement-breakpoint

-- 填报人 and 负责人 of the units in the asker's regions, whichever region looks after their accounts.
create function unit_contacts()
returns table (unit_id int, region_id int, role text, name text, phone text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.unit_id, v.region_id, p.role, u.name, u.phone
  from posts p
  join users u on u.id = p.user_id and u.disabled_at is null
  join lateral (select x.region_id from unit_versions x where x.unit_id = p.unit_id order by x.valid_from desc limit 1) v on true
  where p.ended_at is null and p.role in ('clerk', 'head') and v.region_id = any((select app_regions())::int[])
  order by p.unit_id, p.role, p.id
$$;
--> statement-breakpoint
revoke execute on function unit_contacts() from public;
--> statement-breakpoint
grant execute on function unit_contacts() to duibiao_api;
--> statement-breakpoint

-- 同类地区区间, the named exception to the walls: what like units of at least five other regions answered in an earlier
-- collection of the same form, as quartiles without names. For a submission that the asker may see; like = same covers
-- and kind of unit, same tier and kind of region. Quartiles of type 7 (percentile_cont).
create function peer_ranges(wanted bigint, at_collection int)
returns table (measure_id int, member text, n int, q1 double precision, median double precision, q3 double precision)
language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
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
    select o.measure_id, o.member, count(distinct peers.region_id)::int as n,
           percentile_cont(array[0.25, 0.5, 0.75]) within group (order by o.value::double precision) as q
    from peers
    -- Offset 0: one range of the primary key per submission.
    cross join lateral (
      select x.measure_id, x.member, x.value from observations x
      where x.submission_id = peers.id and x.revision = peers.revision and x.city_id = peers.city_id and x.state = 'number' offset 0) o
    group by o.measure_id, o.member
  )
  select measure_id, member, n, q[1], q[2], q[3] from ranges where n >= 5
$$;
--> statement-breakpoint
revoke execute on function peer_ranges(bigint, int) from public;
--> statement-breakpoint
grant execute on function peer_ranges(bigint, int) to duibiao_api;
--> statement-breakpoint

-- As before, and the calls about a question move along.
create or replace function rehome_open_collections() returns int
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

  foreach t in array array['cells', 'observations', 'revisions', 'signatures', 'attachments', 'findings', 'explanations', 'questions', 'question_calls', 'decisions'] loop
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
