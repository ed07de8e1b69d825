import { wanted } from "../address.ts";
import { standings, type Standing } from "./units.ts";

export type ImportSearch = {
  mapping?: number | undefined;
  collection?: number | undefined;
  /** Units of one standing only. */
  show?: Standing | undefined;
  /** Every cell, not only those to look at. */
  cells?: "all" | undefined;
};

export const importSearch = ({ mapping, collection, show, cells }: Record<string, unknown>): ImportSearch => ({
  mapping: wanted.id(mapping),
  collection: wanted.id(collection),
  show: wanted.oneOf(show, standings),
  cells: wanted.oneOf(cells, ["all"]),
});
