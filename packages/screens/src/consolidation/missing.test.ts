import { expect, test } from "vitest";
import { groupsOf, reasonsOf, statesOf, type MissingUnit } from "./missing.ts";

const unit = (id: number, regionId: number, state: string, reason = ""): MissingUnit => ({
  unit: id,
  // Codes fall as ids rise: the order of the groups is that of the codes.
  code: `U${99 - id}`,
  name: `演示单位${id}`,
  regionId,
  region: `演示县${regionId}`,
  state,
  reason,
});
const idsOf = (missing: readonly MissingUnit[]) =>
  groupsOf(missing).map(({ key, units }) => [key, units.map((one) => one.unit)]);

test("missing units stand by region in the order of their codes, each of them once", () => {
  const missing = [unit(1, 7, "draft"), unit(2, 8, "draft"), unit(3, 7, "returned"), unit(4, 8, "not_started")];
  expect(idsOf(missing)).toEqual([
    [8, [4, 2]],
    [7, [3, 1]],
  ]);
});

test("where each region misses hardly more than one, they stand by state, in the order of a submission's way", () => {
  const missing = [unit(1, 1, "returned"), unit(2, 2, "not_started"), unit(3, 3, "returned")];
  expect(idsOf(missing)).toEqual([
    ["not_started", [2]],
    ["returned", [3, 1]],
  ]);
  expect(statesOf(missing)).toEqual([
    { state: "not_started", n: 1 },
    { state: "returned", n: 2 },
  ]);
});

test("a state that this build does not know loses no unit", () => {
  const missing = [unit(1, 1, "newer"), unit(2, 2, "draft"), unit(3, 3, "newer")];
  expect(groupsOf(missing).flatMap(({ units }) => units).length).toBe(3);
});

test("of a group's reasons each is said once, the commonest first, and a blank is none", () => {
  const missing = [
    unit(1, 1, "draft", "停电"),
    unit(2, 1, "draft", "已催报"),
    unit(3, 1, "draft", "已催报 "),
    unit(4, 1, "draft", " "),
  ];
  expect(reasonsOf(missing)).toEqual(["已催报", "停电"]);
});
