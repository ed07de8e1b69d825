import type { notices as contract } from "@duibiao/contract";
import type { NoticeSettings } from "../env-notices.ts";
import { emailChannel } from "./email.ts";
import { webhookChannel } from "./webhook.ts";
import { wecomChannel } from "./wecom.ts";
import { zwdingChannel } from "./zwding.ts";

/** What leaves the platform: titles and a link, never a text or a figure. */
export type Message = {
  /** The person's address on this channel. */
  to: string;
  /** Account on the platform. */
  username: string;
  notices: readonly { id: number; kind: string; title: string; at: string }[];
  /** Where to read on; empty where the platform's own address is not configured. */
  link: string;
};

/** A way outside the platform. `send` takes as long as it takes; it throws with a reason that holds no secret. */
export type Channel = { name: (typeof contract.noticeChannels)[number]; send: (message: Message) => Promise<void> };

export function channelsOf(settings: NoticeSettings): Channel[] {
  const { allowPrivate, email, webhook, wecom, zwding } = settings;
  return [
    ...(email === null ? [] : [emailChannel(email, allowPrivate)]),
    ...(webhook === null ? [] : [webhookChannel(webhook, allowPrivate)]),
    ...(wecom === null ? [] : [wecomChannel(wecom, allowPrivate)]),
    ...(zwding === null ? [] : [zwdingChannel(zwding, allowPrivate)]),
  ];
}

/** The lines of a message as plain text, the same on every channel that takes text. */
export const textOf = ({ notices, link }: Message): string =>
  [...notices.map(({ title }) => title), ...(link === "" ? ["请登录平台查看。"] : [`请登录平台查看：${link}`])].join(
    "\n",
  );
