import fc from "fast-check";
import { expect, it } from "vitest";
import { addDecimals, canonicalDecimal, compareDecimals, decimalPlaces, subtractDecimals } from "./decimal.ts";

it.each([
  ["007.500", "7.5"],
  ["-0", "0"],
  ["-0.00", "0"],
  ["+3", "3"],
  [".5", "0.5"],
  ["5.", "5"],
  ["100", "100"],
  ["-12.340", "-12.34"],
])("writes %s as %s", (text, canonical) => {
  expect(canonicalDecimal(text)).toBe(canonical);
});

it.each(["", ".", "-", "1e5", "1,000", "0x10", "1/3", "NaN", "Infinity", " 1", "1 ", "1.2.3", "\uff11\uff12"])(
  "refuses %j",
  (text) => {
    expect(canonicalDecimal(text)).toBeNull();
    expect(() => addDecimals([text])).toThrow(RangeError);
  },
);

it("adds and subtracts exactly", () => {
  // By hand; binary64 gives 0.30000000000000004 and 1e+21.
  expect(addDecimals(["0.1", "0.2"])).toBe("0.3");
  expect(addDecimals(["999999999999999999999", "1"])).toBe("1000000000000000000000");
  expect(addDecimals(["-1.5", "1.50"])).toBe("0");
  expect(addDecimals([])).toBe("0");
  expect(subtractDecimals("0.05", "0.1")).toBe("-0.05");
});

it("orders by size, not by text", () => {
  expect(compareDecimals("9", "10")).toBe(-1);
  expect(compareDecimals("-1", "-2")).toBe(1);
  expect(compareDecimals("1.50", "1.5")).toBe(0);
});

it("counts the decimals a number really has", () => {
  expect(decimalPlaces("1.50")).toBe(1);
  expect(decimalPlaces("3.000")).toBe(0);
});

it("agrees with integers scaled by hand", () => {
  const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const text = (value: bigint) => {
    const size = (value < 0n ? -value : value).toString().padStart(3, "0");
    return `${value < 0n ? "-" : ""}${size.slice(0, -2)}.${size.slice(-2)}`;
  };
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      expect(addDecimals([text(a), text(b)])).toBe(canonicalDecimal(text(a + b)));
      expect(subtractDecimals(text(a), text(b))).toBe(canonicalDecimal(text(a - b)));
    }),
  );
});
