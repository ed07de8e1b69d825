import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/** 口径: by whose acceptance figures count. */
export const lenses = ["submitted", "county", "city", "province"] as const;

/** 汇总值: what a region amounts to over everything below it, per lens. Rebuilt by the worker only. */
export const rollUps = pgTable(
  "roll_ups",
  {
    periodId: integer().notNull(),
    regionId: integer().notNull(),
    measureId: integer().notNull(),
    member: text().notNull(),
    lens: text({ enum: lenses }).notNull(),
    cityId: integer().notNull(),
    collectionId: integer().notNull(),
    nExpected: integer().notNull(),
    nAnswered: integer().notNull(),
    nNa: integer().notNull(),
    support: bigint({ mode: "bigint" }).notNull(),
    sum: numeric(),
    estimatedSum: numeric(),
  },
  (t) => [
    primaryKey({ columns: [t.periodId, t.regionId, t.measureId, t.member, t.lens, t.collectionId, t.cityId] }),
    index().on(t.collectionId, t.cityId),
  ],
);

/** What must be rebuilt: append-only for everybody but the worker. A null region means the whole key, a null lens all of them. */
export const dirty = pgTable(
  "dirty",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    collectionId: integer().notNull(),
    cityId: integer().notNull(),
    regionId: integer(),
    lens: text({ enum: lenses }),
    /** 1 city, 2 province, 3 nation: deeper keys first. */
    level: smallint().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.collectionId, t.cityId)],
);

/** 汇总版次: a city's signed, immutable list of what it stands for. */
export const consolidations = pgTable(
  "consolidations",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    collectionId: integer().notNull(),
    cityId: integer().notNull(),
    number: integer().notNull(),
    /** Submissions with revision and hash, missing units with reasons, coverage, reconciliation. */
    document: jsonb().$type<Record<string, unknown>>().notNull(),
    hash: text().notNull(),
    signedBy: integer().notNull(),
    signedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), unique().on(t.collectionId, t.cityId, t.number)],
);

/** The province's acceptance or return of a consolidation. Insert-only. */
export const consolidationDecisions = pgTable(
  "consolidation_decisions",
  {
    consolidationId: bigint({ mode: "number" }).notNull(),
    cityId: integer().notNull(),
    kind: text({ enum: ["accept", "return"] }).notNull(),
    reason: text().notNull().default(""),
    userId: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.consolidationId, t.cityId] })],
);

/** A city lets the province see figures of a collection before its own review. Insert-only; the name as it was then. */
export const openings = pgTable(
  "openings",
  {
    collectionId: integer().notNull(),
    cityId: integer().notNull(),
    reason: text().notNull(),
    userId: integer().notNull(),
    name: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.collectionId, t.cityId] })],
);
