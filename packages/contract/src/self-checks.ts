import { z } from "zod";
import { at, day, id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** What is recomputed every night. */
export const selfCheckParts = [
  "chain",
  "receipts",
  "consolidations",
  "releases",
  "panel-sheets",
  "spot-checks",
  "files",
  "roll-ups",
] as const;

export const selfCheck = z.object({
  id: z.number(),
  /** Beijing day. */
  day,
  startedAt: at,
  endedAt: at,
  sound: z.boolean(),
  parts: z.array(
    z.object({
      part: z.enum(selfCheckParts),
      sound: z.boolean(),
      /** How many things were compared. */
      checked: z.number(),
      /** How many did not fit; the first of them are named. */
      found: z.number(),
      faults: z.array(text2),
    }),
  ),
});

export const listSelfChecks = operation({
  id: "self-checks.list",
  method: "get",
  path: "/self-checks",
  action: "self-check.read",
  reach: "platform",
  summary: {
    zh: "夜间自检的结果：审计链、回执、汇总版次、评估结果、判断表、抽查、文件校验码、汇总值，新的在前",
    en: "What the nightly self-check found in chain, receipts, consolidations, releases, panel sheets, spot checks, files and roll-ups, newest first",
  },
  query: {
    /** `next` of the page before. */
    after: id.optional(),
  },
  response: z.object({
    items: z.array(selfCheck),
    next: z.number().nullable(),
  }),
});
