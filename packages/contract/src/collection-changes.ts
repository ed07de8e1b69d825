import { z } from "zod";
import { at, filled, id, moment } from "./fields.ts";
import { operation } from "./operation.ts";

const change = z.object({
  kind: z.enum(["due", "cancel"]),
  before: z.record(z.string(), z.string()),
  after: z.record(z.string(), z.string()),
  reason: z.string(),
  userName: z.string(),
  at,
});

export const listChanges = operation({
  id: "collections.changes",
  method: "get",
  path: "/collections/{id}/changes",
  action: "collection.read",
  reach: "reference",
  summary: { zh: "任务的期限变更和取消，附理由", en: "Changes of due times and cancelling, with reasons" },
  params: { id },
  response: z.object({ items: z.array(change) }),
});

export const changeDue = operation({
  id: "collections.due",
  method: "put",
  path: "/collections/{id}/due",
  action: "collection.assign",
  reach: "subtree",
  summary: {
    zh: "为全部单位调整各级期限（写明理由；当日 24:00，休息日顺延到下一个工作日）",
    en: "Change the due times for everybody, with the reason (24:00 of the day, a day off moves to the next workday)",
  },
  params: { id },
  body: z.strictObject({
    dueUnit: moment,
    dueCounty: moment,
    dueCity: moment,
    dueProvince: moment,
    reason: filled(500),
  }),
  response: z.object({ items: z.array(change) }),
});

export const cancelCollection = operation({
  id: "collections.cancel",
  method: "post",
  path: "/collections/{id}/cancel",
  action: "collection.open",
  reach: "subtree",
  summary: {
    zh: "取消一个还没有单位填报的任务（写明理由）",
    en: "Cancel a collection that nobody has begun to answer, with the reason",
  },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: z.object({ items: z.array(change) }),
});

export const exemptUnits = operation({
  id: "collections.exempt",
  method: "post",
  path: "/collections/{id}/exempt",
  action: "collection.assign",
  reach: "subtree",
  summary: { zh: "几个单位免报，或恢复报送义务（写明理由）", en: "Exempt several units, or let them owe again" },
  params: { id },
  body: z.strictObject({ units: z.array(id).min(1).max(5000), exempt: z.boolean(), reason: filled(500) }),
  response: z.object({ changed: z.number() }),
  keyed: true,
});
