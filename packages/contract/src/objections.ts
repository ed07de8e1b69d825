import { z } from "zod";
import { decimal, filled, hash, id, key, line } from "./fields.ts";
import { fullMatter } from "./matters.ts";
import { operation } from "./operation.ts";

/** To what one objects: a number of a region's line, the peer group it was put into, or a rule as it was applied. */
export const objectionTargets = ["number", "peer_group", "rule"] as const;

export const raiseObjection = operation({
  id: "objections.raise",
  method: "post",
  path: "/releases/{id}/objections",
  action: "objection.raise",
  reach: "subtree",
  summary: {
    zh: "对征求意见或发布的结果提出异议（数、对标组或规则），编号，限期书面答复",
    en: "Object to a release that is out for comment or published: a number, the peer group or a rule; numbered, with a date for the written reply",
  },
  params: { id },
  body: z.strictObject({
    region: id,
    target: z.enum(objectionTargets),
    /** Of a number: the indicator, none = the total score. Of a rule: the indicator whose scoring it is. */
    indicator: key.optional(),
    /** Of a rule: the gate. */
    gate: key.optional(),
    /** What the indicator should be. */
    value: decimal.optional(),
    /** The peer group that it should be. */
    group: filled(80).optional(),
    /** Of a rule: what it should be, in words. */
    wanted: line(500).default(""),
    reason: filled(1000),
    evidence: filled(1000),
  }),
  response: fullMatter,
  keyed: true,
});

export const replyObjection = operation({
  id: "objections.reply",
  method: "post",
  path: "/objections/{id}/reply",
  action: "objection.reply",
  reach: "subtree",
  summary: {
    zh: "书面答复异议：采纳、部分采纳或不同意（写明理由，针对所见内容）",
    en: "Reply to an objection in writing, as seen: upheld, partly upheld or refused, with reasons",
  },
  params: { id },
  body: z.strictObject({ outcome: z.enum(["upheld", "partly", "refused"]), reply: filled(2000), hash }),
  response: fullMatter,
  keyed: true,
});
