import type { Assignment } from "../task/task.ts";

type Past = Pick<Assignment, "formKey" | "name" | "opensAt"> & { period: Pick<Assignment["period"], "kind" | "end"> };

const months: Record<string, number> = { month: 1, quarter: 3, half: 6, year: 12 };

/** The last day of the month that lies some months after a period's end. */
function laterEnd(end: string, by: number): Date {
  const [year, month] = end.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month + by, 0));
}

/**
 * When the next of the regular forms should open: as long after its period as the last one did. Null where nothing
 * regular was asked, or all of it should have opened already.
 */
export function expectedNext(tasks: readonly Past[], now: Date): { like: string; opensAt: string } | null {
  const latest = new Map<string, Past>();
  for (const task of tasks) {
    const known = latest.get(task.formKey);
    if (known === undefined || task.period.end > known.period.end) latest.set(task.formKey, task);
  }
  const expected = [...latest.values()].flatMap(({ name, opensAt, period }) => {
    const step = months[period.kind];
    if (step === undefined) return [];
    const after = new Date(opensAt).getTime() - new Date(`${period.end}T00:00:00Z`).getTime();
    return [{ like: name, opensAt: new Date(laterEnd(period.end, step).getTime() + after).toISOString() }];
  });
  return (
    expected.filter(({ opensAt }) => new Date(opensAt) > now).toSorted((a, b) => (a.opensAt < b.opensAt ? -1 : 1))[0] ??
    null
  );
}
