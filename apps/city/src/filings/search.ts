import { wanted } from "@duibiao/screens/address";
import type { Split } from "@duibiao/screens/lines";

export const standings = ["sent", "unsent", "faulty", "returned", "exempt"] as const;
export type Standing = (typeof standings)[number];

export type FilingsSearch = {
  collection?: number | undefined;
  /** The bureau whose institutions are shown, for who serves several. */
  region?: number | undefined;
  show?: Standing | undefined;
  text?: string | undefined;
  sort?: string | undefined;
  /** How the county's total is split, and which figure. */
  by?: Split | undefined;
  figure?: string | undefined;
};

export const filingsSearch = (given: Record<string, unknown>): FilingsSearch => ({
  collection: wanted.id(given["collection"]),
  region: wanted.id(given["region"]),
  show: wanted.oneOf(given["show"], standings),
  text: wanted.text(given["text"]),
  sort: wanted.text(given["sort"]),
  by: wanted.oneOf(given["by"], ["region", "today", "line"]),
  figure: wanted.text(given["figure"]),
});

/** What the pages about changes and meters remember. */
export type PartSearch = { region?: number | undefined; sort?: string | undefined };

export const partSearch = (given: Record<string, unknown>): PartSearch => ({
  region: wanted.id(given["region"]),
  sort: wanted.text(given["sort"]),
});
