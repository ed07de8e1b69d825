import { afterAll, beforeAll, expect, it } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

let w: World;
let release: number;
beforeAll(async () => {
  w = await makeWorld();
  const quarter = await w.collect("W_Q", "2025Q1", { synthetic: true });
  // Energy per head 15, 12, 12, 22, 10.
  const figures = { a1: ["150", "10"], a2: ["120", "10"], b1: ["240", "20"], b2: ["220", "10"], d: ["100", "10"] };
  for (const [who, [energy, people]] of Object.entries(figures))
    await w.report(quarter, who, { w_energy: energy!, w_people: people!, w_files: "5", w_files_all: "10" });
  await w.t.settle();
  await w.t.person("cty", "reviewer", { region: w.region["a1"]! });
  const evaluation = await w.t.as("ana").post("/evaluations", {
    owner: w.region["P"],
    catalogue: w.catalogue,
    scheme: "W2",
    period: w.period["2025Q1"],
    tier: "county",
  });
  const draft = await w.t
    .as("ana")
    .post("/releases", { evaluation: evaluation.body.id, title: "演示", audience: "subtree" });
  release = draft.body.id;
});
afterAll(() => w.t.close());

const scores = async (who: string) => w.t.as(who).get(`/releases/${release}/scores`);

it("gives every node of every visible region its score, points and value", async () => {
  const { body } = await scores("ana");
  expect(body.stamps.map((stamp: any) => stamp.zh)).toEqual(["试算，不作考核依据", "演示数据"]);
  expect(body.items.map((item: any) => item.regionId)).toEqual(
    ["a1", "a2", "b1", "b2", "d"].map((key) => w.region[key]).toSorted((a, b) => a! - b!),
  );
  const at = body.nodes.findIndex((node: any) => node.indicator === "per_head");
  const a1 = body.items.find((item: any) => item.regionId === w.region["a1"]);
  // W2 as in releases.test.ts: per head 15 earns 50 of 100 at weight 0.6 x 0.75 = 0.45; the total is 42.5.
  expect(a1.score[0]).toBeCloseTo(42.5, 9);
  expect(a1.score[at]).toBeCloseTo(50, 9);
  expect(a1.contribution[at]).toBeCloseTo(22.5, 9);
  expect(a1.pointsLost[at]).toBeCloseTo(22.5, 9);
  expect(a1.value[at]).toBe(15);
});

it("shows an audience its part only, and a draft to nobody below", async () => {
  expect((await scores("cty")).status).toBe(404);
  await w.t.as("ana").post(`/releases/${release}/state`, { to: "consulting" });
  expect((await scores("cty")).body.items.map((item: any) => item.regionId)).toEqual([w.region["a1"]]);
  await w.t.person("sys", "system_admin", {});
  expect((await scores("sys")).status).toBe(403);
});
