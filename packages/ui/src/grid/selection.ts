import { emitter } from "./emitter.ts";

/** The columns that arrows walk through; the ones before are labels. */
export const COLUMNS = ["value", "previous", "previousYear", "change", "note"] as const;
export const VALUE = 0;
export const NOTE = 4;

export type Spot = { row: number; col: number };
export type Range = { top: number; bottom: number; left: number; right: number };

export type Selection = ReturnType<typeof createSelection>;

/** The active cell and the range that Shift or the mouse drew from it, as in Excel. Outside React: a move wakes two rows. */
export function createSelection() {
  const events = emitter();
  let active: Spot = { row: 0, col: VALUE };
  let extent: Spot = active;

  const range = (): Range => ({
    top: Math.min(active.row, extent.row),
    bottom: Math.max(active.row, extent.row),
    left: Math.min(active.col, extent.col),
    right: Math.max(active.col, extent.col),
  });

  return {
    active: () => active,
    extent: () => extent,
    range,
    isSingle: () => active.row === extent.row && active.col === extent.col,
    set(next: Spot, to: Spot = next): void {
      if (next.row === active.row && next.col === active.col && to.row === extent.row && to.col === extent.col) return;
      active = next;
      extent = to;
      events.tell(["moved"]);
    },
    /** What a row shows of it, as text that compares by value. */
    inRow(row: number): string {
      const { top, bottom, left, right } = range();
      if (row < top || row > bottom) return "";
      return `${row === active.row ? active.col : ""}:${left}-${right}`;
    },
    onMove: (listener: () => void) => events.on("moved", listener),
  };
}

/** Reads back what `inRow` says. */
export function readInRow(text: string): { active: number | null; has: (col: number) => boolean } {
  const match = /^(\d?):(\d)-(\d)$/.exec(text);
  if (!match) return { active: null, has: () => false };
  const [, active, left, right] = match;
  return {
    active: active === "" ? null : Number(active),
    has: (col) => col >= Number(left) && col <= Number(right),
  };
}
