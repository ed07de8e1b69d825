CREATE TABLE "collection_changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "collection_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"collection_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"reason" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "extensions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"collection_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"kind" text NOT NULL,
	"ask_id" bigint,
	"until" timestamp with time zone,
	"reason" text NOT NULL,
	"tier" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "extensions_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "planned_collections" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "planned_collections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"ask" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"collection_id" integer,
	"problem_zh" text DEFAULT '' NOT NULL,
	"problem_en" text DEFAULT '' NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "collections" DROP CONSTRAINT "collections_ownerRegionId_formKey_periodId_unique";--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "legal_basis" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "form_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "form_maker" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "form_approval" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "form_valid_until" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "repeat_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "extend_county" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "extend_city" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "extend_province" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "collections" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "spent_seconds" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "collection_changes" ADD CONSTRAINT "collection_changes_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collection_changes_collection_id_index" ON "collection_changes" USING btree ("collection_id");--> statement-breakpoint
CREATE UNIQUE INDEX "extensions_one_decision" ON "extensions" USING btree ("ask_id","city_id");--> statement-breakpoint
CREATE INDEX "extensions_collection_id_unit_id_index" ON "extensions" USING btree ("collection_id","unit_id");--> statement-breakpoint
CREATE INDEX "planned_collections_state_opens_at_index" ON "planned_collections" USING btree ("state","opens_at");--> statement-breakpoint
CREATE UNIQUE INDEX "collections_owner_form_period" ON "collections" USING btree ("owner_region_id","form_key","period_id") WHERE cancelled_at is null;
--> statement-breakpoint
alter table collections
  add constraint collections_extend check (extend_county between 0 and 60 and extend_city between 0 and 60 and extend_province between 0 and 60);
--> statement-breakpoint
alter table collection_changes
  add constraint collection_changes_kind check (kind in ('due', 'cancel'));
--> statement-breakpoint
alter table planned_collections
  add constraint planned_collections_state check (state in ('waiting', 'opened', 'failed', 'discarded'));
--> statement-breakpoint
alter table extensions
  add constraint extensions_kind check (kind in ('ask', 'grant', 'refuse') and tier in ('unit', 'county', 'city', 'province', 'nation'));
--> statement-breakpoint

-- What was changed for everybody is for everybody to read; the plan is the owner's; an extension belongs to the unit's place.
do $$
declare t text;
begin
  foreach t in array array['collection_changes', 'planned_collections', 'extensions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
    execute format('grant select on %I to duibiao_api, duibiao_backup', t);
    execute format('grant insert on %I to duibiao_api', t);
  end loop;
end $$;
--> statement-breakpoint
create policy signed_in_reads on collection_changes for select to duibiao_api using ((select app_user()) is not null);
--> statement-breakpoint
create policy scope_adds on collection_changes for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_reads on planned_collections for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_adds on planned_collections for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_changes on planned_collections for update to duibiao_api
  using (owner_region_id = any((select app_regions())::int[])) with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy worker_reads on planned_collections for select to duibiao_worker using (true);
--> statement-breakpoint
grant select on planned_collections to duibiao_worker;
--> statement-breakpoint
grant update on planned_collections to duibiao_api;
--> statement-breakpoint
create policy place_reads on extensions for select to duibiao_api
  using (city_id = any((select app_cities())::int[]) or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy place_adds on extensions for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
