import { z } from "zod";
import { at, filled, flag, id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { presentation } from "./standing.ts";

export const matterKinds = ["correction", "objection"] as const;
export const matterStates = [
  "open",
  "returned",
  "approved",
  "upheld",
  "partly",
  "refused",
  "withdrawn",
  "overruled",
] as const;
export const matterDeeds = [
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
  "escalated",
] as const;
/** What somebody may do to a matter as it stands. */
export const mayDo = ["decide", "return", "amend", "attach", "withdraw", "reply", "preview"] as const;

const reviewTier = z.enum(["county", "city", "province"]);
const value = z.object({
  state: z.enum(["number", "na", "missing"]),
  value: z.string().nullable(),
  estimated: z.boolean(),
  reason: z.string(),
});

/** A cell with the value that stands and the one asked for; null: nothing was reported. */
const changedCell = z.object({
  measure: z.string(),
  member: z.string(),
  row: z.string(),
  name: text2,
  uom: z.string(),
  before: value.nullable(),
  after: value,
});

/** What a correction is about. */
export const correctionSubject = z.object({
  collection: z.number(),
  form: z.string(),
  formName: text2,
  period: z.string(),
  /** The revision that it changes; 0: nothing was ever submitted. */
  base: z.number(),
  cells: z.array(changedCell),
});

/** What an objection is about: a number, the peer group or a rule of one region's line of a release. */
export const objectionSubject = z.object({
  target: z.enum(["number", "peer_group", "rule"]),
  title: z.string(),
  edition: text2,
  indicator: z.string().nullable(),
  /** Of a rule: the gate's or the indicator's key. */
  rule: z.string().nullable(),
  name: text2,
  /** What stands, in words; and what should, as far as it was said. */
  stands: text2,
  wanted: text2.nullable(),
  /** Of a number: the value that it should have; of a peer group: the one that it should be. */
  value: z.string().nullable(),
  group: z.string().nullable(),
});

export const matterSummary = z.object({
  id: z.number(),
  /** 更正〔2026〕3号. */
  number: z.string(),
  kind: z.enum(matterKinds),
  state: z.enum(matterStates),
  /** The tier whose turn it is; null: the asker's, or nobody's any more. */
  turn: reviewTier.nullable(),
  owner: z.number(),
  unitId: z.number().nullable(),
  unit: z.string().nullable(),
  regionId: z.number(),
  region: z.string(),
  submissionId: z.number().nullable(),
  releaseId: z.number().nullable(),
  /** In one line: what is asked. */
  about: text2,
  reason: z.string(),
  dueAt: at.nullable(),
  overdue: z.boolean(),
  /** 已逾期上报: to whom and when, of the turn that is overdue now. */
  escalated: z.object({ to: z.string(), at }).nullable(),
  /** Waits for you: to decide, to reply, or to mend. */
  mine: z.boolean(),
  createdBy: z.string(),
  createdAt: at,
  updatedAt: at,
});

export const fullMatter = matterSummary.extend({
  evidence: z.string(),
  hash: z.string(),
  correction: correctionSubject.nullable(),
  objection: objectionSubject.nullable(),
  events: z.array(
    z.object({
      deed: z.enum(matterDeeds),
      tier: reviewTier.nullable(),
      text: z.string(),
      by: z.string(),
      at,
    }),
  ),
  files: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      type: z.string(),
      size: z.number(),
      sha256: z.string(),
      by: z.string(),
      at,
    }),
  ),
  /** What you may do now. */
  may: z.array(z.enum(mayDo)),
});

export const listMatters = operation({
  id: "matters.list",
  method: "get",
  path: "/matters",
  action: "matter.read",
  reach: "subtree",
  summary: { zh: "办件：可见的更正和异议", en: "Matters: the corrections and objections that you may see" },
  query: {
    kind: z.enum(matterKinds).optional(),
    submission: id.optional(),
    release: id.optional(),
    /** Only those that are not done. */
    open: flag.optional(),
  },
  response: z.object({ items: z.array(matterSummary) }),
});

