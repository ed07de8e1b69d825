CREATE TABLE "calendar_years" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendar_years_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"year" integer NOT NULL,
	"days" text NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calendar_years" ADD CONSTRAINT "calendar_years_owner_region_id_regions_id_fk" FOREIGN KEY ("owner_region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_years_owner_region_id_index" ON "calendar_years" USING btree ("owner_region_id");
--> statement-breakpoint
alter table calendar_years
  add constraint calendar_years_year check (year between 2000 and 2100);
--> statement-breakpoint

-- Reference: everybody who is signed in reads; the owner's own region adds. What was loaded stays as it was loaded.
alter table calendar_years enable row level security;
--> statement-breakpoint
alter table calendar_years force row level security;
--> statement-breakpoint
create policy owner_all on calendar_years to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy signed_in_reads on calendar_years for select to duibiao_api using ((select app_user()) is not null);
--> statement-breakpoint
create policy worker_reads on calendar_years for select to duibiao_worker using (true);
--> statement-breakpoint
create policy scope_adds on calendar_years for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant select on calendar_years to duibiao_api, duibiao_worker, duibiao_backup;
--> statement-breakpoint
grant insert on calendar_years to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
