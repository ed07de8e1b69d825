import { z } from "zod";
import { at, flag, id, line, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** What people are told of. */
export const noticeKinds = [
  "collection_opened",
  "due_soon",
  "overdue",
  "escalated",
  "extension",
  "returned",
  "question_asked",
  "question_answered",
  "second_review",
  "accepted",
  "locked",
  "consolidation_signed",
  "consolidation_decided",
  "consolidation_stale",
  "release_consulting",
  "release_published",
  "correction",
  "objection",
  "matter",
  "region_change",
  "account",
  "self_check",
] as const;

/** Ways outside the platform. */
export const noticeChannels = ["email", "webhook", "wecom", "zwding"] as const;

const notice = z.object({
  id: z.number(),
  kind: z.enum(noticeKinds),
  title: text2,
  body: text2,
  /** Path of the page where something can be done, with the app; empty: there is none. */
  link: z.string(),
  object: z.string(),
  at,
  seenAt: at.nullable(),
});

export const listNotices = operation({
  id: "notices.list",
  method: "get",
  path: "/notices",
  action: "session.use",
  reach: "self",
  summary: { zh: "本人的通知，新的在前", en: "One's own notices, newest first" },
  query: {
    kind: z.enum(noticeKinds).optional(),
    unseen: flag.optional(),
    /** `next` of the page before. */
    after: id.optional(),
  },
  response: z.object({ items: z.array(notice), next: z.number().nullable() }),
});

export const countNotices = operation({
  id: "notices.count",
  method: "get",
  path: "/notices/count",
  action: "session.use",
  reach: "self",
  summary: { zh: "本人未读通知的条数", en: "How many of one's own notices are unseen" },
  unattended: true,
  response: z.object({
    unseen: z.number(),
    byKind: z.array(z.object({ kind: z.enum(noticeKinds), unseen: z.number() })),
  }),
});

export const seeNotices = operation({
  id: "notices.see",
  method: "post",
  path: "/notices/seen",
  action: "session.use",
  reach: "self",
  summary: {
    zh: "把本人的通知标为已读：列出的，或到某一条为止的全部（可限一类）",
    en: "Mark one's own notices as seen: those listed, or all up to one of them, of one kind if so asked",
  },
  body: z.union([
    z.strictObject({ ids: z.array(z.number().int().positive()).min(1).max(500) }),
    z.strictObject({ upTo: z.number().int().positive(), kind: z.enum(noticeKinds).optional() }),
  ]),
  response: z.object({ seen: z.number(), unseen: z.number() }),
});

const settings = {
  email: z.union([z.literal(""), z.email().max(200)]),
  wecom: line(64).regex(/^[\w@.-]*$/, { message: "应为企业微信成员账号 / must be the account of a WeCom member" }),
  zwding: line(64).regex(/^\w*$/, { message: "应为浙政钉用户标识 / must be the account's id in Zhezhengding" }),
  /** `channel:kind` that are not wanted. */
  off: z
    .array(z.string().regex(new RegExp(`^(${noticeChannels.join("|")}):(${noticeKinds.join("|")})$`)))
    .max(noticeChannels.length * noticeKinds.length),
  /** Together, once a day at 08:00 Beijing time. */
  digest: z.boolean(),
};

export const readNoticeSettings = operation({
  id: "notices.settings",
  method: "get",
  path: "/notices/settings",
  action: "session.use",
  reach: "self",
  summary: {
    zh: "本人的通知方式，及本平台已接通的渠道",
    en: "How one is told, and the channels that this platform has",
  },
  response: z.object({
    email: z.string(),
    wecom: z.string(),
    zwding: z.string(),
    off: z.array(z.string()),
    digest: z.boolean(),
    channels: z.array(z.enum(noticeChannels)),
    /** What lately could not be delivered to this person. */
    failed: z.array(z.object({ channel: z.enum(noticeChannels), at, fault: z.string() })),
  }),
});

export const changeNoticeSettings = operation({
  id: "notices.change",
  method: "put",
  path: "/notices/settings",
  action: "session.use",
  reach: "self",
  summary: { zh: "改本人的通知方式", en: "Change how one is told" },
  body: z.strictObject(settings),
  response: z.object(settings),
});
