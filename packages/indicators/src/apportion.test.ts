import fc from "fast-check";
import { expect, test } from "vitest";
import { apportion } from "./apportion.ts";
import { addDecimals, compareDecimals } from "./decimal.ts";

test("a bill of 1,000 over 3 : 2 : 2 is 428.57…, 285.71…, 285.71…: the last unit goes to the largest remainder", () => {
  // 1000 / 7 = 142.857; times 3 = 428 rest 4/7, times 2 = 285 rest 5/7: of the 2 left each rest of 5/7 gets one.
  expect(apportion("1000", ["3", "2", "2"])).toEqual(["428", "286", "286"]);
  // 100.01 over equal weights: 33.33 rest 2/3 each; two hundredths are left, for the first two.
  expect(apportion("100.01", ["1", "1", "1"])).toEqual(["33.34", "33.34", "33.33"]);
});

test("more decimals may be asked for than the amount has", () => {
  expect(apportion("100", ["1", "2"], 2)).toEqual(["33.33", "66.67"]);
});

test("nothing is split into nothing, and a weight of nothing is no weight", () => {
  expect(apportion("0", ["1", "2"])).toEqual(["0", "0"]);
  expect(() => apportion("10", ["1", "0"])).toThrow(RangeError);
  expect(() => apportion("-1", ["1"])).toThrow(RangeError);
  expect(() => apportion("1", [])).toThrow(RangeError);
});

test("the parts always add up to the amount exactly, and none is further than one last digit from its exact share", () => {
  const number = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 99 }));
  const weight = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(number, fc.array(weight, { minLength: 1, maxLength: 12 }), ([whole, cents], weights) => {
      const amount = `${whole}.${String(cents).padStart(2, "0")}`;
      const parts = apportion(amount, weights.map(String), 2);
      expect(compareDecimals(addDecimals(parts), amount)).toBe(0);
      const all = weights.reduce((sum, one) => sum + one, 0);
      parts.forEach((part, at) => {
        const exact = (Number(amount) * weights[at]!) / all;
        expect(Math.abs(Number(part) - exact)).toBeLessThan(0.01 + 1e-6 * exact);
      });
    }),
  );
});
