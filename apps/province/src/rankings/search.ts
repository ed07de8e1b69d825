import { wanted } from "@duibiao/screens/address";

const tiers = ["county", "city"] as const;
const lenses = ["submitted", "county", "city", "province"] as const;
const shows = ["rank", "distance", "trend"] as const;

/** What the address of a ranking says; what is absent is the page's own choice. */
export function rankingSearch(search: Record<string, unknown>) {
  return {
    catalogue: wanted.id(search["catalogue"]),
    indicator: wanted.text(search["indicator"]),
    period: wanted.id(search["period"]),
    tier: wanted.oneOf(search["tier"], tiers),
    lens: wanted.oneOf(search["lens"], lenses),
    /** Kind of region that is compared. */
    group: wanted.text(search["group"]),
    /** Own levels apart. */
    own: wanted.flag(search["own"]),
    /** Only this city's regions are listed; places stay those of everybody compared. */
    city: wanted.id(search["city"]),
    /** Marked on the strip and in the table. */
    region: wanted.id(search["region"]),
    show: wanted.oneOf(search["show"], shows),
    view: wanted.oneOf(search["view"], ["chart", "table"] as const),
    sort: wanted.text(search["sort"]),
  };
}
export type RankingSearch = ReturnType<typeof rankingSearch>;
export type Show = (typeof shows)[number];
