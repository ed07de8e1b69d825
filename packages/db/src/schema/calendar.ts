import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { regions } from "./regions.ts";

/** 工作日历: a year's days off and weekend days worked as a province loaded them. Insert-only; the last load of a year counts. */
export const calendarYears = pgTable(
  "calendar_years",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ownerRegionId: integer()
      .notNull()
      .references(() => regions.id),
    year: integer().notNull(),
    /** Days as JSON, each with name, document number and address. */
    days: text().notNull(),
    createdBy: integer().notNull(),
    createdName: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.ownerRegionId)],
);
