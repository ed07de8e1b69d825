import type { Answer, api } from "@duibiao/client";

export type Progress = Answer<typeof api.board.readProgress>;
export type Part = Progress["cells"][number];
export type Lens = "submitted" | "county" | "city" | "province";

/** How far up a state has come: 1 submitted, 2 county, 3 city, 4 province. A correction leaves the accepted figures standing. */
const height: Record<string, number> = {
  submitted: 1,
  county_accepted: 2,
  city_accepted: 3,
  province_accepted: 4,
  locked: 4,
  correcting: 4,
};
const needed: Record<Lens, number> = { submitted: 1, county: 2, city: 3, province: 4 };

/** Units of a city that have come as far as a lens asks; whoever owes nothing is not among them. */
export function reached({ counts }: Pick<Part, "counts">, lens: Lens): number {
  let units = 0;
  for (const [state, n] of Object.entries(counts)) {
    const at = height[state];
    if (at !== undefined && at >= needed[lens]) units += n;
  }
  return units;
}

/** The city's part as one word for filters and exports. */
export function standing({ consolidation }: Part): "none" | "stale" | "signed" | "accepted" | "returned" {
  if (consolidation === null) return "none";
  return consolidation.stale && consolidation.state !== "returned" ? "stale" : consolidation.state;
}
