import { z } from "zod";
import { id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { cellValue, finding, submissionState, submissionSummary } from "./submission.ts";

const params = { id };

/** What the ledger amounts to for one cell of the form; value null while a month is open. */
const total = z.object({
  measure: z.string(),
  member: z.string(),
  value: cellValue.nullable(),
  /** Months without an entry, or with 暂缺. */
  missing: z.array(z.string()),
});

export const readLedger = operation({
  id: "submissions.ledger",
  method: "get",
  path: "/submissions/{id}/ledger",
  action: "submission.read",
  reach: "unit",
  summary: {
    zh: "本期台账：各月填到哪里，可合计出哪些单元格（只有本单位和本级机关事务机构可看）",
    en: "The period's ledger: how far each month is kept and which cells it sums up to (the unit's own people and its bureau only)",
  },
  params,
  response: z.object({
    /** The ledger of this form; null: it has none. */
    form: z.object({ key: z.string(), name: text2 }).nullable(),
    months: z.array(
      z.object({
        month: z.string(),
        /** The task that the month is kept in; null: it has not been opened. */
        collectionId: z.number().nullable(),
        submissionId: z.number().nullable(),
        state: submissionState.nullable(),
        /** Cells that have an entry. */
        kept: z.number(),
      }),
    ),
    totals: z.array(total),
  }),
});

export const sumLedger = operation({
  id: "submissions.sum-ledger",
  method: "post",
  path: "/submissions/{id}/from-ledger",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "由台账合计：各月都已填的单元格由台账算出；缺月的保持空白并写明缺哪个月",
    en: "Sum the ledger: cells whose months are all kept are computed; the others stay open and say which month is missing",
  },
  params,
  body: z.strictObject({}),
  response: submissionSummary.extend({
    contentHash: z.string(),
    /** Cells whose figure changed. */
    changed: z.number(),
    totals: z.array(total),
    findings: z.array(finding),
  }),
  keyed: true,
});
