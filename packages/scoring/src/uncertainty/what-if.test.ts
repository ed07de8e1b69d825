import { describe, expect, it } from "vitest";
import { declines, rankReversals } from "./consistency.ts";
import { leaf, node, ROWS, scored, tree } from "./testing.ts";
import { breakEvenWeights, removeOne } from "./what-if.ts";

describe("taking a leaf out", () => {
  it("shifts places as a hand calculation does", () => {
    // Half a, half b: one 80, 20 → 50; two 40, 50 → 45; three 30, 70 → 50. Without a: 20, 50, 70 → places 3, 2, 1.
    const root = node("root", 1, [leaf("a", 0.5), leaf("b", 0.5)]);
    const result = scored({ one: [80, 20, 0, 0], two: [40, 50, 0, 0], three: [31, 70, 0, 0] }, root);
    // Now: one 50, two 45, three 50.5 → places 2, 3, 1.
    const [a, b] = removeOne(result);
    expect([...a!.shifts]).toEqual([1, -1, 0]);
    expect(a!.meanShift).toBeCloseTo(2 / 3, 12);
    // Without b: 80, 40, 31 → 1, 2, 3.
    expect([...b!.shifts]).toEqual([-1, -1, 2]);
  });

  it("takes an only child out with its parent", () => {
    const root = node("root", 1, [node("x", 0.5, [leaf("a", 1)]), leaf("b", 0.5)]);
    const result = scored({ one: [90, 10, 0, 0], two: [10, 20, 0, 0] }, root);
    expect([...removeOne(result)[0]!.shifts]).toEqual([1, -1]);
  });
});

describe("break-even weights", () => {
  it("finds the weight at which two totals meet", () => {
    // one 80w + 20(1 - w), two 40w + 50(1 - w): equal at 40w = 30(1 - w), w = 3/7.
    const root = node("root", 1, [leaf("a", 0.5), leaf("b", 0.5)]);
    const result = scored({ one: [80, 20, 0, 0], two: [40, 50, 0, 0] }, root);
    const [a, b] = breakEvenWeights(result, 0, 1);
    expect(a!.breakEven).toBeCloseTo(3 / 7, 12);
    expect(b!.breakEven).toBeCloseTo(4 / 7, 12);
  });

  it("finds none where one region is better in everything", () => {
    const result = scored({ one: [80, 60, 70, 90], two: [40, 50, 60, 10] }, tree());
    expect(breakEvenWeights(result, 0, 1).map(({ breakEven }) => breakEven)).toEqual(Array(6).fill(null));
  });

  it("refuses a region that is not ranked", () => {
    const result = scored({ one: [80, 60, 70, 90], two: [null, null, null, null] }, tree());
    expect(() => breakEvenWeights(result, 0, 1)).toThrow(RangeError);
  });
});

describe("consistency", () => {
  const { scheme, input } = scored(ROWS, tree());

  it("finds no reversal and no decline under fixed bounds", () => {
    expect(rankReversals(scheme, input)).toEqual([]);
    expect(declines(scheme, input, Object.keys(ROWS))).toEqual([]);
  });

  it("finds the reversal that min-max makes when an extreme region leaves", () => {
    // a: 0, 10, 100; b: 10, 7, 0. Min-max over all: one (0 + 100)/2 = 50, two (10 + 70)/2 = 40.
    // Without the third: one (0 + 100)/2 = 50, two (100 + 0)/2 = 50; with weights .6 and .4: 40 against 34, then 40 against 60.
    const minMax = { method: "min_max" as const };
    const root = node("root", 1, [
      { ...leaf("a", 0.6), norm: minMax },
      { ...leaf("b", 0.4), norm: minMax },
    ]);
    const result = scored({ one: [0, 10, 0, 0], two: [10, 7, 0, 0], three: [100, 0, 0, 0] }, root);
    expect(rankReversals(result.scheme, result.input)).toEqual([{ removed: "three", first: "one", second: "two" }]);
  });
});
