import { z } from "zod";
import { at, day, decimal, filled, id, key, line, member } from "./fields.ts";
import { operation } from "./operation.ts";

const named = z.object({ id: z.number(), code: z.string(), name: z.string() });

/** Above 0: what a part weighs, such as its floor area. */
const weight = decimal.refine((text) => !text.startsWith("-") && /[1-9]/.test(text), {
  message: "权数须大于 0 / a weight is above 0",
});
const quantity = decimal.refine((text) => !text.startsWith("-"), {
  message: "抄见数不能为负 / a reading is not negative",
});

/** A key of a meter: who shares it, by which weights, and who of them has said yes. */
const splitKey = z.object({
  id: z.number(),
  validFrom: z.string(),
  /** What the weights are: 建筑面积(㎡), 人数. */
  basis: z.string(),
  parts: z.array(
    z.object({
      unit: named,
      weight: z.string(),
      /** null: has not said yet. */
      agrees: z.boolean().nullable(),
      reason: z.string(),
      /** The paper by which a bureau answered for an institution without people of its own. */
      documentNo: z.string(),
      by: z.string(),
      at: at.nullable(),
    }),
  ),
  /** proposed: somebody has not answered; confirmed: all agree; refused: one does not. */
  state: z.enum(["proposed", "confirmed", "refused"]),
  by: z.string(),
  at,
});

const reading = z.object({
  id: z.number(),
  period: z.string(),
  quantity: z.string(),
  documentNo: z.string(),
  keyId: z.number(),
  /** The parts add up to the quantity exactly. */
  shares: z.array(z.object({ unit: named, share: z.string() })),
  by: z.string(),
  at,
});

const meter = z.object({
  id: z.number(),
  regionId: z.number(),
  code: z.string(),
  name: z.string(),
  measure: z.string(),
  member: z.string(),
  keys: z.array(splitKey),
  /** The one that counts of each period, the latest period first. */
  readings: z.array(reading),
});

export const listMeters = operation({
  id: "meters.list",
  method: "get",
  path: "/meters",
  action: "meter.read",
  reach: "subtree",
  summary: {
    zh: "共用表计：比例由各方确认后，每期抄见数按比例分给各单位",
    en: "Shared meters: once all parties confirmed the key, each period's reading is split among them",
  },
  query: { region: id.optional(), unit: id.optional() },
  response: z.object({ items: z.array(meter) }),
});

export const createMeter = operation({
  id: "meters.create",
  method: "post",
  path: "/meters",
  action: "meter.keep",
  reach: "subtree",
  summary: { zh: "登记共用表计", en: "Register a shared meter" },
  body: z.strictObject({
    region: id,
    /** 户号 or 表号. */
    code: filled(60),
    name: filled(200),
    measure: key,
    member: member.default("total"),
  }),
  response: meter,
  keyed: true,
});

export const proposeKey = operation({
  id: "meters.propose",
  method: "post",
  path: "/meters/{id}/keys",
  action: "meter.keep",
  reach: "subtree",
  summary: {
    zh: "提出分摊比例：自某日起，各单位按权数分摊；各方都确认后生效",
    en: "Propose a split key from a day on; it counts once all parties have confirmed it",
  },
  params: { id },
  body: z.strictObject({
    validFrom: day,
    basis: filled(200),
    parts: z
      .array(z.strictObject({ unit: id, weight }))
      .min(2)
      .max(50),
  }),
  response: splitKey,
  keyed: true,
});

export const answerKey = operation({
  id: "meters.answer",
  method: "post",
  path: "/meters/keys/{id}/answers",
  action: "meter.confirm",
  reach: "subtree",
  summary: {
    zh: "确认或不同意分摊比例；没有账号的单位由机构凭书面确认办理，须是提出人以外的人",
    en: "Confirm or refuse a split key; for an institution without people the bureau answers by its paper, and not who proposed it",
  },
  params: { id },
  body: z.strictObject({
    unit: id,
    agrees: z.boolean(),
    reason: line(500).default(""),
    documentNo: line(100).default(""),
  }),
  response: splitKey,
  keyed: true,
});

export const readMeter = operation({
  id: "meters.reading",
  method: "post",
  path: "/meters/{id}/readings",
  action: "meter.keep",
  reach: "subtree",
  summary: {
    zh: "登记一期抄见数：按已确认的比例分摊一次，空着的单元格随之填上，已填的列出差别",
    en: "Enter a period's reading: split once by the confirmed key; blank cells are filled, typed ones are listed beside it",
  },
  params: { id },
  body: z.strictObject({ period: id, quantity, documentNo: line(100).default("") }),
  response: reading.extend({
    cells: z.array(
      z.object({
        unit: named,
        /** Who reports for the unit: it was merged into that one, or shares its office. Null: the unit itself. */
        reportedBy: z.string().nullable(),
        submissionId: z.number().nullable(),
        /** All that is in that report from shared meters of this figure. */
        share: z.string(),
        /** filled: the cell now holds it; differs: another figure was typed; closed: no open report asks for it. */
        became: z.enum(["filled", "differs", "closed"]),
        /** What stands in the cell. */
        value: z.string().nullable(),
      }),
    ),
  }),
  keyed: true,
});
