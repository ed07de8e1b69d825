import { z } from "zod";
import { at, id, lens, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { resultPlace, unrankedReason } from "./result.ts";

const number = z.number().nullable();

/** Why a leaf counts differently in two schemes: in one of them only, another basis (norm, formula, peers or figures), another weight, or neither. */
export const leafDifference = z.enum(["only", "basis", "weight", "same"]);

/** An indicator in two schemes. Its difference is in points, each scheme relative to its mean over the regions compared. */
const comparedLeaf = z.object({
  indicator: z.string(),
  name: text2,
  kind: leafDifference,
  /** Share of the whole scheme (0..1); null where the scheme does not have it. */
  weightA: number,
  weightB: number,
  difference: z.number(),
});

const comparedRegion = z.object({
  regionId: z.number(),
  /** Places among the regions that both schemes rank. */
  rankA: z.number(),
  rankB: z.number(),
  /** Points above (or below) the mean of the regions that both schemes rank. */
  aboveA: z.number(),
  aboveB: z.number(),
  /** aboveA - aboveB; the leaves' differences add up to it. */
  difference: z.number(),
  byKind: z.object({ only: z.number(), basis: z.number(), weight: z.number(), same: z.number() }),
  /** The largest first; all of them for the one region that was asked for. */
  leaves: z.array(comparedLeaf),
  nLeaves: z.number(),
});

export const readComparison = operation({
  id: "comparisons.read",
  method: "get",
  path: "/comparisons",
  action: "evaluation.read",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "方案对比：同一报告期、级次、口径下几个方案的得分、位次、秩相关，以及造成位次差的指标；是分析，不是又一个得分",
    en: "Schemes compared: scores, places, rank correlation of one period, tier and lens, and the leaves behind a difference; analysis, not another score",
  },
  query: {
    /** Two to eight evaluation ids, separated by commas. */
    evaluations: z.string().regex(/^\d{1,15}(,\d{1,15}){1,7}$/),
    /** The two of them whose differences are traced to leaves; both or neither. */
    a: id.optional(),
    b: id.optional(),
    /** Every leaf of this region. */
    region: id.optional(),
  },
  response: z.object({
    period: z.object({ key: z.string(), kind: z.string(), start: z.string(), end: z.string() }),
    tier: z.string(),
    lens,
    synthetic: z.boolean(),
    stamps: z.array(text2),
    schemes: z.array(
      z.object({
        evaluation: z.number(),
        scheme: z.string(),
        name: text2,
        documentNo: z.string().nullable(),
        catalogue: z.object({ id: z.number(), key: z.string(), version: z.string() }),
        nListed: z.number(),
        nRanked: z.number(),
        trial: z.boolean(),
        createdAt: at,
      }),
    ),
    /** Every two of them; `far`: regions more than ten places apart, among the `n` that both rank. */
    pairs: z.array(
      z.object({
        a: z.number(),
        b: z.number(),
        n: z.number(),
        spearman: number,
        kendall: number,
        far: z.array(z.number()),
      }),
    ),
    regions: z.array(
      z.object({
        regionId: z.number(),
        code: z.string(),
        name: z.string(),
        kind: z.string(),
        /** In the order of `schemes`; null where the evaluation does not list the region. */
        results: z.array(
          z.object({ score: number, place: resultPlace.nullable(), unranked: z.array(unrankedReason) }).nullable(),
        ),
      }),
    ),
    /** Of the two that were asked for: regions that both rank, those farthest apart first. */
    pair: z
      .object({ a: z.number(), b: z.number(), meanA: number, meanB: number, regions: z.array(comparedRegion) })
      .nullable(),
  }),
});
