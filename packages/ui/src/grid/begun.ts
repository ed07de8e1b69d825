/** What somebody began in a line and did not take: the text, and whether it was to be its value or its note. */
export type Begun = { of: "value" | "note"; text: string };

/**
 * What is begun in lines: told while it is typed, so that it can be kept, and found again after the browser was killed. It
 * is no answer: half a figure never becomes one by itself.
 */
export function begunIn(
  found: ReadonlyMap<string, Begun> = new Map(),
  onBegun: ((key: string, begun: Begun | null) => void) | undefined,
  tell: (keys: Iterable<string>) => void,
) {
  const left = new Map(found);
  return {
    /** What an earlier page left in a line. */
    left: (key: string): Begun | null => left.get(key) ?? null,
    keys: (): string[] => [...left.keys()],
    /** Somebody types there now; null: taken, or given up. */
    put(key: string, begun: Begun | null): void {
      onBegun?.(key, begun);
      if (left.delete(key)) tell([key]);
    },
  };
}
