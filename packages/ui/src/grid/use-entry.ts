import { createContext, use, useCallback, useSyncExternalStore, type ReactNode } from "react";
import type { Controller, DialogPart } from "./controller.ts";
import type { Reasons } from "./reason.ts";
import type { EntryStore } from "./store.ts";

/** What every part of one grid works on; the same object for as long as the grid lives. */
export type GridRoom = {
  id: string;
  store: EntryStore;
  controller: Controller;
  openDialog: (key: string, part: DialogPart) => void;
  onResolve: (key: string, choice: "mine" | "theirs") => void;
  /** The papers of a cell, where the page has to do with papers. */
  evidence?: ((key: string) => ReactNode) | undefined;
  /** The bills of a cell, of what happens over the days of a period. */
  bills?: ((key: string) => ReactNode) | undefined;
  /** Where half-written reasons wait, where the page keeps them. */
  reasons?: Reasons | undefined;
  /** What a section's head offers beside, such as filling it item by item. */
  besideSection?: ((section: string) => ReactNode) | undefined;
  /** Whether a cell's edit still waits for the server. */
  isWaiting: (key: string) => boolean;
};

export const GridContext = createContext<GridRoom | null>(null);

export function useGrid(): GridRoom {
  const room = use(GridContext);
  if (!room) throw new Error("this part stands outside an EntryGrid");
  return room;
}

/** Renders again when this key of the store is told: a line's key, `all`, `view`, `sections`. */
export function useEntryVersion(store: EntryStore, key: string): number {
  const on = useCallback((listener: () => void) => store.on(key, listener), [store, key]);
  return useSyncExternalStore(on, () => store.version(key));
}

/** What a row shows of the selection. */
export function useInRow({ controller }: GridRoom, row: number): string {
  return useSyncExternalStore(controller.selection.onMove, () => controller.selection.inRow(row));
}
