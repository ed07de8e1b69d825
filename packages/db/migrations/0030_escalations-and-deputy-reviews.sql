CREATE TABLE "escalations" (
	"noun" text NOT NULL,
	"object_id" bigint NOT NULL,
	"unit_id" integer,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"to_region_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "escalations_noun_object_id_due_at_city_id_pk" PRIMARY KEY("noun","object_id","due_at","city_id")
);
--> statement-breakpoint
ALTER TABLE "second_reviews" ADD COLUMN "for_user_id" integer;--> statement-breakpoint
-- 逾期上报: written by the worker alone, never changed; read where it arose, by the city of that time, and by who was told.
alter table escalations enable row level security;
--> statement-breakpoint
alter table escalations force row level security;
--> statement-breakpoint
create policy owner_all on escalations to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy place_reads on escalations for select to duibiao_api
  using (to_region_id = any((select app_regions())::int[]) or city_id = any((select app_cities())::int[])
    or region_id = any((select app_regions())::int[]) or unit_id = any((select app_units())::int[]));
--> statement-breakpoint
create policy worker_reads on escalations for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_adds on escalations for insert to duibiao_worker with check (true);
--> statement-breakpoint
grant select on escalations to duibiao_api, duibiao_worker, duibiao_backup;
--> statement-breakpoint
grant insert on escalations to duibiao_worker;
--> statement-breakpoint
-- The worker tells whoever stands in for a named reviewer, too.
grant select (for_user_id) on second_reviews to duibiao_worker;
