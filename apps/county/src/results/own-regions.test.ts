import { expect, it } from "vitest";
import { regionsIn } from "./own-regions.ts";

const task = (unitId: number, regionId: number, end: string) => ({
  unitId,
  regionId,
  period: { id: 1, key: end, kind: "year" as const, start: end, end },
});

it("takes the region where each unit stood then: a unit moved from region 7 to 8 in 2025", () => {
  const tasks = [task(1, 7, "2024-12-31"), task(1, 8, "2025-12-31")];
  expect(regionsIn(tasks, "2025-12-31")).toEqual([8]);
  expect(regionsIn(tasks, "2024-12-31")).toEqual([7]);
  expect(regionsIn(tasks, "2023-12-31")).toEqual([7]);
});

it("takes every region of a person with several units, each once", () => {
  const tasks = [task(1, 7, "2025-12-31"), task(2, 9, "2025-12-31"), task(3, 7, "2025-12-31")];
  expect(regionsIn(tasks, "2025-12-31")).toEqual([7, 9]);
});
