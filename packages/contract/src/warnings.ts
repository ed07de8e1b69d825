import { z } from "zod";
import { id, lens, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { period } from "./periods.ts";

export const readWarnings = operation({
  id: "warnings.read",
  method: "get",
  path: "/regions/{id}/warnings",
  action: "roll-up.read",
  reach: "subtree",
  summary: {
    zh: "一个地区在一个报告期的预警：已触发的级别、未触发、无法判定的原因、未启用的在等什么",
    en: "A region's warnings in a period: level raised, not raised, why undecided, what the inactive ones wait for",
  },
  params: { id },
  query: { catalogue: id, period: id, lens: lens.default("city") },
  response: z.object({
    period,
    lens,
    stamps: z.array(text2),
    items: z.array(
      z.object({
        key: z.string(),
        name: text2,
        state: z.enum(["raised", "quiet", "undecided", "waiting"]),
        /** Of a raised one; the gravest that is true. */
        level: z.enum(["info", "yellow", "orange", "red"]).nullable(),
        reasons: z.array(text2),
        matched: z.number(),
        expected: z.number(),
      }),
    ),
  }),
});
