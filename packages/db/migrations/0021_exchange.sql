CREATE TABLE "arrivals" (
	"submission_id" bigint NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"measure_id" integer NOT NULL,
	"member" text NOT NULL,
	"system" text NOT NULL,
	"file" text NOT NULL,
	"place" text NOT NULL,
	"state" text NOT NULL,
	"value" numeric,
	"estimated" boolean DEFAULT false NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"verdict" text NOT NULL,
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "arrivals_submission_id_measure_id_member_system_city_id_pk" PRIMARY KEY("submission_id","measure_id","member","system","city_id")
);
--> statement-breakpoint
CREATE TABLE "mappings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mappings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"form_key" text NOT NULL,
	"document" text NOT NULL,
	"hash" text NOT NULL,
	"ended" boolean DEFAULT false NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mappings_ownerRegionId_key_version_unique" UNIQUE("owner_region_id","key","version")
);
--> statement-breakpoint
alter table arrivals
  add constraint arrivals_value check ((state = 'number') = (value is not null) and (value is null or value not in ('NaN', 'Infinity', '-Infinity')));
--> statement-breakpoint

-- Arrivals lie where their submission lies, and are written by whoever may write there.
alter table arrivals enable row level security;
--> statement-breakpoint
alter table arrivals force row level security;
--> statement-breakpoint
create policy owner_all on arrivals to duibiao_owner using (true) with check (true);
--> statement-breakpoint
grant select on arrivals to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert, update on arrivals to duibiao_api;
--> statement-breakpoint
create policy place_reads on arrivals for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_adds on arrivals for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_changes on arrivals for update to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]))
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
alter table mappings enable row level security;
--> statement-breakpoint
alter table mappings force row level security;
--> statement-breakpoint
create policy owner_all on mappings to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy below_reads on mappings for select to duibiao_api
  using (owner_region_id = any((select app_regions())::int[]) or owner_region_id = any((select app_ancestors())::int[]));
--> statement-breakpoint
create policy owner_adds on mappings for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant select on mappings to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on mappings to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
