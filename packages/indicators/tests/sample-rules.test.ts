import { expect, it } from "vitest";
import type { Rule } from "../src/catalogue.ts";
import { check, type Cell } from "../src/check.ts";
import { compile } from "../src/compile.ts";
import { CATALOGUE, edited } from "../src/test-catalogue.ts";
import { mutants } from "./mutants.ts";

type Answers = Record<string, string>;
type Case = { rule: string; form: string; now: Answers; ago?: Answers; fires: boolean };

/** Each by hand at the edge of its rule: one more, exactly, one less. */
const CASES: Case[] = [
  { rule: "VR24", form: "F1", now: { veh_actual: "7", veh_quota: "7" }, fires: false },
  { rule: "VR24", form: "F1", now: { veh_actual: "8", veh_quota: "7" }, fires: true },
  { rule: "VR24", form: "F1", now: { veh_actual: "6", veh_quota: "7" }, fires: false },
  // 110 / 100 - 1 = 0.10, and 90 / 100 - 1 = -0.10; 111 and 89 are past it, 110.05 is past 0.10 and not past 0.101.
  { rule: "VR34", form: "F1", now: { energy_users: "110" }, ago: { energy_users: "100" }, fires: false },
  { rule: "VR34", form: "F1", now: { energy_users: "111" }, ago: { energy_users: "100" }, fires: true },
  { rule: "VR34", form: "F1", now: { energy_users: "90" }, ago: { energy_users: "100" }, fires: false },
  { rule: "VR34", form: "F1", now: { energy_users: "89" }, ago: { energy_users: "100" }, fires: true },
  { rule: "VR34", form: "F1", now: { energy_users: "11005" }, ago: { energy_users: "10000" }, fires: true },
  // 0 / 100 - 1 = -1 is past it, but nobody is asked of 0 users; of 1 user it is asked: 1 / 100 - 1 = -0.99.
  { rule: "VR34", form: "F1", now: { energy_users: "0" }, ago: { energy_users: "100" }, fires: false },
  { rule: "VR34", form: "F1", now: { energy_users: "1" }, ago: { energy_users: "100" }, fires: true },
  { rule: "ELSEWHERE", form: "F2", now: { op_cost: "0" }, fires: true },
  { rule: "ELSEWHERE", form: "F2", now: { op_cost: "0.01" }, fires: false },
];

const cellsOf = (answers: Answers): Cell[] =>
  Object.entries(answers).map(([measure, value]) => ({ measure, member: "total", value: { state: "number", value } }));

function fires(rule: Rule, { form, now, ago }: Case): boolean {
  const compiled = compile(edited((draft) => (draft.rules = [rule])));
  const context = ago ? { previousYear: cellsOf(ago) } : {};
  return check(compiled, form, cellsOf(now), context).findings.some(({ rule: key }) => key === rule.key);
}

it.each(CASES)("$rule over $now after $ago fires: $fires", (entry) => {
  const rule = CATALOGUE.rules.find(({ key }) => key === entry.rule)!;
  expect(fires(rule, entry)).toBe(entry.fires);
});

it("any change of a comparison, a number, an operation or a `when` is noticed by a case", () => {
  const all = CATALOGUE.rules.flatMap((rule) => [...mutants(rule)]);
  const unnoticed = all.filter((mutant) =>
    CASES.filter(({ rule }) => rule === mutant.key).every((entry) => fires(mutant, entry) === entry.fires),
  );
  expect(unnoticed.map(({ key, expr, when }) => [key, expr, when])).toEqual([]);
  // VR24: < and >=. VR34: two signs, 1 and 0.10, / and -, prev_year and abs; of its when > to >=, 0 to 1, and none. ELSEWHERE: >= and 1.
  expect(all).toHaveLength(2 + (2 + 2 + 2 + 2) + 3 + 2);
});
