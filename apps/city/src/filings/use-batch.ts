import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { newKey } from "@duibiao/client";
import type { Found } from "@duibiao/screens/folder";
import { begin, run, statesOf, type Item } from "./batch.ts";
import type { Where } from "./institutions.ts";

/**
 * The files that were chosen and what came of them. `onWritten` is told when some were written, once at the end of a run
 * rather than a thousand times in it.
 */
export function useBatch({ collection, region }: Where, onWritten: () => void) {
  const [items, setItems] = useState<readonly Item[]>([]);
  const [running, setRunning] = useState<AbortController | null>(null);
  const states = useMemo(() => statesOf(items), [items]);
  const written = useRef(onWritten);
  written.current = onWritten;
  // Leaving the page ends the work: what was acknowledged is in, the rest was not sent.
  useEffect(() => () => running?.abort(), [running]);

  const start = useCallback(
    async (wanted: readonly Item[], all: readonly Item[], sender: string) => {
      const control = new AbortController();
      const byPath = new Map(wanted.map((item) => [item.path, item]));
      setItems(all.map((item) => byPath.get(item.path) ?? item));
      setRunning(control);
      await run(wanted, { where: { collection, region }, sender, signal: control.signal }, (path, change) =>
        setItems((now) => now.map((item) => (item.path === path ? { ...item, ...change } : item))),
      );
      setRunning(null);
      if (wanted.some(({ step }) => step === "file")) written.current();
    },
    [collection, region],
  );

  return {
    items,
    states,
    isRunning: running !== null,
    stop: () => running?.abort(),
    /** Tries a folder; the one before it leaves the screen. */
    take: (found: readonly Found[], sender: string) => {
      const fresh = found.map(begin);
      return start(fresh, fresh, sender);
    },
    /** Does a step for some of the files, with what a person decided of them. */
    again: (wanted: readonly Item[], step: "try" | "file" | "same", sender: string) =>
      start(
        wanted.map((item) => ({
          ...item,
          fault: null,
          ...(step === "same" ? {} : { step, key: newKey() }),
        })),
        items,
        sender,
      ),
    clear: () => setItems([]),
  };
}

export type Batch = ReturnType<typeof useBatch>;
