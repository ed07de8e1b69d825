import { z } from "zod";
import { at, filled, id } from "./fields.ts";
import { operation } from "./operation.ts";

export const call = z.object({ id: z.number(), by: z.string(), at, text: z.string() });

/** A question with the names of who asked and answered, and the calls about it. */
export const question = z.object({
  id: z.number(),
  submissionId: z.number(),
  unitId: z.number(),
  revision: z.number(),
  measure: z.string(),
  member: z.string(),
  text: z.string(),
  dueAt: at.nullable(),
  askedBy: z.string(),
  askedAt: at,
  /** 已逾期上报: to whom and when. */
  escalated: z.object({ to: z.string(), at }).nullable(),
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: at.nullable(),
  /** 电话沟通 logged by reviewers, oldest first. */
  calls: z.array(call),
});

export const listQuestions = operation({
  id: "questions.list",
  method: "get",
  path: "/questions",
  action: "submission.read",
  reach: "subtree",
  summary: { zh: "核实单（可只看未答复）", en: "Questions on cells, open ones only if wished" },
  query: { submission: id.optional(), unit: id.optional(), open: z.enum(["true", "false"]).optional() },
  response: z.object({ items: z.array(question) }),
});

export const logCall = operation({
  id: "questions.call",
  method: "post",
  path: "/questions/{id}/calls",
  action: "submission.question",
  reach: "subtree",
  summary: {
    zh: "记录一次电话沟通（只追加；不改动任何数值）",
    en: "Log a phone call about a question (append only; changes no figure)",
  },
  params: { id },
  body: z.strictObject({ text: filled(1000) }),
  response: call,
  keyed: true,
});
