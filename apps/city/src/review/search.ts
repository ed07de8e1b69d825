import { wanted } from "@duibiao/screens/address";
import { periodIn } from "../board/search.ts";
import { tabs, type Tab } from "./queue.ts";

/** What the address of the queue, and of a submission opened from it, remembers. */
export type QueueSearch = {
  period?: string | number | undefined;
  tab?: Tab | undefined;
  scope?: "sent" | undefined;
  sort?: string | undefined;
  /** Audit check, form and line of ministry that is looked at. */
  check?: string | undefined;
  form?: string | undefined;
  line?: string | undefined;
  /** The submission last looked at: the queue goes on there. */
  last?: number | undefined;
};

/** `at`: the finding or cell that is being looked at. */
export type DeskSearch = QueueSearch & { at?: string | undefined };

export const queueSearch = (given: Record<string, unknown>): QueueSearch => ({
  period: periodIn(given["period"]),
  tab: wanted.oneOf(given["tab"], tabs),
  scope: wanted.oneOf(given["scope"], ["sent"]),
  sort: wanted.text(given["sort"]),
  check: wanted.text(given["check"]),
  form: wanted.text(given["form"]),
  line: wanted.text(given["line"]),
  last: wanted.id(given["last"]),
});

export const deskSearch = (given: Record<string, unknown>): DeskSearch => ({
  ...queueSearch(given),
  at: wanted.text(given["at"]),
});
