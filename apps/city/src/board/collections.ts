import { queryOptions } from "@tanstack/react-query";
import { api, call, read, type Answer } from "@duibiao/client";
import type { Board } from "./board-rows.ts";

export type Period = Answer<typeof api.periods.listPeriods>["items"][number];
export type ListedCollection = Answer<typeof api.collections.listCollections>["items"][number] & { period: Period };

/** Collections of reports with their periods, the latest period first; what was cancelled is nobody's work. */
export const collectionsQuery = queryOptions({
  queryKey: ["city.collections"],
  staleTime: 60_000,
  queryFn: async ({ signal }): Promise<ListedCollection[]> => {
    const [collections, periods] = await Promise.all([
      call(api.collections.listCollections, { signal }),
      call(api.periods.listPeriods, { signal }),
    ]);
    const byId = new Map(periods.items.map((period) => [period.id, period]));
    return collections.items
      .filter(({ origin, cancelledAt }) => origin === "report" && cancelledAt === null)
      .flatMap((collection) => {
        const period = byId.get(collection.periodId);
        return period === undefined ? [] : [{ ...collection, period }];
      })
      .sort((a, b) => (a.period.end === b.period.end ? a.id - b.id : a.period.end < b.period.end ? 1 : -1));
  },
});

/** The periods that have collections, the latest first. */
export const periodsOf = (listed: readonly ListedCollection[]): Period[] => [
  ...new Map(listed.map(({ period }) => [period.id, period])).values(),
];

/** Stands in an address for all periods that end in a year. */
export const wholeYear = (year: string) => `in-${year}`;
const yearOf = ({ end }: Period) => end.slice(0, 4);

/** Years in which more than one period with collections ends, the latest first. */
export const yearsOf = (periods: readonly Period[]): { year: string; periods: number }[] =>
  [...new Set(periods.map(yearOf))]
    .map((year) => ({ year, periods: periods.filter((period) => yearOf(period) === year).length }))
    .filter((one) => one.periods > 1);

/**
 * What a board shows: the collections of one period, of all that end in a year, or (no period) all that is open: opened
 * and not locked; where nothing is, those of the latest period rather than an empty page.
 */
export function wantedCollections(
  listed: readonly ListedCollection[],
  periodKey: string,
  now: string,
): ListedCollection[] {
  if (periodKey !== "")
    return listed.filter(({ period }) => period.key === periodKey || wholeYear(yearOf(period)) === periodKey);
  const open = listed.filter(({ lockedAt, opensAt }) => lockedAt === null && opensAt <= now);
  return open.length > 0 ? open : listed.filter(({ period }) => period.id === listed[0]!.period.id);
}

/** The board over the periods of some collections (at least one). */
export function boardQuery(wanted: readonly ListedCollection[]) {
  const ends = wanted.map(({ period }) => period.end).sort();
  return {
    ...read(api.board.readBoard, { query: { from: ends[0] ?? "", to: ends.at(-1) ?? "" } }),
    select: (sent: Answer<typeof api.board.readBoard>): Board => api.board.openBoard(sent),
  };
}
