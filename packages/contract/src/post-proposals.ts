import { z } from "zod";
import { at, day, id, line } from "./fields.ts";
import { operation } from "./operation.ts";
import { role } from "./posts.ts";

/** 拟任: a post that one administrator proposed; another confirms or declines it. */
const proposal = z.object({
  id: z.number(),
  userId: z.number(),
  username: z.string(),
  name: z.string(),
  role,
  regionId: z.number().nullable(),
  unitId: z.number().nullable(),
  /** Today's name of the unit or region; empty for the whole platform. */
  place: z.string(),
  validTo: z.string().nullable(),
  proposedBy: z.string(),
  proposedAt: at,
  /** 移交: the post that ends when this one begins, and the name of its holder; null: nobody's. */
  endsPost: z.number().nullable(),
  from: z.string().nullable(),
  /** Whether the asker may decide it: another person, and one of the two a security administrator. */
  mine: z.boolean(),
});

export const listProposals = operation({
  id: "post-proposals.list",
  method: "get",
  path: "/post-proposals",
  action: "post.propose",
  reach: "subtree",
  summary: { zh: "待确认的任职提名", en: "Proposed posts that wait for a second person" },
  query: { user: id.optional() },
  response: z.object({ items: z.array(proposal) }),
});

export const createProposal = operation({
  id: "post-proposals.create",
  method: "post",
  path: "/post-proposals",
  action: "post.propose",
  reach: "subtree",
  summary: {
    zh: "提名任职（由另一位管理员确认；两人中须有安全保密管理员）",
    en: "Propose a post (another administrator confirms; one of the two is a security administrator)",
  },
  body: z.strictObject({
    user: id,
    role,
    region: id.optional(),
    unit: id.optional(),
    validTo: day.optional(),
  }),
  response: proposal,
  keyed: true,
});

export const decideProposals = operation({
  id: "post-proposals.decide",
  method: "post",
  path: "/post-proposals/decide",
  action: "post.propose",
  reach: "subtree",
  summary: {
    zh: "确认或否决任职提名（可一次办理多条；全部办成或全部不办）",
    en: "Confirm or decline proposed posts (several at once; all of them or none)",
  },
  body: z
    .strictObject({ ids: z.array(id).min(1).max(500), confirm: z.boolean(), reason: line(500).default("") })
    .refine(({ confirm, reason }) => confirm || reason.trim() !== "", {
      path: ["reason"],
      message: "否决须写明理由 / declining needs a reason",
    }),
  response: z.object({ decided: z.number() }),
});
