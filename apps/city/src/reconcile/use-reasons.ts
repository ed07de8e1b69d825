import { useSettled, useWords } from "@duibiao/screens/words";

type Written = Readonly<Record<string, string>>;

/**
 * Reasons as they are being written, kept on this computer for their writer until they are signed, and no longer than they can be.
 * @param given what stands where nothing was written: the reasons of the last edition.
 */
export function useReasons(collection: { id: number; lockedAt: unknown }, city: number, given: Written) {
  const place = `reasons:${collection.id}/${city}` as const;
  useSettled(collection.lockedAt === null ? [] : [place]);
  const written = useWords<Written>(place, {});
  const { words, write } = written;
  return {
    written,
    of: (name: string) => words[name] ?? given[name] ?? "",
    set: (name: string, text: string) => write({ ...words, [name]: text }),
    fill: (usual: Written) => write({ ...usual, ...filled({ ...given, ...words }) }),
  };
}

/** Those that say something. */
const filled = (reasons: Written) =>
  Object.fromEntries(Object.entries(reasons).filter(([, text]) => text.trim() !== ""));

export type Reasons = ReturnType<typeof useReasons>;
