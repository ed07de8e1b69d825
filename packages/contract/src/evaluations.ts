import { z } from "zod";
import { at, filled, flag, id, key, lens, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { unrankedReason } from "./result.ts";
import { calculationSheet } from "./sheet.ts";
import { conclusion, standing, uncertainty } from "./standing.ts";

const ranked = z.enum(["county", "city", "province"]);
const place = z.object({
  rank: z.number(),
  /** Last place that equal values share; the same as `rank` without a tie. */
  rankTo: z.number(),
  quartile: z.number(),
  gapToBest: z.number(),
  gapToTopQuartile: z.number(),
});

const rankingQuery = {
  catalogue: id,
  indicator: key,
  period: id,
  tier: ranked,
  lens: lens.default("province"),
  collection: id.optional(),
  /** Kind of region: only regions of this kind are listed and compared. */
  peerGroup: filled(80).optional(),
  /** Only the units of the region's own level (本级), nothing below: own levels are compared with own levels. */
  own: flag.default(false),
};

const rankingOperand = z.object({
  operand: z.string(),
  sum: z.string().nullable(),
  nExpected: z.number(),
  nAnswered: z.number(),
  nNa: z.number(),
});

export const rankingRow = z.object({
  regionId: z.number(),
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentId: z.number().nullable(),
  value: z.number().nullable(),
  place: place.nullable(),
  complete: z.boolean(),
  matched: z.number(),
  expected: z.number(),
  estimatedShare: z.number().nullable(),
  interval: z.object({ level: z.number(), lower: z.number().nullable(), upper: z.number().nullable() }).nullable(),
  /** Why it has no value or no place. */
  reason: text2.nullable(),
  /** What the cells concerned say themselves (暂缺, 不适用), each with how many units say it. */
  cellReasons: z.array(z.object({ operand: z.string(), state: z.string(), reason: z.string(), units: z.number() })),
  operands: z.array(rankingOperand),
});

export const readRanking = operation({
  id: "rankings.read",
  method: "get",
  path: "/rankings",
  action: "roll-up.read",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "单项指标排名：并列区间、四分位、与最好及前四分之一的差距；缺数不排名并写明原因",
    en: "Rank regions by one indicator: range for ties, quartiles, gaps; what has no figure is listed with its reason, never ranked",
  },
  query: rankingQuery,
  response: z.object({
    indicator: z.object({
      key: z.string(),
      name: text2,
      uom: z.string(),
      direction: z.string(),
      decimals: z.number().nullable(),
      formula: z.object({ text: z.string(), zh: z.string(), en: z.string() }),
    }),
    catalogue: z.object({ id: z.number(), key: z.string(), version: z.string(), hash: z.string() }),
    period: z.record(z.string(), z.unknown()),
    treeDate: z.string(),
    tier: z.string(),
    lens,
    peerGroup: z.string().nullable(),
    own: z.boolean(),
    /** Which figure of which period stands for each operand. */
    dates: z.array(
      z.object({
        operand: z.string(),
        name: text2,
        start: z.string().nullable(),
        end: z.string().nullable(),
        periods: z.array(z.string()),
      }),
    ),
    nListed: z.number(),
    nRanked: z.number(),
    best: z.number().nullable(),
    quartileCuts: z.object({ p25: z.number(), p50: z.number(), p75: z.number() }).nullable(),
    quartileMethod: z.string(),
    pending: z.boolean(),
    synthetic: z.boolean(),
    history: z.boolean(),
    stamps: z.array(text2),
    items: z.array(rankingRow),
  }),
});

export const exportRanking = operation({
  id: "rankings.export",
  method: "get",
  path: "/rankings.csv",
  action: "roll-up.read",
  reach: "subtree",
  heavy: true,
  summary: { zh: "单项指标排名（CSV）", en: "The same ranking as CSV" },
  query: rankingQuery,
  response: z.string(),
  responseType: "text/csv",
});

const evaluation = z.object({
  id: z.number(),
  owner: z.number(),
  catalogueId: z.number(),
  scheme: z.string(),
  periodId: z.number(),
  tier: ranked,
  lens,
  trial: z.boolean(),
  synthetic: z.boolean(),
  stamps: z.array(text2),
  inputsHash: z.string(),
  resultsHash: z.string(),
  engine: z.string(),
  createdBy: z.number(),
  createdAt: at,
});

