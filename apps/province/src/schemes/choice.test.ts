import { expect, test } from "vitest";
import { chosenEvaluations, chosenGroup, chosenPair, comparablesOf, type Evaluation } from "./choice.ts";
import { compareSearch } from "./search.ts";

const evaluation = (id: number, scheme: string, periodId: number, tier = "county", lens = "province") =>
  ({ id, scheme, periodId, tier, lens }) as Evaluation;
/** Newest first, as the server lists them. */
const items = [
  evaluation(9, "SZ", 3),
  evaluation(8, "ZJI", 2),
  evaluation(7, "ZJI", 2, "city"),
  evaluation(6, "SZ", 2),
  evaluation(5, "ZJI", 2),
  evaluation(4, "AH", 2),
];
const groups = comparablesOf(items);
const ids = (evaluations: readonly Evaluation[]) => evaluations.map(({ id }) => id);

test("of every scheme the newest evaluation of a period, tier and lens is compared, schemes in order", () => {
  expect(groups.map(({ period, tier, evaluations }) => [period, tier, ids(evaluations)])).toEqual([
    [3, "county", [9]],
    [2, "county", [4, 6, 8]],
    [2, "city", [7]],
  ]);
});

test("without an address the newest group with two schemes is taken, with one what it says", () => {
  expect(chosenGroup(groups, compareSearch({}))).toBe(groups[1]);
  expect(chosenGroup(groups, compareSearch({ tier: "city" }))).toBe(groups[2]);
  expect(chosenGroup(groups, compareSearch({ period: 3 }))).toBe(groups[0]);
  expect(chosenGroup(groups, compareSearch({ period: 4 }))).toBeUndefined();
});

test("schemes and the pair come from the address as far as they are there", () => {
  const group = groups[1]!;
  expect(ids(chosenEvaluations(group, compareSearch({})))).toEqual([4, 6, 8]);
  const compared = chosenEvaluations(group, compareSearch({ schemes: "ZJI,SZ,NONE" }));
  expect(ids(compared)).toEqual([6, 8]);
  const pair = (search: Record<string, string>) =>
    chosenPair(group.evaluations, compareSearch(search))!.map(({ scheme }) => scheme);
  expect(pair({})).toEqual(["AH", "SZ"]);
  expect(pair({ a: "ZJI" })).toEqual(["ZJI", "AH"]);
  expect(pair({ a: "ZJI", b: "SZ" })).toEqual(["ZJI", "SZ"]);
  expect(pair({ b: "AH" })).toEqual(["SZ", "AH"]);
  expect(pair({ a: "SZ", b: "SZ" })).toEqual(["SZ", "AH"]);
  expect(chosenPair([group.evaluations[0]!], compareSearch({}))).toBeNull();
});
