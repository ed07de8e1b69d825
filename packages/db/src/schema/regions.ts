import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/** 地区: identity only. Code, name, kind, tier and parent are dated, see region_versions. */
export const regions = pgTable("regions", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** A region's attributes over [valid_from, valid_to). The migration adds exclusion constraints against overlaps. */
export const regionVersions = pgTable(
  "region_versions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    regionId: integer()
      .notNull()
      .references(() => regions.id),
    validFrom: date().notNull(),
    validTo: date(),
    tier: text({ enum: ["county", "city", "province", "nation"] }).notNull(),
    code: text().notNull(),
    name: text().notNull(),
    kind: text().notNull().default(""),
    parentId: integer().references(() => regions.id),
  },
  (t) => [
    unique().on(t.regionId, t.validFrom),
    index().on(t.parentId),
    // Every request asks how many were closed, to know whether its tree still holds.
    index("region_versions_closed")
      .on(t.validTo)
      .where(sql`valid_to is not null`),
  ],
);

/** Where a unit's duty stands: its region, and the city that consolidates it. */
export type Seat = { region: number; city: number };

/** One change of the tree: 更名 rename, 代码变更 code, 划转 transfer, 撤并 merge, 拆分 split, 新设 new. */
export const regionChanges = pgTable("region_changes", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  kind: text({ enum: ["rename", "code", "transfer", "merge", "split", "new"] }).notNull(),
  effective: date().notNull(),
  documentNo: text().notNull().default(""),
  note: text().notNull().default(""),
  /** 交接: what open collections were owed by, and through, other regions before. Frozen with the change. */
  handOver: jsonb().$type<{ collection: number; unit: number; from: Seat; to: Seat | null }[]>().notNull().default([]),
  userId: integer().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** 沿革: which share of a region went where. Shares of one predecessor in one change add up to 1 (VR55). */
export const regionLineage = pgTable(
  "region_lineage",
  {
    changeId: integer()
      .notNull()
      .references(() => regionChanges.id),
    fromId: integer()
      .notNull()
      .references(() => regions.id),
    toId: integer()
      .notNull()
      .references(() => regions.id),
    share: numeric().notNull(),
    basis: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.changeId, t.fromId, t.toId] })],
);

/** 填报单位. `hash` is the unit's 64-bit mark in a roll-up's support. */
export const units = pgTable("units", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  hash: bigint({ mode: "bigint" }).notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const unitVersions = pgTable(
  "unit_versions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    validFrom: date().notNull(),
    validTo: date(),
    regionId: integer()
      .notNull()
      .references(() => regions.id),
    code: text().notNull(),
    name: text().notNull(),
    kind: text().notNull().default(""),
    covers: text({ enum: ["own", "whole"] }).notNull(),
    /** 主管部门: the line it belongs to, as the province calls it (教育, 卫健); empty = 未归口. */
    line: text().notNull().default(""),
    /** 名录库信息: facts of a catalogue's registry by key, exact decimals; a flag is "1" or "0". */
    registry: jsonb().$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [unique().on(t.unitId, t.validFrom), index().on(t.regionId), index().on(t.code)],
);
