CREATE TABLE "joint_review_questions" (
	"question_id" integer PRIMARY KEY NOT NULL,
	"joint_review_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"item" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "joint_reviews" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "joint_reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"title" text NOT NULL,
	"held_on" date NOT NULL,
	"place" text NOT NULL,
	"attendees" jsonb NOT NULL,
	"items" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"saved_by" integer NOT NULL,
	"saved_name" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"hash" text NOT NULL,
	"signed_by" integer,
	"signed_name" text,
	"signed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "second_review_duties" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "second_review_duties_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"reviewers" integer[] NOT NULL,
	"reason" text NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_by" integer,
	"ended_name" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "second_reviews" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "second_reviews_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"tier" text NOT NULL,
	"hash" text NOT NULL,
	"note" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spot_check_draws" (
	"check_id" integer PRIMARY KEY NOT NULL,
	"owner_region_id" integer NOT NULL,
	"cells" text NOT NULL,
	"hash" text NOT NULL,
	"drawn_by" integer NOT NULL,
	"drawn_name" text NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spot_check_results" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "spot_check_results_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"check_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"submission_id" bigint NOT NULL,
	"measure" text NOT NULL,
	"member" text NOT NULL,
	"verdict" text NOT NULL,
	"found" numeric,
	"evidence" text NOT NULL,
	"note" text NOT NULL,
	"user_id" integer NOT NULL,
	"user_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spot_checks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "spot_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"collection_id" integer NOT NULL,
	"title" text NOT NULL,
	"basis" text NOT NULL,
	"size" integer NOT NULL,
	"seed" integer NOT NULL,
	"frame" text NOT NULL,
	"frame_hash" text NOT NULL,
	"frame_cells" integer NOT NULL,
	"created_by" integer NOT NULL,
	"created_name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "joint_review_questions" ADD CONSTRAINT "joint_review_questions_joint_review_id_joint_reviews_id_fk" FOREIGN KEY ("joint_review_id") REFERENCES "public"."joint_reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_check_draws" ADD CONSTRAINT "spot_check_draws_check_id_spot_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."spot_checks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_check_results" ADD CONSTRAINT "spot_check_results_check_id_spot_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."spot_checks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_checks" ADD CONSTRAINT "spot_checks_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "second_reviews_submission_id_index" ON "second_reviews" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "spot_check_results_check_id_index" ON "spot_check_results" USING btree ("check_id");
--> statement-breakpoint
alter table second_review_duties
  add constraint second_review_duties_kind check (kind in ('form', 'line')),
  add constraint second_review_duties_ended check ((ended_at is null) = (ended_by is null));
--> statement-breakpoint
create unique index second_review_duties_in_force on second_review_duties (owner_region_id, kind, key) where ended_at is null;
--> statement-breakpoint
alter table second_reviews add constraint second_reviews_tier check (tier in ('county', 'city', 'province'));
--> statement-breakpoint
alter table spot_checks add constraint spot_checks_size check (size between 1 and frame_cells);
--> statement-breakpoint
alter table spot_check_results
  add constraint spot_check_results_verdict check (verdict in ('agrees', 'differs', 'unsupported')),
  add constraint spot_check_results_found check ((verdict = 'differs') = (found is not null));
--> statement-breakpoint
alter table joint_reviews add constraint joint_reviews_signed check ((signed_at is null) = (hash = '') and (signed_at is null) = (signed_by is null));
--> statement-breakpoint

-- A bureau's own, and for those above it to read. What was drawn, found, reviewed and signed stays as it was; minutes may
-- be written until they are signed, a duty may be ended. Jobs have nothing to do with them.
do $$
declare t text;
begin
  foreach t in array array['second_review_duties', 'second_reviews', 'spot_checks', 'spot_check_draws', 'spot_check_results', 'joint_reviews', 'joint_review_questions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
    execute format('create policy scope_reads on %I for select to duibiao_api using (owner_region_id = any((select app_regions())::int[]))', t);
    execute format('create policy scope_adds on %I for insert to duibiao_api with check (owner_region_id = any((select app_regions())::int[]))', t);
    execute format('grant select on %I to duibiao_api, duibiao_backup', t);
    execute format('grant insert on %I to duibiao_api', t);
  end loop;
end $$;
--> statement-breakpoint
create policy scope_ends on second_review_duties for update to duibiao_api
  using (ended_at is null and owner_region_id = any((select app_regions())::int[]))
  with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
create policy scope_writes on joint_reviews for update to duibiao_api
  using (signed_at is null and owner_region_id = any((select app_regions())::int[]))
  with check (owner_region_id = any((select app_regions())::int[]));
--> statement-breakpoint
grant update (ended_by, ended_name, ended_at) on second_review_duties to duibiao_api;
--> statement-breakpoint
grant update (title, held_on, place, attendees, items, version, saved_by, saved_name, saved_at, hash, signed_by, signed_name, signed_at) on joint_reviews to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint

-- 审核人 and 审签领导 of the bureaus in the asker's regions, by name: who may be named for a second review.
create function bureau_reviewers()
returns table (id int, name text, region int)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, u.name, p.region_id from posts p join users u on u.id = p.user_id and u.disabled_at is null
  where p.ended_at is null and p.role in ('reviewer', 'leader') and p.region_id = any((select app_regions())::int[])
  order by u.name, u.id
$$;
--> statement-breakpoint
revoke execute on function bureau_reviewers() from public;
--> statement-breakpoint
grant execute on function bureau_reviewers() to duibiao_api;
