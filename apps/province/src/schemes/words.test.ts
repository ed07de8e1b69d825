import { expect, test } from "vitest";
import { signed } from "./words.ts";

test("a difference carries its sign, and what rounds to nothing carries none", () => {
  expect([3.2, -1234.567, 0, -0.001, 0.004].map((value) => signed(value))).toEqual([
    "+3.20",
    "−1,234.57",
    "0.00",
    "0.00",
    "0.00",
  ]);
  expect(signed(-12, 0)).toBe("−12");
});
