import type { Assignment } from "../task/task.ts";

/** 一起填: a collection that several units of one clerk have in work; the rows of one table. */
export type Shared = { collectionId: number; name: string; period: Assignment["period"]; tasks: Assignment[] };

const inWork = ["not_started", "draft", "signed", "returned"];

/** Collections that at least two units have in work where the person is the clerk, in the order of their lists. */
export function sharedTasks(tasks: readonly Assignment[], isClerkAt: (unit: number) => boolean): Shared[] {
  const found = new Map<number, Shared>();
  for (const task of tasks) {
    if (!inWork.includes(task.state) || !isClerkAt(task.unitId)) continue;
    const { collectionId, name, period } = task;
    const known = found.get(collectionId) ?? { collectionId, name, period, tasks: [] };
    known.tasks.push(task);
    found.set(collectionId, known);
  }
  return [...found.values()].filter((one) => one.tasks.length > 1);
}
