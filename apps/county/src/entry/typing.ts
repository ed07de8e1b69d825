import { keepAt, keysBegin, keysOf, readAt, type Storage } from "@duibiao/screens/storage";

/** What was typed or chosen beside the grid: the items of a section, a bill of a cell. */
export type Beside = `items:${string}` | `bill:${string}`;

type Stored = { typed: unknown; cells: number; at: number };

/**
 * Where a list of items or a bill waits on this computer until it is saved: a dialog that closes, a page that goes and a
 * network that fails lose nothing. It belongs to one account and one submission, as drafts of cells do.
 */
export function typingPlace<Typed>(storage: Storage, userId: number, submissionId: number, beside: Beside) {
  const key = `${keysBegin("typing", userId)}${submissionId}.${beside}`;
  return {
    read(): { typed: Typed; at: number } | null {
      const stored = readAt<Stored>(storage, key);
      return stored && { typed: stored.typed as Typed, at: stored.at };
    },
    /** Null, or without anything in it: nothing waits. False when the browser has no room. */
    keep: (typed: Typed | null, cells: number, now: number): boolean =>
      keepAt<Stored>(storage, key, typed === null || cells === 0 ? null : { typed, cells, at: now }),
  };
}

/** What an account typed beside its forms on this computer and has not saved. */
export function unsavedTyping(
  storage: Storage,
  userId: number,
): { submissionId: number; beside: Beside; cells: number; at: number }[] {
  const prefix = keysBegin("typing", userId);
  return keysOf(storage, prefix).flatMap((key) => {
    const [, id, beside] = /^(\d+)\.(.+)$/.exec(key.slice(prefix.length)) ?? [];
    const stored = beside === undefined ? null : readAt<Stored>(storage, key);
    return stored === null
      ? []
      : [{ submissionId: Number(id), beside: beside as Beside, cells: stored.cells, at: stored.at }];
  });
}
