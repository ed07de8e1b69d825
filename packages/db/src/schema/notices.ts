import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/**
 * Who is told: people by account, or whoever holds one of the roles at a unit, at a bureau (null: for the whole platform),
 * or anywhere in a region's subtree.
 */
export type Audience =
  | { users: readonly number[] }
  | { roles: readonly string[]; units: readonly number[] }
  | { roles: readonly string[]; regions: readonly (number | null)[] }
  | { roles: readonly string[]; below: number };

/** 通知: what is told of one event, once, whoever it is for. The worker spreads it to people. */
export const notices = pgTable(
  "notices",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** The same key never reaches the same person twice. */
    key: text().notNull(),
    kind: text().notNull(),
    titleZh: text().notNull(),
    titleEn: text().notNull(),
    bodyZh: text().notNull(),
    bodyEn: text().notNull(),
    /** Path on this server, with the app: /county/...; empty: nowhere to go. */
    link: text().notNull(),
    /** `noun/id`, as in the audit log. */
    object: text().notNull(),
    audience: jsonb().$type<Audience[]>().notNull(),
    /** Whose deed it was; null: the platform's. */
    byUser: integer(),
    at: timestamp({ withTimezone: true }).notNull(),
    spreadAt: timestamp({ withTimezone: true }),
  },
  (t) => [index().on(t.key)],
);

/** 收件箱: a notice as one person has it. Kept by person: whoever distributes these tables does so by user_id. */
export const inbox = pgTable(
  "inbox",
  {
    userId: integer().notNull(),
    noticeId: bigint({ mode: "number" })
      .notNull()
      .references(() => notices.id),
    key: text().notNull(),
    seenAt: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.userId, t.noticeId] }), unique().on(t.userId, t.key)],
);

/** 发送: a notice on its way to a person over a channel outside the platform. */
export const deliveries = pgTable(
  "deliveries",
  {
    userId: integer().notNull(),
    noticeId: bigint({ mode: "number" })
      .notNull()
      .references(() => notices.id),
    channel: text({ enum: ["email", "webhook", "wecom", "zwding"] }).notNull(),
    state: text({ enum: ["waiting", "sent", "failed"] })
      .notNull()
      .default("waiting"),
    attempts: integer().notNull().default(0),
    nextAt: timestamp({ withTimezone: true }).notNull(),
    /** Why the last attempt failed, without addresses and secrets. */
    fault: text().notNull().default(""),
    sentAt: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.userId, t.noticeId, t.channel] })],
);

/** How a person wants to be told outside the platform. No row: not at all. */
export const noticeSettings = pgTable("notice_settings", {
  userId: integer().primaryKey(),
  email: text().notNull().default(""),
  /** The account's names in 企业微信 and 浙政钉. */
  wecom: text().notNull().default(""),
  zwding: text().notNull().default(""),
  /** `channel:kind` that this person does not want. */
  off: text().array().notNull(),
  /** Together, once a day at 08:00 Beijing time, instead of each at once. */
  digest: boolean().notNull().default(false),
  updatedAt: timestamp({ withTimezone: true }).notNull(),
});

/** 夜间自检: what the platform found when it recomputed its own books. Insert-only. */
export const selfChecks = pgTable("self_checks", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  /** Beijing day of the check: one a night, whichever worker comes first. */
  day: text().notNull().unique(),
  startedAt: timestamp({ withTimezone: true }).notNull(),
  endedAt: timestamp({ withTimezone: true }).notNull(),
  sound: boolean().notNull(),
  parts: jsonb()
    .$type<
      {
        part:
          | "chain"
          | "receipts"
          | "consolidations"
          | "releases"
          | "panel-sheets"
          | "spot-checks"
          | "files"
          | "roll-ups";
        sound: boolean;
        checked: number;
        found: number;
        faults: { zh: string; en: string }[];
      }[]
    >()
    .notNull(),
});
