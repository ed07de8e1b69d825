import { expect, test } from "vitest";
import { sampleWithoutReplacement } from "../numeric/sample.ts";
import { wilsonInterval } from "./proportion.ts";

test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])(
  "Wilson's interval of %i in %i is that of Newcombe's table (1998, Statistics in Medicine 17, table I)",
  (r, n, low, high) => {
    const interval = wilsonInterval(r, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  },
);

test("a sample is the seed's alone: distinct, in order, within the frame, and the whole frame where it asks for more", () => {
  const once = sampleWithoutReplacement(20_260_401, 10_000, 300);
  expect(sampleWithoutReplacement(20_260_401, 10_000, 300)).toEqual(once);
  expect(sampleWithoutReplacement(20_260_402, 10_000, 300)).not.toEqual(once);
  expect(new Set(once).size).toBe(300);
  expect(once).toEqual(once.toSorted((a, b) => a - b));
  expect(once.every((at) => at >= 0 && at < 10_000)).toBe(true);
  expect(sampleWithoutReplacement(1, 4, 9)).toEqual([0, 1, 2, 3]);
});

test("every cell is as likely as another: of 4,000 draws of 3 in 12 each is in a quarter, within five standard errors", () => {
  const counts = new Array<number>(12).fill(0);
  for (let seed = 1; seed <= 4000; seed++) for (const at of sampleWithoutReplacement(seed, 12, 3)) counts[at]! += 1;
  // 4,000 × 3/12 = 1,000 each; the standard error of a count is the root of 4,000 × 1/4 × 3/4 = 27.4.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * 27.4);
});
