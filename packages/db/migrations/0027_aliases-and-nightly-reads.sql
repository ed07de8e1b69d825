CREATE TABLE "unit_aliases" (
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"system" text NOT NULL,
	"name" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "unit_aliases_unit_id_system_pk" PRIMARY KEY("unit_id","system")
);
--> statement-breakpoint
CREATE INDEX "unit_aliases_system_name_index" ON "unit_aliases" USING btree ("system","name");--> statement-breakpoint
-- A unit's alias is read and written by whoever reports for it, and by those above it today.
alter table unit_aliases enable row level security;
--> statement-breakpoint
alter table unit_aliases force row level security;
--> statement-breakpoint
create policy owner_all on unit_aliases to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy place_reads on unit_aliases for select to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_adds on unit_aliases for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_changes on unit_aliases for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]))
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
grant select on unit_aliases to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert, update on unit_aliases to duibiao_api;
--> statement-breakpoint
-- The nightly self-check recomputes what cities signed, what releases show, and hashes the files of matters.
create policy worker_reads on consolidations for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on releases for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on release_results for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on matter_files for select to duibiao_worker using (true);
--> statement-breakpoint
grant select on matter_files to duibiao_worker;
