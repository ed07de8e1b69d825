import type { Outside } from "./outside.ts";

/** What a row holds of an operand. nothing: nobody owes it; missing: owed, not answered; several: answers that are never summed. */
export const STATE = { nothing: 0, number: 1, na: 2, missing: 3, several: 4 } as const;

/** One operand over all rows. `sums` is NaN wherever the state is not `number`. */
export type Column = {
  sums: Float64Array;
  states: Uint8Array;
  /** Who answered (`RollUpRow.support`) and how many; absent where every row was answered by all. */
  support?: BigUint64Array;
  answered?: Uint32Array;
  /** 1 where some units gave a number and others 不适用. */
  partly?: Uint8Array;
};

/**
 * Rows, each a region in a period, with a column for every operand by `refKey` (`prev_year(x)` and `year_to_date(x)` are
 * columns of their own; a column that is not there holds nothing). `outside.known[outside.of[row]]` is what the row
 * knows beside figures; rows of one period may share it, unless targets, registry or peers are the region's own.
 */
export type ColumnTable = {
  rows: number;
  columns: ReadonlyMap<string, Column>;
  outside?: { of: Uint32Array; known: readonly Outside[] };
};
