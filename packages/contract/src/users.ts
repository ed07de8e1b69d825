import { z } from "zod";
import { at, filled, flag, id, line } from "./fields.ts";
import { operation } from "./operation.ts";
import { post, role } from "./posts.ts";

const user = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  phone: z.string(),
  regionId: z.number(),
  unitId: z.number().nullable(),
  disabledAt: at.nullable(),
  createdAt: at,
});

/** An account as lists show it: with the names of its places, its open posts and what became of its password. */
const listedUser = user.extend({
  /** Today's name of the unit, else of the region; empty for the platform's own people. */
  place: z.string(),
  posts: z.array(post),
  /** waiting: a one-time code nobody used yet; void: one that expired; own: an own password. */
  password: z.enum(["own", "waiting", "void", "none"]),
  lastSeenAt: at.nullable(),
  secondFactor: z.boolean(),
});

/** Shown once, never stored in clear: whoever loses it asks for another. */
const withPassword = user.extend({ password: z.string() });

const username = z.string().regex(/^[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff._-]{1,63}$/, {
  message:
    "用户名为 2–64 个小写字母、数字、汉字或 . _ - / 2 to 64 lower-case letters, digits, Chinese characters or . _ -",
});

export const listUsers = operation({
  id: "users.list",
  method: "get",
  path: "/users",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "管辖范围内的账号", en: "Accounts in your jurisdiction" },
  query: {
    region: id.optional(),
    /** Part of a name, user name, unit, region, or the word for a role. */
    q: line(60).optional(),
    role: role.optional(),
    state: z.enum(["active", "disabled", "waiting", "postless", "ending"]).optional(),
    page: id.default(1),
  },
  response: z.object({
    items: z.array(listedUser),
    total: z.number(),
    page: z.number(),
    pages: z.number(),
  }),
});

export const readUser = operation({
  id: "users.read",
  method: "get",
  path: "/users/{id}",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "一个账号", en: "One account" },
  params: { id },
  response: listedUser,
});

export const searchPlaces = operation({
  id: "places.search",
  method: "get",
  path: "/places",
  action: "user.read",
  reach: "subtree",
  summary: {
    zh: "按名称或代码查找管辖范围内的地区和填报单位（至多 20 个）",
    en: "Regions and units of your jurisdiction by name or code (at most 20)",
  },
  query: { q: line(60) },
  response: z.object({
    items: z.array(
      z.object({
        region: z.number().nullable(),
        unit: z.number().nullable(),
        code: z.string(),
        name: z.string(),
        /** The region that it lies in. */
        within: z.string(),
      }),
    ),
  }),
});

export const createUser = operation({
  id: "users.create",
  method: "post",
  path: "/users",
  action: "user.create",
  reach: "subtree",
  summary: {
    zh: "开设账号（一次性密码只显示这一次），可同时提名任职",
    en: "Create an account (its one-time code is shown this once), with a post proposed if wished",
  },
  body: z.strictObject({
    username,
    name: filled(60),
    phone: line(30).default(""),
    /** Where it belongs: a region, or a unit in one. */
    region: id.optional(),
    unit: id.optional(),
    /** A post there to propose; a security administrator confirms it. */
    role: role.optional(),
  }),
  response: withPassword,
  secret: true,
});

export const changeUser = operation({
  id: "users.change",
  method: "put",
  path: "/users/{id}",
  action: "user.create",
  reach: "subtree",
  summary: {
    zh: "更改账号的姓名、电话、所属单位或地区（本人会收到通知；不能改成另一人的账号）",
    en: "Change an account's name, telephone or place (the person is told; an account stays one person's)",
  },
  params: { id },
  body: z.strictObject({
    name: filled(60),
    phone: line(30),
    /** Where it belongs from now on; neither: as before. */
    region: id.optional(),
    unit: id.optional(),
    reason: filled(500),
  }),
  response: user,
});

export const disableUser = operation({
  id: "users.disable",
  method: "post",
  path: "/users/{id}/disable",
  action: "user.disable",
  reach: "subtree",
  summary: {
    zh: "停用账号（其全部登录随即结束）",
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
    zh: "重置密码（生成一次性密码；管理员不能自定）",
    en: "Reset a password (a one-time password is made; nobody picks it)",
  },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: withPassword,
  secret: true,
});

/** What becomes of one row of a table of accounts. `code`: it is there, was never used, and gets a new one-time code. */
const openedRow = z.object({
  row: z.number(),
  username: z.string(),
  name: z.string(),
  place: z.string(),
  role: role.nullable(),
  verdict: z.enum(["new", "code", "used"]),
  /** The one-time code, this once; never in a dry run. */
  password: z.string().nullable(),
});

export const openUsers = operation({
  id: "users.open",
  method: "post",
  path: "/users/open",
  action: "user.create",
  reach: "subtree",
  summary: {
    zh: "批量开户（CSV 或 xlsx；可试运行；有一行不对则全部不开；一次性密码只显示这一次，七天内有效）",
    en: "Open many accounts (CSV or xlsx; dry run possible; one wrong row and none is opened; codes are shown this once, good for seven days)",
  },
  query: { dryRun: flag.default(false) },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: z.object({
    dryRun: z.boolean(),
    rows: z.array(openedRow),
    problems: z.array(
      z.object({
        row: z.number(),
        column: z.string(),
        code: z.string(),
        zh: z.string(),
        en: z.string(),
        value: z.string(),
      }),
    ),
    until: at.nullable(),
  }),
  secret: true,
});

const accountSession = z.object({
  createdAt: at,
  lastSeenAt: at,
  source: z.string(),
  agent: z.string(),
});

export const listUserSessions = operation({
  id: "users.sessions",
  method: "get",
  path: "/users/{id}/sessions",
  action: "user.read",
  reach: "subtree",
  summary: { zh: "一个账号在各处的登录", en: "Where an account is signed in" },
  params: { id },
  response: z.object({ items: z.array(accountSession) }),
});

export const endUserSessions = operation({
  id: "users.end-sessions",
  method: "post",
  path: "/users/{id}/sessions/end",
  action: "user.disable",
  reach: "subtree",
  summary: { zh: "结束一个账号的全部登录（立即生效）", en: "End all sessions of an account (at once)" },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: z.object({ ended: z.number() }),
});
