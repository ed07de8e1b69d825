import { z } from "zod";
import { text2 } from "./fields.ts";
import { fitted, norm } from "./norm.ts";
import { numbers, operand, regionResult, sums } from "./result.ts";
import { conclusionNames, uncertainty } from "./standing.ts";

const number = z.number().nullable();

/** A unit's figure as a revision holds it, with who stands for it. */
const sheetCell = z.object({
  operand: z.string(),
  measure: z.string(),
  member: z.string(),
  period: z.string(),
  state: z.enum(["number", "na", "missing", "absent"]),
  value: z.string().nullable(),
  estimated: z.boolean(),
  reason: z.string(),
  collection: number,
  submission: number,
  revision: number,
  hash: z.string().nullable(),
  signers: z.array(z.object({ name: z.string(), as: z.string(), at: z.string() })),
  submittedAt: z.string().nullable(),
  questions: z.number(),
  decisions: z.number(),
});

const sheetUnit = z.object({
  unit: z.number(),
  code: z.string(),
  name: z.string(),
  region: z.number(),
  regionName: z.string(),
  /** Alone, it can answer the whole formula: its figures stand in the value. */
  used: z.boolean(),
  cells: z.array(sheetCell),
});

const sheetLeaf = z.object({
  path: z.string(),
  indicator: z.string(),
  name: text2,
  uom: z.string(),
  direction: z.string(),
  value: number,
  status: z.enum(["value", "missing", "not_applicable", "uncollected"]),
  complete: z.boolean(),
  matched: z.number(),
  expected: z.number(),
  computedFrom: z.enum(["sums", "matched"]).nullable(),
  gap: z.object({ code: z.string(), operands: z.array(z.string()) }).nullable(),
  estimatedShare: number,
  points: z.object({
    score: number,
    norm,
    peers: fitted,
    weight: z.number(),
    effectiveWeight: z.number(),
    additiveWeight: z.number(),
    contribution: number,
    lost: number,
  }),
  formula: numbers,
  operands: z.array(operand.extend(sums.shape)),
  /** Of the one indicator that was asked for; null without one. */
  units: z.array(sheetUnit).nullable(),
});

/** 计算表: from the rank down to the cell and the signer. */
export const calculationSheet = regionResult.omit({ region: true, indicators: true }).extend({
  evaluation: z.number(),
  scheme: z.string(),
  catalogue: z.object({ key: z.string(), version: z.string(), hash: z.string() }),
  period: z.object({ key: z.string(), kind: z.string(), start: z.string(), end: z.string() }),
  tier: z.string(),
  lens: z.string(),
  treeDate: z.string(),
  stamps: z.array(text2),
  engines: z.record(z.string(), z.string()),
  methods: z.array(z.string()),
  inputsHash: z.string(),
  resultsHash: z.string(),
  region: z.object({
    id: z.number(),
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    city: z.number(),
    peerGroup: z.string(),
  }),
  nRanked: z.number(),
  uncertainty: uncertainty.nullable(),
  conclusions: conclusionNames.nullable(),
  minCoverage: z.number(),
  floor: number,
  leaves: z.array(sheetLeaf),
});
