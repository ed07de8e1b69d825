import { z } from "zod";
import { id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

const number = z.number().nullable();

/** Whom a region is measured against: the best or the median of all or of its peers, one region, or itself a year before. */
export const against = z.enum(["best", "median", "peer_best", "peer_median", "region", "year"]);

const indicator = {
  path: z.string(),
  indicator: z.string(),
  name: text2,
  uom: z.string(),
  decimals: number,
};

const named = z.object({ regionId: z.number(), code: z.string(), name: z.string(), score: z.number() });

const standing = z.object({
  ...indicator,
  value: z.number(),
  /** Place among the peers with a value, and how many they are. */
  rank: z.number(),
  n: z.number(),
  median: z.number(),
  /** How much better than the median, in the indicator's uom; negative = worse. */
  ahead: z.number(),
});

/** One indicator alone: what it would have to be; null = it alone does not suffice. */
const needed = z.object({ ...indicator, value: z.number(), needed: number });

const reach = z.object({
  /** Score that is to be reached. */
  score: z.number(),
  leaves: z.array(needed),
});

export const explanation = z.object({
  stamps: z.array(text2),
  methods: z.array(z.string()),
  region: named.extend({ score: number, peerGroup: z.string() }),
  against,
  gap: z
    .object({
      /** For `year` the region itself, in the evaluation named here. */
      other: named.extend({ evaluation: z.number() }),
      /** score - other.score; the leaves' effects add up to it. */
      difference: z.number(),
      /** The largest effect first. */
      leaves: z.array(
        z.object({
          ...indicator,
          value: number,
          otherValue: number,
          effect: z.number(),
          /** Of a change over time: the effect split by what changed. */
          parts: z.object({ value: z.number(), bounds: z.number(), weights: z.number(), peers: z.number() }).nullable(),
        }),
      ),
    })
    .nullable(),
  /** Why there is nothing to compare with. */
  reason: text2.nullable(),
  /** Null where others' figures may not be told. */
  standings: z.object({ strengths: z.array(standing), weaknesses: z.array(standing) }).nullable(),
  /** What it would take to draw level with the region above; null for the first, and where places are not told. */
  nextPlace: reach.extend({ name: z.string() }).nullable(),
  /** What it would take for the next 等次, gates aside. */
  nextGrade: reach.extend({ grade: z.string(), name: text2 }).nullable(),
});

/** With `region`: which one. */
const other = id.optional();

export const explainEvaluation = operation({
  id: "evaluations.explain",
  method: "get",
  path: "/evaluations/{id}/explanation",
  action: "evaluation.read",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "差距解释：与最好、中位、同组、任一地区或上年的分差逐项拆分，合计精确；强弱项；进一位、升一等需要什么",
    en: "Explain a gap: split exactly over indicators; strengths and weaknesses; what the next place or grade would take",
  },
  params: { id },
  query: { region: id, against: against.default("peer_median"), other },
  response: explanation,
});

export const explainResult = operation({
  id: "releases.explain",
  method: "get",
  path: "/releases/{id}/results/{region}/explanation",
  action: "release.read",
  reach: "audience",
  heavy: true,
  summary: {
    zh: "按一版评估结果解释差距：只与公开范围内可见的地区比较",
    en: "Explain a gap inside a release: only against regions whose result you may read",
  },
  params: { id, region: id },
  /** A change over the year rests on everybody's figures of both years: it stays with those who evaluate. */
  query: { against: against.exclude(["year"]).default("peer_median"), other },
  response: explanation,
});
