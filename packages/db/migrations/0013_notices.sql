CREATE TABLE "deliveries" (
	"user_id" integer NOT NULL,
	"notice_id" bigint NOT NULL,
	"channel" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"fault" text DEFAULT '' NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "deliveries_user_id_notice_id_channel_pk" PRIMARY KEY("user_id","notice_id","channel")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"user_id" integer NOT NULL,
	"notice_id" bigint NOT NULL,
	"key" text NOT NULL,
	"seen_at" timestamp with time zone,
	CONSTRAINT "inbox_user_id_notice_id_pk" PRIMARY KEY("user_id","notice_id"),
	CONSTRAINT "inbox_userId_key_unique" UNIQUE("user_id","key")
);
--> statement-breakpoint
CREATE TABLE "notice_settings" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"wecom" text DEFAULT '' NOT NULL,
	"zwding" text DEFAULT '' NOT NULL,
	"off" text[] NOT NULL,
	"digest" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"title_zh" text NOT NULL,
	"title_en" text NOT NULL,
	"body_zh" text NOT NULL,
	"body_en" text NOT NULL,
	"link" text NOT NULL,
	"object" text NOT NULL,
	"audience" jsonb NOT NULL,
	"by_user" integer,
	"at" timestamp with time zone NOT NULL,
	"spread_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "self_checks" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "self_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"day" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"sound" boolean NOT NULL,
	"parts" jsonb NOT NULL,
	CONSTRAINT "self_checks_day_unique" UNIQUE("day")
);
--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_key_index" ON "notices" USING btree ("key");
--> statement-breakpoint
create index notices_to_spread on notices (id) where spread_at is null;
--> statement-breakpoint
create index inbox_unseen on inbox (user_id) where seen_at is null;
--> statement-breakpoint
create index deliveries_waiting on deliveries (next_at) where state = 'waiting';
--> statement-breakpoint
alter table deliveries add constraint deliveries_state check ((state = 'sent') = (sent_at is not null));
--> statement-breakpoint

do $$
declare t text;
begin
  foreach t in array array['notices', 'inbox', 'deliveries', 'notice_settings', 'self_checks'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy owner_all on %I to duibiao_owner using (true) with check (true)', t);
    execute format('create policy worker_all on %I to duibiao_worker using (true) with check (true)', t);
    execute format('grant select on %I to duibiao_api, duibiao_worker, duibiao_backup', t);
  end loop;
end $$;
--> statement-breakpoint
-- Whoever does a deed leaves its notice under their own name; only those whom it reached read it.
create policy own_name_adds on notices for insert to duibiao_api
  with check (by_user is not distinct from (select app_user()) and ((select app_user()) is not null or (select app_purpose('session'))));
--> statement-breakpoint
create policy reached_reads on notices for select to duibiao_api
  using (exists (select 1 from inbox i where i.notice_id = id and i.user_id = (select app_user())));
--> statement-breakpoint
create policy own_reads on inbox for select to duibiao_api using (user_id = (select app_user()));
--> statement-breakpoint
create policy own_marks on inbox for update to duibiao_api using (user_id = (select app_user())) with check (user_id = (select app_user()));
--> statement-breakpoint
create policy own_reads on deliveries for select to duibiao_api using (user_id = (select app_user()));
--> statement-breakpoint
create policy own_reads on notice_settings for select to duibiao_api using (user_id = (select app_user()));
--> statement-breakpoint
create policy own_adds on notice_settings for insert to duibiao_api with check (user_id = (select app_user()));
--> statement-breakpoint
create policy own_changes on notice_settings for update to duibiao_api using (user_id = (select app_user())) with check (user_id = (select app_user()));
--> statement-breakpoint
-- Counts and places of faults, no figures: whom the policy table lets ask.
create policy signed_in_reads on self_checks for select to duibiao_api using ((select app_user()) is not null);
--> statement-breakpoint
-- The worker finds out who holds a post and whom a notice is for.
create policy worker_reads on users for select to duibiao_worker using (true);
--> statement-breakpoint
create policy worker_reads on posts for select to duibiao_worker using (true);
--> statement-breakpoint
grant insert on notices, notice_settings to duibiao_api;
--> statement-breakpoint
grant update on notice_settings to duibiao_api;
--> statement-breakpoint
grant update (seen_at) on inbox to duibiao_api;
--> statement-breakpoint
grant insert, update on notices, inbox, deliveries to duibiao_worker;
--> statement-breakpoint
grant insert on self_checks to duibiao_worker;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api, duibiao_worker;
