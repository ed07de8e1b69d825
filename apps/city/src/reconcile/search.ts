import { wanted } from "@duibiao/screens/address";
import type { TotalsSearch } from "@duibiao/screens/lines";

export type Lens = "submitted" | "county" | "city";
export type ReconcileSearch = TotalsSearch & {
  collection?: number | undefined;
  city?: number | undefined;
  lens?: Lens | undefined;
};

export const reconcileSearch = (given: Record<string, unknown>): ReconcileSearch => ({
  collection: wanted.id(given["collection"]),
  city: wanted.id(given["city"]),
  lens: wanted.oneOf(given["lens"], ["submitted", "county"]),
  by: wanted.oneOf(given["by"], ["today", "line"]),
  figure: wanted.text(given["figure"]),
});
