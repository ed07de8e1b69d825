import type { Catalogue, Scheme } from "@duibiao/indicators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commonPlaces, farApart, type Opened } from "./compare-leaves.ts";
import { worldCatalogue } from "./testing-catalogue.ts";
import { makeWorld, type Figures, type World } from "./testing-world.ts";

/**
 * By hand. Points of a1 a2 b1 b2 d: per head 50 80 80 0 100, files in order 80 50 50 100 90.
 *   W1 = 0.6 per head + 0.4 files:  62 68 68 40 96, mean 66.8, places 4 2 2 5 1
 *   W4 = 0.2 per head + 0.8 files:  74 56 56 80 92, mean 71.6, places 3 4 4 2 1
 *   W2 = 0.45 per head + 0.15 of nobody's + 0.4 files: 54.5 56 56 40 81
 */
const figures: Record<string, Figures> = {
  a1: { w_energy: "150", w_people: "10", w_files: "80", w_files_all: "100" },
  a2: { w_energy: "120", w_people: "10", w_files: "50", w_files_all: "100" },
  b1: { w_energy: "240", w_people: "20", w_files: "25", w_files_all: "50" },
  b2: { w_energy: "220", w_people: "10", w_files: "100", w_files_all: "100" },
  d: { w_energy: "100", w_people: "10", w_files: "9", w_files_all: "10" },
};

/** W1 with other weights, and W1 with another norm of its first leaf. */
const more = (key: string, change: (scheme: Scheme) => void): Scheme => {
  const scheme = structuredClone(worldCatalogue.schemes[0]!);
  scheme.key = key;
  change(scheme);
  return scheme;
};
const document: Catalogue = {
  ...worldCatalogue,
  version: "2",
  schemes: [
    ...worldCatalogue.schemes,
    more("W4", ({ root }) => {
      root.children![0]!.weight = 0.2;
      root.children![1]!.weight = 0.8;
    }),
    more("W5", ({ root }) => {
      root.children![0]!.children![0]!.norm = { method: "goalposts", lo: 30, hi: 10 };
    }),
  ],
};

let w: World;
const id: Record<string, number> = {};

beforeAll(async () => {
  w = await makeWorld();
  const quarter = await w.collect("W_Q", "2025Q1");
  for (const [who, values] of Object.entries(figures)) await w.report(quarter, who, values);
  await w.t.settle();
  const published = await w.t.as("ana").post("/catalogues", { owner: w.region["P"], document });
  const run = async (scheme: string, tier: string) => {
    const { body } = await w.t.as("ana").post("/evaluations", {
      owner: w.region["P"],
      catalogue: published.body.catalogue.id,
      scheme,
      period: w.period["2025Q1"],
      tier,
    });
    return body.id as number;
  };
  for (const scheme of ["W1", "W2", "W4", "W5"]) id[scheme] = await run(scheme, "county");
  id["city"] = await run("W1", "city");
  await w.t.person("leaderA", "leader", { region: w.region["A"]! });
});
afterAll(() => w.t.close());

const compare = (query: string, who = "ana") => w.t.as(who).get(`/comparisons?${query}`);
const pairOf = async (a: string, b: string, extra = "") =>
  (await compare(`evaluations=${id[a]},${id[b]}&a=${id[a]}&b=${id[b]}${extra}`)).body;

