import { bigint, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** 逾期上报: what stayed undone past its due time was told to the bureau above, once for each turn. Insert-only. */
export const escalations = pgTable(
  "escalations",
  {
    noun: text({ enum: ["matter", "question"] }).notNull(),
    objectId: bigint({ mode: "number" }).notNull(),
    unitId: integer(),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    dueAt: timestamp({ withTimezone: true }).notNull(),
    /** The bureau that was told. */
    toRegionId: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.noun, t.objectId, t.dueAt, t.cityId] })],
);
