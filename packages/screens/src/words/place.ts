import { keepAt, keysBegin, keysOf, readAt, type Storage } from "../storage.ts";
import type { Place } from "./kinds.ts";

/** `page` is the address where they were written; what was kept before it was noted has none. */
type Stored = { words: unknown; at: number; page?: string };

/** Where words wait on this computer until they are sent: of one account, and of one place such as a question. */
export function wordsPlace<Words>(storage: Storage, userId: number, place: Place) {
  const key = keysBegin("words", userId) + place;
  return {
    read: (): Words | null => (readAt<Stored>(storage, key)?.words ?? null) as Words | null,
    /** False when the browser has no room. */
    keep: (words: Words, now: number, page: string): boolean => keepAt<Stored>(storage, key, { words, at: now, page }),
    /** They were sent, or are wanted no more. */
    forget: () => void keepAt<Stored>(storage, key, null),
  };
}

export type LeftWords = { place: Place; at: number; page: string | null };

const placesOf = (storage: Storage, userId: number) => {
  const prefix = keysBegin("words", userId);
  return keysOf(storage, prefix).map((key) => key.slice(prefix.length) as Place);
};

/** Where words of an account wait, what was written last first; what cannot be read counts as nothing. */
export function leftWords(storage: Storage, userId: number): LeftWords[] {
  return placesOf(storage, userId)
    .flatMap((place) => {
      const stored = readAt<Stored>(storage, keysBegin("words", userId) + place);
      return stored === null ? [] : [{ place, at: stored.at, page: stored.page ?? null }];
    })
    .toSorted((a, b) => b.at - a.at);
}

/** A place that is settled, with all that stands below it: `decide:7` with `decide:7/county`. */
export function forgetPlace(storage: Storage, userId: number, settled: Place): void {
  for (const place of placesOf(storage, userId))
    if (place === settled || place.startsWith(`${settled}/`)) wordsPlace(storage, userId, place).forget();
}
