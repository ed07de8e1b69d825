import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Where a row belongs: unit, region and city of its period. Row-level security reads these three. */
const place = () => ({
  unitId: integer().notNull(),
  regionId: integer().notNull(),
  cityId: integer().notNull(),
});

/** 报送: a unit's answer to a collection, with its four pointers (one per lens). */
export const submissions = pgTable(
  "submissions",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    collectionId: integer().notNull(),
    periodId: integer().notNull(),
    ...place(),
    state: text({
      enum: [
        "draft",
        "signed",
        "submitted",
        "returned",
        "county_accepted",
        "city_accepted",
        "province_accepted",
        "locked",
        "correcting",
      ],
    }).notNull(),
    /** Counts every change; a save names the version it saw. */
    version: integer().notNull().default(0),
    lastRev: integer().notNull().default(0),
    submittedRev: integer(),
    countyRev: integer(),
    cityRev: integer(),
    provinceRev: integer(),
    /** Keys of the form's sections declared 本节无发生. */
    zeroSections: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    firstSubmittedAt: timestamp({ withTimezone: true }),
    /** Time spent on filling it in: the gaps between its saves, each counted for five minutes at most. */
    spentSeconds: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.cityId] }),
    unique().on(t.collectionId, t.unitId, t.cityId),
    index().on(t.collectionId, t.cityId),
  ],
);

const figure = () => ({
  measureId: integer().notNull(),
  member: text().notNull(),
  state: text({ enum: ["number", "na", "missing"] }).notNull(),
  /** Unconstrained decimal; present exactly when state = number. */
  value: numeric(),
  estimated: boolean().notNull().default(false),
  /** Why 不适用 or 暂缺. */
  reason: text().notNull().default(""),
  note: text().notNull().default(""),
  /** typed, zero_section, correction, history, system, ledger, carried:<period>, bills:<ids>, items:<list>, or the name of the file that it came from. */
  source: text().notNull(),
});

/** 单元格: the mutable working copy. Roll-ups never read it. */
export const cells = pgTable(
  "cells",
  {
    submissionId: bigint({ mode: "number" }).notNull(),
    ...place(),
    ...figure(),
    version: integer().notNull().default(1),
    updatedBy: integer().notNull(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.measureId, t.member, t.cityId] })],
);

/** 数值: insert-only, a full copy per revision. */
export const observations = pgTable(
  "observations",
  {
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    periodId: integer().notNull(),
    ...place(),
    ...figure(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.revision, t.measureId, t.member, t.cityId] })],
);

/** 版次: an immutable snapshot made by each submit. */
export const revisions = pgTable(
  "revisions",
  {
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    ...place(),
    kind: text({ enum: ["report", "correction", "history", "system"] }).notNull(),
    /** SHA-256 of the canonical content (what the signers saw and the reviewer accepts). */
    hash: text().notNull(),
    zeroSections: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Of a file that a bureau filed: its sender, and who filed it. */
    signers: jsonb()
      .$type<{ userId: number; name: string; as: "clerk" | "head" | "system" | "sender" | "filer"; at: string }[]>()
      .notNull(),
    reason: text().notNull().default(""),
    submittedBy: integer().notNull(),
    submittedAt: timestamp({ withTimezone: true }).notNull(),
    onTime: boolean(),
    /** 纸质签章: when the signed scan is due. */
    scanDueAt: timestamp({ withTimezone: true }),
    receipt: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.revision, t.cityId] })],
);

/** Signatures under the working copy's content hash; void as soon as the content differs. */
export const signatures = pgTable(
  "signatures",
  {
    submissionId: bigint({ mode: "number" }).notNull(),
    ...place(),
    signedAs: text({ enum: ["clerk", "head"] }).notNull(),
    hash: text().notNull(),
    userId: integer().notNull(),
    /** As it was when signed: people leave, signatures stay. */
    name: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.signedAs, t.hash, t.cityId] })],
);

/** Signed scans of revisions, and 佐证: papers that prove a cell. */
export const attachments = pgTable(
  "attachments",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    ...place(),
    kind: text({ enum: ["scan", "evidence"] }).notNull(),
    /** The cell that evidence proves; null of a scan. */
    measure: text(),
    member: text(),
    /** Evidence that was sent with the answer to a question, after the revision was made. */
    questionId: bigint({ mode: "number" }),
    name: text().notNull(),
    type: text().notNull(),
    sha256: text().notNull(),
    content: bytea().notNull(),
    /** A virus scanner has looked at it and found nothing. */
    screened: boolean().notNull().default(false),
    userId: integer().notNull(),
    /** As it was then. */
    userName: text().notNull().default(""),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.submissionId)],
);

/** 核验结果 of a revision (what did not hold, or could not be decided) with the reporter's explanation. */
export const findings = pgTable(
  "findings",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    ...place(),
    rule: text().notNull(),
    severity: text().notNull(),
    verdict: text({ enum: ["false", "undecided"] }).notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    explanation: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.submissionId, t.revision)],
);

/** Explanations written while the submission is open, by rule and first cell. */
export const explanations = pgTable(
  "explanations",
  {
    submissionId: bigint({ mode: "number" }).notNull(),
    ...place(),
    rule: text().notNull(),
    cell: text().notNull(),
    text: text().notNull(),
    userId: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.rule, t.cell, t.cityId] })],
);

/** 核实单: a reviewer's question on a cell. */
export const questions = pgTable(
  "questions",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    ...place(),
    measure: text().notNull(),
    member: text().notNull(),
    text: text().notNull(),
    askedBy: integer().notNull(),
    askedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    dueAt: timestamp({ withTimezone: true }),
    answer: text(),
    answeredBy: integer(),
    answeredAt: timestamp({ withTimezone: true }),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.submissionId)],
);

/** 电话沟通: a reviewer's note of a call about a question. Insert-only; the name as it was then. */
export const questionCalls = pgTable(
  "question_calls",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    questionId: bigint({ mode: "number" }).notNull(),
    submissionId: bigint({ mode: "number" }).notNull(),
    ...place(),
    text: text().notNull(),
    userId: integer().notNull(),
    name: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.questionId), index().on(t.submissionId)],
);

/** Every return and acceptance, in order: who, at which tier, which revision, why. Insert-only. */
export const decisions = pgTable(
  "decisions",
  {
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    submissionId: bigint({ mode: "number" }).notNull(),
    revision: integer().notNull(),
    ...place(),
    kind: text({ enum: ["accept", "return"] }).notNull(),
    tier: text({ enum: ["county", "city", "province"] }).notNull(),
    reason: text().notNull().default(""),
    cells: jsonb().$type<{ measure: string; member: string; reason: string }[]>().notNull().default([]),
    userId: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.id, t.cityId] }), index().on(t.submissionId)],
);
