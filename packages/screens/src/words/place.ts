import { keepAt, keysBegin, keysOf, readAt, type Storage } from "../storage.ts";

type Stored = { words: unknown; at: number };

/** Where words wait on this computer until they are sent: of one account, and of one place such as a question. */
export function wordsPlace<Words>(storage: Storage, userId: number, place: string) {
  const key = keysBegin("words", userId) + place;
  return {
    read: (): Words | null => (readAt<Stored>(storage, key)?.words ?? null) as Words | null,
    /** False when the browser has no room. */
    keep: (words: Words, now: number): boolean => keepAt<Stored>(storage, key, { words, at: now }),
    /** They were sent, or are wanted no more. */
    forget: () => void keepAt<Stored>(storage, key, null),
  };
}

/** Places where words of an account wait. */
export function placesOfWords(storage: Storage, userId: number): string[] {
  const prefix = keysBegin("words", userId);
  return keysOf(storage, prefix).map((key) => key.slice(prefix.length));
}

/** A place that is settled, with all that stands below it: `decide:7` with `decide:7/county`. */
export function forgetPlace(storage: Storage, userId: number, settled: string): void {
  for (const place of placesOfWords(storage, userId))
    if (place === settled || place.startsWith(`${settled}/`)) wordsPlace(storage, userId, place).forget();
}
