import { expect, test } from "vitest";
import { segments } from "./segments.ts";

test("a line stops at a missing value and goes on behind it", () => {
  expect(segments([1, 2, null, 3])).toEqual([[0, 1], [3]]);
});

test("a line stops at a break though both sides have values", () => {
  expect(segments([1, 2, 3, 4], new Set([2]))).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("zero is a value, not a gap", () => {
  expect(segments([0, 0])).toEqual([[0, 1]]);
});

test("breaks at the first value and at a missing one make no empty runs", () => {
  expect(segments([null, 1, null], new Set([1, 2]))).toEqual([[1]]);
  expect(segments([null, null])).toEqual([]);
});
