import { z } from "zod";
import { ask } from "./collection-ask.ts";
import { at, filled, id, key, text2, tier } from "./fields.ts";
import { operation } from "./operation.ts";
import { covers } from "./units.ts";

/** `d15` 15 days after the period's end, `w10` the tenth workday after it, or a day. */
const dueRule = z.string().regex(/^([dw]\d{1,3}|\d{4}-\d{2}-\d{2})$/, {
  message: "写法：d15 期末后第 15 日，w10 第 10 个工作日，或 2027-01-20 / d15, w10 or a day",
});

const namedDay = z.object({ day: z.string(), weekday: z.number(), name: z.string(), documentNo: z.string() });
/** A due day as the rule gives it, where it moved to and over which days, and 24:00 of it. */
const dueDay = z.object({
  rule: z.string(),
  asked: z.string(),
  day: z.string(),
  weekday: z.number(),
  at,
  over: z.array(namedDay),
  /** False: no notice says yet whether the day is worked. */
  settled: z.boolean(),
});

export const proposeCollection = operation({
  id: "collections.propose",
  method: "get",
  path: "/collections/proposal",
  action: "collection.open",
  reach: "subtree",
  summary: {
    zh: "开启采集任务前：按规则算出各级期限（工作日历，遇节假日顺延），表号、批准文号等现有内容",
    en: "Before opening: due times by rule on the workday calendar, and what the form's approval says",
  },
  query: {
    owner: id,
    catalogue: id,
    form: key,
    /** Keys of periods, divided by commas. */
    periods: filled(400),
    unit: dueRule.optional(),
    county: dueRule.optional(),
    city: dueRule.optional(),
    province: dueRule.optional(),
  },
  response: z.object({
    form: z.object({
      name: text2,
      period: z.string(),
      signing: z.enum(["online", "paper"]),
      cells: z.number(),
      approved: z.object({ number: z.string(), maker: z.string(), approval: z.string(), validUntil: z.string() }),
    }),
    /** Where the rules come from. */
    ruleSource: text2,
    /** The last collection of this form: what may be said again. */
    last: z
      .object({ name: z.string(), documentNo: z.string(), legalBasis: z.string(), synthetic: z.boolean() })
      .nullable(),
    items: z.array(
      z.object({
        period: z.object({ key: z.string(), kind: z.string(), start: z.string(), end: z.string() }),
        name: z.string(),
        /** A collection of this form for this period that is there already. */
        exists: z.object({ id: z.number(), name: z.string() }).nullable(),
        opens: z.object({ day: z.string(), weekday: z.number(), at, settled: z.boolean() }),
        due: z.object({ unit: dueDay, county: dueDay, city: dueDay, province: dueDay }),
      }),
    ),
  }),
});

const said = z.object({ code: z.string(), zh: z.string(), en: z.string() });
const load = z.object({ requests: z.number(), cells: z.number(), minutes: z.number().nullable() });

export const previewCollection = operation({
  id: "collections.preview",
  method: "post",
  path: "/collections/preview",
  action: "collection.open",
  reach: "subtree",
  summary: {
    zh: "预览：谁应报、报什么、是否重复、给基层增加多少负担；什么也不写入",
    en: "Preview: who owes what, what is asked twice, what it adds to the burden; nothing is written",
  },
  body: ask,
  reads: true,
  response: z.object({
    units: z.number(),
    exempt: z.number(),
    cells: z.number(),
    byTier: z.array(z.object({ tier, covers, units: z.number() })),
    byCity: z.array(z.object({ cityId: z.number(), name: z.string(), units: z.number() })),
    /** The first 2,000; the counts are of all. */
    rows: z.array(
      z.object({
        unitId: z.number(),
        code: z.string(),
        name: z.string(),
        region: z.string(),
        line: z.string(),
        covers,
        exemptReason: z.string().nullable(),
      }),
    ),
    /** What stands in the way, each with the way out; and what one should know. */
    refusals: z.array(said),
    warnings: z.array(said),
    /** Lines that the same units answer elsewhere, or that could be computed. */
    reuse: z.array(
      z.object({
        row: z.string(),
        measure: z.string(),
        member: z.string(),
        name: text2,
        where: z.array(
          z.object({
            collectionId: z.number().nullable(),
            name: z.string(),
            period: z.string(),
            relation: z.enum(["same", "within", "around", "overlaps", "ledger"]),
            /** What is asked can be computed from there. */
            computable: z.boolean(),
            units: z.number().nullable(),
          }),
        ),
      }),
    ),
    burden: z.object({
      year: z.number(),
      /** Estimated minutes of one unit; null: nothing to estimate by. */
      minutes: z.number().nullable(),
      basis: text2,
      counties: z.number(),
      busiest: z.object({ name: z.string(), before: load, after: load }).nullable(),
      median: z.object({ before: load, after: load }).nullable(),
    }),
  }),
});
