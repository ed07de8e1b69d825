import { inStore } from "./computer-store.ts";

/**
 * Where what was typed and not sent waits on this computer. A browser writes its storage to the disk seconds later, and after
 * much writing a minute later: a computer that is switched off would lose that. So every change goes to the browser's
 * database, too, which has it on the disk when it says so; the next start brings back what the storage has lost.
 */
export const durable: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> = {
  get length() {
    return localStorage.length;
  },
  key: (at) => localStorage.key(at),
  getItem: (key) => localStorage.getItem(key),
  setItem(key, text) {
    localStorage.setItem(key, text);
    copy(key);
  },
  removeItem(key) {
    localStorage.removeItem(key);
    copy(key);
  },
};

const changed = new Set<string>();
let busy = false;

function copy(key: string): void {
  changed.add(key);
  if (!busy) void writeAll();
}

/** One write at a time, each with all that has changed since. */
async function writeAll(): Promise<void> {
  busy = true;
  try {
    while (changed.size > 0) {
      const keys = [...changed];
      changed.clear();
      await inStore("typed", "readwrite", (typed) => keys.map((key) => writeOne(typed, key)).at(-1)!);
    }
  } catch {
    // A browser without room, or in a private window, goes on with its storage alone.
  } finally {
    busy = false;
  }
}

function writeOne(typed: IDBObjectStore, key: string): IDBRequest {
  const text = localStorage.getItem(key);
  return text === null ? typed.delete(key) : typed.put({ key, text });
}

/** Before the first page: what the storage lost when the computer stopped, or never had. */
export async function bringBack(): Promise<void> {
  try {
    const kept = (await inStore("typed", "readonly", (typed) => typed.getAll())) as { key: string; text: string }[];
    for (const { key, text } of kept)
      if (timeOf(text) > timeOf(localStorage.getItem(key))) localStorage.setItem(key, text);
  } catch {
    // Nothing can be read: the storage is all that there is.
  }
}

/** When it was written, as each kind of content says itself. */
const timeOf = (text: string | null): number => (text === null ? 0 : (JSON.parse(text) as { at: number }).at);
