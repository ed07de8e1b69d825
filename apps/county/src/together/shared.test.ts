import { expect, test } from "vitest";
import type { Assignment } from "../task/task.ts";
import { sharedTasks } from "./shared.ts";

const task = (collectionId: number, unitId: number, state: Assignment["state"]) =>
  ({ collectionId, unitId, state, name: `C${collectionId}` }) as Assignment;

test("what two units of a clerk have in work is one table; what one unit has, or has sent, is not", () => {
  const tasks = [
    task(1, 10, "draft"),
    task(2, 10, "draft"),
    task(1, 11, "not_started"),
    task(2, 11, "submitted"),
    task(1, 12, "returned"),
  ];
  const shared = sharedTasks(tasks, (unit) => unit !== 12);
  expect(shared.map(({ collectionId, tasks: own }) => [collectionId, own.map(({ unitId }) => unitId)])).toEqual([
    [1, [10, 11]],
  ]);
});
