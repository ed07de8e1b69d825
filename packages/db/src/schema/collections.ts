import { bigint, boolean, index, integer, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";
import { catalogues, measures, periods } from "./catalogues.ts";
import { regions, units } from "./regions.ts";

/**
 * 采集任务: a form for a period. Origin 历史 (history) is unsigned, outside punctuality and index; system is written by the
 * platform; ledger 台账 is kept by units for themselves, owed by nobody and never rolled up.
 */
export const collections = pgTable(
  "collections",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ownerRegionId: integer()
      .notNull()
      .references(() => regions.id),
    catalogueId: integer()
      .notNull()
      .references(() => catalogues.id),
    formKey: text().notNull(),
    periodId: integer()
      .notNull()
      .references(() => periods.id),
    name: text().notNull(),
    documentNo: text().notNull().default(""),
    origin: text({ enum: ["report", "history", "system", "ledger"] }).notNull(),
    /** Invented figures; says so wherever a figure of it is shown. */
    synthetic: boolean().notNull().default(false),
    signing: text({ enum: ["online", "paper"] }).notNull(),
    scanDays: integer().notNull().default(0),
    opensAt: timestamp({ withTimezone: true }).notNull(),
    dueUnit: timestamp({ withTimezone: true }).notNull(),
    dueCounty: timestamp({ withTimezone: true }).notNull(),
    dueCity: timestamp({ withTimezone: true }).notNull(),
    dueProvince: timestamp({ withTimezone: true }).notNull(),
    lockedAt: timestamp({ withTimezone: true }),
    createdBy: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique().on(t.ownerRegionId, t.formKey, t.periodId), index().on(t.periodId)],
);

/** What every unit of a collection owes: one row per (measure, member) of its form. */
export const duties = pgTable(
  "duties",
  {
    collectionId: integer()
      .notNull()
      .references(() => collections.id),
    measureId: integer()
      .notNull()
      .references(() => measures.id),
    member: text().notNull(),
    additive: boolean().notNull(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.measureId, t.member] })],
);

/** 报送义务. Region, city, covers and hash are those of the period's last day. */
export const assignments = pgTable(
  "assignments",
  {
    collectionId: integer()
      .notNull()
      .references(() => collections.id),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    covers: text({ enum: ["own", "whole"] }).notNull(),
    hash: bigint({ mode: "bigint" }).notNull(),
    exemptReason: text(),
    /** Extension of the unit's due time, with the reason. */
    dueUntil: timestamp({ withTimezone: true }),
    dueReason: text(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.unitId, t.cityId] }), index().on(t.collectionId, t.cityId)],
);
