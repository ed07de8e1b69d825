import { z } from "zod";
import { id, key, lens, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

const figure = z.object({
  nExpected: z.number(),
  nAnswered: z.number(),
  nNa: z.number(),
  /** Null: nobody gave a number, or the city has not reviewed it. */
  sum: z.string().nullable(),
  estimatedSum: z.string().nullable(),
});

export const readLines = operation({
  id: "roll-ups.lines",
  method: "get",
  path: "/collections/{id}/lines",
  action: "roll-up.read",
  reach: "subtree",
  summary: {
    zh: "一个地区的合计按地区（块）和按主管部门（条）两种分法，各与汇总值核对",
    en: "A region's totals by region (块) and by the line of ministry (条), each reconciled with its roll-up",
  },
  params: { id },
  /** Region: of the tree of the period's last day; absent, the collection's own. */
  query: { region: id.optional(), lens: lens.default("province"), measure: key.optional() },
  response: z.object({
    collection: z.object({ id: z.number(), name: z.string(), formKey: z.string(), catalogueId: z.number() }),
    period: z.object({ id: z.number(), key: z.string(), kind: z.string(), start: z.string(), end: z.string() }),
    lens,
    region: z.object({ id: z.number(), code: z.string(), name: z.string(), tier: z.string() }),
    synthetic: z.boolean(),
    /** A submission is newer than the roll-ups: a difference may be that. */
    pending: z.boolean(),
    /** Why the region's figures are counts only; null: they are shown. */
    reason: text2.nullable(),
    /** Additive measures only: what is never summed belongs to no line. */
    items: z.array(
      z.object({
        measure: z.string(),
        member: z.string(),
        /** The stored roll-up of the region. */
        total: figure.nullable(),
        byRegion: z.array(
          figure.extend({
            regionId: z.number(),
            regionCode: z.string(),
            regionName: z.string(),
            /** The region's own level (本级). */
            own: z.boolean(),
            reason: text2.nullable(),
          }),
        ),
        /** Line "" is 未归口: units without one. */
        byLine: z.array(figure.extend({ line: z.string() })),
        /** Sum of the parts less the total; null where one of them gives no figure. */
        regionDifference: z.string().nullable(),
        lineDifference: z.string().nullable(),
      }),
    ),
  }),
});
