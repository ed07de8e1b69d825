import type { ScoringInput } from "./columns.ts";
import type { DataColumn } from "./data-column.ts";
import type { PeerGroups } from "./leaf.ts";
import type { PlacedNode } from "./scheme.ts";
import { orNull, type CellChanges } from "./steps.ts";

/** What a step works on; `columns` is its own to change, the arrays in it are not. */
export type Workbench = {
  input: ScoringInput;
  placed: readonly PlacedNode[];
  groups: PeerGroups;
  columns: Map<string, DataColumn>;
  screenedOut: Map<number, number>;
};

/** Indicators that a step works on: those it names, or all in tree order. */
export const chosen = ({ indicators }: { indicators?: readonly string[] }, { columns }: Workbench): readonly string[] =>
  indicators ?? [...columns.keys()];

/** The record of some rows of one column. */
export function changed(
  indicator: string,
  rows: readonly number[],
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  why: { code: string; zh: string; en: string },
): CellChanges {
  return {
    indicator,
    ...why,
    rows: [...rows],
    before: rows.map((r) => orNull(before[r]!)),
    after: rows.map((r) => orNull(after[r]!)),
  };
}
