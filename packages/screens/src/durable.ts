import { inStore } from "./computer-store.ts";
import { readText, type Storage } from "./storage.ts";

/**
 * Where what was typed and not sent waits on this computer. A browser writes its storage to the disk seconds later, and after
 * much writing a minute later: a computer that is switched off would lose that. So every change goes to the browser's
 * database, too, which has it on the disk when it says so; the next start brings back what the storage has lost, and takes
 * away again what the storage has not heard to be gone.
 */
export const durable: Storage = {
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
  return typed.put(text === null ? { key, text, at: Date.now() } : { key, text });
}

/** What the database has under a key: a text, or the mark of when it was taken away. */
export type Kept = { key: string; text: string } | { key: string; text: null; at: number };

/** How long a mark stands: far longer than a browser takes to write its storage to the disk. */
const MARKED_FOR = 86_400_000;

/** Before the first page: what the storage lost when the computer stopped, or never had. */
export async function bringBack(): Promise<void> {
  try {
    const kept = (await inStore("typed", "readonly", (typed) => typed.getAll())) as Kept[];
    const over = settle(kept, localStorage, Date.now());
    if (over.length > 0)
      await inStore("typed", "readwrite", (typed) => over.map((key) => typed.delete(key)).at(-1) as IDBRequest);
  } catch {
    // Nothing can be read: the storage is all that there is.
  }
}

/**
 * Makes the storage say what the database says, where that is the later of the two: what was typed is there again, and what
 * was sent or dropped is gone again, though the disk still had it. Answers the marks that have done their service.
 */
export function settle(kept: readonly Kept[], storage: Omit<typeof durable, "length" | "key">, now: number): string[] {
  const over: string[] = [];
  for (const one of kept) {
    const there = storage.getItem(one.key);
    if (one.text !== null) {
      if (timeOf(one.text) > timeOf(there)) storage.setItem(one.key, one.text);
    } else if (there !== null && timeOf(there) <= one.at) storage.removeItem(one.key);
    else if (now - one.at > MARKED_FOR) over.push(one.key);
  }
  return over;
}

/** When it was written, as each kind of content says itself; before everything what cannot be read. */
function timeOf(text: string | null): number {
  const stored = readText(text);
  return stored === null ? 0 : stored.at;
}
