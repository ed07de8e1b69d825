import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
} from "drizzle-orm/pg-core";

/** 评估: scores computed for a scheme, a period and a tier. Immutable once written. */
export const evaluations = pgTable("evaluations", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerRegionId: integer().notNull(),
  catalogueId: integer().notNull(),
  schemeKey: text().notNull(),
  periodId: integer().notNull(),
  tier: text({ enum: ["county", "city", "province"] }).notNull(),
  lens: text().notNull(),
  /** 试算: a proposal weight or no 文号. */
  trial: boolean().notNull(),
  synthetic: boolean().notNull(),
  /** Canonical inputs (operands, tree, peer groups, manifest of revisions, catalogue hash) and their SHA-256. */
  inputs: text().notNull(),
  inputsHash: text().notNull(),
  /** Canonical results and their SHA-256. */
  results: text().notNull(),
  resultsHash: text().notNull(),
  engine: text().notNull(),
  createdBy: integer().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** 评估结果第 n 版: frozen and citable. */
export const releases = pgTable(
  "releases",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    evaluationId: integer()
      .notNull()
      .references(() => evaluations.id),
    ownerRegionId: integer().notNull(),
    schemeKey: text().notNull(),
    periodId: integer().notNull(),
    tier: text().notNull(),
    number: integer().notNull(),
    title: text().notNull(),
    /** 公开范围: everyone in the subtree sees all regions (subtree), or each region only its own (own). */
    audience: text({ enum: ["subtree", "own"] }).notNull(),
    /** 名次, or 档次 without anybody's place. */
    presentation: text({ enum: ["places", "bands"] })
      .notNull()
      .default("places"),
    /** What every reader of the release may see: stamps, period, scheme, catalogue, hashes, 数据截至, counts. */
    head: jsonb().$type<Record<string, unknown>>().notNull(),
    createdBy: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique().on(t.ownerRegionId, t.schemeKey, t.periodId, t.tier, t.number)],
);

/** 草稿 → 征求意见 → 审定 → 发布 → 被替代. Insert-only; the latest row is the state. */
export const releaseStates = pgTable(
  "release_states",
  {
    releaseId: integer()
      .notNull()
      .references(() => releases.id),
    seq: integer().notNull(),
    state: text({ enum: ["draft", "consulting", "approved", "published", "superseded"] }).notNull(),
    reason: text().notNull().default(""),
    userId: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.releaseId, t.seq] })],
);

/** One region's line in a release; the calculation sheet of each number. */
export const releaseResults = pgTable(
  "release_results",
  {
    releaseId: integer()
      .notNull()
      .references(() => releases.id),
    regionId: integer().notNull(),
    cityId: integer().notNull(),
    result: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.releaseId, t.regionId] })],
);

/** Statistics of a peer group without names, over at least five regions (design invariant 8). */
export const peerStatistics = pgTable(
  "peer_statistics",
  {
    releaseId: integer()
      .notNull()
      .references(() => releases.id),
    ownerRegionId: integer().notNull(),
    indicator: text().notNull(),
    peerGroup: text().notNull(),
    n: integer().notNull(),
    best: doublePrecision().notNull(),
    q1: doublePrecision().notNull(),
    median: doublePrecision().notNull(),
    q3: doublePrecision().notNull(),
    worst: doublePrecision().notNull(),
  },
  (t) => [primaryKey({ columns: [t.releaseId, t.indicator, t.peerGroup] }), check("at_least_five", sql`${t.n} >= 5`)],
);

/** 待更正: a release whose figures an approved correction has changed. Insert-only; settled by a later edition that names it. */
export const releaseCorrections = pgTable(
  "release_corrections",
  {
    releaseId: integer()
      .notNull()
      .references(() => releases.id),
    matterId: integer().notNull(),
    ownerRegionId: integer().notNull(),
    /** 更正〔2026〕3号. */
    number: text().notNull(),
    /** Largest change of an indicator as a share of it; null where it cannot be told. */
    share: doublePrecision(),
    /** Above the limit: ranks must be issued again; else a mark is enough. */
    rerank: boolean().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.releaseId, t.matterId] })],
);
