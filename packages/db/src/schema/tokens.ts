import { index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { users } from "./users.ts";

/** 接口令牌: known by the SHA-256 of its secret only. Its rights are its owner's of today, narrowed by actions and place. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    tokenHash: text().notNull().unique(),
    userId: integer()
      .notNull()
      .references(() => users.id),
    name: text().notNull(),
    actions: text().array().notNull(),
    /** Where it holds; both empty: wherever its owner's posts do. */
    regionId: integer(),
    unitId: integer(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    lastUsedAt: timestamp({ withTimezone: true }),
    lastSource: text().notNull().default(""),
    endedAt: timestamp({ withTimezone: true }),
    endedReason: text().notNull().default(""),
  },
  (t) => [index().on(t.userId)],
);
