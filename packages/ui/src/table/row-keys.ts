import { useEffect, useRef, type KeyboardEvent } from "react";

/** Where a key leads from the chosen row (-1: none): to another, to its opening, or nowhere. */
export function moveTo(
  { key, target, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, "key" | "target" | "ctrlKey" | "metaKey" | "altKey">,
  from: number,
  count: number,
): number | "open" | null {
  if (count === 0 || ctrlKey || metaKey || altKey) return null;
  // A control inside a row, or a header's sort button, keeps its own keys.
  if (target instanceof Element && target.closest("input, select, textarea, button, a, summary")) return null;
  const inside = (to: number) => Math.min(Math.max(to, 0), count - 1);
  if (key === "ArrowDown" || key === "j" || key === "J") return inside(from + 1);
  if (key === "ArrowUp" || key === "k" || key === "K") return inside(from - 1);
  if (key === "PageDown") return inside(from + 15);
  if (key === "PageUp") return inside(from - 15);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return key === "Enter" ? "open" : null;
}

/** Brings the chosen row into sight when it changes; a table that draws all its rows leaves that to the focus. */
export function useChosenInView(chosenAt: number, scrollTo: ((at: number) => void) | null) {
  const latest = useRef(scrollTo);
  latest.current = scrollTo;
  useEffect(() => {
    if (chosenAt >= 0) latest.current?.(chosenAt);
  }, [chosenAt]);
}
