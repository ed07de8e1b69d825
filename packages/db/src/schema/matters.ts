import { customType, index, integer, bigint, jsonb, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Whose matter it is, and where it arose. Row-level security reads these. */
const place = () => ({
  ownerRegionId: integer().notNull(),
  /** Null: raised by a bureau. */
  unitId: integer(),
  regionId: integer().notNull(),
  cityId: integer().notNull(),
});

/**
 * 办件: what has a number, an owner, a deadline, evidence and an end. The number (更正〔2026〕3号) counts by owner, kind and
 * year without gaps. What was asked and who decided stands in the events; here stands how it is now.
 */
export const matters = pgTable(
  "matters",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    kind: text({ enum: ["correction", "objection"] }).notNull(),
    ...place(),
    year: integer().notNull(),
    seq: integer().notNull(),
    submissionId: bigint({ mode: "number" }),
    releaseId: integer(),
    /** What it is about, by kind: cells with old and new values; a number, peer group or rule of a release. */
    subject: jsonb().$type<Record<string, unknown>>().notNull(),
    reason: text().notNull(),
    evidence: text().notNull(),
    /** SHA-256 of what is asked with its evidence and files: who decides names what they saw. */
    hash: text().notNull(),
    state: text({
      enum: ["open", "returned", "approved", "upheld", "partly", "refused", "withdrawn", "overruled"],
    }).notNull(),
    /** The tier whose turn it is; null: the asker's, or nobody's any more. */
    turn: text({ enum: ["county", "city", "province"] }),
    dueAt: timestamp({ withTimezone: true }),
    createdBy: integer().notNull(),
    createdName: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [unique().on(t.ownerRegionId, t.kind, t.year, t.seq), index().on(t.submissionId), index().on(t.releaseId)],
);

/** What happened to a matter: who, when, what, in which words, on which content. Insert-only; names as they were. */
export const matterEvents = pgTable(
  "matter_events",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    matterId: integer()
      .notNull()
      .references(() => matters.id),
    ...place(),
    deed: text({
      enum: [
        "asked",
        "attached",
        "returned",
        "amended",
        "approved",
        "refused",
        "withdrawn",
        "corrected",
        "upheld",
        "partly",
        "overruled",
        "reissued",
      ],
    }).notNull(),
    tier: text({ enum: ["county", "city", "province"] }),
    text: text().notNull(),
    hash: text().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.matterId)],
);

/** Evidence of a matter. Insert-only. */
export const matterFiles = pgTable(
  "matter_files",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    matterId: integer()
      .notNull()
      .references(() => matters.id),
    ...place(),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    content: bytea().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [index().on(t.matterId)],
);
