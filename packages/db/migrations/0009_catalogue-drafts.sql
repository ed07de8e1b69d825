CREATE TABLE "catalogue_drafts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "catalogue_drafts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"from_id" integer NOT NULL,
	"base_id" integer,
	"key" text NOT NULL,
	"version" text NOT NULL,
	"note" text NOT NULL,
	"content" text NOT NULL,
	"edits" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"published_id" integer,
	"created_at" timestamp with time zone NOT NULL,
	"saved_by" integer NOT NULL,
	"saved_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "catalogue_drafts" ADD CONSTRAINT "catalogue_drafts_owner_region_id_regions_id_fk" FOREIGN KEY ("owner_region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue_drafts" ADD CONSTRAINT "catalogue_drafts_from_id_catalogues_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."catalogues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue_drafts" ADD CONSTRAINT "catalogue_drafts_base_id_catalogues_id_fk" FOREIGN KEY ("base_id") REFERENCES "public"."catalogues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue_drafts" ADD CONSTRAINT "catalogue_drafts_published_id_catalogues_id_fk" FOREIGN KEY ("published_id") REFERENCES "public"."catalogues"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table catalogue_drafts
  add constraint catalogue_drafts_state check (state in ('open', 'published', 'discarded') and (state = 'published') = (published_id is not null));
--> statement-breakpoint

-- The owner's own; closed ones are only read. Jobs have nothing to do with drafts.
alter table catalogue_drafts enable row level security;
--> statement-breakpoint
alter table catalogue_drafts force row level security;
--> statement-breakpoint
create policy owner_all on catalogue_drafts to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy scope_reads on catalogue_drafts for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_adds on catalogue_drafts for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_changes on catalogue_drafts for update to duibiao_api
  using (owner_region_id = any((select app_regions())::int[]) and state = 'open')
  with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant select on catalogue_drafts to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert, update on catalogue_drafts to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api, duibiao_worker;
