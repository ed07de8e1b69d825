import fc from "fast-check";
import { expect, it } from "vitest";
import { byCode } from "./by-code.ts";

it("takes numbers in a code by their value, whether filled up with zeros or not", () => {
  const codes = ["U10", "U2", "U1", "U-2", "U02", "U1-10", "U1-9", "990100", "99010", "U", ""];
  const order = ["", "99010", "990100", "U", "U1", "U1-9", "U1-10", "U02", "U2", "U10", "U-2"];
  expect(codes.toSorted(byCode)).toEqual(order);
});

it("is an order: total, and equal only of what is equal", () => {
  const code = fc.string({ unit: fc.constantFrom("0", "1", "2", "9", "U", "-", "市") });
  fc.assert(
    fc.property(code, code, code, (a, b, c) => {
      expect(Math.sign(byCode(a, b))).toBe(0 - Math.sign(byCode(b, a)));
      expect(byCode(a, b) === 0).toBe(a === b);
      if (byCode(a, b) <= 0 && byCode(b, c) <= 0) expect(byCode(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
