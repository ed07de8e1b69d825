import { api } from "@duibiao/client";
import { wanted } from "../address.ts";
import type { NoticeKind } from "./words.ts";

/** What the address of the inbox remembers: one kind; what is unseen only. */
export type InboxSearch = { kind?: NoticeKind | undefined; show?: "unseen" | undefined };

export const inboxSearch = (given: Record<string, unknown>): InboxSearch => ({
  kind: wanted.oneOf(given["kind"], api.notices.noticeKinds),
  show: wanted.oneOf(given["show"], ["unseen"]),
});