export const readMatter = operation({
  id: "matters.read",
  method: "get",
  path: "/matters/{id}",
  action: "matter.read",
  reach: "subtree",
  summary: {
    zh: "一件办件：内容、依据、附件、经过，以及您能办什么",
    en: "A matter: what is asked, evidence, files, what happened, and what you may do",
  },
  params: { id },
  response: fullMatter,
});

const number2 = z.object({ before: z.number().nullable(), after: z.number().nullable() });

export const effect = z.object({
  presentation,
  stamps: z.array(text2),
  /** Largest change of an indicator that you may read as a share of it; null where it cannot be told. */
  share: z.number().nullable(),
  /** By what you may read places must be issued again; else a mark on the release is enough. */
  rerank: z.boolean(),
  indicators: z.array(
    z.object({
      regionId: z.number(),
      region: z.string(),
      indicator: z.string(),
      name: text2,
      uom: z.string(),
      ...number2.shape,
    }),
  ),
  /** How many regions' lines you may read; below stand those of them that change, and the asker's. */
  nTold: z.number(),
  lines: z.array(
    z.object({
      regionId: z.number(),
      code: z.string(),
      name: z.string(),
      /** Its own figures are asked to change; else it moves because others do. */
      direct: z.boolean(),
      score: number2,
      rank: number2,
      band: number2,
      grade: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
    }),
  ),
});

export const listEffects = operation({
  id: "matters.effects",
  method: "get",
  path: "/matters/{id}/effects",
  action: "release.read",
  reach: "audience",
  heavy: true,
  summary: {
    zh: "影响预览：哪些至今有效的评估结果用到所提报表",
    en: "What it would do: the releases that stand and are made from that form",
  },
  params: { id },
  response: z.object({
    items: z.array(z.object({ release: z.number(), title: z.string(), edition: text2, stateName: text2 })),
  }),
});

export const readEffect = operation({
  id: "matters.effect",
  method: "get",
  path: "/matters/{id}/effects/{release}",
  action: "release.read",
  reach: "audience",
  heavy: true,
  summary: {
    zh: "影响预览：按所提内容重算一版评估结果，您可见的各地区得分、位次有何变化",
    en: "What it would do: a release evaluated again on what is asked; scores and places that you may read",
  },
  params: { id, release: id },
  response: z.object({
    /** From which share of an indicator on places are issued again (proposed). */
    rerankFrom: z.number(),
    /** Null: the release does not change, or what is asked cannot be computed. */
    effect: effect.nullable(),
  }),
});

export const attachFile = operation({
  id: "matters.attach",
  method: "post",
  path: "/matters/{id}/files",
  action: "matter.attach",
  reach: "unit",
  summary: {
    zh: "补充附件（pdf、png、jpeg），首级审核前或退回补正时",
    en: "Add evidence (pdf, png, jpeg) before the first decision or when sent back",
  },
  params: { id },
  query: { name: filled(200) },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: fullMatter,
  keyed: true,
});

export const readFile = operation({
  id: "matters.file",
  method: "get",
  path: "/matters/{id}/files/{file}",
  action: "matter.read",
  reach: "subtree",
  summary: { zh: "下载附件", en: "Download a file" },
  params: { id, file: id },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
  immutable: true,
});

export const withdrawMatter = operation({
  id: "matters.withdraw",
  method: "post",
  path: "/matters/{id}/withdrawal",
  action: "matter.attach",
  reach: "unit",
  summary: { zh: "撤回自己提出的办件（写明原因）", en: "Withdraw what one asked for, with a reason" },
  params: { id },
  body: z.strictObject({ reason: filled(1000) }),
  response: fullMatter,
  keyed: true,
});

export const printMatter = operation({
  id: "matters.print",
  method: "get",
  path: "/matters/{id}/print",
  action: "matter.read",
  reach: "subtree",
  summary: { zh: "打印申请单和答复（A4）", en: "The request and the reply on A4" },
  params: { id },
  response: z.string(),
  responseType: "text/html",
});
