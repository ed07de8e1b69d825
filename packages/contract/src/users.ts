import { z } from "zod";
import { at, done, filled, id, line } from "./fields.ts";
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
});

const user = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  phone: z.string(),
  regionId: z.number(),
  disabledAt: at.nullable(),
  createdAt: at,
});

/** Shown once, never stored in clear: whoever loses it asks for another. */
const withPassword = user.extend({ password: z.string() });

export const listUsers = operation({
  id: "users.list",
  method: "get",
  path: "/users",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "管辖范围内的账号", en: "Accounts in your jurisdiction" },
  query: { region: id.optional(), after: id.optional() },
  response: z.object({ items: z.array(user), next: z.number().nullable() }),
});

export const createUser = operation({
  id: "users.create",
  method: "post",
  path: "/users",
  action: "user.create",
  reach: "subtree",
  summary: {
    zh: "开设账号(一次性初始密码只显示这一次)",
    en: "Create an account (its one-time password is shown this once)",
  },
  body: z.strictObject({
    username: z.string().regex(/^[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff._-]{1,63}$/, {
      message:
        "用户名为 2–64 个小写字母、数字、汉字或 . _ - / 2 to 64 lower-case letters, digits, Chinese characters or . _ -",
    }),
    name: filled(60),
    phone: line(30).default(""),
    region: id,
  }),
  response: withPassword,
  secret: true,
});

export const disableUser = operation({
  id: "users.disable",
  method: "post",
  path: "/users/{id}/disable",
  action: "user.disable",
  reach: "subtree",
  summary: {
    zh: "停用账号(其全部登录随即结束)",
    en: "Disable an account (all its sessions end at once)",
  },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: user,
});

export const resetUser = operation({
  id: "users.reset",
  method: "post",
  path: "/users/{id}/reset",
  action: "user.create",
  reach: "subtree",
  summary: {
    zh: "重置密码(生成一次性密码;管理员不能自定)",
    en: "Reset a password (a one-time password is made; nobody picks it)",
  },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: withPassword,
  secret: true,
});

export const listPosts = operation({
  id: "posts.list",
  method: "get",
  path: "/posts",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "一个账号的任职(含已结束)", en: "Posts of an account, ended ones included" },
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
    zh: "授予任职(不能授予自己;三员分立)",
    en: "Grant a post (never to oneself; the three administrators stay apart)",
  },
  body: z.strictObject({ user: id, role, region: id.optional(), unit: id.optional() }),
  response: post,
  keyed: true,
});

export const endPost = operation({
  id: "posts.end",
  method: "post",
  path: "/posts/{id}/end",
  action: "post.grant",
  reach: "subtree",
  summary: { zh: "结束任职(立即生效)", en: "End a post (at once)" },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: done,
});
