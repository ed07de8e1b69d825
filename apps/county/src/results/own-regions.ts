import { useQuery } from "@tanstack/react-query";
import { assignmentsQuery, type Assignment } from "../task/task.ts";

/** Everything that the person's units owed, some years back. */
export const usePastTasks = () => useQuery(assignmentsQuery(true));

/** The regions that the person's units stood in on the last day of a period, as far as the tasks tell; each once. */
export function regionsIn(tasks: readonly Pick<Assignment, "unitId" | "regionId" | "period">[], end: string): number[] {
  const units = [...new Set(tasks.map(({ unitId }) => unitId))];
  const regions = units.map((unit) => {
    const own = tasks
      .filter(({ unitId }) => unitId === unit)
      .toSorted((a, b) => (a.period.end < b.period.end ? 1 : -1));
    return (own.find(({ period }) => period.end <= end) ?? own.at(-1)!).regionId;
  });
  return [...new Set(regions)];
}
