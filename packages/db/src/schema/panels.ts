import { date, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { catalogues } from "./catalogues.ts";

/** 专家打分: inner nodes of a scheme put to experts for pairwise judgement. Insert-only. */
export const panels = pgTable("panels", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  ownerRegionId: integer().notNull(),
  catalogueId: integer()
    .notNull()
    .references(() => catalogues.id),
  schemeKey: text().notNull(),
  /** Keys of the nodes, in tree order, and the roles of the bureau that may judge: JSON lists. */
  nodes: text().notNull(),
  roles: text().notNull(),
  title: text().notNull(),
  createdBy: integer().notNull(),
  createdName: text().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull(),
});

/** 判断表: one expert's judgements of one node. Insert-only; an expert's later sheet of a node counts instead of the earlier. */
export const panelSheets = pgTable("panel_sheets", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  panelId: integer()
    .notNull()
    .references(() => panels.id),
  ownerRegionId: integer().notNull(),
  node: text().notNull(),
  /** own: filled in by the person; paper: entered by an analyst from a signed sheet. */
  source: text({ enum: ["own", "paper"] }).notNull(),
  expert: text().notNull(),
  unit: text().notNull(),
  /** Day of the judgement, and where the scan of a paper sheet lies. */
  day: date().notNull(),
  scan: text().notNull(),
  /** Judgements as canonical JSON, and the SHA-256 of everything that the sheet says. */
  judgements: text().notNull(),
  hash: text().notNull(),
  userId: integer().notNull(),
  userName: text().notNull(),
  at: timestamp({ withTimezone: true }).notNull(),
});
