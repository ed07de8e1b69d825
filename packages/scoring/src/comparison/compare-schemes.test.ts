import { describe, expect, it } from "vitest";
import { leaf, node, scored } from "../uncertainty/testing.ts";
import { compareSchemes } from "./compare-schemes.ts";

/** Twelve regions: a rises as b falls, so that a scheme of a and a scheme of b turn the order round. */
const ROWS = Object.fromEntries(
  Array.from({ length: 12 }, (_, i) => [`r${String(i).padStart(2, "0")}`, [5 * i, 60 - 5 * i, 50, 50]]),
);
const one = scored(ROWS, node("root", 1, [leaf("a", 0.75), leaf("b", 0.25)]));
const other = scored(ROWS, node("root", 1, [leaf("b", 0.75), leaf("c", 0.25)]));

describe("two schemes compared", () => {
  it("names who moves by more than ten places and which indicators move them, adding up", () => {
    const { distance, shifts } = compareSchemes(one, other);
    expect(distance).toMatchObject({ units: 12, spearman: -1, largestShift: 11 });
    expect(shifts.map(({ id, a, b }) => [id, a, b])).toEqual([
      ["r00", 12, 1],
      ["r11", 1, 12],
    ]);
    // r00 in one: a 0.75 (0 - 27.5) = -20.625, b 0.25 (60 - 32.5) = +6.875; in other b 0.75 x 27.5 = +20.625, c 0.
    const first = shifts[0]!;
    expect(first.causes.map(({ indicator }) => indicator)).toEqual(["a", "b", "c"]);
    first.causes.forEach(({ effect }, at) => expect(effect).toBeCloseTo([20.625, 13.75, 0][at]!, 10));
    expect(first.lead).toBeCloseTo(34.375, 10);
  });

  it("finds nothing to explain between equal rankings, in any order of the regions", () => {
    const turned = scored(Object.fromEntries(Object.entries(ROWS).reverse()), one.scheme.root);
    expect(compareSchemes(one, turned)).toMatchObject({ shifts: [], distance: { spearman: 1, largestShift: 0 } });
  });

  it("adds up to the change of the lead under a geometric node, too", () => {
    const geometric = scored(ROWS, node("root", 1, [leaf("a", 0.4), leaf("b", 0.6)], { method: "geometric" }));
    const { shifts } = compareSchemes(one, geometric, 2);
    expect(shifts.length).toBeGreaterThan(0);
    const lead = (result: typeof one, id: string) => {
      const totals = result.regions.map(({ score }) => score!);
      const mean = totals.reduce((sum, x) => sum + x, 0) / totals.length;
      return result.regions.find((own) => own.id === id)!.score! - mean;
    };
    for (const { id, lead: own } of shifts) expect(own).toBeCloseTo(lead(geometric, id) - lead(one, id), 9);
  });
});
