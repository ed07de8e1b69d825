import { expect, test } from "vitest";
import { openMatrix, type Matrix } from "./matrix.ts";

/**
 * Five regions, two dimensions of one leaf each, 0.6 and 0.4. Points 50 80 80 0 100 and 80 50 50 100 90.
 * Totals 62 68 68 40 96: places 4 2 2 5 1. With 0.2 and 0.8: 74 56 56 80 92, places 3 4 4 2 1.
 */
const node = (key: string, parent: number, weight: number, score: number[] | null): Matrix["nodes"][number] => ({
  key,
  path: key,
  name: { zh: key, en: key },
  parent,
  weight,
  indicator: score === null ? null : key,
  method: score === null ? "arithmetic" : null,
  exponent: null,
  penalty: null,
  missing: null,
  score,
  status: [0, 0, 0, 0, 0],
});
const matrix = {
  floor: null,
  regions: [4, 2, 2, 5, 1].map((rank, r) => ({
    regionId: r,
    code: `${r}`,
    name: `${r}`,
    peerGroup: "",
    score: 0,
    rank,
  })),
  nodes: [
    node("R", -1, 1, null),
    node("R/A", 0, 0.6, null),
    node("R/A/a", 1, 1, [50, 80, 80, 0, 100]),
    node("R/B", 0, 0.4, null),
    node("R/B/b", 3, 1, [80, 50, 50, 100, 90]),
  ],
} as unknown as Matrix;
const opened = openMatrix(matrix);
const trial = (a: number, method: "arithmetic" | "geometric" = "arithmetic") => ({
  weights: [1, a, 1, 1 - a, 1],
  method,
});

test("the scheme's own weights give the stored places", () => {
  const { ranks, changed, kendall } = opened.rank(trial(0.6));
  expect([...ranks]).toEqual([4, 2, 2, 5, 1]);
  expect([changed, kendall]).toEqual([0, 1]);
});

test("other weights give the places of a whole evaluation by them", () => {
  const { ranks, totals, changed, largest, topKept, top } = opened.rank(trial(0.2));
  expect([...ranks]).toEqual([3, 4, 4, 2, 1]);
  [74, 56, 56, 80, 92].forEach((total, r) => expect(totals[r]).toBeCloseTo(total, 10));
  // One up, two down by two, one up by three, the first stays.
  expect([changed, largest, topKept, top]).toEqual([4, 3, 5, 5]);
});

test("a geometric top node counts a 0 as the floor", () => {
  // 1^0.6 x 100^0.4 = 6.3096 and 50^0.6 x 80^0.4 = 60.3415
  const { totals } = opened.rank(trial(0.6, "geometric"));
  expect(totals[3]).toBeCloseTo(6.309573, 5);
  expect(totals[0]).toBeCloseTo(60.34176, 4);
});

test("without a leaf its dimension's weight goes to the other: who was held up falls", () => {
  const [a, b] = opened.remove(trial(0.6));
  // By b alone: 3 4 4 1 2. By a alone: 4 2 2 5 1, as now.
  expect([a!.node, ...a!.shifts]).toEqual([2, -1, 2, 2, -4, 1]);
  expect([b!.node, ...b!.shifts]).toEqual([4, 0, 0, 0, 0, 0]);
});

test("two regions draw level where 50 w + 80 (1 - w) = 80 w + 50 (1 - w): at one half", () => {
  const [a] = opened.breakEven(trial(0.6), 0, 1);
  expect(a!.path).toBe("R/A");
  expect(a!.breakEven).toBeCloseTo(0.5, 12);
});
