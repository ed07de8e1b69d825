import { useQuery } from "@tanstack/react-query";
import { assignmentsQuery, type Assignment } from "../task/task.ts";

/** Everything that the person's units owed, some years back. */
export const usePastTasks = () => useQuery(assignmentsQuery(true));

/** Regions that the person's units stood in, the most recent first: a unit's region may change. */
export function regionsOf(tasks: readonly Assignment[]): number[] {
  const byEnd = tasks.toSorted((a, b) => (a.period.end < b.period.end ? 1 : -1));
  return [...new Set(byEnd.map(({ regionId }) => regionId))];
}

/** The region of a period: where the unit stood on its last day, as far as the tasks tell. */
export function regionIn(tasks: readonly Assignment[], end: string): number | undefined {
  const within = tasks.filter((task) => task.period.end <= end);
  return regionsOf(within)[0] ?? regionsOf(tasks).at(-1);
}
