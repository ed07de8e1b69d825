import type { pageAt } from "../page-at.ts";
import { inboxSearch } from "./search.ts";

/** The inbox and how one is told, the same in every app. */
export const noticePages = (at: ReturnType<typeof pageAt>) => [
  at("/notices", () => import("./inbox-page.tsx"), "InboxPage", inboxSearch),
  at("/notices/settings", () => import("./settings-page.tsx"), "NoticeSettingsPage"),
];
