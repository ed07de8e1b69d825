import {
  boolean,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/** 共用表计: a meter of a region's bureau whose reading several of its institutions share. */
export const meters = pgTable(
  "meters",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    regionId: integer().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    /** The figure that its shares go into. */
    measure: text().notNull(),
    member: text().notNull(),
    userId: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [unique().on(t.regionId, t.code, t.measure, t.member)],
);

/** 分摊比例, as proposed: never changed, a new one takes its place once all agree. */
export const meterKeys = pgTable(
  "meter_keys",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    meterId: integer()
      .notNull()
      .references(() => meters.id),
    regionId: integer().notNull(),
    validFrom: date().notNull(),
    basis: text().notNull(),
    /** Who shares it, each with the weight of the same place. */
    unitIds: integer().array().notNull(),
    weights: numeric().array().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.meterId)],
);

/** An institution's yes or no to a key, once. */
export const meterAnswers = pgTable(
  "meter_answers",
  {
    keyId: integer()
      .notNull()
      .references(() => meterKeys.id),
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    agrees: boolean().notNull(),
    reason: text().notNull(),
    /** The paper by which a bureau answered for an institution without people of its own. */
    documentNo: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.unitId] })],
);

/** 抄见数 of a period. The latest of a meter and period counts; the ones before stay. */
export const meterReadings = pgTable(
  "meter_readings",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    meterId: integer()
      .notNull()
      .references(() => meters.id),
    keyId: integer()
      .notNull()
      .references(() => meterKeys.id),
    regionId: integer().notNull(),
    periodId: integer().notNull(),
    quantity: numeric().notNull(),
    documentNo: text().notNull(),
    /** Who got how much, in the order of the key. */
    unitIds: integer().array().notNull(),
    shares: numeric().array().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.meterId, t.periodId)],
);
