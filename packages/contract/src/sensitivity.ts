import { z } from "zod";
import { id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** How a node combines its children; the same words as in a scheme. */
export const rowMethods = [
  "arithmetic",
  "geometric",
  "harmonic",
  "power",
  "mazziotta_pareto",
  "minimum",
  "capped",
] as const;

/** Which evaluation something is said about, and what must stand on every page of it. */
const about = {
  evaluation: z.number(),
  owner: z.number(),
  catalogueId: z.number(),
  scheme: z.object({ key: z.string(), name: text2, documentNo: z.string().nullable() }),
  period: z.record(z.string(), z.unknown()),
  tier: z.string(),
  lens: z.string(),
  stamps: z.array(text2),
  resultsHash: z.string(),
};

/** A number that may be impossible to tell (too few units, no spread): null then. */
const told = z.number().nullable();

export const readScoringInput = operation({
  id: "evaluations.scoring-input",
  method: "get",
  path: "/evaluations/{id}/scoring-input",
  action: "evaluation.read",
  reach: "subtree",
  summary: {
    zh: "一次评估的得分矩阵：各指标得分、状态、权重与位次，供浏览器试算权重；不含原始数值",
    en: "The scored matrix of an evaluation: leaf points, statuses, weights and places, for trying weights in a browser; no raw figures",
  },
  params: { id },
  response: z.object({
    ...about,
    /** What a child of a geometric, harmonic or p <= 0 power node counts at least; null: the scheme states none. */
    floor: z.number().nullable(),
    regions: z.array(
      z.object({
        regionId: z.number(),
        code: z.string(),
        name: z.string(),
        peerGroup: z.string(),
        score: z.number().nullable(),
        /** The stored place; null: not ranked, whatever the weights are. */
        rank: z.number().nullable(),
      }),
    ),
    /** In tree order. */
    nodes: z.array(
      z.object({
        key: z.string(),
        path: z.string(),
        name: text2,
        /** Index among the nodes; -1 for the root. */
        parent: z.number(),
        weight: z.number(),
        indicator: z.string().nullable(),
        method: z.enum(rowMethods).nullable(),
        exponent: z.number().nullable(),
        penalty: z.enum(["negative", "positive"]).nullable(),
        missing: z.enum(["earns_nothing", "reweight", "required"]).nullable(),
        /** Points of a leaf, by region; null at inner nodes. */
        score: z.array(z.number().nullable()).nullable(),
        /** Codes of why a region has a score here or none, by region. */
        status: z.array(z.number()),
      }),
    ),
  }),
});

const sobolIndex = z.object({
  name: z.string(),
  said: text2,
  first: told,
  firstError: told,
  total: told,
  totalError: told,
  doubtful: z.boolean(),
});

export const readCoherence = operation({
  id: "evaluations.coherence",
  method: "get",
  path: "/evaluations/{id}/coherence",
  action: "evaluation.read",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "一致性审计：节点内相关、信度、取样适当性、名义与实际重要性、杠杆、自报权重占比、方法敏感性",
    en: "Coherence audit: correlations inside nodes, reliability, sampling adequacy, nominal and effective importance, leverage, self-reported weight, sensitivity to method",
  },
  params: { id },
  response: z.object({
    ...about,
    nRanked: z.number(),
    names: z.array(z.object({ key: z.string(), path: z.string(), name: text2, leaf: z.boolean() })),
    nodes: z.array(
      z.object({
        path: z.string(),
        children: z.array(z.string()),
        correlations: z.array(z.object({ a: z.string(), b: z.string(), r: told, n: z.number(), adjusted: told })),
        units: z.number(),
        alpha: told,
        standardisedAlpha: told,
        omega: told,
        kmo: told,
        firstComponent: told,
      }),
    ),
    importance: z.array(
      z.object({
        path: z.string(),
        indicator: z.string(),
        nominal: z.number(),
        effective: told,
        correlation: told,
        atBest: told,
        atWorst: told,
        /** Of the catalogue's indicator, 自报 that was spot-checked being sampled; null: the catalogue grades none. */
        evidence: z.enum(["system", "superior", "sampled", "self"]).nullable(),
        /** Cells of finished spot checks behind it, and how many differed or had no evidence; null: none of them. */
        spots: z.object({ checked: z.number(), errors: z.number() }).nullable(),
      }),
    ),
    leverage: z.array(
      z.object({
        path: z.string(),
        indicator: z.string(),
        regionId: z.number(),
        region: z.string(),
        end: z.enum(["highest", "lowest"]),
        share: z.number(),
      }),
    ),
    /** Share of the weight that is the reporter's own word; null where the catalogue grades no evidence. */
    selfReported: z.number().nullable(),
    /** Lines beyond which something becomes a finding. */
    lines: z.record(z.string(), z.number()),
    /** Null where fewer than three regions are ranked. */
    sensitivity: z
      .object({
        /** Mean of |place - place now| over the draws. */
        meanShift: z.number(),
        evaluations: z.number(),
        seed: z.number(),
        indices: z.array(sobolIndex),
      })
      .nullable(),
    findings: z.array(z.object({ code: z.string(), path: z.string(), zh: z.string(), en: z.string() })),
  }),
});
