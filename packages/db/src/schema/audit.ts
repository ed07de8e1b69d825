import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Who did what to what, when, from where, with which result. Insert-only. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    requestId: text().notNull(),
    userId: integer(),
    role: text().notNull().default(""),
    source: text().notNull().default(""),
    action: text().notNull(),
    object: text().notNull(),
    regionId: integer(),
    result: text({ enum: ["done", "refused"] }).notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index().on(t.regionId, t.id), index().on(t.object, t.id), index().on(t.userId, t.id)],
);

/** The sealer's chain over audit rows, in order of sealing. Insert-only. */
export const auditSeals = pgTable("audit_seals", {
  seq: bigint({ mode: "number" }).primaryKey(),
  auditId: bigint({ mode: "number" }).notNull().unique(),
  prev: text().notNull(),
  hash: text().notNull(),
  sealedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** Requests already answered: the same key gets the same bytes. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    userId: integer().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    status: integer().notNull(),
    body: bytea().notNull(),
    /** Places whose rights are checked again before a replay. */
    places: jsonb().$type<{ regionId: number | null; unitId: number | null }[]>().notNull().default([]),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.operation, t.key] })],
);