describe("a comparison of schemes", () => {
  it("shows score and place of every region in each, and how the rankings correlate", async () => {
    const { status, body } = await compare(`evaluations=${id["W1"]},${id["W4"]}`);
    expect(status).toBe(200);
    expect(body.schemes.map((s: any) => [s.scheme, s.nRanked])).toEqual([
      ["W1", 5],
      ["W4", 5],
    ]);
    const places = body.regions.map((r: any) => [r.name, ...r.results.map((x: any) => x.place.rank)]);
    expect(places).toEqual([
      ["演示a1", 4, 3],
      ["演示a2", 2, 4],
      ["演示b1", 2, 4],
      ["演示b2", 5, 2],
      ["演示d", 1, 1],
    ]);
    // Of ten pairs a2 b1 is tied in both, four agree, five do not: -1 / 9. Mid-ranks -1 .5 .5 -2 2 and 0 -1.5 -1.5 1 2
    // off the mean: 0.5 / 9.5.
    expect(body.pairs).toHaveLength(1);
    expect(body.pairs[0]).toMatchObject({ n: 5, far: [] });
    expect(body.pairs[0].kendall).toBeCloseTo(-1 / 9, 12);
    expect(body.pairs[0].spearman).toBeCloseTo(0.5 / 9.5, 12);
    expect(body.pair).toBeNull();
  });

  it("traces a difference to the leaves whose weights differ, and they add up to it", async () => {
    const { pair } = await pairOf("W1", "W4");
    const [b2] = pair.regions;
    // b2 is three places apart, the most. Above the mean: 40 - 66.8 and 80 - 71.6.
    expect([b2.rankA, b2.rankB]).toEqual([5, 2]);
    expect(b2.aboveA).toBeCloseTo(-26.8, 9);
    expect(b2.aboveB).toBeCloseTo(8.4, 9);
    // Per head: (0 - 37.2) - (0 - 12.4); files: (40 - 29.6) - (80 - 59.2).
    expect(b2.leaves.map((leaf: any) => [leaf.indicator, leaf.kind])).toEqual([
      ["per_head", "weight"],
      ["file_rate", "weight"],
    ]);
    expect(b2.leaves[0].difference).toBeCloseTo(-24.8, 9);
    expect(b2.leaves[1].difference).toBeCloseTo(-10.4, 9);
    expect([b2.leaves[0].weightA, b2.leaves[0].weightB]).toEqual([0.6, 0.2]);
    expect(b2.byKind.weight).toBeCloseTo(-35.2, 9);
    for (const region of pair.regions) {
      const sum = region.leaves.reduce((total: number, leaf: any) => total + leaf.difference, 0);
      expect(sum).toBeCloseTo(region.difference, 9);
    }
  });

  it("tells a leaf of one scheme only, one counted on another basis, and one counted alike", async () => {
    const kinds = (body: any) =>
      Object.fromEntries(body.pair.regions[0].leaves.map((leaf: any) => [leaf.indicator, leaf.kind]));
    expect(kinds(await pairOf("W1", "W2"))).toEqual({ per_head: "weight", accident_rate: "only", file_rate: "same" });
    const other = await pairOf("W1", "W5");
    expect(kinds(other)).toEqual({ per_head: "basis", file_rate: "same" });
    // d: 10 kWh is 100 points by both norms, means 62 and (75 + 90 + 90 + 40 + 100) / 5 = 79: 0.6 x (38 - 21).
    const d = other.pair.regions.find((region: any) => region.regionId === w.region["d"]);
    expect(d.byKind.basis).toBeCloseTo(0.6 * (38 - 21), 9);
    expect(d.byKind.same).toBeCloseTo(0, 9);
  });

  it("carries the stamp of a trial when one of the schemes is one", async () => {
    expect((await pairOf("W1", "W4")).stamps).toEqual([]);
    expect((await pairOf("W1", "W2")).stamps.map((stamp: any) => stamp.en)).toEqual([
      "Trial calculation, not a basis for assessment",
    ]);
  });

  it("refuses what is of another tier, one alone, and a pair that was not chosen", async () => {
    for (const query of [
      `evaluations=${id["W1"]},${id["city"]}`,
      `evaluations=${id["W1"]},${id["W1"]}`,
      `evaluations=${id["W1"]}`,
      `evaluations=${id["W1"]},${id["W4"]}&a=${id["W1"]}`,
      `evaluations=${id["W1"]},${id["W4"]}&a=${id["W1"]}&b=${id["W2"]}`,
    ])
      expect((await compare(query)).status, query).toBe(400);
    expect((await compare(`evaluations=${id["W1"]},999999`)).status).toBe(404);
    expect((await compare(`evaluations=${id["W1"]},${id["W4"]}`, "leaderA")).status).toBe(403);
  });
});

it("names regions more than ten places apart, exactly ten is not", () => {
  // Twelve regions in one order and in the other: the ends are eleven places apart, the next ones nine.
  const evaluation = (scores: number[]) =>
    ({
      inputs: { regions: scores.map((_, at) => ({ id: at + 1 })) },
      results: { regions: scores.map((score) => ({ score, place: {} })) },
    }) as unknown as Opened;
  const rising = Array.from({ length: 12 }, (_, at) => at);
  expect(farApart(commonPlaces(evaluation(rising), evaluation(rising.toReversed())))).toEqual([1, 12]);
  // Eleven regions: the ends are ten places apart.
  const eleven = rising.slice(1);
  expect(farApart(commonPlaces(evaluation(eleven), evaluation(eleven.toReversed())))).toEqual([]);
});
