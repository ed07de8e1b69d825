type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

type Stored = { words: unknown; at: number };

const begins = (userId: number) => `duibiao.words.${userId}.`;

/** Where words wait on this computer until they are sent: of one account, and of one place such as a question. */
export function wordsPlace<Words>(storage: Storage, userId: number, place: string) {
  const key = begins(userId) + place;
  return {
    read: (): Words | null => (read(storage, key)?.words ?? null) as Words | null,
    /** False when the browser has no room. */
    keep(words: Words, now: number): boolean {
      try {
        storage.setItem(key, JSON.stringify({ words, at: now } satisfies Stored));
        return true;
      } catch {
        return false;
      }
    },
    /** They were sent, or are wanted no more. */
    forget(): void {
      if (storage.getItem(key) !== null) storage.removeItem(key);
    },
  };
}

/** Places where words of an account wait. */
export function placesOfWords(storage: Storage, userId: number): string[] {
  const prefix = begins(userId);
  return Array.from({ length: storage.length }, (_, at) => storage.key(at)).flatMap((key) =>
    key?.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
}

/** A place that is settled, with all that stands below it: `decide:7` with `decide:7/county`. */
export function forgetPlace(storage: Storage, userId: number, settled: string): void {
  for (const place of placesOfWords(storage, userId))
    if (place === settled || place.startsWith(`${settled}/`)) wordsPlace(storage, userId, place).forget();
}

function read(storage: Storage, key: string): Stored | null {
  try {
    return JSON.parse(storage.getItem(key) ?? "null") as Stored | null;
  } catch {
    return null;
  }
}
