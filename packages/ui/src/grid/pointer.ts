import type { Selection, Spot } from "./selection.ts";

type Parts = {
  selection: Selection;
  spotOf: (target: EventTarget | null) => Spot | null;
  elementAt: (spot: Spot) => HTMLElement | null;
  go: (spot: Spot, extend?: boolean) => void;
  typing: { commit: () => void; isAt: (input?: Element) => boolean };
};

/** A click chooses a cell, dragging or Shift draws a range. */
export function pointerOf({ selection, spotOf, elementAt, go, typing }: Parts) {
  let dragging = false;
  return {
    onPointerDown(event: PointerEvent): void {
      const spot = spotOf(event.target);
      // A finger scrolls; the tap that it may end in focuses by itself.
      if (!spot || event.pointerType === "touch" || event.button !== 0) return;
      if (event.target instanceof Element && event.target.closest("button, a")) return;
      const at = elementAt(spot);
      if (at !== null && typing.isAt(at)) return;
      event.preventDefault();
      typing.commit();
      if (event.shiftKey) return go(spot, true);
      dragging = true;
      go(spot);
    },
    onPointerOver(event: PointerEvent): void {
      if (!dragging) return;
      if (event.buttons === 0) return void (dragging = false);
      const spot = spotOf(event.target);
      if (spot) selection.set(selection.active(), spot);
    },
    onPointerUp: (): void => void (dragging = false),
    /** The mouse's own caret would undo the selection of the text that typing replaces. */
    onMouseDown(event: MouseEvent): void {
      const spot = spotOf(event.target);
      if (!spot || (event.target instanceof Element && event.target.closest("button, a"))) return;
      const at = elementAt(spot);
      if (at !== null && !typing.isAt(at)) event.preventDefault();
    },
  };
}
