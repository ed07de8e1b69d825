import { date, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

export type Attendee = { name: string; unit: string; duty: string };
/** What was decided of one submission, or of one cell of it. */
export type MinuteItem = {
  submission: number;
  revision: number;
  measure: string | null;
  member: string | null;
  decision: "pass" | "question" | "return" | "note";
  text: string;
};

/** 会审纪要: written until a leader signs it, then it stays as it is. */
export const jointReviews = pgTable("joint_reviews", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerRegionId: integer().notNull(),
  title: text().notNull(),
  heldOn: date().notNull(),
  place: text().notNull(),
  attendees: jsonb().$type<Attendee[]>().notNull(),
  items: jsonb().$type<MinuteItem[]>().notNull(),
  /** Counts every save; a save names the version it saw. */
  version: integer().notNull(),
  createdBy: integer().notNull(),
  createdName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  savedBy: integer().notNull(),
  savedName: text().notNull(),
  savedAt: timestamp({ withTimezone: true }).notNull(),
  /** SHA-256 of what was signed; empty: not signed yet. */
  hash: text().notNull(),
  signedBy: integer(),
  signedName: text(),
  signedAt: timestamp({ withTimezone: true }),
});

/** Which question a signed item raised. Insert-only. */
export const jointReviewQuestions = pgTable("joint_review_questions", {
  questionId: integer().primaryKey(),
  jointReviewId: integer()
    .notNull()
    .references(() => jointReviews.id),
  ownerRegionId: integer().notNull(),
  /** Place of the item in the minutes. */
  item: integer().notNull(),
});
