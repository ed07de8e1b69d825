import { z } from "zod";
import { at, decimal, filled, key, member, text2 } from "./fields.ts";

export const submissionState = z.enum([
  "draft",
  "signed",
  "submitted",
  "returned",
  "county_accepted",
  "city_accepted",
  "province_accepted",
  "locked",
  "correcting",
]);

/** The four values of a cell: a number, 0 (also 未发生), 不适用, 暂缺. */
export const cellValue = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("number"), value: decimal, estimated: z.boolean().optional() }),
  z.strictObject({ state: z.literal("na"), reason: filled(200) }),
  z.strictObject({ state: z.literal("missing"), reason: filled(200) }),
]);

/** A cell of a form, by measure and member. */
export const cellAddress = { measure: key, member: member.default("total") };

export const cell = z.object({
  measure: z.string(),
  member: z.string(),
  state: z.enum(["number", "na", "missing"]),
  value: z.string().nullable(),
  estimated: z.boolean(),
  reason: z.string(),
  note: z.string(),
  source: z.string(),
  version: z.number().optional(),
});

export const finding = z.object({
  rule: z.string(),
  severity: z.string(),
  verdict: z.enum(["false", "undecided"]),
  cells: z.array(z.object({ measure: z.string(), member: z.string() })),
  text: text2,
  advice: text2,
  left: z.string().optional(),
  right: z.string().optional(),
  imbalance: z.string().optional(),
  explanation: z.string(),
});

export const pointers = z.object({
  submittedRev: z.number().nullable(),
  countyRev: z.number().nullable(),
  cityRev: z.number().nullable(),
  provinceRev: z.number().nullable(),
});

export const submissionSummary = pointers.extend({
  id: z.number(),
  collectionId: z.number(),
  unitId: z.number(),
  regionId: z.number(),
  cityId: z.number(),
  state: submissionState,
  version: z.number(),
  lastRev: z.number(),
  updatedAt: at,
});

const place = {
  submissionId: z.number(),
  revision: z.number(),
  unitId: z.number(),
  regionId: z.number(),
  cityId: z.number(),
};

/** An acceptance or a return; `by` is who made it. */
export const decision = z.object({
  id: z.number(),
  ...place,
  kind: z.enum(["accept", "return"]),
  tier: z.enum(["county", "city", "province"]),
  reason: z.string(),
  cells: z.array(z.object({ measure: z.string(), member: z.string(), reason: z.string() })),
  userId: z.number(),
  by: z.string(),
  at,
});

/** Facts that the platform signs when a revision is made. */
export const receipt = z.object({
  submissionId: z.number(),
  revision: z.number(),
  contentHash: z.string(),
  submittedAt: z.string(),
  signature: z.string(),
  publicKey: z.string(),
});

/** A revision without its figures. */
export const revisionHead = z.object({
  ...place,
  kind: z.enum(["report", "correction", "history", "system"]),
  hash: z.string(),
  zeroSections: z.array(z.string()),
  signers: z.array(
    z.object({
      userId: z.number(),
      name: z.string(),
      as: z.enum(["clerk", "head", "system", "sender", "filer"]),
      at: z.string(),
    }),
  ),
  reason: z.string(),
  submittedBy: z.number(),
  by: z.string(),
  submittedAt: at,
  onTime: z.boolean().nullable(),
  scanDueAt: at.nullable(),
  receipt: z.record(z.string(), z.unknown()),
});
