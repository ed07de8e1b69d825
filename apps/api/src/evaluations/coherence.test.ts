import type { Catalogue } from "@duibiao/indicators";
import { afterAll, beforeAll, expect, test } from "vitest";
import { worldCatalogue } from "./testing-catalogue.ts";
import { makeWorld, type Figures, type World } from "./testing-world.ts";

/**
 * By hand. Points of a1 a2 b1 b2 d: per head 50 80 80 0 100, files 80 50 50 100 90 (as in the comparison's test).
 *   deviations from the means 62 and 74: -12 18 18 -62 38 and 6 -24 -24 26 16
 *   products: -72 - 432 - 432 - 1612 + 608 = -1940; squares 144 + 324 + 324 + 3844 + 1444 = 6080, 36 + 576 + 576 + 676 + 256 = 2120
 *   r = -1940 / sqrt(6080 x 2120) = -0.540359
 *   alpha of the two, points as they are: 2 (1 - (6080 + 2120) / (6080 + 2120 - 2 x 1940)) = 2 (1 - 8200 / 4320) = -1.796296
 */
const figures: Record<string, Figures> = {
  a1: { w_energy: "150", w_people: "10", w_files: "80", w_files_all: "100" },
  a2: { w_energy: "120", w_people: "10", w_files: "50", w_files_all: "100" },
  b1: { w_energy: "240", w_people: "20", w_files: "25", w_files_all: "50" },
  b2: { w_energy: "220", w_people: "10", w_files: "100", w_files_all: "100" },
  d: { w_energy: "100", w_people: "10", w_files: "9", w_files_all: "10" },
};

let w: World;
const id: Record<string, number> = {};

beforeAll(async () => {
  w = await makeWorld();
  const quarter = await w.collect("W_Q", "2025Q1");
  for (const [who, values] of Object.entries(figures)) await w.report(quarter, who, values);
  await w.t.settle();
  const graded = worldCatalogue.indicators.map((indicator) => ({
    ...indicator,
    evidenceGrade: indicator.key === "file_rate" ? ("self" as const) : ("system" as const),
  }));
  for (const [name, document] of [
    ["plain", { ...worldCatalogue, version: "2" }],
    ["graded", { ...worldCatalogue, version: "3", indicators: graded }],
  ] as [string, Catalogue][]) {
    const published = await w.t.as("ana").post("/catalogues", { owner: w.region["P"], document });
    const { body } = await w.t.as("ana").post("/evaluations", {
      owner: w.region["P"],
      catalogue: published.body.catalogue.id,
      scheme: "W1",
      period: w.period["2025Q1"],
      tier: "county",
    });
    id[name] = body.id;
  }
  await w.t.person("leaderA", "leader", { region: w.region["A"]! });
});
afterAll(() => w.t.close());

const get = (path: string, who = "ana") => w.t.as(who).get(`/evaluations/${path}`);

test("the scored matrix holds points, statuses, weights and places, and no raw figure", async () => {
  const { status, body } = await get(`${id["plain"]}/scoring-input`);
  expect(status).toBe(200);
  expect(body.regions.map((r: any) => [r.name.replace("演示", ""), r.rank])).toEqual([
    ["a1", 4],
    ["a2", 2],
    ["b1", 2],
    ["b2", 5],
    ["d", 1],
  ]);
  expect(body.nodes.map((n: any) => [n.key, n.parent, n.weight, n.indicator, n.method])).toEqual([
    ["W1", -1, 1, null, "arithmetic"],
    ["D1", 0, 0.6, null, "arithmetic"],
    ["L_per_head", 1, 1, "per_head", null],
    ["D2", 0, 0.4, null, "arithmetic"],
    ["L_file_rate", 3, 1, "file_rate", null],
  ]);
  expect(body.nodes[2].score).toEqual([50, 80, 80, 0, 100]);
  expect(body.nodes[4].score).toEqual([80, 50, 50, 100, 90]);
  expect(body.nodes[1].score).toBeNull();
  expect(JSON.stringify(body)).not.toContain("240");
});

test("the audit says how the dimensions go together, in both languages and with their place", async () => {
  const { status, body } = await get(`${id["plain"]}/coherence`);
  expect(status).toBe(200);
  const [root] = body.nodes;
  expect(root.children).toEqual(["D1", "D2"]);
  expect(root.correlations[0].r).toBeCloseTo(-1940 / Math.sqrt(6080 * 2120), 12);
  expect(root.alpha).toBeCloseTo(2 * (1 - 8200 / 4320), 12);
  expect(root.units).toBe(5);
  const negative = body.findings.find((finding: any) => finding.code === "negative_correlation");
  expect(negative).toMatchObject({
    path: "W1",
    zh: expect.stringContaining("-0.54"),
    en: expect.stringContaining("D1"),
  });
  expect(body.importance.map((leaf: any) => [leaf.indicator, leaf.nominal])).toEqual([
    ["per_head", 0.6],
    ["file_rate", 0.4],
  ]);
  // Full points have one of five in the first leaf (d) and one of five in the second (b2); none, b2 in the first.
  expect(body.importance.map((leaf: any) => [leaf.atBest, leaf.atWorst])).toEqual([
    [0.2, 0.2],
    [0.2, 0],
  ]);
  // Bounds are stated: nobody stretches them.
  expect(body.leverage).toEqual([]);
});

test("the share of weight that is the reporter's word is told only where the catalogue grades evidence", async () => {
  expect((await get(`${id["plain"]}/coherence`)).body.selfReported).toBeNull();
  const { body } = await get(`${id["graded"]}/coherence`);
  expect(body.selfReported).toBeCloseTo(0.4, 12);
  expect(body.importance.map((leaf: any) => leaf.evidence)).toEqual(["system", "self"]);
});

test("the same scores have the same sensitivity every time, with errors", async () => {
  const [one, two] = [await get(`${id["plain"]}/coherence`), await get(`${id["graded"]}/coherence`)];
  expect(one.body.sensitivity).toEqual(two.body.sensitivity);
  const { indices, evaluations } = one.body.sensitivity;
  // 128 rows of two samples and of one mixed for each of two factors.
  expect(evaluations).toBe(128 * 4);
  expect(indices.map((index: any) => index.name)).toEqual(["weights", "aggregation"]);
  // Only a weight of D1 below one half changes a place: 50 and 80 points of a1 against 80 and 50 of a2 and b1. That line is
  // the same for geometric means (50^w 80^(1-w) = 80^w 50^(1-w)), so that all depends on the weights.
  expect(indices[0].total).toBeGreaterThan(0.9);
  expect(indices[0].totalError).toBeGreaterThan(0);
  expect(indices[1]).toMatchObject({ first: 0, total: 0, doubtful: false });
});

test("neither a city's leader nor a clerk reads them", async () => {
  for (const part of ["scoring-input", "coherence"]) {
    expect((await get(`${id["plain"]}/${part}`, "leaderA")).status).toBe(403);
    expect((await get("999999/" + part)).status).toBe(404);
  }
});
