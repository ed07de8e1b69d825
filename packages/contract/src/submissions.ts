import { z } from "zod";
import { evidence } from "./evidence.ts";
import { at, filled, hash, id, key, line, moment } from "./fields.ts";
import { operation } from "./operation.ts";
import { question } from "./questions.ts";
import {
  cell,
  cellAddress,
  cellValue,
  decision,
  finding,
  receipt,
  revisionHead,
  submissionState,
  submissionSummary,
} from "./submission.ts";

const params = { id };
const summaryAndHash = submissionSummary.extend({ contentHash: z.string() });

export const listSubmissions = operation({
  id: "submissions.list",
  method: "get",
  path: "/submissions",
  action: "submission.read",
  reach: "subtree",
  summary: { zh: "列出可见的报送", en: "List the submissions you may see" },
  query: { collection: id.optional(), unit: id.optional(), state: submissionState.optional(), after: id.optional() },
  response: z.object({ items: z.array(submissionSummary), next: z.number().nullable() }),
});

export const readSubmission = operation({
  id: "submissions.read",
  method: "get",
  path: "/submissions/{id}",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "打开一份报送：单元格、核验结果、核实单、版次",
    en: "Open a submission: cells, findings, questions, revisions",
  },
  params,
  response: summaryAndHash.extend({
    zeroSections: z.array(z.string()),
    cells: z.array(cell),
    findings: z.array(finding),
    signatures: z.array(
      z.object({ signedAs: z.string(), userId: z.number(), name: z.string(), at, valid: z.boolean() }),
    ),
    questions: z.array(question),
    evidence: z.array(evidence),
    evidenceRequired: z.boolean(),
    decisions: z.array(decision),
    revisions: z.array(revisionHead),
    awaitingScan: z.boolean(),
    synthetic: z.boolean(),
  }),
});

export const openSubmission = operation({
  id: "submissions.open",
  method: "post",
  path: "/submissions",
  action: "submission.save",
  reach: "unit",
  summary: { zh: "开始填报（重复调用得到同一份）", en: "Start a submission (calling again gives the same one)" },
  body: z.strictObject({ collection: id, unit: id }),
  response: summaryAndHash,
});

export const saveSubmission = operation({
  id: "submissions.save",
  method: "put",
  path: "/submissions/{id}/cells",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "保存单元格（带版本；冲突时两个值都返回）",
    en: "Save cells (with their versions; a conflict returns both values)",
  },
  params,
  body: z.strictObject({
    cells: z
      .array(
        z.strictObject({
          ...cellAddress,
          value: cellValue.nullable(),
          note: line(500).optional(),
          /** 沿用: key of the period right before, whose answer the clerk confirms unchanged; stock measures only. */
          carried: filled(20).optional(),
          version: z.number().int().min(0),
        }),
      )
      .max(5000)
      .default([]),
    /** Sections declared 本节无发生: explicit zeros are written into all their cells. */
    zeroSections: z.array(key).max(100).optional(),
    explanations: z
      .array(z.strictObject({ rule: key, ...cellAddress, text: line(500) }))
      .max(500)
      .default([]),
  }),
  response: summaryAndHash.extend({
    saved: z.array(z.object({ measure: z.string(), member: z.string(), version: z.number() })),
    /**
     * `by` and `storedAt`: who stored the other value, and when; empty and null where the cell was emptied. `own`: it was
     * the same person, in another window.
     */
    conflicts: z.array(
      z.object({
        measure: z.string(),
        member: z.string(),
        yours: z.unknown(),
        stored: cell,
        by: z.string(),
        own: z.boolean(),
        storedAt: at.nullable(),
      }),
    ),
    findings: z.array(finding),
  }),
});

export const signSubmission = operation({
  id: "submissions.sign",
  method: "post",
  path: "/submissions/{id}/sign",
  action: "submission.sign",
  reach: "unit",
  summary: { zh: "签署（填报人、负责人各一次，针对所见内容）", en: "Sign what you saw (clerk and head, once each)" },
  params,
  body: z.strictObject({ contentHash: hash }),
  response: summaryAndHash,
});

