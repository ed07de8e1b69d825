import { expect, test } from "vitest";
import type { Leaf, Result } from "@duibiao/screens/result";
import { mostImproved, standardOf, standsOf, strongAndWeak, type Peer } from "./strengths.ts";

const leaf = (key: string) => ({
  path: `I/D/${key}`,
  leaf: { indicator: key, norm: { method: "goalposts", lo: 0, hi: 100 } },
  children: [],
});
const indicator = (key: string, direction: string, value: number | null, complete = true) => ({
  key,
  direction,
  cell: { value, complete },
});
const peer = (key: string, q1: number, median: number, q3: number, peerGroup = "县") =>
  ({ indicator: key, peerGroup, q1, median, q3, n: 9 }) as unknown as Peer;
const result = {
  region: { peerGroup: "县" },
  tree: {
    path: "I",
    children: [
      { path: "I/D", leaf: null, children: [leaf("cost"), leaf("rate"), leaf("flat"), leaf("gone"), leaf("part")] },
    ],
    leaf: null,
  },
  indicators: [
    indicator("cost", "lower", 10),
    indicator("rate", "higher", 70),
    indicator("flat", "higher", 5),
    indicator("gone", "higher", null),
    indicator("part", "higher", 99, false),
  ],
} as unknown as Result;

test("strengths and weaknesses are measured in widths of the peers' middle half, in the good direction", () => {
  const stands = standsOf(result, [
    // (14 - 10) / (16 - 12) = 1 better; (70 - 80) / (90 - 70) = -0.5.
    peer("cost", 12, 14, 16),
    peer("rate", 70, 80, 90),
    peer("flat", 4, 4, 4),
    peer("gone", 1, 2, 3),
    peer("part", 1, 2, 3),
    peer("cost", 1, 1, 2, "市辖区"),
  ]);
  expect(stands.map(({ better }) => better)).toEqual([1, -0.5, null, null, null]);
  const { strong, weak } = strongAndWeak(stands);
  expect([strong, weak].map((list) => list.map(({ indicator: { key } }) => key))).toEqual([["cost"], ["rate"]]);
});

test("the standard is what earns full points; peers set none", () => {
  expect(standardOf(leaf("a") as unknown as Leaf)).toEqual({ lo: 100, hi: 100 });
  expect(standardOf({ leaf: { norm: { method: "peer_percentile" } } } as unknown as Leaf)).toBeNull();
});

test("improved most: in the good direction, complete in both periods, never oneself", () => {
  const row = (regionId: number, value: number | null, placed = true) =>
    ({ regionId, name: `r${regionId}`, value, place: placed ? { rank: 1 } : null }) as never;
  const before = [row(1, 20), row(2, 20), row(3, 20), row(4, 20, false), row(5, 20)];
  const after = [row(1, 10), row(2, 15), row(3, 21), row(4, 1), row(5, 12), row(6, 1)];
  expect(mostImproved(before, after, "lower", 1).map(({ regionId }) => regionId)).toEqual([5, 2]);
});
