import { z } from "zod";
import { text2 } from "./fields.ts";
import { fitted, norm } from "./norm.ts";
import { conclusion, conclusionNames, presentation, shownStanding, uncertainty } from "./standing.ts";

/** What a release says of one region: everything from its place down to the sums that an indicator was computed from. */

const number = z.number().nullable();
const stamps = z.array(text2);

/** Why a node or a leaf has a score, or has none. */
export const nodeStatus = z.enum([
  "value",
  "not_applicable",
  "missing",
  "incomplete",
  "uncollected",
  "too_few_peers",
  "low_coverage",
]);

const leaf = z.object({
  indicator: z.string(),
  direction: z.string(),
  value: number,
  norm,
  peers: fitted,
});

export const resultNode = z.object({
  key: z.string(),
  path: z.string(),
  name: text2,
  methodId: z.string(),
  status: nodeStatus,
  weight: z.number(),
  /** Weight in the total after not applicable siblings shared theirs. */
  effectiveWeight: z.number(),
  additiveWeight: z.number(),
  score: number,
  coverage: number,
  contribution: number,
  /** Points lacking from here to a total of 100; null where there is no total or it does not apply. */
  pointsLost: number,
  leaf: leaf.nullable(),
  get children() {
    return z.array(resultNode);
  },
});

export const sums = z.object({
  sum: z.string().nullable(),
  nExpected: z.number(),
  nAnswered: z.number(),
  nNa: z.number(),
});

/** One indicator as it entered the score. */
export const resultCell = z.object({
  status: z.enum(["value", "missing", "not_applicable", "uncollected"]),
  /** Also where incomplete: shown, and earns nothing. */
  value: number,
  complete: z.boolean(),
  matched: z.number(),
  expected: z.number(),
  estimatedShare: number,
  path: z.enum(["sums", "matched"]).nullable(),
  gap: z.object({ code: z.string(), operands: z.array(z.string()) }).nullable(),
  operands: z.array(sums),
});

/** A formula in words. */
const words = z.object({ text: z.string(), zh: z.string(), en: z.string() });
/** The same with the sums put in. */
export const numbers = words.extend({ numbersZh: z.string(), numbersEn: z.string() });

/** Which figure of which periods stands for an operand. */
export const operand = z.object({
  operand: z.string(),
  name: text2,
  start: z.string().nullable(),
  end: z.string().nullable(),
  periods: z.array(z.string()),
});

const scored = z.object({
  key: z.string(),
  name: text2,
  uom: z.string(),
  direction: z.string(),
  decimals: number,
  collected: z.boolean(),
  /** In the order of the cells' operands. */
  operands: z.array(operand),
});

const indicator = scored.extend({ formula: numbers, cell: resultCell });

/** Scores of one peer group at a node, over at least five regions, without names. */
export const nodePeers = z.object({
  path: z.string(),
  peerGroup: z.string(),
  n: z.number(),
  q1: z.number(),
  median: z.number(),
  q3: z.number(),
});

export const resultHead = z.object({
  scheme: z.object({
    key: z.string(),
    name: text2,
    documentNo: z.string().nullable(),
    weightsStatus: z.string(),
    minCoverage: z.number(),
  }),
  period: z.object({ key: z.string(), kind: z.string(), start: z.string(), end: z.string() }),
  tier: z.string(),
  lens: z.string(),
  treeDate: z.string(),
  resultsHash: z.string(),
  nListed: z.number(),
  nRanked: z.number(),
  best: number,
  quartileCuts: z.object({ p25: z.number(), p50: z.number(), p75: z.number() }).nullable(),
  peerGroups: z.array(z.object({ name: z.string(), n: z.number() })),
  nodePeers: z.array(nodePeers),
  /** Absent in releases made before there were intervals, which show places. */
  presentation: presentation.optional(),
  uncertainty: uncertainty.optional(),
  /** Hash of what is shown of every region's place, band and grade. */
  shownHash: z.string().optional(),
  /** Absent where the scheme concludes nothing beside its score. */
  conclusions: conclusionNames.optional(),
});

/** Everything that a release says of itself; its stored form. */
export const releaseHead = resultHead.extend({
  catalogue: z.object({ id: z.number(), key: z.string(), version: z.string(), hash: z.string() }),
  trial: z.boolean(),
  synthetic: z.boolean(),
  stamps,
  dataUntil: z.string(),
  inputsHash: z.string(),
  engines: z.record(z.string(), z.string()),
  methods: z.array(z.string()),
  indicators: z.array(scored.extend({ formula: words })),
});

export const resultPlace = z.object({
  rank: z.number(),
  /** Last place that equal scores share. */
  rankTo: z.number(),
  quartile: z.number(),
  gapToBest: number,
  gapToTopQuartile: number,
});

/** A node without a score, and what is wrong with it. */
export const unrankedReason = z.object({
  code: z.string(),
  node: z.string(),
  coverage: number,
  zh: z.string(),
  en: z.string(),
});

const lostPoints = z.object({
  key: z.string(),
  path: z.string(),
  indicator: z.string(),
  status: nodeStatus,
  pointsLost: z.number(),
});

/** The same region in an earlier edition of the release, or in the release of a year before. */
export const earlierResult = z.object({
  kind: z.enum(["edition", "year"]),
  release: z.number(),
  edition: text2,
  title: z.string(),
  period: z.string(),
  rank: number,
  rankTo: number,
  band: number,
  /** 基本持平: the earlier place lies inside the present interval; null where it cannot be told. */
  steady: z.boolean().nullable(),
});

export const regionResult = z.object({
  region: z.object({
    id: z.number(),
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    peerGroup: z.string(),
  }),
  score: number,
  coverage: number,
  place: resultPlace.nullable(),
  standing: shownStanding.nullable(),
  conclusion: conclusion.nullable(),
  unranked: z.array(unrankedReason),
  explanationMethod: z.string(),
  tree: resultNode,
  /** Leaves that lost points, most first. */
  lostPoints: z.array(lostPoints),
  indicators: z.array(indicator),
});
