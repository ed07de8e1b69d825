import { bigint, integer, numeric, pgTable, text, timestamp, index } from "drizzle-orm/pg-core";
import { collections } from "./collections.ts";

/** 抽查: what is drawn from and the seed, both fixed before the draw. Insert-only, so that no fixed draw can be put aside. */
export const spotChecks = pgTable("spot_checks", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerRegionId: integer().notNull(),
  collectionId: integer()
    .notNull()
    .references(() => collections.id),
  title: text().notNull(),
  /** Under which authority: 文号, plan; empty: not stated. */
  basis: text().notNull(),
  size: integer().notNull(),
  seed: integer().notNull(),
  /** Revisions that the bureau had accepted, as canonical JSON, with its SHA-256; how many cells with numbers they hold. */
  frame: text().notNull(),
  frameHash: text().notNull(),
  frameCells: integer().notNull(),
  createdBy: integer().notNull(),
  createdName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});

/** 抽样: the cells drawn, once per check. Insert-only. */
export const spotCheckDraws = pgTable("spot_check_draws", {
  checkId: integer()
    .primaryKey()
    .references(() => spotChecks.id),
  ownerRegionId: integer().notNull(),
  /** The cells as canonical JSON, in the order of the frame, with its SHA-256. */
  cells: text().notNull(),
  hash: text().notNull(),
  drawnBy: integer().notNull(),
  drawnName: text().notNull(),
  drawnAt: timestamp({ withTimezone: true }).notNull(),
});

/** 抽查结果: what was found of one cell. Insert-only; a later result of the same cell counts instead of the earlier. */
export const spotCheckResults = pgTable(
  "spot_check_results",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    checkId: integer()
      .notNull()
      .references(() => spotChecks.id),
    ownerRegionId: integer().notNull(),
    submissionId: bigint({ mode: "number" }).notNull(),
    measure: text().notNull(),
    member: text().notNull(),
    verdict: text({ enum: ["agrees", "differs", "unsupported"] }).notNull(),
    /** What the evidence says, where it says something else. */
    found: numeric(),
    evidence: text().notNull(),
    note: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.checkId)],
);
