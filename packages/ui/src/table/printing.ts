import { useSyncExternalStore } from "react";

let printing = false;

function subscribe(changed: () => void) {
  const begin = () => {
    printing = true;
    changed();
  };
  const end = () => {
    printing = false;
    changed();
  };
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
  return () => {
    window.removeEventListener("beforeprint", begin);
    window.removeEventListener("afterprint", end);
  };
}

/**
 * Whether the page is being laid out for paper. A store, not a state: React draws a store's change before the event's
 * task ends, so the paper shows it.
 */
export const usePrinting = () =>
  useSyncExternalStore(
    subscribe,
    () => printing,
    () => false,
  );
