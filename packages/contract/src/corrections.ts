import { z } from "zod";
import { filled, hash, id, line } from "./fields.ts";
import { fullMatter } from "./matters.ts";
import { operation } from "./operation.ts";
import { cellAddress, cellValue } from "./submission.ts";

const asked = {
  reason: filled(1000),
  evidence: filled(1000),
  cells: z
    .array(z.strictObject({ ...cellAddress, value: cellValue }))
    .min(1)
    .max(500),
};

export const askCorrection = operation({
  id: "corrections.ask",
  method: "post",
  path: "/submissions/{id}/corrections",
  action: "correction.ask",
  reach: "unit",
  summary: {
    zh: "锁定后更正：提出申请，编号，逐级审核后生效",
    en: "Correction after lock: a numbered request that takes effect once every tier has approved it",
  },
  params: { id },
  body: z.strictObject(asked),
  response: fullMatter,
  keyed: true,
});

export const amendCorrection = operation({
  id: "corrections.amend",
  method: "post",
  path: "/corrections/{id}/amendment",
  action: "correction.ask",
  reach: "unit",
  summary: {
    zh: "退回补正的申请补正后再报，从头审核",
    en: "Mend a request that was sent back; it is reviewed from the start",
  },
  params: { id },
  body: z.strictObject(asked),
  response: fullMatter,
  keyed: true,
});

export const decideCorrection = operation({
  id: "corrections.decide",
  method: "post",
  path: "/corrections/{id}/decision",
  action: "correction.decide",
  reach: "subtree",
  summary: {
    zh: "审核更正申请：同意、退回补正或不同意（针对所见内容；后两项写明理由）",
    en: "Decide on a request as seen: approve, send back for more evidence, or refuse, the latter two with a reason",
  },
  params: { id },
  body: z.strictObject({
    tier: z.enum(["county", "city", "province"]),
    decision: z.enum(["approve", "return", "refuse"]),
    reason: line(1000).default(""),
    hash,
  }),
  response: fullMatter,
  keyed: true,
});
