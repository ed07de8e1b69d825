import { expect, test } from "vitest";
import { segmentsBetween } from "../wal.ts";

const MB = 1024 * 1024;

// Names worked out by hand from "WAL Internals": with 16 MB segments, LSN 0/1000000 is the first byte of segment 1.
test("a range within one segment names that segment", () => {
  expect(segmentsBetween("000000010000000000000002", "0/2000028", "0/2000130", 16 * MB)).toEqual([
    "000000010000000000000002",
  ]);
});

test("a range that ends exactly where a segment ends does not name the next one", () => {
  expect(segmentsBetween("000000010000000000000002", "0/2000028", "0/3000000", 16 * MB)).toEqual([
    "000000010000000000000002",
  ]);
});

test("the lower half of the name runs over at 4 GB: FF for 16 MB segments, 3FF for 4 MB segments", () => {
  expect(segmentsBetween("0000000300000000000000FF", "0/FF000028", "1/1000010", 16 * MB)).toEqual([
    "0000000300000000000000FF",
    "000000030000000100000000",
    "000000030000000100000001",
  ]);
  expect(segmentsBetween("0000000100000000000003FF", "0/FFC00028", "1/10", 4 * MB)).toEqual([
    "0000000100000000000003FF",
    "000000010000000100000000",
  ]);
});
