import type { Cell } from "./columns.ts";
import { STATUS } from "./node-column.ts";

/**
 * One indicator as it is scored. `values`: numbers that may earn points, NaN elsewhere; `status`: codes of STATUS, of which `value` says
 * that there is such a number; `filled`: 1 where a data step put it there, null where none did. `counts`: 1 where a filled value
 * counts towards coverage.
 */
export type DataColumn = {
  values: Float64Array;
  status: Uint8Array;
  filled: Uint8Array | null;
  counts: Uint8Array | null;
};

/** Cells, or typed numbers with NaN = missing, as they are given. */
export function readColumn(column: readonly Cell[] | Float64Array): DataColumn {
  const n = column.length;
  const status = new Uint8Array(n);
  if (column instanceof Float64Array) {
    for (let r = 0; r < n; r++) if (column[r] !== column[r]) status[r] = STATUS.missing;
    return { values: column, status, filled: null, counts: null };
  }
  const values = new Float64Array(n);
  for (let r = 0; r < n; r++) {
    const cell = column[r]!;
    if (cell.status === "value" && cell.complete !== false) values[r] = cell.value;
    else {
      values[r] = NaN;
      status[r] = cell.status === "value" ? STATUS.incomplete : STATUS[cell.status];
    }
  }
  return { values, status, filled: null, counts: null };
}

/** A column as cells, however it is given. */
export function cellsOf(column: readonly Cell[] | Float64Array): readonly Cell[] {
  if (!(column instanceof Float64Array)) return column;
  return Array.from(column, (value): Cell =>
    Number.isNaN(value) ? { status: "missing" } : { status: "value", value },
  );
}
