import { z } from "zod";
import { boundaryShare } from "./consolidations.ts";
import { id, key, lens, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { period, periodKind } from "./periods.ts";

/** One indicator of some regions over time, on the boundaries of each period or all of it on today's (可比口径). */
export const readTrends = operation({
  id: "trends.read",
  method: "get",
  path: "/trends",
  action: "roll-up.read",
  reach: "subtree",
  summary: {
    zh: "一项指标的历期数值，口径或区划变动处标出断点",
    en: "An indicator over periods; breaks (boundaries, definition) are marked",
  },
  query: {
    catalogue: id,
    indicator: key,
    kind: periodKind,
    /** Up to ten region ids, separated by commas. */
    regions: z.string().regex(/^\d+(,\d+){0,9}$/),
    lens: lens.default("province"),
    /** today: what stood elsewhere is passed on by the lineage shares of every change since, and marked. */
    boundaries: z.enum(["period", "today"]).default("period"),
  },
  response: z.object({
    indicator: z.object({
      key: z.string(),
      name: text2,
      uom: z.string(),
      direction: z.string(),
      decimals: z.number().nullable(),
    }),
    stamps: z.array(text2),
    periods: z.array(period),
    items: z.array(
      z.object({
        regionId: z.number(),
        name: z.string(),
        values: z.array(
          z.object({
            periodId: z.number(),
            value: z.number().nullable(),
            complete: z.boolean(),
            /** What makes it an estimate on today's boundaries; empty: it is as it was reported. */
            boundaryShares: z.array(boundaryShare),
            reason: text2.nullable(),
          }),
        ),
        /** The series breaks before this period: the region's boundaries or the indicator's definition changed. */
        breaks: z.array(z.object({ periodId: z.number(), text: text2 })),
        /** Mann-Kendall, two-sided 5 %, over the complete values since the last break; it takes at least five. */
        trend: z.enum(["increasing", "decreasing", "no_change", "cannot_be_calculated"]),
      }),
    ),
  }),
});
