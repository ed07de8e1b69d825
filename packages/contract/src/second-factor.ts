import { z } from "zod";
import { at, done, filled, id, line } from "./fields.ts";
import { operation } from "./operation.ts";

const code = line(40);

export const readSecondFactor = operation({
  id: "second-factor.read",
  method: "get",
  path: "/second-factor",
  action: "session.own",
  reach: "self",
  summary: { zh: "我的第二因素", en: "My second factor" },
  response: z.object({
    on: z.boolean(),
    /** Whether one's post needs it. */
    required: z.boolean(),
    since: at.nullable(),
    /** Backup codes that are left. */
    codes: z.number(),
  }),
});

export const beginSecondFactor = operation({
  id: "second-factor.begin",
  method: "post",
  path: "/second-factor/begin",
  action: "session.own",
  reach: "self",
  summary: {
    zh: "开始设置第二因素：须再输入密码；密钥只显示这一次，确认后才生效",
    en: "Begin to set up a second factor: takes the password again; the secret is shown this once and counts when confirmed",
  },
  body: z.strictObject({ password: line(500) }),
  /** For the authenticator: the secret to type, and the address that a picture of squares carries (RFC 6238). */
  response: z.object({ secret: z.string(), uri: z.string() }),
  secret: true,
});

export const confirmSecondFactor = operation({
  id: "second-factor.confirm",
  method: "post",
  path: "/second-factor/confirm",
  action: "session.own",
  reach: "self",
  summary: {
    zh: "用验证器上的数字确认第二因素；备用码只显示这一次；其他登录随即结束",
    en: "Confirm the second factor with the authenticator's digits; backup codes are shown this once; all other sessions end",
  },
  body: z.strictObject({ code }),
  response: z.object({ codes: z.array(z.string()) }),
  secret: true,
});

export const endSecondFactor = operation({
  id: "second-factor.end",
  method: "post",
  path: "/second-factor/end",
  action: "session.own",
  reach: "self",
  summary: {
    zh: "停用我的第二因素：须再输入密码和一个数字码",
    en: "End my second factor: takes the password and a code again",
  },
  body: z.strictObject({ password: line(500), code }),
  response: done,
});

export const endUserSecondFactor = operation({
  id: "users.end-second-factor",
  method: "post",
  path: "/users/{id}/second-factor/end",
  action: "user.disable",
  reach: "subtree",
  summary: {
    zh: "停用一个账号的第二因素（手机丢失；全部登录随即结束）",
    en: "End an account's second factor (a lost phone; all its sessions end)",
  },
  params: { id },
  body: z.strictObject({ reason: filled(500) }),
  response: done,
});
