-- 主管部门 (条) of a unit, empty = 未归口, and what the registry (名录库) knows of it; both dated with the unit's version.
ALTER TABLE "unit_versions" ADD COLUMN "line" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "unit_versions" ADD COLUMN "registry" jsonb DEFAULT '{}'::jsonb NOT NULL;
