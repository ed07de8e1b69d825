import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";

describe("quantile", () => {
  it("gives the quartiles that R prints for quantile(1:10)", () => {
    // h = 9 p: p 0.25 -> 2.25 -> 3 + 0.25 (4 - 3); p 0.5 -> 4.5; p 0.75 -> 6.75.
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(quantile(x, 0)).toBe(1);
    expect(quantile(x, 0.25)).toBe(3.25);
    expect(quantile(x, 0.5)).toBe(5.5);
    expect(quantile(x, 0.75)).toBe(7.75);
    expect(quantile(x, 1)).toBe(10);
  });

  it("interpolates at the 5th and 95th percent by hand calculation", () => {
    // n = 8: h = 7 * 0.05 = 0.35 -> 10 + 0.35 * 10; h = 7 * 0.95 = 6.65 -> 70 + 0.65 * 10.
    const x = [10, 20, 30, 40, 50, 60, 70, 80];
    expect(quantile(x, 0.05)).toBeCloseTo(13.5, 12);
    expect(quantile(x, 0.95)).toBeCloseTo(76.5, 12);
  });

  it("reads only the stretch it is given", () => {
    expect(quantile([99, 1, 2, 3, 99], 0.5, 1, 3)).toBe(2);
  });

  it("gives the single value of a single value, and equal values back unchanged", () => {
    expect(quantile([4.2], 0.37)).toBe(4.2);
    expect(quantile([0.1, 0.1, 0.1], 0.3)).toBe(0.1);
  });

  it("stays finite between the two largest doubles of either sign", () => {
    const m = Number.MAX_VALUE;
    expect(quantile([-m, m], 0.5)).toBe(0);
  });

  it("refuses an empty sample and a share outside 0..1", () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1, 2], 1.5)).toThrow(RangeError);
    expect(() => quantile([1, 2], NaN)).toThrow(RangeError);
  });
});
