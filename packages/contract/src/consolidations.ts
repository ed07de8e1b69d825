import { z } from "zod";
import { at, decimal, filled, hash, id, key, lens, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

const included = z.object({
  submission: z.number(),
  unit: z.number(),
  region: z.number(),
  revision: z.number(),
  hash: z.string(),
});
const missing = z.object({ unit: z.number(), region: z.number(), state: z.string() });
/**
 * What a figure is compared with: the sum of its parts; the sum over lines of ministry (块 against 条); the final figure of
 * the period before (of a flow: of the same period last year).
 */
export const differenceKinds = ["parts", "lines", "period"] as const;

const difference = z.object({
  against: z.enum(differenceKinds),
  region: z.number(),
  measure: z.string(),
  member: z.string(),
  own: z.string(),
  parts: z.string(),
  difference: z.string(),
});
const reasoned = { reason: z.string() };

/** What a city signs: every unit included at its revision, every missing one and every difference with its reason. */
export const consolidationDocument = z.object({
  collection: z.number(),
  city: z.number(),
  catalogue: z.number(),
  form: z.string(),
  included: z.array(included),
  missing: z.array(missing.extend(reasoned)),
  /** Against what: absent in editions that were signed when there was but one, parts. */
  differences: z.array(difference.extend({ against: z.enum(differenceKinds).optional(), ...reasoned })),
  coverage: z.object({ included: z.number(), expected: z.number() }),
  signedBy: z.object({ user: z.number(), name: z.string() }),
  signedAt: z.string(),
});

const consolidation = z.object({
  id: z.number(),
  collectionId: z.number(),
  cityId: z.number(),
  number: z.number(),
  document: consolidationDocument,
  hash: z.string(),
  signedBy: z.number(),
  signedAt: at,
  state: z.enum(["signed", "accepted", "returned"]),
  /** A later revision or acceptance below: 需重新汇总. */
  stale: z.boolean(),
  reason: z.string(),
});

export const previewConsolidation = operation({
  id: "consolidations.preview",
  method: "get",
  path: "/consolidations/preview",
  action: "consolidation.read",
  reach: "subtree",
  summary: {
    zh: "汇总前查看：包含、缺报、覆盖率、勾稽差额",
    en: "Before signing: included, missing, coverage, reconciliation",
  },
  query: { collection: id, city: id },
  response: z.object({
    included: z.array(included),
    missing: z.array(missing),
    expected: z.number(),
    differences: z.array(difference),
    /** Of all of this: what a signer says to have seen. */
    hash: z.string(),
  }),
});

export const signConsolidation = operation({
  id: "consolidations.sign",
  method: "post",
  path: "/consolidations",
  action: "consolidation.sign",
  reach: "subtree",
  summary: {
    zh: "签署汇总版次（缺报单位逐个写明原因）",
    en: "Sign a consolidation; every missing unit named with a reason",
  },
  body: z.strictObject({
    collection: id,
    city: id,
    /** Hash of the preview that was looked at; where something moved since, nothing is signed. */
    seen: hash.optional(),
    missing: z
      .array(z.strictObject({ unit: id, reason: filled(500) }))
      .max(20_000)
      .default([]),
    /** Reasons for every difference that the preview names. */
    differences: z
      .array(
        z.strictObject({
          against: z.enum(differenceKinds).default("parts"),
          region: id,
          measure: key,
          member: z.string(),
          difference: decimal,
          reason: filled(500),
        }),
      )
      .max(5000)
      .default([]),
  }),
  response: consolidation,
  keyed: true,
});

export const listConsolidations = operation({
  id: "consolidations.list",
  method: "get",
  path: "/consolidations",
  action: "consolidation.read",
  reach: "subtree",
  summary: { zh: "汇总版次列表", en: "List consolidations" },
  query: { collection: id, city: id.optional() },
  response: z.object({ items: z.array(consolidation) }),
});

export const acceptConsolidation = operation({
  id: "consolidations.accept",
  method: "post",
  path: "/consolidations/{id}/accept",
  action: "consolidation.decide",
  reach: "subtree",
  summary: { zh: "接收所见汇总版次", en: "Accept the consolidation you saw" },
  params: { id },
  body: z.strictObject({ hash }),
  response: consolidation,
  keyed: true,
});

export const returnConsolidation = operation({
  id: "consolidations.return",
  method: "post",
  path: "/consolidations/{id}/return",
  action: "consolidation.decide",
  reach: "subtree",
  summary: { zh: "退回汇总版次", en: "Return a consolidation" },
  params: { id },
  body: z.strictObject({ hash, reason: filled(1000) }),
  response: consolidation,
});

/** 可比口径: the share, below 1, of a region of then that went into a figure, and the day and document of the change. */
export const boundaryShare = z.object({
  regionId: z.number(),
  name: z.string(),
  share: z.string(),
  basis: z.string(),
});

const figure = z.object({
  regionId: z.number(),
  regionCode: z.string(),
  regionName: z.string(),
  tier: z.string(),
  measure: z.string(),
  member: z.string(),
  lens,
  nExpected: z.number(),
  nAnswered: z.number(),
  nNa: z.number(),
  sum: z.string().nullable(),
  estimatedSum: z.string().nullable(),
  /** What makes it an estimate on today's boundaries; empty: it is as it was reported. */
  boundaryShares: z.array(boundaryShare),
  /** Why the tiers above see counts only; null: the figures are shown. */
  reason: text2.nullable(),
});

export const readRollUps = operation({
  id: "roll-ups.read",
  method: "get",
  path: "/roll-ups",
  action: "roll-up.read",
  reach: "subtree",
  summary: {
    zh: "汇总值（按当期区划，或按今日区划的可比口径）",
    en: "Roll-ups on the period's tree, or on today's boundaries (可比口径)",
  },
  query: {
    period: id,
    lens: lens.default("province"),
    collection: id.optional(),
    region: id.optional(),
    parent: id.optional(),
    measure: key.optional(),
    boundaries: z.enum(["period", "today"]).default("period"),
  },
  response: z.object({
    period: z.object({ id: z.number(), key: z.string(), kind: z.string(), startDate: z.string(), endDate: z.string() }),
    treeDate: z.string(),
    computedAt: at,
    pending: z.boolean(),
    synthetic: z.boolean(),
    items: z.array(figure),
  }),
});

export const readReconciliation = operation({
  id: "roll-ups.reconciliation",
  method: "get",
  path: "/reconciliation",
  action: "roll-up.read",
  reach: "subtree",
  summary: {
    zh: "上级自报数与下级合计的勾稽差额",
    en: "A parent's own figure against the sum of its parts: every difference with its size",
  },
  query: { collection: id, lens: lens.default("province"), measure: key.optional() },
  response: z.object({
    items: z.array(
      z.object({
        regionId: z.number(),
        regionCode: z.string(),
        regionName: z.string(),
        tier: z.string(),
        measure: z.string(),
        member: z.string(),
        /** What the units covering the whole region say; null when they gave no number. */
        whole: z.string().nullable(),
        /** Own units plus everything below; null when none gave a number. */
        parts: z.string().nullable(),
        /** `whole - parts`; null when either is. */
        difference: z.string().nullable(),
        partsExpected: z.number(),
        partsMissing: z.number(),
        /** Why the tiers above see counts only; null: the figures are shown. */
        reason: text2.nullable(),
      }),
    ),
  }),
});

export const verifyRollUps = operation({
  id: "roll-ups.verify",
  method: "post",
  path: "/collections/{id}/verify",
  action: "roll-up.verify",
  reach: "subtree",
  heavy: true,
  summary: { zh: "用独立算法重算汇总值并逐行比较", en: "Recompute all roll-ups independently and compare row by row" },
  params: { id },
  body: z.strictObject({}),
  response: z.object({
    rows: z.number(),
    pending: z.boolean(),
    differences: z.array(z.record(z.string(), z.unknown())),
  }),
});
