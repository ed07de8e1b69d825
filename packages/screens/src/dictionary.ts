import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";

export type Region = Answer<typeof api.regions.listRegions>["items"][number];
export type Period = Answer<typeof api.periods.listPeriods>["items"][number];

const hour = 3_600_000;

/** Regions as they stood on a day, today without one. */
export const useRegions = (date?: string): UseQueryResult<Region[]> =>
  useQuery({
    ...read(api.regions.listRegions, { query: date === undefined ? {} : { date } }),
    staleTime: hour,
    select: ({ items }) => items,
  });

/** Reporting periods, the latest first. */
export const usePeriods = (): UseQueryResult<Period[]> =>
  useQuery({
    ...read(api.periods.listPeriods, {}),
    staleTime: hour,
    select: ({ items }) =>
      items.toSorted((a, b) => (a.end === b.end ? (a.start < b.start ? -1 : 1) : a.end < b.end ? 1 : -1)),
  });
