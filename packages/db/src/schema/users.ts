import { boolean, integer, pgTable, primaryKey, text, timestamp, index } from "drizzle-orm/pg-core";

export const users = pgTable("users", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  username: text().notNull().unique(),
  name: text().notNull(),
  phone: text().notNull().default(""),
  /** Region whose administrators look after this account. */
  regionId: integer().notNull(),
  disabledAt: timestamp({ withTimezone: true }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

export const credentials = pgTable("credentials", {
  userId: integer()
    .primaryKey()
    .references(() => users.id),
  passwordHash: text().notNull(),
  mustChange: boolean().notNull().default(false),
  changedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** A session is known by the SHA-256 of its token only. */
export const sessions = pgTable(
  "sessions",
  {
    tokenHash: text().primaryKey(),
    userId: integer()
      .notNull()
      .references(() => users.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    lastSeenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    expiresAt: timestamp({ withTimezone: true }).notNull(),
    endedAt: timestamp({ withTimezone: true }),
    source: text().notNull().default(""),
  },
  (t) => [index().on(t.userId)],
);

/** 任职: what a person may do where. A clerk or head serves units; everybody else serves a bureau's region. */
export const posts = pgTable(
  "posts",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    userId: integer()
      .notNull()
      .references(() => users.id),
    role: text({
      enum: [
        "clerk",
        "head",
        "reviewer",
        "leader",
        "analyst",
        "auditor",
        "system_admin",
        "security_admin",
        "audit_admin",
      ],
    }).notNull(),
    regionId: integer(),
    unitId: integer(),
    grantedBy: integer(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [index().on(t.userId)],
);

/** Failed logins by account and source; delay grows, nobody is locked out for good. */
export const loginAttempts = pgTable(
  "login_attempts",
  {
    account: text().notNull(),
    source: text().notNull(),
    failures: integer().notNull().default(0),
    lastAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.account, t.source] })],
);
