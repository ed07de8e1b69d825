import { expect, test } from "vitest";
import { commonDecimals, showDue, showNumber } from "./format.ts";

test("a number is read with as many decimals as its size deserves, and zero is plain", () => {
  expect([0, 0.5, 0.12345, -0.00001, 1.18231, 54.9415, 100, 12657.91].map((value) => showNumber(value))).toEqual([
    "0",
    "0.5",
    "0.1235",
    "0",
    "1.18",
    "54.94",
    "100.00",
    "12,658",
  ]);
});

test("decimals that the catalogue states are kept", () => {
  expect([showNumber(2.5, 1), showNumber(0, 2), showNumber(1234.5, 2)]).toEqual(["2.5", "0.00", "1,234.50"]);
});

test("numbers of one column read alike, by the largest of them", () => {
  expect([commonDecimals([0.0282, 1.17, null]), commonDecimals([80, -1500]), commonDecimals([0.25, 0])]).toEqual([
    2, 0, 4,
  ]);
  expect(commonDecimals([null])).toBe(4);
});

test("24:00 of a day is shown as that day's", () => {
  expect(showDue("2026-10-15T16:00:00Z", "zh")).toBe("2026/10/15 24:00");
  expect(showDue("2026-10-15T10:00:00Z", "zh")).toBe("2026/10/15 18:00");
});
