import { expect, test } from "vitest";
import { causesOf, median } from "./causes.ts";
import { compareEditions } from "./compare.ts";
import type { Release, Scores } from "./release.ts";
import { stepOf } from "./words.ts";

const nodes = [
  { path: "I", name: { zh: "指数", en: "Index" }, indicator: null, weight: 1 },
  { path: "I/a", name: { zh: "甲", en: "A" }, indicator: "a", weight: 0.5 },
  { path: "I/b", name: { zh: "乙", en: "B" }, indicator: "b", weight: 0.5 },
];
const scoresOf = (rows: [number, number, number, number, number][]): Scores => ({
  stamps: [],
  nodes,
  items: rows.map(([regionId, a, b, va, vb]) => ({
    regionId,
    score: [a + b, a * 2, b * 2],
    contribution: [a + b, a, b],
    pointsLost: [100 - a - b, 50 - a, 50 - b],
    value: [null, va, vb],
  })),
});
const releaseOf = (rows: [number, string, number, number | null, number][]) =>
  ({
    items: rows.map(([regionId, name, score, rank, quartile]) => ({
      regionId,
      name,
      code: String(regionId),
      score,
      place: rank === null ? null : { rank, rankTo: rank, quartile, gapToBest: 0, gapToTopQuartile: 0 },
      standing: null,
    })),
  }) as unknown as Release;

test("the causes are the indicators that separate the top quarter most, in points", () => {
  // a: top 40, rest (30 + 20) / 2 = 25, difference 15. b: top 45, rest (40 + 44) / 2 = 42, difference 3.
  const scores = scoresOf([
    [1, 40, 45, 7, 9],
    [2, 30, 40, 5, 8],
    [3, 20, 44, 3, 6],
  ]);
  const { items } = releaseOf([
    [1, "甲县", 85, 1, 1],
    [2, "乙县", 70, 2, 2],
    [3, "丙县", 64, 3, 4],
  ]);
  const causes = causesOf(scores, items);
  expect(causes.map(({ path, top, rest }) => [path, top, rest])).toEqual([
    ["I/a", 40, 25],
    ["I/b", 45, 42],
  ]);
  expect(causes[0]).toMatchObject({ topValue: 7, restValue: 4, lost: (10 + 20 + 30) / 3, topFull: 0, restFull: 0 });
});

test("where the medians are alike, the share that lost nothing tells; a missing loss is not nothing", () => {
  const scores = scoresOf([
    [1, 50, 40, 0, 9],
    [2, 50, 40, 0, 9],
    [3, 50, 30, 0, 9],
    [4, 10, 30, 8, 9],
  ]);
  scores.items[2]!.pointsLost[1] = null;
  const { items } = releaseOf([
    [1, "甲县", 90, 1, 1],
    [2, "乙县", 90, 1, 1],
    [3, "丙县", 80, 3, 3],
    [4, "丁县", 40, 4, 4],
  ]);
  const [cause] = causesOf(scores, items);
  expect(cause).toMatchObject({ path: "I/a", topFull: 1, restFull: 0 });
});

test("the step between neighbours is the median of their distances, and silent where most are tied", () => {
  // Distances 1, 2, 3, 4: the median is 2.5.
  expect(stepOf([90, 89, 87, 84, 80])).toBe(2.5);
  expect(stepOf([90, 90, 90, 90, 80, 80])).toBeNull();
  expect(stepOf([90, 80])).toBeNull();
});

test("the median of an even number is the mean of the two in the middle; nothing has none", () => {
  expect(median([4, null, 1, 3, 2])).toBe(2.5);
  expect(median([null])).toBeNull();
});

test("compares every region of two editions, the moved ones first, with the leaves that moved them", () => {
  const before = {
    release: releaseOf([
      [1, "甲县", 70, 1, 1],
      [2, "乙县", 69, 2, 2],
      [3, "丙县", 60, 3, 4],
      [4, "丁县", 50, null, 4],
    ]),
    scores: scoresOf([
      [1, 30, 40, 5, 5],
      [2, 29, 40, 4, 5],
      [3, 20, 40, 3, 5],
      [4, 10, 40, 2, 5],
    ]),
  };
  const after = {
    release: releaseOf([
      [2, "乙县", 73, 1, 1],
      [1, "甲县", 70, 2, 2],
      [3, "丙县", 60, 3, 3],
      [4, "丁县", 52, 4, 4],
    ]),
    scores: scoresOf([
      [1, 30, 40, 5, 5],
      [2, 31, 42, 4.5, 6],
      [3, 20, 40, 3, 5],
      [4, 12, 40, 2.5, 5],
    ]),
  };
  const changes = compareEditions(before, after);
  expect(changes.map(({ name, places, score }) => [name, places, score])).toEqual([
    ["丁县", null, 2],
    ["乙县", 1, 4],
    ["甲县", -1, 0],
    ["丙县", 0, 0],
  ]);
  expect(changes[1]!.causes).toEqual([
    { path: "I/a", points: 2, before: 4, after: 4.5 },
    { path: "I/b", points: 2, before: 5, after: 6 },
  ]);
  // Moved by others alone.
  expect(changes[2]!.causes).toEqual([]);
});

test("a move inside the new interval, or inside a band, is none that can be told", () => {
  const scores = scoresOf([]);
  const at = (rank: number | null, standing: object | null) => {
    const release = releaseOf([[1, "甲县", 70, rank, 1]]);
    return { release: { ...release, items: [{ ...release.items[0]!, standing }] } as unknown as Release, scores };
  };
  const steady = (before: ReturnType<typeof at>, after: ReturnType<typeof at>) =>
    compareEditions(before, after)[0]!.steady;
  expect(steady(at(12, null), at(9, { from: 8, to: 17, band: 2 }))).toBe(true);
  expect(steady(at(18, null), at(9, { from: 8, to: 17, band: 2 }))).toBe(false);
  // Made before there were intervals: it cannot be told.
  expect(steady(at(12, null), at(9, null))).toBeNull();
  expect(steady(at(null, { band: 2 }), at(null, { band: 2 }))).toBe(true);
  expect(steady(at(null, { band: 1 }), at(null, { band: 2 }))).toBe(false);
});
