import { useWords } from "@duibiao/screens/words";

/**
 * Reasons as they are being written, kept on this computer for their writer until they are signed.
 * @param given what stands where nothing was written: the reasons of the last edition.
 */
export function useReasons(collection: number, city: number, given: Readonly<Record<string, string>>) {
  const written = useWords<Readonly<Record<string, string>>>(`reasons:${collection}/${city}`, {});
  const { words, write } = written;
  return {
    written,
    of: (name: string) => words[name] ?? given[name] ?? "",
    set: (name: string, text: string) => write({ ...words, [name]: text }),
    fill: (usual: Readonly<Record<string, string>>) => write({ ...usual, ...filled({ ...given, ...words }) }),
  };
}

/** Those that say something. */
const filled = (reasons: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(reasons).filter(([, text]) => text.trim() !== ""));

export type Reasons = ReturnType<typeof useReasons>;
