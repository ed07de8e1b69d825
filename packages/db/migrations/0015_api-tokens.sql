CREATE TABLE "api_tokens" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_tokens_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"token_hash" text NOT NULL,
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"actions" text[] NOT NULL,
	"region_id" integer,
	"unit_id" integer,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"last_source" text DEFAULT '' NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "api_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_user_id_index" ON "api_tokens" USING btree ("user_id");--> statement-breakpoint
alter table api_tokens
  add constraint api_tokens_place check (region_id is null or unit_id is null),
  add constraint api_tokens_expires check (created_at < expires_at and expires_at <= created_at + interval '366 days');
--> statement-breakpoint

-- Who looks after an account sees and ends its tokens; only the owner makes one; the door reads them by their hash.
alter table api_tokens enable row level security;
--> statement-breakpoint
alter table api_tokens force row level security;
--> statement-breakpoint
create policy owner_all on api_tokens to duibiao_owner using (true) with check (true);
--> statement-breakpoint
create policy keepers_read on api_tokens for select to duibiao_api
  using (user_id = (select app_user()) or (select app_purpose('session')) or exists (select 1 from users u where u.id = user_id));
--> statement-breakpoint
create policy own_adds on api_tokens for insert to duibiao_api with check (user_id = (select app_user()));
--> statement-breakpoint
create policy keepers_end on api_tokens for update to duibiao_api
  using (user_id = (select app_user()) or (select app_purpose('session')) or exists (select 1 from users u where u.id = user_id))
  with check (user_id = (select app_user()) or (select app_purpose('session')) or exists (select 1 from users u where u.id = user_id));
--> statement-breakpoint
grant select on api_tokens to duibiao_api, duibiao_backup;
--> statement-breakpoint
grant insert on api_tokens to duibiao_api;
--> statement-breakpoint
grant update (last_used_at, last_source, ended_at, ended_reason) on api_tokens to duibiao_api;
--> statement-breakpoint
grant usage on all sequences in schema public to duibiao_api;
