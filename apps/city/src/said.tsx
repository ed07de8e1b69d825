import { useSyncExternalStore } from "react";
import { Alert } from "@duibiao/ui";

let words: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function tell(next: string | null) {
  words = next;
  listeners.forEach((listener) => listener());
}

/** Says on the next page what was just done: a decision leads on to another submission. */
export function say(text: string): void {
  clearTimeout(timer);
  tell(text);
  timer = setTimeout(() => tell(null), 10_000);
}

export function Said() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => words,
  );
  return text === null ? null : <Alert tone="success" title={text} />;
}