const regionScore = z.object({
  regionId: z.number(),
  code: z.string(),
  name: z.string(),
  peerGroup: z.string(),
  score: z.number().nullable(),
  coverage: z.number().nullable(),
  place: place.nullable(),
  /** Null where it is not ranked, and in evaluations made before there were intervals. */
  standing: standing.nullable(),
  conclusion: conclusion.nullable(),
  unranked: z.array(unrankedReason),
});

const fullEvaluation = evaluation.extend({
  nListed: z.number(),
  nRanked: z.number(),
  best: z.number().nullable(),
  quartileCuts: z.object({ p25: z.number(), p50: z.number(), p75: z.number() }).nullable(),
  methods: z.array(z.string()),
  bounds: z.record(z.string(), z.unknown()),
  remarks: z.array(z.record(z.string(), z.unknown())),
  uncertainty: uncertainty.nullable(),
  peerGroups: z.array(z.object({ name: z.string(), n: z.number() })),
  items: z.array(regionScore),
});

export const runEvaluation = operation({
  id: "evaluations.run",
  method: "post",
  path: "/evaluations",
  action: "evaluation.run",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "按方案评估一个层级的全部地区，输入与结果一次定稿",
    en: "Evaluate all regions of a tier by a scheme; inputs and results are stored once",
  },
  body: z.strictObject({
    owner: id,
    catalogue: id,
    scheme: filled(80),
    period: id,
    tier: ranked,
    lens: lens.default("province"),
    /** Groups that cover every region of the tier once; absent: by kind of region. */
    peerGroups: z
      .array(z.strictObject({ name: filled(80), regions: z.array(id).min(1).max(5000) }))
      .min(1)
      .max(200)
      .optional(),
    /** 加分, each with its ground; only under a scheme that gives any, and capped by it. */
    bonus: z
      .array(z.strictObject({ region: id, points: z.number().positive().max(100), reason: filled(200) }))
      .max(5000)
      .optional(),
  }),
  response: fullEvaluation,
  keyed: true,
  snapshot: true,
});

export const listEvaluations = operation({
  id: "evaluations.list",
  method: "get",
  path: "/evaluations",
  action: "evaluation.read",
  reach: "subtree",
  summary: { zh: "评估列表", en: "List evaluations" },
  query: { owner: id.optional(), period: id.optional(), scheme: filled(80).optional() },
  response: z.object({ items: z.array(evaluation) }),
});

export const readEvaluation = operation({
  id: "evaluations.read",
  method: "get",
  path: "/evaluations/{id}",
  action: "evaluation.read",
  reach: "subtree",
  summary: {
    zh: "一次评估：得分、位次、对标组、界值",
    en: "An evaluation: scores, places, peer groups, bounds",
  },
  params: { id },
  response: fullEvaluation,
});

export const readBundle = operation({
  id: "evaluations.bundle",
  method: "get",
  path: "/evaluations/{id}/bundle",
  action: "evaluation.read",
  reach: "subtree",
  summary: {
    zh: "评估的原始字节：输入、结果及哈希，可在任何机器上复算",
    en: "The stored bytes: inputs, results and hashes, to be recomputed on any machine",
  },
  params: { id },
  response: z.object({
    inputs: z.string(),
    inputsHash: z.string(),
    results: z.string(),
    resultsHash: z.string(),
    catalogue: z.string(),
    catalogueHash: z.string(),
  }),
});

export const verification = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      check: z.string(),
      ok: z.boolean(),
      zh: z.string(),
      en: z.string(),
      differences: z.array(z.unknown()),
    }),
  ),
});

export const verifyEvaluation = operation({
  id: "evaluations.verify",
  method: "post",
  path: "/evaluations/{id}/verify",
  action: "evaluation.read",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "复算：结果由所存输入重算逐字节比较；输入由各版次数值重算（不用汇总值）",
    en: "Recompute: results from the stored inputs byte for byte, inputs from the revisions' figures (not from roll-ups)",
  },
  params: { id },
  body: z.strictObject({}),
  response: verification,
});

export const readSheet = operation({
  id: "evaluations.sheet",
  method: "get",
  path: "/evaluations/{id}/sheet",
  action: "evaluation.read",
  reach: "subtree",
  summary: {
    zh: "计算单：从位次、得分、维度、指标、公式、数据项直到单元格、版次、签署人",
    en: "Calculation sheet: from the rank down to the cell, its revision and its signers",
  },
  params: { id },
  query: {
    region: id,
    /** Only this indicator's leaf, with its cells; absent: every leaf, without cells. */
    indicator: key.optional(),
  },
  response: calculationSheet,
});
