type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** What was typed or chosen beside the grid: the items of a section, a bill of a cell. */
export type Beside = `items:${string}` | `bill:${string}`;

type Stored = { typed: unknown; cells: number; at: number };

const begins = (userId: number) => `duibiao.typing.${userId}.`;

/**
 * Where a list of items or a bill waits on this computer until it is saved: a dialog that closes, a page that goes and a
 * network that fails lose nothing. It belongs to one account and one submission, as drafts of cells do.
 */
export function typingPlace<Typed>(storage: Storage, userId: number, submissionId: number, beside: Beside) {
  const key = `${begins(userId)}${submissionId}.${beside}`;
  return {
    read(): { typed: Typed; at: number } | null {
      const stored = read(storage, key);
      return stored && { typed: stored.typed as Typed, at: stored.at };
    },
    /** Null, or without anything in it: nothing waits. False when the browser has no room. */
    keep(typed: Typed | null, cells: number, now: number): boolean {
      try {
        if (typed === null || cells === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify({ typed, cells, at: now } satisfies Stored));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** What an account typed beside its forms on this computer and has not saved. */
export function unsavedTyping(
  storage: Storage,
  userId: number,
): { submissionId: number; beside: Beside; cells: number; at: number }[] {
  const prefix = begins(userId);
  return Array.from({ length: storage.length }, (_, at) => storage.key(at)).flatMap((key) => {
    const [, id, beside] = key?.startsWith(prefix) ? (/^(\d+)\.(.+)$/.exec(key.slice(prefix.length)) ?? []) : [];
    const stored = beside === undefined ? null : read(storage, key!);
    return stored === null
      ? []
      : [{ submissionId: Number(id), beside: beside as Beside, cells: stored.cells, at: stored.at }];
  });
}

function read(storage: Storage, key: string): Stored | null {
  try {
    return JSON.parse(storage.getItem(key) ?? "null") as Stored | null;
  } catch {
    return null;
  }
}
