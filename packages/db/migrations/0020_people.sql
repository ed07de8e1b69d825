CREATE TABLE "deputies" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deputies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"post_id" integer NOT NULL,
	"user_id" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"named_by" integer NOT NULL,
	"named_at" timestamp with time zone NOT NULL,
	"ended_by" integer,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" integer NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "post_proposals" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "post_proposals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"user_id" integer NOT NULL,
	"role" text NOT NULL,
	"region_id" integer,
	"unit_id" integer,
	"proposed_by" integer NOT NULL,
	"by_security" boolean NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" integer,
	"decided_at" timestamp with time zone,
	"confirmed" boolean,
	"valid_to" date,
	"reason" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"codes" text[] NOT NULL,
	"last_step" integer NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "one_time_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "credentials" ADD COLUMN "one_time_source" text;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "valid_to" date;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "agent" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "way" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "unit_id" integer;--> statement-breakpoint
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deputies" ADD CONSTRAINT "deputies_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "post_proposals" ADD CONSTRAINT "post_proposals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deputies_user_id_index" ON "deputies" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "deputies_post_id_index" ON "deputies" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "identities_user_id_index" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "post_proposals_user_id_index" ON "post_proposals" USING btree ("user_id");
--> statement-breakpoint
alter table post_proposals
  add constraint post_proposals_place check ((role in ('clerk', 'head')) = (unit_id is not null)),
  add constraint post_proposals_decided check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (confirmed is null)),
  add constraint post_proposals_two_people check (decided_by is distinct from proposed_by or decided_by is null);
--> statement-breakpoint
-- Whoever wrote an initial password before this kept the seven days that were promised.
update credentials set one_time_until = changed_at + interval '7 days'
where must_change and user_id in (select id from users where region_id <> 0);
--> statement-breakpoint

-- Proposals of posts: those whose posts cover the place; what was decided stays as it was decided.
alter table post_proposals enable row level security;
--> statement-breakpoint
alter table post_proposals force row level security;
--> statement-breakpoint
create policy owner_all on post_proposals to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy scope_reads on post_proposals for select to duibiao_api
  using (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_adds on post_proposals for insert to duibiao_api
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
create policy scope_decides on post_proposals for update to duibiao_api
  using (decided_at is null and (region_id = any((select app_regions())::int[]) or (select app_purpose('platform'))))
  with check (region_id = any((select app_regions())::int[]) or (select app_purpose('platform')));
--> statement-breakpoint
grant select on post_proposals to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on post_proposals to duibiao_api;
--> statement-breakpoint
grant update (decided_by, decided_at, confirmed, reason) on post_proposals to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint

alter table deputies
  add constraint deputies_time check (valid_from <= valid_to and valid_to < valid_from + 92),
  add constraint deputies_somebody_else check (user_id <> named_by),
  add constraint deputies_ended check ((ended_by is null) = (ended_at is null));
--> statement-breakpoint

-- Who stands in for whom decides what a person may do: like sessions it is the door's alone; the worker tells deputies, too.
alter table deputies enable row level security;
--> statement-breakpoint
alter table deputies force row level security;
--> statement-breakpoint
create policy owner_all on deputies to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy session_all on deputies to duibiao_api using ((select app_purpose('session'))) with check ((select app_purpose('session')));
--> statement-breakpoint
create policy worker_reads on deputies for select to duibiao_worker using (true);
--> statement-breakpoint
grant select on deputies to duibiao_api, duibiao_worker, duibiao_backup;
--> statement-breakpoint
grant insert on deputies to duibiao_api;
--> statement-breakpoint
grant update (ended_by, ended_at) on deputies to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
--> statement-breakpoint

-- 填报人 and 负责人 as before, those in the grace after their last day included.
create or replace function unit_contacts()
returns table (unit_id int, region_id int, role text, name text, phone text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.unit_id, v.region_id, p.role, u.name, u.phone
  from posts p
  join users u on u.id = p.user_id and u.disabled_at is null
  join lateral (select x.region_id from unit_versions x where x.unit_id = p.unit_id order by x.valid_from desc limit 1) v on true
  where p.ended_at is null and (p.valid_to is null or p.valid_to >= (now() at time zone 'Asia/Shanghai')::date - 15)
    and p.role in ('clerk', 'head') and v.region_id = any((select app_regions())::int[])
  order by p.unit_id, p.role, p.id
$$;
--> statement-breakpoint

-- The door's alone, like passwords.
alter table second_factors enable row level security;
--> statement-breakpoint
alter table second_factors force row level security;
--> statement-breakpoint
create policy owner_all on second_factors to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy session_all on second_factors to duibiao_api using ((select app_purpose('session'))) with check ((select app_purpose('session')));
--> statement-breakpoint
grant select, insert, update, delete on second_factors to duibiao_api;
--> statement-breakpoint
grant select on second_factors to duibiao_backup;
--> statement-breakpoint

-- The door's alone, like passwords.
alter table identities enable row level security;
--> statement-breakpoint
alter table identities force row level security;
--> statement-breakpoint
create policy owner_all on identities to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy session_all on identities to duibiao_api using ((select app_purpose('session'))) with check ((select app_purpose('session')));
--> statement-breakpoint
grant select, insert, delete on identities to duibiao_api;
--> statement-breakpoint
grant update (last_used_at) on identities to duibiao_api;
--> statement-breakpoint
grant select on identities to duibiao_backup;
