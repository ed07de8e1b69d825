import { useSyncExternalStore } from "react";

let ended = false;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

/** Whoever gets a 401 says so; the frame then opens the sign-in over the page, which stays as it is. */
export function reportSignedOut(): void {
  ended = true;
  tell();
}

const signedInAgain = new Set<() => void>();
/** Calls back after the same person signed in again: queues go on from there. */
export function onSignedInAgain(goOn: () => void): () => void {
  signedInAgain.add(goOn);
  return () => void signedInAgain.delete(goOn);
}

export function reportSignedIn(): void {
  ended = false;
  tell();
  for (const goOn of signedInAgain) goOn();
}

export const useSignedOut = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => ended,
  );
