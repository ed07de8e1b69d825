import { z } from "zod";
import { text2 } from "./fields.ts";

/** What a release says of one region: everything from its place down to the sums that an indicator was computed from. */

const number = z.number().nullable();

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

const norm = z.discriminatedUnion("method", [
  z.object({ method: z.literal("goalposts"), lo: z.number(), hi: z.number() }),
  z.object({
    method: z.literal("peer_percentile"),
    loPct: z.number(),
    hiPct: z.number(),
    minPeers: z.number(),
  }),
  z.object({
    method: z.literal("interval"),
    bestLo: z.number(),
    bestHi: z.number(),
    zeroLo: z.number(),
    zeroHi: z.number(),
  }),
]);

const leaf = z.object({
  indicator: z.string(),
  direction: z.string(),
  value: number,
  norm,
  /** Bounds that the own peer group set; null for norms that hold their bounds themselves. */
  peers: z.object({ n: z.number(), lo: number, hi: number, peerGroup: z.string() }).nullable(),
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
  operands: z.array(
    z.object({ sum: z.string().nullable(), nExpected: z.number(), nAnswered: z.number(), nNa: z.number() }),
  ),
});

const indicator = z.object({
  key: z.string(),
  name: text2,
  uom: z.string(),
  direction: z.string(),
  decimals: number,
  collected: z.boolean(),
  /** In words, and with the sums put in. */
  formula: z.object({
    text: z.string(),
    zh: z.string(),
    en: z.string(),
    numbersZh: z.string(),
    numbersEn: z.string(),
  }),
  /** Which figure of which periods stands for each operand, in the order of `cell.operands`. */
  operands: z.array(
    z.object({
      operand: z.string(),
      name: text2,
      start: z.string().nullable(),
      end: z.string().nullable(),
      periods: z.array(z.string()),
    }),
  ),
  cell: resultCell,
});

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
  place: z
    .object({
      rank: z.number(),
      /** Last place that equal scores share. */
      rankTo: z.number(),
      quartile: z.number(),
      gapToBest: number,
      gapToTopQuartile: number,
    })
    .nullable(),
  unranked: z.array(z.object({ code: z.string(), node: z.string(), coverage: number, zh: z.string(), en: z.string() })),
  explanationMethod: z.string(),
  tree: resultNode,
  /** Leaves that lost points, most first. */
  lostPoints: z.array(
    z.object({ key: z.string(), path: z.string(), indicator: z.string(), status: nodeStatus, pointsLost: z.number() }),
  ),
  indicators: z.array(indicator),
});
