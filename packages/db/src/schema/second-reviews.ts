import { bigint, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** 复核要求: a bureau asks a second reviewer for a form, or for the units of a line of ministry. Ended, never deleted. */
export const secondReviewDuties = pgTable("second_review_duties", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerRegionId: integer().notNull(),
  kind: text({ enum: ["form", "line"] }).notNull(),
  /** Key of the form, or the line's name. */
  key: text().notNull(),
  /** Who of the bureau may review second; empty: any reviewer or leader of it. */
  reviewers: integer().array().notNull(),
  reason: text().notNull(),
  createdBy: integer().notNull(),
  createdName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  endedBy: integer(),
  endedName: text(),
  endedAt: timestamp({ withTimezone: true }),
});

/** 复核: a second reviewer of the responsible bureau has looked at this revision. Insert-only. */
export const secondReviews = pgTable(
  "second_reviews",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ownerRegionId: integer().notNull(),
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    tier: text({ enum: ["county", "city", "province"] }).notNull(),
    hash: text().notNull(),
    note: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    /** Of a deputy: the named reviewer whose place it was. */
    forUserId: integer(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.submissionId)],
);
