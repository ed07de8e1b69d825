/** Listeners by key, so that an edit wakes only the rows that it concerns. */
export function emitter() {
  const byKey = new Map<string, Set<() => void>>();
  return {
    on(key: string, listener: () => void): () => void {
      const set = byKey.get(key) ?? new Set();
      byKey.set(key, set.add(listener));
      return () => void set.delete(listener);
    },
    tell(keys: Iterable<string>): void {
      for (const key of new Set(keys)) for (const listener of byKey.get(key) ?? []) listener();
    },
  };
}
