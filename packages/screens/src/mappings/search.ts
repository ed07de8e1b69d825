import { wanted } from "../address.ts";
import { standings, type Standing } from "./units.ts";

export type ImportSearch = {
  mapping?: number | undefined;
  collection?: number | undefined;
  /** Units of one standing only. */
  show?: Standing | undefined;
  /** Every cell, not only those to look at. */
  cells?: "all" | undefined;
  /** Cells of one unit only. */
  unit?: number | undefined;
  /** Write what can be, though some cannot; absent: all or nothing. */
  take?: "faultless" | undefined;
};

export const importSearch = ({
  mapping,
  collection,
  show,
  cells,
  unit,
  take,
}: Record<string, unknown>): ImportSearch => ({
  mapping: wanted.id(mapping),
  collection: wanted.id(collection),
  show: wanted.oneOf(show, standings),
  cells: wanted.oneOf(cells, ["all"]),
  unit: wanted.id(unit),
  take: wanted.oneOf(take, ["faultless"]),
});
