import { date, integer, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { regions } from "./regions.ts";

/** A published catalogue. `document` is its canonical JSON, `hash` the SHA-256 of those bytes. */
export const catalogues = pgTable(
  "catalogues",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** Null: the base that ships with the platform. */
    ownerRegionId: integer().references(() => regions.id),
    key: text().notNull(),
    version: text().notNull(),
    hash: text().notNull(),
    document: text().notNull(),
    publishedBy: integer(),
    publishedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique().on(t.ownerRegionId, t.key, t.version).nullsNotDistinct()],
);

/**
 * 目录修订稿: a next version while it is written. `content` is what its owner writes, as JSON: the whole document, or the
 * local part that is laid over a read-only base. Once published or discarded it is closed, never deleted.
 */
export const catalogueDrafts = pgTable("catalogue_drafts", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerRegionId: integer()
    .notNull()
    .references(() => regions.id),
  /** The published catalogue that it was made from. */
  fromId: integer()
    .notNull()
    .references(() => catalogues.id),
  /** Null: the content is the whole document. */
  baseId: integer().references(() => catalogues.id),
  key: text().notNull(),
  version: text().notNull(),
  note: text().notNull(),
  content: text().notNull(),
  /** How often it was saved; a save that expects another number is refused. */
  edits: integer().notNull().default(0),
  state: text({ enum: ["open", "published", "discarded"] })
    .notNull()
    .default("open"),
  publishedId: integer().references(() => catalogues.id),
  createdAt: timestamp({ withTimezone: true }).notNull(),
  savedBy: integer().notNull(),
  /** The name of who saved last, as it was then: the users table stays closed. */
  savedName: text().notNull(),
  savedAt: timestamp({ withTimezone: true }).notNull(),
});

/** Every measure key ever published, once; facts store the id. Its meaning never changes. */
export const measures = pgTable("measures", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  key: text().notNull().unique(),
  uom: text().notNull(),
  type: text().notNull(),
  aggRegion: text({ enum: ["sum", "none"] }).notNull(),
  aggTime: text({ enum: ["sum", "last", "none"] }).notNull(),
});

export const periods = pgTable(
  "periods",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    key: text().notNull().unique(),
    kind: text({ enum: ["month", "quarter", "half", "year", "instant", "custom"] }).notNull(),
    startDate: date().notNull(),
    /** Last day, inclusive. The tree of a period is the tree of this day. */
    endDate: date().notNull(),
  },
  (t) => [unique().on(t.kind, t.startDate, t.endDate)],
);
