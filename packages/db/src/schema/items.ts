import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** 明细: a section's items as they were saved once. Insert-only: a cell names the list that it was summed from. */
export const itemLists = pgTable(
  "item_lists",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    submissionId: bigint({ mode: "number" }).notNull(),
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    section: text().notNull(),
    items: jsonb().$type<{ label: string; values: Record<string, string | null> }[]>().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.submissionId)],
);
