import { z } from "zod";
import { at, day, filled, id } from "./fields.ts";
import { operation } from "./operation.ts";

/** An extension: what a unit asked for, and what was decided; or what was given without being asked. */
const extension = z.object({
  id: z.number(),
  collectionId: z.number(),
  collection: z.string(),
  unitId: z.number(),
  unit: z.string(),
  regionId: z.number(),
  kind: z.enum(["ask", "grant", "refuse"]),
  askId: z.number().nullable(),
  /** Asked or granted until. */
  until: at.nullable(),
  /** The unit's due time now, and that of everybody. */
  dueAt: at,
  dueUnit: at,
  reason: z.string(),
  /** unit, or the tier of whoever decided. */
  tier: z.string(),
  userName: z.string(),
  at,
  /** An ask that waits for a decision. */
  open: z.boolean(),
  /** Whether whoever reads it may decide it, and until when they may grant; null: they may refuse only. */
  mayDecide: z.boolean(),
  mayGrantUntil: at.nullable(),
});

export const listExtensions = operation({
  id: "extensions.list",
  method: "get",
  path: "/extensions",
  action: "extension.read",
  reach: "subtree",
  summary: { zh: "延期申请与决定", en: "Extensions asked for and decided" },
  query: { collection: id.optional(), unit: id.optional(), open: z.enum(["true", "false"]).optional() },
  response: z.object({ items: z.array(extension) }),
});

export const askExtension = operation({
  id: "extensions.ask",
  method: "post",
  path: "/extensions",
  action: "extension.ask",
  reach: "unit",
  summary: { zh: "单位申请延期（到哪一天，为什么）", en: "A unit asks for an extension: until which day, why" },
  body: z.strictObject({ collection: id, unit: id, until: day, reason: filled(500) }),
  response: extension,
  keyed: true,
});

export const decideExtension = operation({
  id: "extensions.decide",
  method: "post",
  path: "/extensions/{id}/decision",
  action: "extension.decide",
  reach: "subtree",
  summary: {
    zh: "批准或不批准延期；各级负责人可批的工作日数由任务规定",
    en: "Grant or refuse an extension; how far each tier may go is stated in the collection",
  },
  params: { id },
  body: z.strictObject({ grant: z.boolean(), until: day.optional(), reason: filled(500) }),
  response: extension,
  keyed: true,
});

export const grantExtensions = operation({
  id: "extensions.grant",
  method: "post",
  path: "/extensions/grants",
  action: "extension.decide",
  reach: "subtree",
  summary: {
    zh: "不待申请，为一个或几个单位延期（写明理由）",
    en: "Extend one or several units unasked, with the reason",
  },
  body: z.strictObject({ collection: id, units: z.array(id).min(1).max(5000), until: day, reason: filled(500) }),
  response: z.object({ granted: z.number(), until: at }),
  keyed: true,
});
