import { z } from "zod";
import { at, decimal, filled, id, key } from "./fields.ts";
import { operation } from "./operation.ts";
import { finding, submissionSummary } from "./submission.ts";

const params = { id };
/** Figures by cell as `measure` or `measure[breakdown:member]`; null: not applicable to the item. */
const values = z.record(z.string().max(200), decimal.nullable());
const item = z.strictObject({ label: filled(100), values });

/** 明细: the items of a section, as they were last saved. */
const list = z.object({
  id: z.number(),
  section: z.string(),
  items: z.array(z.object({ label: z.string(), values: z.record(z.string(), z.string().nullable()) })),
  by: z.string(),
  /** Saved by the person who asks: perhaps in another window. */
  own: z.boolean(),
  at,
});

export const readItems = operation({
  id: "items.list",
  method: "get",
  path: "/submissions/{id}/items",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "一份报送各节的明细（一车一行、一楼一行）",
    en: "The items of a submission's sections: a row for each vehicle, building or the like",
  },
  params,
  response: z.object({ lists: z.array(list) }),
});

export const saveItems = operation({
  id: "items.save",
  method: "put",
  path: "/submissions/{id}/items",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "保存一节的明细：各列相加写入单元格；有行未填的列不写，写明缺哪几行",
    en: "Save a section's items: whole columns are added up into their cells, those with a gap stay open and say where",
  },
  params,
  body: z.strictObject({
    section: key,
    items: z.array(item).max(2000),
    /** The list that the sender saw; 0: there was none. Another one by now is refused. */
    seen: z.number().int().min(0),
  }),
  response: submissionSummary.extend({
    contentHash: z.string(),
    list: z.number(),
    totals: z.array(
      z.object({ measure: z.string(), member: z.string(), value: z.string().nullable(), open: z.array(z.number()) }),
    ),
    findings: z.array(finding),
  }),
});
