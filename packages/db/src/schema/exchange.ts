import {
  bigint,
  boolean,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/** 来数: the last figure that another system gave for a cell, with the file and the place in it. */
export const arrivals = pgTable(
  "arrivals",
  {
    submissionId: bigint({ mode: "number" }).notNull(),
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    measureId: integer().notNull(),
    member: text().notNull(),
    system: text().notNull(),
    file: text().notNull(),
    place: text().notNull(),
    state: text({ enum: ["number", "na", "missing"] }).notNull(),
    value: numeric(),
    estimated: boolean().notNull().default(false),
    reason: text().notNull().default(""),
    note: text().notNull().default(""),
    /** written into the working copy, or differing from what a person or another system has there. */
    verdict: text({ enum: ["written", "conflict"] }).notNull(),
    userId: integer().notNull(),
    name: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.measureId, t.member, t.system, t.cityId] })],
);

/** 导入对应: how the export of another system is read, a version each. Insert-only; the owner's last version counts. */
export const mappings = pgTable(
  "mappings",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ownerRegionId: integer().notNull(),
    key: text().notNull(),
    version: integer().notNull(),
    formKey: text().notNull(),
    /** Canonical JSON and its SHA-256. */
    document: text().notNull(),
    hash: text().notNull(),
    /** A version that only ends the mapping. */
    ended: boolean().notNull().default(false),
    createdBy: integer().notNull(),
    createdName: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [unique().on(t.ownerRegionId, t.key, t.version)],
);

/** 别名: how the files of another system name a unit; the last word of whoever imported by it. */
export const unitAliases = pgTable(
  "unit_aliases",
  {
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    system: text().notNull(),
    name: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.system] }), index().on(t.system, t.name)],
);
