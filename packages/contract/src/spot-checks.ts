import { z } from "zod";
import { at, decimal, filled, id, key, line, member, moment, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** agrees 相符, differs 不符 (the evidence says another number), unsupported 无凭证. */
export const spotVerdicts = ["agrees", "differs", "unsupported"] as const;
/** The most cells of one draw. */
export const MOST_SPOT_CELLS = 500;

const head = z.object({
  id: z.number(),
  owner: z.number(),
  ownerName: z.string(),
  collectionId: z.number(),
  title: z.string(),
  basis: z.string(),
  synthetic: z.boolean(),
  /** How many cells are to be drawn, of how many in how many submissions. */
  size: z.number(),
  frameCells: z.number(),
  frameSubmissions: z.number(),
  frameHash: z.string(),
  seed: z.number(),
  createdBy: z.string(),
  createdAt: at,
  drawnBy: z.string().nullable(),
  drawnAt: at.nullable(),
  checked: z.number(),
  differs: z.number(),
  unsupported: z.number(),
});

/** Share of checked cells that differ or have no evidence, with Wilson's interval of 95 %; null: nothing checked yet. */
const errorRate = z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable();

const result = z.object({
  verdict: z.enum(spotVerdicts),
  found: z.string().nullable(),
  evidence: z.string(),
  note: z.string(),
  by: z.string(),
  at,
});

const cell = z.object({
  submissionId: z.number(),
  revision: z.number(),
  unitId: z.number(),
  unit: z.string(),
  regionId: z.number(),
  region: z.string(),
  measure: z.string(),
  member: z.string(),
  name: text2,
  uom: z.string(),
  /** As reported in the revision that was drawn. */
  value: z.string(),
  /** The last one counts; earlier ones stay. */
  result: result.nullable(),
  earlier: z.array(result),
});

const full = head.extend({
  error: errorRate,
  /** In the order of the frame; empty until drawn. */
  cells: z.array(cell),
  /** Drawn, but not reviewed by their city yet: not for those above it. */
  hidden: z.number(),
  drawHash: z.string().nullable(),
});

export const listSpotChecks = operation({
  id: "spot-checks.list",
  method: "get",
  path: "/spot-checks",
  action: "spot-check.read",
  reach: "subtree",
  summary: {
    zh: "抽查：本级及下级的全部抽查，含未抽样的",
    en: "Spot checks of one's own and lower bureaus, all of them",
  },
  query: {
    collection: id.optional(),
    /** Only those that drew a cell of it. */
    submission: id.optional(),
  },
  response: z.object({ items: z.array(head.extend({ error: errorRate })) }),
});

export const readSpotChecks = operation({
  id: "spot-checks.read",
  method: "get",
  path: "/spot-checks/{id}",
  action: "spot-check.read",
  reach: "subtree",
  summary: {
    zh: "一次抽查：种子、抽样框、抽中的单元格、结果、差错率及区间",
    en: "One spot check: seed, frame, cells drawn, results, error rate with its interval",
  },
  params: { id },
  response: full,
});

export const fixSpotCheck = operation({
  id: "spot-checks.fix",
  method: "post",
  path: "/spot-checks",
  action: "spot-check.change",
  reach: "subtree",
  summary: {
    zh: "抽样前固定抽样框（本级已审核通过的报送）、样本量和随机种子；种子由平台产生并留审计记录",
    en: "Fix frame (what one's bureau accepted), sample size and seed before the draw; the platform makes the seed and audits it",
  },
  body: z.strictObject({
    owner: id,
    collection: id,
    title: filled(120),
    basis: line(200).default(""),
    size: z.number().int().min(1).max(MOST_SPOT_CELLS),
  }),
  response: head,
  keyed: true,
});

export const drawSpotCheck = operation({
  id: "spot-checks.draw",
  method: "post",
  path: "/spot-checks/{id}/draw",
  action: "spot-check.change",
  reach: "subtree",
  summary: {
    zh: "按已固定的种子抽样，每次抽查只抽一次；可同时请抽中的单位附凭证",
    en: "Draw by the seed that was fixed, once per check; the units drawn may be asked for their papers",
  },
  params: { id },
  /** With `papersDue` each drawn cell whose form is not locked becomes a question for its paper, due by then. */
  body: z.strictObject({ papersDue: moment.optional() }),
  response: full,
});

export const verifySpotCheck = operation({
  id: "spot-checks.verify",
  method: "get",
  path: "/spot-checks/{id}/verify",
  action: "spot-check.read",
  reach: "subtree",
  summary: {
    zh: "复算：由抽样框和种子重抽，与存下的样本比较",
    en: "Draw again from frame and seed, and compare with the stored sample",
  },
  params: { id },
  response: z.object({
    reproduces: z.boolean(),
    seed: z.number(),
    frameHash: z.string(),
    drawHash: z.string(),
    drawnAgain: z.string(),
    method: text2,
  }),
});

export const recordSpotResult = operation({
  id: "spot-checks.record",
  method: "post",
  path: "/spot-checks/{id}/results",
  action: "spot-check.change",
  reach: "subtree",
  summary: {
    zh: "记一格的抽查结果（只增不改，后一次为准）；不改动任何数值",
    en: "Record what was found of one cell: only added, the last counts; no figure changes",
  },
  params: { id },
  body: z.strictObject({
    submission: id,
    measure: key,
    member,
    verdict: z.enum(spotVerdicts),
    found: decimal.optional(),
    evidence: line(300).default(""),
    note: line(1000).default(""),
  }),
  response: full,
  keyed: true,
});
