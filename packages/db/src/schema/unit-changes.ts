import { date, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * 单位变动: one change of institutions from a day on. 更名 rename; 撤并 merge into another; 合署办公 joint: they stay on
 * record, another reports for them; 分署 apart: that ends. Insert-only.
 */
export const unitChanges = pgTable(
  "unit_changes",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    kind: text({ enum: ["rename", "merge", "joint", "apart"] }).notNull(),
    effective: date().notNull(),
    regionId: integer().notNull(),
    /** Whom it is about. */
    unitIds: integer().array().notNull(),
    /** Who reports for them; null of a rename. */
    intoId: integer(),
    /** The new name of a rename. */
    name: text().notNull().default(""),
    /** The 合署办公 that 分署 ends. */
    ends: integer(),
    documentNo: text().notNull(),
    reason: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.regionId)],
);
