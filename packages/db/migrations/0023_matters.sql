CREATE TABLE "matter_events" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "matter_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"matter_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"unit_id" integer,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"deed" text NOT NULL,
	"tier" text,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matter_files" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "matter_files_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"matter_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"unit_id" integer,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matters" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "matters_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"owner_region_id" integer NOT NULL,
	"unit_id" integer,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"year" integer NOT NULL,
	"seq" integer NOT NULL,
	"submission_id" bigint,
	"release_id" integer,
	"subject" jsonb NOT NULL,
	"reason" text NOT NULL,
	"evidence" text NOT NULL,
	"hash" text NOT NULL,
	"state" text NOT NULL,
	"turn" text,
	"due_at" timestamp with time zone,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "matters_ownerRegionId_kind_year_seq_unique" UNIQUE("owner_region_id","kind","year","seq")
);
--> statement-breakpoint
CREATE TABLE "release_corrections" (
	"release_id" integer NOT NULL,
	"matter_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"number" text NOT NULL,
	"share" double precision,
	"rerank" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "release_corrections_release_id_matter_id_pk" PRIMARY KEY("release_id","matter_id")
);
--> statement-breakpoint
ALTER TABLE "matter_events" ADD CONSTRAINT "matter_events_matter_id_matters_id_fk" FOREIGN KEY ("matter_id") REFERENCES "public"."matters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matter_files" ADD CONSTRAINT "matter_files_matter_id_matters_id_fk" FOREIGN KEY ("matter_id") REFERENCES "public"."matters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_corrections" ADD CONSTRAINT "release_corrections_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "matter_events_matter_id_index" ON "matter_events" USING btree ("matter_id");--> statement-breakpoint
CREATE INDEX "matter_files_matter_id_index" ON "matter_files" USING btree ("matter_id");--> statement-breakpoint
CREATE INDEX "matters_submission_id_index" ON "matters" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "matters_release_id_index" ON "matters" USING btree ("release_id");--> statement-breakpoint
alter table matters
  add constraint matters_seq check (seq > 0),
  add constraint matters_about check ((kind = 'correction') = (submission_id is not null) and (kind = 'objection') = (release_id is not null)),
  add constraint matters_turn check ((turn is not null) = (state = 'open'));
--> statement-breakpoint

-- A matter, its events and its evidence are read where they arose, by the city of that time and by the owner.
do $$
declare
  t text;
  mine text := 'region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[])';
begin
  foreach t in array array['matters', 'matter_events', 'matter_files', 'release_corrections'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
    execute format('grant select on %I to duibiao_api, duibiao_backup', t);
    execute format('grant insert on %I to duibiao_api', t);
  end loop;
  foreach t in array array['matters', 'matter_events', 'matter_files'] loop
    execute format('create policy place_reads on %I for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]) or city_id = any((select app_cities())::int[]) or %s)', t, mine);
    execute format('create policy place_adds on %I for insert to duibiao_api with check (%s)', t, mine);
  end loop;
  execute format('create policy place_changes on matters for update to duibiao_api using (%s) with check (%s)', mine, mine);
end $$;
--> statement-breakpoint
-- Number, kind, place and who asked stay as they were.
grant update (state, turn, subject, reason, evidence, hash, due_at, updated_at) on matters to duibiao_api;
--> statement-breakpoint

-- The next number of a series, without gaps: one at a time until the transaction ends. Other regions' matters stay unseen.
create function next_matter_seq(wanted_owner int, wanted_kind text, wanted_year int) returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7309, hashtext(wanted_owner || '/' || wanted_kind || '/' || wanted_year));
  return (select coalesce(max(seq), 0) + 1 from matters where owner_region_id = wanted_owner and kind = wanted_kind and year = wanted_year);
end $$;
--> statement-breakpoint
revoke execute on function next_matter_seq(int, text, int) from public;
--> statement-breakpoint
grant execute on function next_matter_seq(int, text, int) to duibiao_api;
--> statement-breakpoint

-- Whoever may read a release is told that it is to be corrected.
create policy audience_reads on release_corrections for select to duibiao_api
  using (owner_region_id = any((select app_regions())::int[]) or owner_region_id = any((select app_ancestors())::int[]));
--> statement-breakpoint
create policy owner_adds on release_corrections for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint

-- A correction that was under way without a number goes back to the figures that the province accepted; it is asked for anew.
insert into dirty (collection_id, city_id, region_id, level)
  select collection_id, city_id, region_id, 1 from submissions where state = 'correcting';
--> statement-breakpoint
update submissions set state = 'locked', submitted_rev = coalesce(province_rev, submitted_rev),
    county_rev = coalesce(province_rev, county_rev), city_rev = coalesce(province_rev, city_rev)
  where state = 'correcting';
