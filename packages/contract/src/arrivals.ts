import { z } from "zod";
import { system } from "./exchange.ts";
import { filled, id } from "./fields.ts";
import { operation } from "./operation.ts";

export const listArrivals = operation({
  id: "submissions.arrivals",
  method: "get",
  path: "/submissions/{id}/arrivals",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "外部系统给本报送的数：系统、文件、位置，已写入还是与现值不同",
    en: "What other systems gave for a submission: system, file, place, and whether it was written or differs",
  },
  params: { id },
  response: z.object({
    items: z.array(
      z.object({
        measure: z.string(),
        member: z.string(),
        system: z.string(),
        file: z.string(),
        place: z.string(),
        value: z.string().nullable(),
        state: z.enum(["number", "na", "missing"]),
        reason: z.string(),
        verdict: z.enum(["written", "conflict"]),
        by: z.string(),
        at: z.union([z.date(), z.string()]),
      }),
    ),
  }),
});

export const adoptArrivals = operation({
  id: "submissions.adopt",
  method: "post",
  path: "/submissions/{id}/arrivals",
  action: "submission.save",
  reach: "unit",
  summary: { zh: "采用外部系统的数，替换现值", en: "Take another system's figures instead of what is there" },
  params: { id },
  body: z.strictObject({
    system,
    cells: z
      .array(z.strictObject({ measure: filled(100), member: filled(100), version: z.number().int().min(0) }))
      .min(1)
      .max(2000),
  }),
  response: z.object({ adopted: z.number() }),
  keyed: true,
});
