CREATE TABLE "filings" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "filings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"collection_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"submission_id" bigint,
	"revision" integer,
	"verdict" text NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"sender" text NOT NULL,
	"confirmed" boolean NOT NULL,
	"reasons" jsonb NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "filings_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE INDEX "filings_collection_id_unit_id_index" ON "filings" USING btree ("collection_id","unit_id");--> statement-breakpoint
CREATE INDEX "filings_collection_id_sha256_index" ON "filings" USING btree ("collection_id","sha256");--> statement-breakpoint
CREATE INDEX "filings_submission_id_index" ON "filings" USING btree ("submission_id");
--> statement-breakpoint

-- 代报: what a bureau received stays as it received it. Read like other rows of a place; added by the bureau alone.
alter table filings enable row level security;
--> statement-breakpoint
alter table filings force row level security;
--> statement-breakpoint
create policy owner_all on filings to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy place_reads on filings for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy bureau_adds on filings for insert to duibiao_api with check (region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant select on filings to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on filings to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint

-- What was filed moves with its unit.
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
  update filings x set region_id = m.new_region, city_id = m.new_city from moves m
    where x.collection_id = m.collection_id and x.unit_id = m.unit_id and x.city_id = m.old_city;
  update submissions s set region_id = m.new_region, city_id = m.new_city from moves m
    where s.collection_id = m.collection_id and s.unit_id = m.unit_id;
  update assignments a set region_id = m.new_region, city_id = m.new_city, covers = m.new_covers from moves m
    where a.collection_id = m.collection_id and a.unit_id = m.unit_id;
  drop table moves;
  return moved;
end $$;
