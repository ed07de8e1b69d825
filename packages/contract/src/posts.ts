import { z } from "zod";
import { at, day, done, filled, id } from "./fields.ts";
import { operation } from "./operation.ts";

export const role = z.enum([
  "clerk",
  "head",
  "reviewer",
  "leader",
  "analyst",
  "auditor",
  "system_admin",
  "security_admin",
  "audit_admin",
]);

/** 任职: a role at a unit (clerk, head), at a region, or (administrators only) over the whole platform. */
export const post = z.object({
  id: z.number(),
  userId: z.number(),
  role,
  regionId: z.number().nullable(),
  unitId: z.number().nullable(),
  tier: z.enum(["county", "city", "province", "nation"]).nullable(),
  /** Today's name of the unit or region; empty for the whole platform. */
  place: z.string(),
  createdAt: at,
  endedAt: at.nullable(),
  /** Last day; null: until it is ended. */
  validTo: z.string().nullable(),
  /** Day until which a post works on after its last day, so that no submission waits for an administrator; null: not in this time. */
  graceTo: z.string().nullable(),
  /** Name of the holder for whom one stands in; null: a post of one's own. */
  deputyFor: z.string().nullable(),
});

export const listPosts = operation({
  id: "posts.list",
  method: "get",
  path: "/posts",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "一个账号的任职（含已结束）", en: "Posts of an account, ended ones included" },
  query: { user: id },
  response: z.object({ items: z.array(post) }),
});

export const grantPost = operation({
  id: "posts.grant",
  method: "post",
  path: "/posts",
  action: "post.grant",
  reach: "subtree",
  summary: {
    zh: "授予任职（不能授予自己；三员的任职须两人办理，用提名）",
    en: "Grant a post (never to oneself; administrators' posts take two people: propose them)",
  },
  body: z.strictObject({
    user: id,
    role,
    region: id.optional(),
    unit: id.optional(),
    /** Last day. */
    validTo: day.optional(),
  }),
  response: post,
  keyed: true,
});

export const endPost = operation({
  id: "posts.end",
  method: "post",
  path: "/posts/{id}/end",
  action: "post.grant",
  reach: "subtree",
  summary: { zh: "结束任职（立即生效）", en: "End a post (at once)" },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: done,
});

export const extendPost = operation({
  id: "posts.extend",
  method: "post",
  path: "/posts/{id}/extend",
  action: "post.grant",
  reach: "subtree",
  summary: {
    zh: "延长任职（改最后一天；三员的任职须两人办理，用提名）",
    en: "Extend a post (another last day; administrators' posts take two people: propose them)",
  },
  params: { id },
  body: z.strictObject({
    /** Last day; null: until it is ended. */
    validTo: day.nullable(),
    reason: filled(500),
  }),
  response: post,
});

export const handOver = operation({
  id: "users.hand-over",
  method: "post",
  path: "/users/{id}/hand-over",
  action: "post.propose",
  reach: "subtree",
  summary: {
    zh: "移交：一人的全部任职一步交给另一人（全部办成或全部不办；未完事项随任职走）；三员的任职由一人提名、另一人确认，确认时一并移交",
    en: "Hand over: all posts of one person to another in one step (all of them or none; open work goes with the post); an administrator's are proposed, and go when another administrator confirms",
  },
  params: { id },
  body: z.strictObject({ to: id, reason: filled(500) }),
  response: z.object({
    /** Posts that the receiver holds now. */
    posts: z.array(post),
    /** Those that the receiver held already. */
    held: z.number(),
    /** An administrator's posts that wait for a second administrator; until then they stay where they are. */
    proposed: z.number(),
  }),
  keyed: true,
});
