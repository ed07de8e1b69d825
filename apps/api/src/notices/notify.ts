import type { notices as contract } from "@duibiao/contract";
import { tables, type Tx } from "@duibiao/db";
import type { Role } from "../policy.ts";

export type NoticeKind = (typeof contract.noticeKinds)[number];

/**
 * Whom a notice is for: people by account (told even of their own deed); or whoever holds one of the roles at a unit,
 * at a bureau (null: a post for the whole platform), or anywhere in a region's subtree - without the person who did it.
 */
export type Audience =
  | { users: readonly number[] }
  | { roles: readonly Role[]; units: readonly number[] }
  | { roles: readonly Role[]; regions: readonly (number | null)[] }
  | { roles: readonly Role[]; below: number };

export type Notice = {
  /**
   * Names the event: nobody is ever told twice under one key. `kind/object` for what happens once; for what may happen
   * again, with what makes it another event: `returned/submission/7/2` (revision), `due_soon/3/12/1` (days left).
   */
  key: string;
  kind: NoticeKind;
  title: { zh: string; en: string };
  body: { zh: string; en: string };
  /** Path of the page where something can be done, with the app: `/county/task/3/12`; empty: there is none. */
  link: string;
  /** `noun/id`, as in the audit log. */
  object: string;
  to: Audience | readonly Audience[];
};

/** A verb's ctx is one; a job passes its transaction, its time, and nobody. */
type Teller = { tx: Tx; now: Date; actor: { userId: number | null } };

/**
 * Tells people of an event, or of several: one row of each in the caller's transaction, whoever and how many it is for.
 * If the deed does not stand, nobody hears of it. Within a second the worker (notices/spread.ts) finds out who holds the posts, fills the
 * inboxes and leaves what goes over other channels; no channel can slow or stop a verb. Say nothing in a notice that one
 * of those told may not read: it travels outside the platform, too.
 */
export async function notify({ tx, now, actor }: Teller, ...notices: readonly [Notice, ...Notice[]]): Promise<void> {
  await tx.insert(tables.notices).values(
    notices.map(({ key, kind, title, body, link, object, to }) => ({
      key,
      kind,
      titleZh: title.zh,
      titleEn: title.en,
      bodyZh: body.zh,
      bodyEn: body.en,
      link,
      object,
      audience: "length" in to ? [...to] : [to as Audience],
      byUser: actor.userId,
      at: now,
    })),
  );
}
