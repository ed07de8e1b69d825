import { bigint, date, index, integer, numeric, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** 账单: what a unit was billed for the days from one to another, behind a cell of every period that it reaches into. */
export const bills = pgTable(
  "bills",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    measure: text().notNull(),
    member: text().notNull(),
    /** 户号: a cell may have several meters. */
    meter: text().notNull(),
    /** 票据号 */
    number: text().notNull(),
    startDate: date().notNull(),
    endDate: date().notNull(),
    amount: numeric().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    /** 作废: counts no more, and stays to be seen. */
    withdrawnAt: timestamp({ withTimezone: true }),
    withdrawnName: text(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.unitId, t.measure)],
);
