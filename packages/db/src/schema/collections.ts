import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
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
    /** 法律依据, and 表号, 制定机关, 批准文号, 有效期至 as they stood when it was opened (统计法 17). */
    legalBasis: text().notNull().default(""),
    formNumber: text().notNull().default(""),
    formMaker: text().notNull().default(""),
    formApproval: text().notNull().default(""),
    formValidUntil: text().notNull().default(""),
    /** Why something is asked that could be computed or was asked of an overlapping period. */
    repeatReason: text().notNull().default(""),
    origin: text({ enum: ["report", "history", "system", "ledger"] }).notNull(),
    /** Invented figures; says so wherever a figure of it is shown. */
    synthetic: boolean().notNull().default(false),
    signing: text({ enum: ["online", "paper"] }).notNull(),
    scanDays: integer().notNull().default(0),
    /** 说明须附佐证: an explained figure is not submitted without a paper, where the catalogue names one. */
    evidenceRequired: boolean().notNull().default(false),
    opensAt: timestamp({ withTimezone: true }).notNull(),
    dueUnit: timestamp({ withTimezone: true }).notNull(),
    dueCounty: timestamp({ withTimezone: true }).notNull(),
    dueCity: timestamp({ withTimezone: true }).notNull(),
    dueProvince: timestamp({ withTimezone: true }).notNull(),
    /** Workdays after the unit's due time to which a county's, a city's, a province's leader may extend a unit; 0: not at all. */
    extendCounty: integer().notNull().default(0),
    extendCity: integer().notNull().default(0),
    extendProvince: integer().notNull().default(0),
    lockedAt: timestamp({ withTimezone: true }),
    cancelledAt: timestamp({ withTimezone: true }),
    createdBy: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("collections_owner_form_period")
      .on(t.ownerRegionId, t.formKey, t.periodId)
      .where(sql`cancelled_at is null`),
    index().on(t.periodId),
  ],
);

/** What was changed of a collection for everybody, with the reason: due times, cancelling. Insert-only. */
export const collectionChanges = pgTable(
  "collection_changes",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    collectionId: integer()
      .notNull()
      .references(() => collections.id),
    ownerRegionId: integer().notNull(),
    kind: text({ enum: ["due", "cancel"] }).notNull(),
    before: jsonb().$type<Record<string, string>>().notNull(),
    after: jsonb().$type<Record<string, string>>().notNull(),
    reason: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.collectionId)],
);

/** 拟开任务: a collection of the year's plan that the platform opens at its time, in the name of who planned it. */
export const plannedCollections = pgTable(
  "planned_collections",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ownerRegionId: integer().notNull(),
    /** The request that opens it, as JSON. */
    ask: text().notNull(),
    opensAt: timestamp({ withTimezone: true }).notNull(),
    state: text({ enum: ["waiting", "opened", "failed", "discarded"] }).notNull(),
    collectionId: integer(),
    /** Why it could not be opened. */
    problemZh: text().notNull().default(""),
    problemEn: text().notNull().default(""),
    createdBy: integer().notNull(),
    createdName: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    settledAt: timestamp({ withTimezone: true }),
  },
  (t) => [index().on(t.state, t.opensAt)],
);

/**
 * 延期: what a unit asked for and what was decided, or given without being asked. Insert-only; the last grant stands in
 * the assignment as its due time.
 */
export const extensions = pgTable(
  "extensions",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    collectionId: integer().notNull(),
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    kind: text({ enum: ["ask", "grant", "refuse"] }).notNull(),
    /** The ask that a grant or a refusal answers; null: nobody asked. */
    askId: bigint({ mode: "number" }),
    /** Asked or granted until; null in a refusal, or where an extension was taken back. */
    until: timestamp({ withTimezone: true }),
    reason: text().notNull(),
    /** Of whoever decided; "unit" in an ask. */
    tier: text({ enum: ["unit", "county", "city", "province", "nation"] }).notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.cityId] }),
    uniqueIndex("extensions_one_decision").on(t.askId, t.cityId),
    index().on(t.collectionId, t.unitId),
  ],
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
