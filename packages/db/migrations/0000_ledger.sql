CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"request_id" text NOT NULL,
	"user_id" integer,
	"role" text DEFAULT '' NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"object" text NOT NULL,
	"region_id" integer,
	"result" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"prev" text NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seals_auditId_unique" UNIQUE("audit_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"user_id" integer NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer NOT NULL,
	"body" "bytea" NOT NULL,
	"places" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_operation_key_pk" PRIMARY KEY("user_id","operation","key")
);
--> statement-breakpoint
CREATE TABLE "catalogues" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "catalogues_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer,
	"key" text NOT NULL,
	"version" text NOT NULL,
	"hash" text NOT NULL,
	"document" text NOT NULL,
	"published_by" integer,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalogues_ownerRegionId_key_version_unique" UNIQUE NULLS NOT DISTINCT("owner_region_id","key","version")
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "measures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"uom" text NOT NULL,
	"type" text NOT NULL,
	"agg_region" text NOT NULL,
	"agg_time" text NOT NULL,
	CONSTRAINT "measures_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "periods" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "periods_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date NOT NULL,
	CONSTRAINT "periods_key_unique" UNIQUE("key"),
	CONSTRAINT "periods_kind_startDate_endDate_unique" UNIQUE("kind","start_date","end_date")
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"collection_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"covers" text NOT NULL,
	"hash" bigint NOT NULL,
	"exempt_reason" text,
	"due_until" timestamp with time zone,
	"due_reason" text,
	CONSTRAINT "assignments_collection_id_unit_id_city_id_pk" PRIMARY KEY("collection_id","unit_id","city_id")
);
--> statement-breakpoint
CREATE TABLE "collections" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "collections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"catalogue_id" integer NOT NULL,
	"form_key" text NOT NULL,
	"period_id" integer NOT NULL,
	"name" text NOT NULL,
	"document_no" text DEFAULT '' NOT NULL,
	"origin" text NOT NULL,
	"synthetic" boolean DEFAULT false NOT NULL,
	"signing" text NOT NULL,
	"scan_days" integer DEFAULT 0 NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"due_unit" timestamp with time zone NOT NULL,
	"due_county" timestamp with time zone NOT NULL,
	"due_city" timestamp with time zone NOT NULL,
	"due_province" timestamp with time zone NOT NULL,
	"locked_at" timestamp with time zone,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collections_ownerRegionId_formKey_periodId_unique" UNIQUE("owner_region_id","form_key","period_id")
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"collection_id" integer NOT NULL,
	"measure_id" integer NOT NULL,
	"member" text NOT NULL,
	"additive" boolean NOT NULL,
	CONSTRAINT "duties_collection_id_measure_id_member_pk" PRIMARY KEY("collection_id","measure_id","member")
);
--> statement-breakpoint
CREATE TABLE "region_changes" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "region_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"effective" date NOT NULL,
	"document_no" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"user_id" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "region_lineage" (
	"change_id" integer NOT NULL,
	"from_id" integer NOT NULL,
	"to_id" integer NOT NULL,
	"share" numeric NOT NULL,
	"basis" text DEFAULT '' NOT NULL,
	CONSTRAINT "region_lineage_change_id_from_id_to_id_pk" PRIMARY KEY("change_id","from_id","to_id")
);
--> statement-breakpoint
CREATE TABLE "region_versions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "region_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"region_id" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"tier" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text DEFAULT '' NOT NULL,
	"parent_id" integer,
	CONSTRAINT "region_versions_regionId_validFrom_unique" UNIQUE("region_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "regions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit_versions" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unit_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"unit_id" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"region_id" integer NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text DEFAULT '' NOT NULL,
	"covers" text NOT NULL,
	CONSTRAINT "unit_versions_unitId_validFrom_unique" UNIQUE("unit_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "units_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"hash" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evaluations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evaluations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"owner_region_id" integer NOT NULL,
	"catalogue_id" integer NOT NULL,
	"scheme_key" text NOT NULL,
	"period_id" integer NOT NULL,
	"tier" text NOT NULL,
	"lens" text NOT NULL,
	"trial" boolean NOT NULL,
	"synthetic" boolean NOT NULL,
	"inputs" text NOT NULL,
	"inputs_hash" text NOT NULL,
	"results" text NOT NULL,
	"results_hash" text NOT NULL,
	"engine" text NOT NULL,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "peer_statistics" (
	"release_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"indicator" text NOT NULL,
	"peer_group" text NOT NULL,
	"n" integer NOT NULL,
	"best" double precision NOT NULL,
	"q1" double precision NOT NULL,
	"median" double precision NOT NULL,
	"q3" double precision NOT NULL,
	"worst" double precision NOT NULL,
	CONSTRAINT "peer_statistics_release_id_indicator_peer_group_pk" PRIMARY KEY("release_id","indicator","peer_group"),
	CONSTRAINT "at_least_five" CHECK ("peer_statistics"."n" >= 5)
);
--> statement-breakpoint
CREATE TABLE "release_results" (
	"release_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"result" jsonb NOT NULL,
	CONSTRAINT "release_results_release_id_region_id_pk" PRIMARY KEY("release_id","region_id")
);
--> statement-breakpoint
CREATE TABLE "release_states" (
	"release_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"user_id" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "release_states_release_id_seq_pk" PRIMARY KEY("release_id","seq")
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "releases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"evaluation_id" integer NOT NULL,
	"owner_region_id" integer NOT NULL,
	"scheme_key" text NOT NULL,
	"period_id" integer NOT NULL,
	"tier" text NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"audience" text NOT NULL,
	"created_by" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "releases_ownerRegionId_schemeKey_periodId_tier_number_unique" UNIQUE("owner_region_id","scheme_key","period_id","tier","number")
);
--> statement-breakpoint
CREATE TABLE "consolidation_decisions" (
	"consolidation_id" bigint NOT NULL,
	"city_id" integer NOT NULL,
	"kind" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"user_id" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consolidation_decisions_consolidation_id_city_id_pk" PRIMARY KEY("consolidation_id","city_id")
);
--> statement-breakpoint
CREATE TABLE "consolidations" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "consolidations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"collection_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"number" integer NOT NULL,
	"document" jsonb NOT NULL,
	"hash" text NOT NULL,
	"signed_by" integer NOT NULL,
	"signed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "consolidations_id_city_id_pk" PRIMARY KEY("id","city_id"),
	CONSTRAINT "consolidations_collectionId_cityId_number_unique" UNIQUE("collection_id","city_id","number")
);
--> statement-breakpoint
CREATE TABLE "dirty" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "dirty_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"collection_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"region_id" integer,
	"level" smallint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dirty_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "roll_ups" (
	"period_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"measure_id" integer NOT NULL,
	"member" text NOT NULL,
	"lens" text NOT NULL,
	"city_id" integer NOT NULL,
	"collection_id" integer NOT NULL,
	"n_expected" integer NOT NULL,
	"n_answered" integer NOT NULL,
	"n_na" integer NOT NULL,
	"support" bigint NOT NULL,
	"sum" numeric,
	"estimated_sum" numeric,
	CONSTRAINT "roll_ups_period_id_region_id_measure_id_member_lens_collection_id_city_id_pk" PRIMARY KEY("period_id","region_id","measure_id","member","lens","collection_id","city_id")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "attachments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"sha256" text NOT NULL,
	"content" "bytea" NOT NULL,
	"user_id" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attachments_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "cells" (
	"submission_id" bigint NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"measure_id" integer NOT NULL,
	"member" text NOT NULL,
	"state" text NOT NULL,
	"value" numeric,
	"estimated" boolean DEFAULT false NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_by" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cells_submission_id_measure_id_member_city_id_pk" PRIMARY KEY("submission_id","measure_id","member","city_id")
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"kind" text NOT NULL,
	"tier" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"cells" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"user_id" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "decisions_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "explanations" (
	"submission_id" bigint NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"rule" text NOT NULL,
	"cell" text NOT NULL,
	"text" text NOT NULL,
	"user_id" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "explanations_submission_id_rule_cell_city_id_pk" PRIMARY KEY("submission_id","rule","cell","city_id")
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "findings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"verdict" text NOT NULL,
	"detail" jsonb NOT NULL,
	"explanation" text DEFAULT '' NOT NULL,
	CONSTRAINT "findings_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"period_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"measure_id" integer NOT NULL,
	"member" text NOT NULL,
	"state" text NOT NULL,
	"value" numeric,
	"estimated" boolean DEFAULT false NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "observations_submission_id_revision_measure_id_member_city_id_pk" PRIMARY KEY("submission_id","revision","measure_id","member","city_id")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "questions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"measure" text NOT NULL,
	"member" text NOT NULL,
	"text" text NOT NULL,
	"asked_by" integer NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone,
	"answer" text,
	"answered_by" integer,
	"answered_at" timestamp with time zone,
	CONSTRAINT "questions_id_city_id_pk" PRIMARY KEY("id","city_id")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"submission_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"zero_sections" text[] DEFAULT '{}' NOT NULL,
	"signers" jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"submitted_by" integer NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"on_time" boolean,
	"scan_due_at" timestamp with time zone,
	"receipt" jsonb NOT NULL,
	CONSTRAINT "revisions_submission_id_revision_city_id_pk" PRIMARY KEY("submission_id","revision","city_id")
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"submission_id" bigint NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"signed_as" text NOT NULL,
	"hash" text NOT NULL,
	"user_id" integer NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "signatures_submission_id_signed_as_hash_city_id_pk" PRIMARY KEY("submission_id","signed_as","hash","city_id")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "submissions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"collection_id" integer NOT NULL,
	"period_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"region_id" integer NOT NULL,
	"city_id" integer NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"last_rev" integer DEFAULT 0 NOT NULL,
	"submitted_rev" integer,
	"county_rev" integer,
	"city_rev" integer,
	"province_rev" integer,
	"zero_sections" text[] DEFAULT '{}' NOT NULL,
	"first_submitted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "submissions_id_city_id_pk" PRIMARY KEY("id","city_id"),
	CONSTRAINT "submissions_collectionId_unitId_cityId_unique" UNIQUE("collection_id","unit_id","city_id")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"user_id" integer PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"must_change" boolean DEFAULT false NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "login_attempts" (
	"account" text NOT NULL,
	"source" text NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "login_attempts_account_source_pk" PRIMARY KEY("account","source")
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "posts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"user_id" integer NOT NULL,
	"role" text NOT NULL,
	"region_id" integer,
	"unit_id" integer,
	"granted_by" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"source" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "users_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"username" text NOT NULL,
	"name" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"region_id" integer NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_username_unique" UNIQUE("username")
);
--> statement-breakpoint
ALTER TABLE "catalogues" ADD CONSTRAINT "catalogues_owner_region_id_regions_id_fk" FOREIGN KEY ("owner_region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_owner_region_id_regions_id_fk" FOREIGN KEY ("owner_region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_catalogue_id_catalogues_id_fk" FOREIGN KEY ("catalogue_id") REFERENCES "public"."catalogues"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_period_id_periods_id_fk" FOREIGN KEY ("period_id") REFERENCES "public"."periods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_lineage" ADD CONSTRAINT "region_lineage_change_id_region_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."region_changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_lineage" ADD CONSTRAINT "region_lineage_from_id_regions_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_lineage" ADD CONSTRAINT "region_lineage_to_id_regions_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_versions" ADD CONSTRAINT "region_versions_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "region_versions" ADD CONSTRAINT "region_versions_parent_id_regions_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_versions" ADD CONSTRAINT "unit_versions_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_statistics" ADD CONSTRAINT "peer_statistics_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_results" ADD CONSTRAINT "release_results_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_states" ADD CONSTRAINT "release_states_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_region_id_id_index" ON "audit_log" USING btree ("region_id","id");--> statement-breakpoint
CREATE INDEX "assignments_collection_id_city_id_index" ON "assignments" USING btree ("collection_id","city_id");--> statement-breakpoint
CREATE INDEX "collections_period_id_index" ON "collections" USING btree ("period_id");--> statement-breakpoint
CREATE INDEX "region_versions_parent_id_index" ON "region_versions" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "unit_versions_region_id_index" ON "unit_versions" USING btree ("region_id");--> statement-breakpoint
CREATE INDEX "unit_versions_code_index" ON "unit_versions" USING btree ("code");--> statement-breakpoint
CREATE INDEX "dirty_collection_id_city_id_index" ON "dirty" USING btree ("collection_id","city_id");--> statement-breakpoint
CREATE INDEX "roll_ups_collection_id_city_id_index" ON "roll_ups" USING btree ("collection_id","city_id");--> statement-breakpoint
CREATE INDEX "attachments_submission_id_index" ON "attachments" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "decisions_submission_id_index" ON "decisions" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "findings_submission_id_revision_index" ON "findings" USING btree ("submission_id","revision");--> statement-breakpoint
CREATE INDEX "questions_submission_id_index" ON "questions" USING btree ("submission_id");--> statement-breakpoint
CREATE INDEX "submissions_collection_id_city_id_index" ON "submissions" USING btree ("collection_id","city_id");--> statement-breakpoint
CREATE INDEX "posts_user_id_index" ON "posts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id_index" ON "sessions" USING btree ("user_id");