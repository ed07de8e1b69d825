import { z } from "zod";
import { assignmentState } from "./assignments.ts";
import { ask } from "./collection-ask.ts";
import { form } from "./catalogue-document.ts";
import { at, filled, flag, id, moment } from "./fields.ts";
import { operation } from "./operation.ts";
import { covers } from "./units.ts";

const collection = z.object({
  id: z.number(),
  ownerRegionId: z.number(),
  catalogueId: z.number(),
  formKey: z.string(),
  periodId: z.number(),
  name: z.string(),
  documentNo: z.string(),
  legalBasis: z.string(),
  formNumber: z.string(),
  formMaker: z.string(),
  formApproval: z.string(),
  formValidUntil: z.string(),
  repeatReason: z.string(),
  /** Workdays by which a county's, a city's, a province's leader may extend a unit. */
  extendCounty: z.number(),
  extendCity: z.number(),
  extendProvince: z.number(),
  /** 当期, 历史, written by the platform, or a ledger that units keep for themselves. The form decides the last two. */
  origin: z.enum(["report", "history", "system", "ledger"]),
  synthetic: z.boolean(),
  signing: z.enum(["online", "paper"]),
  evidenceRequired: z.boolean(),
  opensAt: at,
  dueUnit: at,
  dueCounty: at,
  dueCity: at,
  dueProvince: at,
  lockedAt: at.nullable(),
  cancelledAt: at.nullable(),
});

export const listCollections = operation({
  id: "collections.list",
  method: "get",
  path: "/collections",
  action: "collection.read",
  reach: "reference",
  summary: { zh: "采集任务列表", en: "List collections" },
  query: { period: id.optional(), owner: id.optional() },
  response: z.object({ items: z.array(collection) }),
});

export const readCollection = operation({
  id: "collections.read",
  method: "get",
  path: "/collections/{id}",
  action: "collection.read",
  reach: "subtree",
  summary: {
    zh: "采集任务、报表内容和可见的报送义务与进度",
    en: "A collection, its form, and the assignments and progress you may see",
  },
  params: { id },
  response: collection.extend({
    form,
    assignments: z.array(
      z.object({
        unitId: z.number(),
        regionId: z.number(),
        cityId: z.number(),
        covers,
        exemptReason: z.string().nullable(),
        dueUntil: at.nullable(),
        submissionId: z.number().nullable(),
        firstSubmittedAt: at.nullable(),
        state: assignmentState,
        awaitingScan: z.boolean(),
        late: z.boolean(),
      }),
    ),
    counts: z.record(z.string(), z.number()),
  }),
});

export const openCollection = operation({
  id: "collections.open",
  method: "post",
  path: "/collections",
  action: "collection.open",
  reach: "subtree",
  summary: {
    zh: "开启采集任务（报表、报告期、期限、报送单位）",
    en: "Open a collection: form, period, due times, who owes it",
  },
  body: ask,
  response: collection.extend({ assigned: z.number() }),
  keyed: true,
});

export const changeAssignment = operation({
  id: "collections.assign",
  method: "put",
  path: "/collections/{id}/assignments/{unit}",
  action: "collection.assign",
  reach: "subtree",
  summary: { zh: "增加、免报或延期一个单位（写明原因）", en: "Add, exempt or extend one unit, with a reason" },
  params: { id, unit: id },
  body: z.strictObject({
    exemptReason: filled(500).nullable().optional(),
    dueUntil: moment.nullable().optional(),
    dueReason: filled(500).optional(),
  }),
  response: z.record(z.string(), z.unknown()),
});

export const lockCollection = operation({
  id: "collections.lock",
  method: "post",
  path: "/collections/{id}/lock",
  action: "collection.lock",
  reach: "subtree",
  summary: { zh: "锁定采集任务；此后只能更正", en: "Lock a collection; afterwards only corrections" },
  params: { id },
  body: z.strictObject({}),
  response: collection,
});

export const countCollection = operation({
  id: "collections.count",
  method: "post",
  path: "/collections/{id}/count",
  action: "collection.open",
  reach: "subtree",
  summary: {
    zh: "由平台的报送记录计数（应报、按时、一次通过），写成平台签署的版次；内容不变则不重写",
    en: "Count due, on-time and first-pass submissions from the platform's records into platform-signed revisions; the same counts make no new one",
  },
  params: { id },
  body: z.strictObject({}),
  /** Units counted, and how many of them got a new revision. */
  response: z.object({ units: z.number(), revisions: z.number() }),
  keyed: true,
});

/** Rows of the public import: unit_code,measure,member,state,value,estimated,reason,note. */
export const importObservations = operation({
  id: "collections.import",
  method: "post",
  path: "/collections/{id}/import",
  action: "history.import",
  reach: "subtree",
  summary: {
    zh: "历史数据导入（CSV；先试跑；默认全部成功才写入；逐行结论）",
    en: "Import past figures (CSV; dry run; all or nothing by default; a verdict per row)",
  },
  params: { id },
  query: { dryRun: flag.default(false), partial: flag.default(false) },
  body: z.string(),
  bodyType: "text/csv",
  response: z.object({
    dryRun: z.boolean(),
    written: z.boolean(),
    rows: z.number(),
    accepted: z.number(),
    refused: z.number(),
    unchanged: z.number(),
    units: z.number(),
    problems: z.array(
      z.object({
        row: z.number(),
        column: z.string(),
        code: z.string(),
        zh: z.string(),
        en: z.string(),
        value: z.string(),
      }),
    ),
    findings: z.array(z.record(z.string(), z.unknown())),
  }),
  keyed: true,
});
