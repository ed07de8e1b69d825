/** A browser's storage, as far as what waits in it needs one. */
export type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** What is kept says itself when it was written. */
type Stored = { at: number };

/** How every key begins under which something of a kind waits for one account: `duibiao.words.7.`. */
export const keysBegin = (kind: "draft" | "typing" | "words" | "paper", userId: number) => `duibiao.${kind}.${userId}.`;

/** The keys that begin so. */
export function keysOf(storage: Storage, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter(
    (key): key is string => key !== null && key.startsWith(prefix),
  );
}

/** What waits under a key. Null: nothing, or nothing that can be read. */
export const readAt = <Kept extends Stored>(storage: Storage, key: string): Kept | null =>
  readText(storage.getItem(key)) as Kept | null;

export function readText(text: string | null): Stored | null {
  try {
    return JSON.parse(text ?? "null") as Stored | null;
  } catch {
    return null;
  }
}

/** Null: nothing waits there any more. False when the browser has no room: the person must be told. */
export function keepAt<Kept extends Stored>(storage: Storage, key: string, kept: Kept | null): boolean {
  try {
    if (kept !== null) storage.setItem(key, JSON.stringify(kept));
    // Where nothing stands, nothing is taken away: that would be one more thing to write to the disk.
    else if (storage.getItem(key) !== null) storage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
