import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

type FilingReason = {
  cell: string;
  sheet: string;
  at: string;
  line: string;
  given: string;
  rule: string;
  zh: string;
  en: string;
};

/**
 * 代报: a returned template as a bureau received it for an institution, byte for byte, and what became of it: filed, or
 * refused with the reasons. Insert-only; the latest of a collection and unit is how that institution stands.
 */
export const filings = pgTable(
  "filings",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    collectionId: integer().notNull(),
    unitId: integer().notNull(),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    /** What it became; null: it was refused. */
    submissionId: bigint({ mode: "number" }),
    revision: integer(),
    verdict: text({ enum: ["filed", "refused"] }).notNull(),
    /** The file's own name, hash and content. */
    name: text().notNull(),
    sha256: text().notNull(),
    content: bytea().notNull(),
    /** Who sent it, as the sheet's foot says or as the bureau typed it. */
    sender: text().notNull(),
    /** A person said whose file it is: its hidden key was of another institution, or gone. */
    confirmed: boolean().notNull(),
    /** Why it was refused: which cell (`measure/member`, or none), where in the file, what is wrong and what to do. */
    reasons: jsonb().$type<FilingReason[]>().notNull(),
    userId: integer().notNull(),
    userName: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.cityId] }),
    index().on(t.collectionId, t.unitId),
    index().on(t.collectionId, t.sha256),
    index().on(t.submissionId),
  ],
);
