import { expect, it } from "vitest";
import { repeatedOf, type CellRow } from "./cell-rows.ts";

const rows = (figures: [now: string | null, previous: string | null][]) =>
  figures.map(([now, previous]) => ({
    now: now === null ? { state: "na", value: null } : { state: "number", value: now },
    previous,
  })) as unknown as CellRow[];
const same = (n: number): [string, string][] => Array.from({ length: n }, (_one, at) => [`${at + 1}`, `${at + 1}`]);

it("notices a form whose figures are all those of the period before", () =>
  expect(repeatedOf(rows([...same(5), ["0", "0"], [null, null], ["7", null]]))).toBe(5));
it("says nothing where one figure differs, or where too few can be compared", () => {
  expect(repeatedOf(rows([...same(9), ["3", "4"]]))).toBeNull();
  expect(repeatedOf(rows([...same(4), ["0", "0"]]))).toBeNull();
});
