import { expect, test } from "vitest";
import { changesBetween } from "./editions.ts";

const entry = (unit: number, revision: number, hash: string) => ({
  submission: unit,
  unit,
  region: unit,
  revision,
  hash,
});

test("names who joined, who left and whose figures were revised between two editions", () => {
  const before = { included: [entry(1, 1, "a"), entry(2, 1, "b"), entry(3, 1, "c")] };
  const after = { included: [entry(1, 1, "a"), entry(2, 2, "bb"), entry(4, 1, "d")] };
  expect(changesBetween(before, after)).toEqual({
    joined: [4],
    left: [3],
    revised: [{ unit: 2, before: 1, after: 2 }],
  });
});
