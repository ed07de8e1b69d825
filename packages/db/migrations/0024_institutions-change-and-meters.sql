CREATE TABLE "meter_answers" (
	"key_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"agrees" boolean NOT NULL,
	"reason" text NOT NULL,
	"document_no" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "meter_answers_key_id_unit_id_pk" PRIMARY KEY("key_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "meter_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "meter_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"meter_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"valid_from" date NOT NULL,
	"basis" text NOT NULL,
	"unit_ids" integer[] NOT NULL,
	"weights" numeric[] NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meter_readings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "meter_readings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"meter_id" integer NOT NULL,
	"key_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"period_id" integer NOT NULL,
	"quantity" numeric NOT NULL,
	"document_no" text NOT NULL,
	"unit_ids" integer[] NOT NULL,
	"shares" numeric[] NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meters" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "meters_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"region_id" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"measure" text NOT NULL,
	"member" text NOT NULL,
	"user_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "meters_regionId_code_measure_member_unique" UNIQUE("region_id","code","measure","member")
);
--> statement-breakpoint
CREATE TABLE "unit_changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unit_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"effective" date NOT NULL,
	"region_id" integer NOT NULL,
	"unit_ids" integer[] NOT NULL,
	"into_id" integer,
	"name" text DEFAULT '' NOT NULL,
	"ends" integer,
	"document_no" text NOT NULL,
	"reason" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "meter_answers" ADD CONSTRAINT "meter_answers_key_id_meter_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."meter_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_keys" ADD CONSTRAINT "meter_keys_meter_id_meters_id_fk" FOREIGN KEY ("meter_id") REFERENCES "public"."meters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_readings" ADD CONSTRAINT "meter_readings_meter_id_meters_id_fk" FOREIGN KEY ("meter_id") REFERENCES "public"."meters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_readings" ADD CONSTRAINT "meter_readings_key_id_meter_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."meter_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meter_keys_meter_id_index" ON "meter_keys" USING btree ("meter_id");--> statement-breakpoint
CREATE INDEX "meter_readings_meter_id_period_id_index" ON "meter_readings" USING btree ("meter_id","period_id");--> statement-breakpoint
CREATE INDEX "unit_changes_region_id_index" ON "unit_changes" USING btree ("region_id");
--> statement-breakpoint

alter table unit_changes add constraint unit_changes_shape check (
  case kind when 'rename' then into_id is null and ends is null and name <> '' when 'apart' then ends is not null else into_id is not null and ends is null end);
--> statement-breakpoint
create unique index unit_changes_ended_once on unit_changes (ends);
--> statement-breakpoint
alter table meter_readings add constraint meter_readings_quantity check (quantity >= 0);
--> statement-breakpoint

-- Like the units that they are about, changes are read by everybody who is signed in.
alter table unit_changes enable row level security;
--> statement-breakpoint
alter table unit_changes force row level security;
--> statement-breakpoint
create policy owner_all on unit_changes to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy signed_in_reads on unit_changes for select to duibiao_api using ((select app_user()) is not null);
--> statement-breakpoint
create policy scope_adds on unit_changes for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint

-- A meter is its bureau's, and of those that share it.
do $$
declare t text;
begin
  foreach t in array array['meters', 'meter_keys', 'meter_answers', 'meter_readings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
create policy sharers_read on meter_keys for select to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_ids && (select app_units())::int[]);
--> statement-breakpoint
create policy sharers_read on meter_readings for select to duibiao_api
  using (region_id = any((select app_regions())::int[]) or unit_ids && (select app_units())::int[]);
--> statement-breakpoint
create policy sharers_read on meters for select to duibiao_api
  using (region_id = any((select app_regions())::int[]) or exists (select 1 from meter_keys k where k.meter_id = meters.id));
--> statement-breakpoint
create policy sharers_read on meter_answers for select to duibiao_api
  using (region_id = any((select app_regions())::int[]) or exists (select 1 from meter_keys k where k.id = meter_answers.key_id));
--> statement-breakpoint
create policy bureau_adds on meters for insert to duibiao_api with check (region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy bureau_adds on meter_keys for insert to duibiao_api with check (region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy bureau_adds on meter_readings for insert to duibiao_api with check (region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy party_adds on meter_answers for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
grant select on unit_changes, meters, meter_keys, meter_answers, meter_readings to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on unit_changes, meters, meter_keys, meter_answers, meter_readings to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
