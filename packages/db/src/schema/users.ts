import { boolean, date, index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

export const users = pgTable("users", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  username: text().notNull().unique(),
  name: text().notNull(),
  phone: text().notNull().default(""),
  /** Region whose administrators look after this account. */
  regionId: integer().notNull(),
  /** Reporting unit that the person works for, if any; its posts are granted apart. */
  unitId: integer(),
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
  /** Of a one-time code: void from then on; null for the platform's first administrators and for own passwords. */
  oneTimeUntil: timestamp({ withTimezone: true }),
  /** Where a one-time code was used; it then opens nothing from elsewhere. */
  oneTimeSource: text(),
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
    /** What the browser said of itself. */
    agent: text().notNull().default(""),
    /** By which somebody showed who they are. */
    way: text({ enum: ["password", "identity"] })
      .notNull()
      .default("password"),
  },
  (t) => [index().on(t.userId)],
);

const roles = [
  "clerk",
  "head",
  "reviewer",
  "leader",
  "analyst",
  "auditor",
  "system_admin",
  "security_admin",
  "audit_admin",
] as const;

/** 任职: what a person may do where. A clerk or head serves units; everybody else serves a bureau's region. */
export const posts = pgTable(
  "posts",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    userId: integer()
      .notNull()
      .references(() => users.id),
    role: text({ enum: roles }).notNull(),
    regionId: integer(),
    unitId: integer(),
    grantedBy: integer(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp({ withTimezone: true }),
    /** Last day (Beijing); null: until it is ended. */
    validTo: date(),
  },
  (t) => [index().on(t.userId)],
);

/** 拟任: a post that one administrator proposes and another confirms or declines. */
export const postProposals = pgTable(
  "post_proposals",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    userId: integer()
      .notNull()
      .references(() => users.id),
    role: text({ enum: roles }).notNull(),
    /** Region of the post, or of its unit on that day; null: the whole platform. */
    regionId: integer(),
    unitId: integer(),
    proposedBy: integer().notNull(),
    /** One of the two is a security administrator. */
    bySecurity: boolean().notNull(),
    proposedAt: timestamp({ withTimezone: true }).notNull(),
    decidedBy: integer(),
    decidedAt: timestamp({ withTimezone: true }),
    confirmed: boolean(),
    validTo: date(),
    reason: text().notNull().default(""),
    /** 移交: the other person's post that ends at the very moment this one begins. */
    endsPost: integer(),
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

/** 代理: who stands in for the holder of a post, from a day through another. It ends with the post. */
export const deputies = pgTable(
  "deputies",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    postId: integer()
      .notNull()
      .references(() => posts.id),
    userId: integer()
      .notNull()
      .references(() => users.id),
    validFrom: date().notNull(),
    validTo: date().notNull(),
    namedBy: integer().notNull(),
    namedAt: timestamp({ withTimezone: true }).notNull(),
    endedBy: integer(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [index().on(t.userId), index().on(t.postId)],
);

/** 第二因素: an authenticator (TOTP, RFC 6238) and backup codes; counts from `confirmedAt` on. */
export const secondFactors = pgTable("second_factors", {
  userId: integer()
    .primaryKey()
    .references(() => users.id),
  /** Sealed with a key that is not in the database. */
  secret: text().notNull(),
  /** SHA-256 of the backup codes that are left. */
  codes: text().array().notNull(),
  /** The last interval whose digits were used: nothing works twice. */
  lastStep: integer().notNull(),
  begunAt: timestamp({ withTimezone: true }).notNull(),
  confirmedAt: timestamp({ withTimezone: true }),
});

/** 统一身份: who somebody is at the office's own sign-in service, tied to an account by its owner. */
export const identities = pgTable(
  "identities",
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: integer()
      .notNull()
      .references(() => users.id),
    linkedAt: timestamp({ withTimezone: true }).notNull(),
    lastUsedAt: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index().on(t.userId)],
);
