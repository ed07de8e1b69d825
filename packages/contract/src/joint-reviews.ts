import { z } from "zod";
import { at, day, filled, hash, id, key, line, member, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** pass 通过, question 发核实单, return 退回, note 备注. */
export const minuteDecisions = ["pass", "question", "return", "note"] as const;

const attendee = z.strictObject({ name: filled(60), unit: line(120).default(""), duty: line(60).default("") });

/** An item as it is written: a submission, or one of its cells. A question needs a cell. */
const written = z
  .strictObject({
    submission: id,
    measure: key.nullable().default(null),
    member: member.nullable().default(null),
    decision: z.enum(minuteDecisions),
    text: filled(1000),
  })
  .refine(({ measure, member: of }) => (measure === null) === (of === null), {
    message: "数据项与分类须同时填写 / measure and member belong together",
  })
  .refine(({ decision, measure }) => decision !== "question" || measure !== null, {
    message: "发核实单须指明单元格 / a question needs a cell",
  });

const minutes = {
  title: filled(120),
  heldOn: day,
  place: filled(120),
  attendees: z.array(attendee).max(60),
  items: z.array(written).max(300),
};

const item = z.object({
  /** Its place in the minutes, from 1. */
  no: z.number(),
  submission: z.number(),
  /** The revision that lay on the table. */
  revision: z.number(),
  unit: z.string(),
  form: text2,
  measure: z.string().nullable(),
  member: z.string().nullable(),
  name: text2.nullable(),
  uom: z.string(),
  /** What that revision says there; null: no number, or no cell. */
  value: z.string().nullable(),
  decision: z.enum(minuteDecisions),
  text: z.string(),
  /** The question that signing raised. */
  question: z
    .object({
      id: z.number(),
      answer: z.string().nullable(),
      answeredBy: z.string().nullable(),
      answeredAt: at.nullable(),
    })
    .nullable(),
  /** A later revision has come since. */
  moved: z.boolean(),
});

const head = z.object({
  id: z.number(),
  owner: z.number(),
  ownerName: z.string(),
  title: z.string(),
  heldOn: z.string(),
  place: z.string(),
  version: z.number(),
  savedBy: z.string(),
  savedAt: at,
  signedBy: z.string().nullable(),
  signedAt: at.nullable(),
});

const full = head.extend({
  attendees: z.array(z.object({ name: z.string(), unit: z.string(), duty: z.string() })),
  items: z.array(item),
  /** Items that the asker does not see: their city has not reviewed them, or they hang elsewhere now. */
  hidden: z.number(),
  createdBy: z.string(),
  createdAt: at,
  hash: z.string(),
  synthetic: z.boolean(),
  /** Whether the asker may write, and sign. */
  writes: z.boolean(),
  signs: z.boolean(),
});

export const listJointReviews = operation({
  id: "joint-reviews.list",
  method: "get",
  path: "/joint-reviews",
  action: "joint-review.read",
  reach: "subtree",
  summary: { zh: "会审纪要列表", en: "Minutes of joint reviews" },
  response: z.object({
    items: z.array(head.extend({ attendees: z.number(), items: z.number(), questions: z.number(), open: z.number() })),
    /** Bureaus for which the asker may write minutes. */
    bureaus: z.array(z.object({ region: z.number(), name: z.string() })),
  }),
});

export const readJointReview = operation({
  id: "joint-reviews.read",
  method: "get",
  path: "/joint-reviews/{id}",
  action: "joint-review.read",
  reach: "subtree",
  summary: {
    zh: "一份会审纪要：参加人、逐项意见、所发核实单及答复",
    en: "One set of minutes: who was there, what was decided per item, questions raised and their answers",
  },
  params: { id },
  response: full,
});

export const createJointReview = operation({
  id: "joint-reviews.create",
  method: "post",
  path: "/joint-reviews",
  action: "joint-review.change",
  reach: "subtree",
  summary: { zh: "新建会审纪要", en: "Begin minutes of a joint review" },
  body: z.strictObject({ owner: id, ...minutes }),
  response: full,
  keyed: true,
});

export const saveJointReview = operation({
  id: "joint-reviews.save",
  method: "put",
  path: "/joint-reviews/{id}",
  action: "joint-review.change",
  reach: "subtree",
  summary: { zh: "保存未签署的会审纪要", en: "Save minutes that nobody has signed yet" },
  params: { id },
  body: z.strictObject({ version: z.number().int().min(1), ...minutes }),
  response: full,
});

export const signJointReview = operation({
  id: "joint-reviews.sign",
  method: "post",
  path: "/joint-reviews/{id}/sign",
  action: "joint-review.sign",
  reach: "subtree",
  summary: {
    zh: "审签领导签署会审纪要：内容固定，逐项发出核实单",
    en: "The leader signs the minutes: they stay as they are, and the questions in them go out",
  },
  params: { id },
  body: z.strictObject({ hash }),
  response: full,
  keyed: true,
});
