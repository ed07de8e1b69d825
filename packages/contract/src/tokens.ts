import { z } from "zod";
import { at, done, filled, id, line, moment } from "./fields.ts";
import { operation, type Action } from "./operation.ts";

/**
 * What a token may be given: reading, and writing what a person then decides about. Never a session, a signature, a
 * submission, an acceptance, a grant or another token.
 */
export const tokenActions = [
  "region.read",
  "region.import",
  "unit.read",
  "unit.change",
  "period.read",
  "catalogue.read",
  "collection.read",
  "history.import",
  "submission.read",
  "submission.push",
  "mapping.read",
  "consolidation.read",
  "roll-up.read",
  "evaluation.read",
  "release.read",
  "audit.read",
] as const satisfies readonly Action[];

/** The longest life of a token, in days. */
export const longestDays = 366;

const token = z.object({
  id: z.number(),
  name: z.string(),
  actions: z.array(z.enum(tokenActions)),
  regionId: z.number().nullable(),
  unitId: z.number().nullable(),
  /** Name of the region or unit; empty: wherever the owner's posts hold. */
  place: z.string(),
  owner: z.object({ id: z.number(), username: z.string(), name: z.string() }),
  createdAt: at,
  expiresAt: at,
  lastUsedAt: at.nullable(),
  lastSource: z.string(),
  endedAt: at.nullable(),
  endedReason: z.string(),
});

export const createToken = operation({
  id: "tokens.create",
  method: "post",
  path: "/tokens",
  action: "token.own",
  reach: "self",
  summary: {
    zh: "为自己负责的程序制发接口令牌：范围不大于本人任职，必须有到期时间，只显示一次",
    en: "Make an API token for a program that one answers for: never wider than one's own posts, with an expiry, shown once",
  },
  body: z
    .strictObject({
      name: filled(80),
      actions: z.array(z.enum(tokenActions)).min(1).max(tokenActions.length),
      region: id.optional(),
      unit: id.optional(),
      expiresAt: moment,
    })
    .refine(({ region, unit }) => region === undefined || unit === undefined, {
      message: "地区和单位只能指定一个 / name a region or a unit, not both",
    }),
  response: token.extend({ secret: z.string() }),
  secret: true,
});

export const listOwnTokens = operation({
  id: "tokens.own",
  method: "get",
  path: "/tokens",
  action: "token.own",
  reach: "self",
  summary: { zh: "我的接口令牌", en: "My API tokens" },
  response: z.object({ items: z.array(token) }),
});

export const endOwnToken = operation({
  id: "tokens.endOwn",
  method: "post",
  path: "/tokens/{id}/end",
  action: "token.own",
  reach: "self",
  summary: { zh: "停用我的接口令牌，立即生效", en: "End one of my API tokens, at once" },
  params: { id },
  body: z.strictObject({}),
  response: done,
});

export const listTokens = operation({
  id: "tokens.list",
  method: "get",
  path: "/tokens/all",
  action: "token.read",
  reach: "subtree",
  summary: { zh: "管辖范围内账号的接口令牌", en: "API tokens of the accounts within the jurisdiction" },
  query: { after: id.optional() },
  response: z.object({ items: z.array(token), next: z.number().nullable() }),
});

export const endToken = operation({
  id: "tokens.end",
  method: "post",
  path: "/tokens/{id}/stop",
  action: "token.end",
  reach: "subtree",
  summary: { zh: "停用他人的接口令牌，写明原因", en: "End somebody's API token, with the reason" },
  params: { id },
  body: z.strictObject({ reason: line(200).refine((text) => text.trim() !== "", "须写明原因 / a reason is needed") }),
  response: done,
});
