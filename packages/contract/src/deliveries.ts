import { z } from "zod";
import { at, id } from "./fields.ts";
import { noticeChannels } from "./notices.ts";
import { operation } from "./operation.ts";

const channel = z.enum(noticeChannels);

export const listDeliveries = operation({
  id: "deliveries.list",
  method: "get",
  path: "/deliveries",
  action: "delivery.read",
  reach: "subtree",
  summary: {
    zh: "站外发送：各渠道的情况，及未能送达的（不含地址、标题和内容）",
    en: "Notices on their way outside: how each channel does, and what could not be delivered, without address, title or text",
  },
  query: {
    /** `next` of the page before. */
    after: id.optional(),
  },
  response: z.object({
    channels: z.array(
      z.object({
        channel,
        /** Whether this platform has it. */
        connected: z.boolean(),
        waiting: z.number(),
        /** Of these, at least once in vain. */
        retrying: z.number(),
        failed: z.number(),
        lastSentAt: at.nullable(),
        /** Why the latest attempt in vain was in vain; empty: none. */
        lastFault: z.string(),
      }),
    ),
    /** 死信: given up after the last attempt. */
    items: z.array(
      z.object({
        noticeId: z.number(),
        channel,
        person: z.object({ id: z.number(), username: z.string(), name: z.string() }),
        attempts: z.number(),
        fault: z.string(),
        /** When it would have been tried again. */
        at,
      }),
    ),
    next: z.number().nullable(),
  }),
});

export const retryDeliveries = operation({
  id: "deliveries.retry",
  method: "post",
  path: "/deliveries/retry",
  action: "delivery.retry",
  reach: "subtree",
  summary: {
    zh: "把一个渠道上未能送达的重新排队",
    en: "Put what could not be delivered over a channel back into its queue",
  },
  body: z.strictObject({ channel }),
  response: z.object({ queued: z.number() }),
});
