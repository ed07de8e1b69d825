import { z } from "zod";
import { day, flag, id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

export const readBurden = operation({
  id: "burden.read",
  method: "get",
  path: "/burden",
  action: "burden.read",
  reach: "subtree",
  summary: {
    zh: "填报负担：一段时间内（按单位截止日）向各地区、各单位要了几次、多少格、用了多少分钟",
    en: "Burden: requests, cells and minutes by region or unit, of what was due within the days given",
  },
  query: {
    from: day,
    to: day,
    region: id.optional(),
    by: z.enum(["region", "unit"]).default("region"),
    /** Split by month of the unit's due time. */
    monthly: flag.default(false),
  },
  response: z.object({
    /** How minutes are counted. */
    definition: text2,
    /** Some of it is demo data. */
    synthetic: z.boolean(),
    items: z.array(
      z.object({
        regionId: z.number(),
        region: z.string(),
        tier: z.string(),
        unitId: z.number().nullable(),
        unit: z.string().nullable(),
        month: z.string().nullable(),
        units: z.number(),
        requests: z.number(),
        cells: z.number(),
        /** Requests that were answered with a measured time, and their minutes; null: none was. */
        measured: z.number(),
        minutes: z.number().nullable(),
      }),
    ),
  }),
});
