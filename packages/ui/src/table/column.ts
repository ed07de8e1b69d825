import type { Text } from "@duibiao/indicators";
import type { ReactNode } from "react";
import { byName } from "../by-name.ts";

/** What a cell is, for sorting and export: digits stay digits (a decimal string keeps all of them), null is no value. */
export type CellValue = string | number | null;

export type Column<Row> = {
  /** Unique in its table; stands in the address as the sort order. */
  key: string;
  header: Text;
  /** 计量单位, printed in the header on screen and in every export. */
  uom?: string | undefined;
  /** number: right-aligned, sorts as a number, is a number in Excel. Default text. */
  type?: "text" | "number";
  /** Decimals shown where `cell` draws nothing else; sorting and export keep full precision. */
  decimals?: number | null | undefined;
  /** What an export writes and, without `sortBy`, what is sorted. */
  value: (row: Row) => CellValue;
  /** How it is drawn; default: the value, a dash where there is none. */
  cell?: (row: Row) => ReactNode;
  /** Sorts by this instead of `value` (the number behind a word); false: cannot be sorted. */
  sortBy?: ((row: Row) => CellValue) | false;
  /** The first click sorts from high to low. */
  highFirst?: boolean;
  /** Default: m; one column at least should be `fill`. */
  width?: "xs" | "s" | "m" | "l" | "xl" | "fill";
  /** Names the row: read out with every cell of it, stays in sight on narrow screens. */
  head?: boolean;
  /** Drawn on screen only, such as buttons: no export, no print. */
  screenOnly?: boolean;
};

/** A sort order as it stands in the address: `key` rising, `-key` falling, empty as given. */
export type Sort = string;

export const isSortable = (column: Column<never>): boolean => column.sortBy !== false && !column.screenOnly;

/** What a click on a column's header leads to: one direction, the other, back to the order as given. */
export function nextSort(sort: Sort, column: Pick<Column<never>, "key" | "highFirst">): Sort {
  const [first, second] = column.highFirst ? [`-${column.key}`, column.key] : [column.key, `-${column.key}`];
  if (sort === first) return second;
  return sort === second ? "" : first;
}

const isMissing = (value: CellValue) =>
  value === null || value === "" || (typeof value === "number" && Number.isNaN(value));

function compare(a: CellValue, b: CellValue, type: "text" | "number"): number {
  if (type === "text") return byName(String(a), String(b));
  return Number(a) - Number(b);
}

/**
 * The rows in a sort order; equal rows keep the order they came in, in both directions. Rows without a value stand
 * last in both directions: missing is neither the smallest nor the largest.
 */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const falling = sort.startsWith("-");
  const column = columns.find(({ key }) => key === (falling ? sort.slice(1) : sort));
  if (!column || !isSortable(column)) return rows;
  const valueOf = column.sortBy || column.value;
  const keyed = rows.map((row) => ({ row, value: valueOf(row) }));
  const there = keyed.filter(({ value }) => !isMissing(value));
  // A sort value that is a number sorts as one, also behind a word.
  const type = there.every(({ value }) => typeof value === "number") ? "number" : (column.type ?? "text");
  const sign = falling ? -1 : 1;
  there.sort((a, b) => sign * compare(a.value, b.value, type));
  return [...there, ...keyed.filter(({ value }) => isMissing(value))].map(({ row }) => row);
}
