import { z } from "zod";
import { ask } from "./collection-ask.ts";
import { at, id, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

const planned = z.object({
  id: z.number(),
  name: z.string(),
  form: z.string(),
  opensAt: at,
  dueUnit: at,
  state: z.enum(["waiting", "opened", "failed", "discarded"]),
  collectionId: z.number().nullable(),
  problem: text2,
  createdBy: z.string(),
  createdAt: at,
});

export const listPlanned = operation({
  id: "collections.planned",
  method: "get",
  path: "/collections/planned",
  action: "collection.open",
  reach: "subtree",
  summary: { zh: "全年计划：拟开的采集任务，到时自动开启", en: "The year's plan: collections that open at their time" },
  response: z.object({ items: z.array(planned) }),
});

export const planCollections = operation({
  id: "collections.plan",
  method: "post",
  path: "/collections/planned",
  action: "collection.open",
  reach: "subtree",
  summary: {
    zh: "把几期采集任务一次列入计划，到开始时间由平台以计划人名义开启",
    en: "Plan collections of several periods at once; the platform opens each at its time in the planner's name",
  },
  body: z.strictObject({ asks: z.array(ask).min(1).max(24) }),
  response: z.object({ items: z.array(planned) }),
  keyed: true,
});

export const discardPlanned = operation({
  id: "collections.unplan",
  method: "post",
  path: "/collections/planned/{id}/discard",
  action: "collection.open",
  reach: "subtree",
  summary: { zh: "撤下一个拟开任务", en: "Take a planned collection back" },
  params: { id },
  body: z.strictObject({}),
  response: planned,
});
