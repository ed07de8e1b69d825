import { z } from "zod";
import { at, day, done, filled, id } from "./fields.ts";
import { operation } from "./operation.ts";
import { role } from "./posts.ts";

/** The longest time that somebody stands in for another, in days; who stays away longer hands over. */
export const longestDeputyDays = 92;

const person = z.object({ id: z.number(), username: z.string(), name: z.string() });

/** 代理: somebody of the same unit or bureau does what a post allows while its holder is away. */
const deputy = z.object({
  id: z.number(),
  postId: z.number(),
  role,
  /** Name of the unit or region. */
  place: z.string(),
  holder: person,
  deputy: person,
  /** First and last day. */
  from: z.string(),
  to: z.string(),
  /** Whether it holds today. */
  holds: z.boolean(),
  endedAt: at.nullable(),
});

export const listDeputies = operation({
  id: "deputies.list",
  method: "get",
  path: "/deputies",
  action: "deputy.own",
  reach: "self",
  summary: {
    zh: "代理：谁代我、我代谁（含一年内结束的）",
    en: "Deputies: who stands in for me and for whom I stand in (those that ended within a year, too)",
  },
  response: z.object({ items: z.array(deputy) }),
});

export const listCandidates = operation({
  id: "deputies.candidates",
  method: "get",
  path: "/deputies/candidates",
  action: "deputy.own",
  reach: "self",
  summary: {
    zh: "某一任职可以请谁代理：同单位或同机构的在用账号",
    en: "Who may stand in for one of my posts: accounts of the same unit or bureau",
  },
  query: { post: id },
  response: z.object({ items: z.array(person) }),
});

export const nameDeputy = operation({
  id: "deputies.name",
  method: "post",
  path: "/deputies",
  action: "deputy.own",
  reach: "self",
  summary: {
    zh: "请人代理本人的任职（至多 92 天；三员不能代理；代签处写明代谁）",
    en: "Name a deputy for one of my posts (92 days at most; not for administrators; what is signed says for whom)",
  },
  body: z.strictObject({
    post: id,
    user: id,
    from: day,
    to: day,
  }),
  response: deputy,
  keyed: true,
});

export const endDeputy = operation({
  id: "deputies.end",
  method: "post",
  path: "/deputies/{id}/end",
  action: "deputy.own",
  reach: "self",
  summary: { zh: "结束代理（本人或代理人，立即生效）", en: "End a deputy's time (by either of the two, at once)" },
  params: { id },
  body: z.strictObject({}),
  response: done,
});

export const listUserDeputies = operation({
  id: "users.deputies",
  method: "get",
  path: "/users/{id}/deputies",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "一个账号的代理", en: "Deputies of an account, and for whom it stands in" },
  params: { id },
  response: z.object({ items: z.array(deputy) }),
});

export const withdrawDeputy = operation({
  id: "deputies.withdraw",
  method: "post",
  path: "/deputies/{id}/withdraw",
  action: "post.grant",
  reach: "subtree",
  summary: {
    zh: "撤销代理（安全保密管理员，须写理由，立即生效）",
    en: "Withdraw a deputy (security administrator, with a reason, at once)",
  },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: done,
});
