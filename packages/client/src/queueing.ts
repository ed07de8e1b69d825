/** Requests that wait for the moment the server told them, by when they go on (milliseconds of Date.now). */
const moments = new Set<{ at: number }>();
const listeners = new Set<() => void>();
let first: number | null = null;

function tell(): void {
  first = moments.size === 0 ? null : Math.min(...[...moments].map(({ at }) => at));
  for (const listener of listeners) listener();
}

/** Waits, and lets the page say so meanwhile. @throws the signal's reason when it is given up. */
export async function queueFor(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  // The server gives whole seconds to whole crowds.
  const milliseconds = 1000 * (seconds + Math.random());
  const moment = { at: Date.now() + milliseconds };
  moments.add(moment);
  tell();
  try {
    await new Promise<void>((done, fail) => {
      const timer = setTimeout(done, milliseconds);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        fail(signal.reason);
      });
    });
  } finally {
    moments.delete(moment);
    tell();
  }
}

/** When the first request that waits goes on; null: none waits. With what subscribes, as React wants it. */
export const queueing = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  until: (): number | null => first,
};
