CREATE TABLE "bills" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "bills_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"measure" text NOT NULL,
	"member" text NOT NULL,
	"meter" text NOT NULL,
	"number" text NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	"amount" numeric NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_name" text,
	CONSTRAINT "bills_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "item_lists" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "item_lists_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submission_id" bigint NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"section" text NOT NULL,
	"items" jsonb NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "item_lists_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "evidence_required" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "measure" text;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "member" text;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "question_id" bigint;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "screened" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "user_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "bills_unit_id_measure_index" ON "bills" USING btree ("unit_id","measure");--> statement-breakpoint
CREATE INDEX "item_lists_submission_id_index" ON "item_lists" USING btree ("submission_id");
--> statement-breakpoint
alter table attachments add constraint attachments_cell
  check ((kind = 'evidence') = (measure is not null) and (measure is null) = (member is null));
--> statement-breakpoint

-- Evidence can be taken back until a revision stands on it; from then on it stays, as scans do.
create policy evidence_withdrawn on attachments for delete to duibiao_api
  using (kind = 'evidence' and question_id is null
    and (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]))
    and exists (select 1 from submissions s where s.id = submission_id and s.city_id = attachments.city_id and s.last_rev < revision));
--> statement-breakpoint
grant delete on attachments to duibiao_api;
--> statement-breakpoint
alter table bills add constraint bills_days check (start_date <= end_date);
--> statement-breakpoint

-- Bills are rows of a place, as its cells are; of one that was withdrawn only that is written.
alter table bills enable row level security;
--> statement-breakpoint
alter table bills force row level security;
--> statement-breakpoint
create policy owner_all on bills to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy place_reads on bills for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_adds on bills for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_changes on bills for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]))
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
grant select on bills to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on bills to duibiao_api;
--> statement-breakpoint
grant update (withdrawn_at, withdrawn_name) on bills to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint
alter table item_lists add constraint item_lists_items check (jsonb_typeof(items) = 'array');
--> statement-breakpoint

-- Rows of a place, as the cells that they add up to. A list stays as it was saved.
alter table item_lists enable row level security;
--> statement-breakpoint
alter table item_lists force row level security;
--> statement-breakpoint
create policy owner_all on item_lists to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy place_reads on item_lists for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_adds on item_lists for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
grant select on item_lists to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on item_lists to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint

-- Items and bills move with their unit.
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

  foreach t in array array['cells', 'observations', 'revisions', 'signatures', 'attachments', 'findings', 'explanations', 'questions', 'question_calls', 'decisions', 'item_lists'] loop
    execute format('update %I x set region_id = m.new_region, city_id = m.new_city from moves m join submissions s on s.collection_id = m.collection_id
      and s.unit_id = m.unit_id where x.submission_id = s.id and x.city_id = m.old_city', t);
  end loop;
  -- Bills behind what is open; those of earlier periods stay where they were entered.
  update bills x set region_id = m.new_region, city_id = m.new_city from moves m where x.unit_id = m.unit_id and x.city_id = m.old_city;
  update filings x set region_id = m.new_region, city_id = m.new_city from moves m
    where x.collection_id = m.collection_id and x.unit_id = m.unit_id and x.city_id = m.old_city;
  update submissions s set region_id = m.new_region, city_id = m.new_city from moves m
    where s.collection_id = m.collection_id and s.unit_id = m.unit_id;
  update assignments a set region_id = m.new_region, city_id = m.new_city, covers = m.new_covers from moves m
    where a.collection_id = m.collection_id and a.unit_id = m.unit_id;
  drop table moves;
  return moved;
end $$;