export const submitSubmission = operation({
  id: "submissions.submit",
  method: "post",
  path: "/submissions/{id}/submit",
  action: "submission.submit",
  reach: "unit",
  summary: { zh: "报送：生成不可改的版次和回执", en: "Submit: makes an immutable revision and a receipt" },
  params,
  body: z.strictObject({ contentHash: hash }),
  response: summaryAndHash.extend({ revision: z.number(), onTime: z.boolean().nullable(), receipt }),
  keyed: true,
});

export const returnSubmission = operation({
  id: "submissions.return",
  method: "post",
  path: "/submissions/{id}/return",
  action: "submission.return",
  reach: "subtree",
  summary: {
    zh: "退回（写明单元格和原因；上级不改下级数）",
    en: "Return with cells and reasons; the upper tier never edits",
  },
  params,
  body: z.strictObject({
    contentHash: hash,
    reason: filled(1000),
    cells: z
      .array(z.strictObject({ ...cellAddress, reason: filled(500) }))
      .max(500)
      .default([]),
  }),
  response: submissionSummary,
});

export const acceptSubmission = operation({
  id: "submissions.accept",
  method: "post",
  path: "/submissions/{id}/accept",
  action: "submission.accept",
  reach: "subtree",
  summary: { zh: "审核通过所见版次", en: "Accept the revision you saw" },
  params,
  body: z.strictObject({
    contentHash: hash,
    tier: z.enum(["county", "city", "province"]),
    /** In bulk, without opening it: refused where a finding is false or undecided or a question waits for its answer. */
    clean: z.boolean().optional(),
  }),
  response: submissionSummary,
  keyed: true,
});

export const askQuestion = operation({
  id: "submissions.question",
  method: "post",
  path: "/submissions/{id}/questions",
  action: "submission.question",
  reach: "subtree",
  summary: { zh: "就一个单元格发出核实单", en: "Ask about a cell" },
  params,
  body: z.strictObject({ ...cellAddress, text: filled(1000), dueAt: moment.optional() }),
  response: z.object({ id: z.number() }),
  keyed: true,
});

export const answerQuestion = operation({
  id: "submissions.answer",
  method: "post",
  path: "/questions/{id}/answer",
  action: "submission.answer",
  reach: "unit",
  summary: { zh: "答复核实单", en: "Answer a question" },
  params,
  body: z.strictObject({ text: filled(1000) }),
  response: z.object({ id: z.number() }),
});

export const attachScan = operation({
  id: "submissions.scan",
  method: "post",
  path: "/submissions/{id}/revisions/{revision}/scan",
  action: "submission.scan",
  reach: "unit",
  summary: { zh: "补交签章扫描件（pdf、png、jpeg）", en: "Attach the signed scan (pdf, png, jpeg)" },
  params: { id, revision: id },
  query: { name: filled(200) },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: z.object({ id: z.number(), sha256: z.string() }),
  keyed: true,
});

export const readRevision = operation({
  id: "submissions.revision",
  method: "get",
  path: "/submissions/{id}/revisions/{revision}",
  action: "submission.read",
  reach: "subtree",
  summary: { zh: "查看一个版次的全部数值、签署人和回执", en: "A revision: all observations, signers, receipt" },
  params: { id, revision: id },
  response: revisionHead.extend({
    state: submissionState,
    pointers: submissionSummary,
    observations: z.array(cell),
    findings: z.array(finding),
    evidence: z.array(evidence),
    period: z.string(),
    form: z.string(),
    catalogue: z.string(),
    synthetic: z.boolean(),
  }),
});

export const printRevision = operation({
  id: "submissions.print",
  method: "get",
  path: "/submissions/{id}/revisions/{revision}/print",
  action: "submission.read",
  reach: "subtree",
  summary: { zh: "打印盖章版（含版次哈希）", en: "Printable form with the revision hash" },
  params: { id, revision: id },
  response: z.string(),
  responseType: "text/html",
});
