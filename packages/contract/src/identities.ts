import { z } from "zod";
import { at, done, line } from "./fields.ts";
import { operation } from "./operation.ts";

/** 统一身份: who somebody is at the office's own sign-in service (OpenID Connect), tied to an account by its owner. */
export const readWay = operation({
  id: "identities.way",
  method: "get",
  path: "/identities/way",
  action: "session.own",
  reach: "public",
  summary: {
    zh: "登录页说明：是否可用统一身份认证登录",
    en: "For the sign-in page: whether one may sign in with the office's own service",
  },
  response: z.object({ name: z.string().nullable() }),
});

export const startIdentity = operation({
  id: "identities.start",
  method: "get",
  path: "/identities/start",
  action: "session.own",
  reach: "public",
  summary: { zh: "转到统一身份认证登录", en: "Go to the office's own service to sign in" },
  response: z.string(),
  responseType: "text/html",
});

export const backIdentity = operation({
  id: "identities.back",
  method: "get",
  path: "/identities/back",
  action: "session.own",
  reach: "public",
  summary: {
    zh: "从统一身份认证返回（由浏览器带回）",
    en: "Back from the office's own service (the browser brings it)",
  },
  response: z.string(),
  responseType: "text/html",
});

export const listIdentities = operation({
  id: "identities.list",
  method: "get",
  path: "/identities",
  action: "session.own",
  reach: "self",
  summary: { zh: "绑定到我的账号的统一身份", en: "Identities tied to my account" },
  response: z.object({ items: z.array(z.object({ issuer: z.string(), linkedAt: at, lastUsedAt: at.nullable() })) }),
});

export const linkIdentity = operation({
  id: "identities.link",
  method: "post",
  path: "/identities/link",
  action: "session.own",
  reach: "self",
  summary: {
    zh: "绑定统一身份：须再输入密码；回答要转去的地址",
    en: "Tie an identity to my account: takes the password again; answers the address to go to",
  },
  body: z.strictObject({ password: line(500), app: z.enum(["county", "city", "province"]) }),
  response: z.object({ url: z.string() }),
  secret: true,
});

export const unlinkIdentities = operation({
  id: "identities.unlink",
  method: "post",
  path: "/identities/unlink",
  action: "session.own",
  reach: "self",
  summary: { zh: "解除我的统一身份绑定", en: "Untie my identities" },
  body: z.strictObject({}),
  response: done,
});
