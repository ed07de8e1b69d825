CREATE TABLE "panel_sheets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "panel_sheets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"panel_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"node" text NOT NULL,
	"source" text NOT NULL,
	"expert" text NOT NULL,
	"unit" text NOT NULL,
	"day" date NOT NULL,
	"scan" text NOT NULL,
	"judgements" text NOT NULL,
	"hash" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "panels" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "panels_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"catalogue_id" integer NOT NULL,
	"scheme_key" text NOT NULL,
	"nodes" text NOT NULL,
	"roles" text NOT NULL,
	"title" text NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "panel_sheets" ADD CONSTRAINT "panel_sheets_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panels" ADD CONSTRAINT "panels_catalogue_id_catalogues_id_fk" FOREIGN KEY ("catalogue_id") REFERENCES "public"."catalogues"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
alter table panel_sheets
  add constraint panel_sheets_source check (source in ('own', 'paper'));
--> statement-breakpoint
create index panel_sheets_panel on panel_sheets (panel_id);
--> statement-breakpoint

-- The owner's own; what was judged stays as it was judged. Jobs have nothing to do with panels.
alter table panels enable row level security;
--> statement-breakpoint
alter table panels force row level security;
--> statement-breakpoint
alter table panel_sheets enable row level security;
--> statement-breakpoint
alter table panel_sheets force row level security;
--> statement-breakpoint
create policy owner_all on panels to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy owner_all on panel_sheets to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy scope_reads on panels for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_adds on panels for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_reads on panel_sheets for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_adds on panel_sheets for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant select on panels, panel_sheets to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on panels, panel_sheets to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
