import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type Figures, type World } from "./testing-world.ts";

/**
 * By hand, scheme W1 = 0.6 x per head (20 kWh = 0 points, 10 kWh = 100) + 0.4 x files in order (%):
 *   a1: 150/10 = 15 -> 50;  80/100 = 80 -> 62
 *   a2: 120/10 = 12 -> 80;  50/100 = 50 -> 68
 *   b1: 240/20 = 12 -> 80;  25/50  = 50 -> 68   (ties with a2)
 *   b2: 220/10 = 22 ->  0; 100/100 = 100 -> 40
 *   d : 100/10 = 10 -> 100;  9/10  = 90 -> 96
 * Cities, ratio of sums: A: 270/20 = 13.5 -> 65, 130/200 = 65 -> 65;  B: 460/30 = 15.33.. -> 46.66.., 125/150 = 83.33.. -> 61.33..
 */
const figures: Record<string, Figures> = {
  a1: { w_energy: "150", w_people: "10", w_files: "80", w_files_all: "100" },
  a2: { w_energy: "120", w_people: "10", w_files: "50", w_files_all: "100" },
  b1: { w_energy: "240", w_people: "20", w_files: "25", w_files_all: "50" },
  b2: { w_energy: "220", w_people: "10", w_files: "100", w_files_all: "100" },
  d: { w_energy: "100", w_people: "10", w_files: "9", w_files_all: "10" },
};

let w: World;
let quarter: number;

const run = (extra: Record<string, unknown> = {}) =>
  w.t.as("ana").post("/evaluations", {
    owner: w.region["P"],
    catalogue: w.catalogue,
    scheme: "W1",
    period: w.period["2025Q1"],
    tier: "county",
    ...extra,
  });
const byName = (body: any) => Object.fromEntries(body.items.map((item: any) => [item.name.replace("演示", ""), item]));

beforeAll(async () => {
  w = await makeWorld();
  quarter = await w.collect("W_Q", "2025Q1");
  for (const [who, values] of Object.entries(figures)) await w.report(quarter, who, values);
});
afterAll(() => w.t.close());

describe("an evaluation", () => {
  it("is refused while roll-ups are pending, naming the period", async () => {
    const refused = await run();
    expect(refused.status).toBe(409);
    expect(refused.body.pending).toEqual(["2025Q1"]);
    await w.t.settle();
  });

  it("scores and ranks every county as calculated by hand, ties sharing their places", async () => {
    const { status, body } = await run();
    expect(status).toBe(200);
    const items = byName(body);
    for (const [name, score] of [
      ["a1", 62],
      ["a2", 68],
      ["b1", 68],
      ["b2", 40],
      ["d", 96],
    ] as const)
      expect(items[name].score).toBeCloseTo(score, 9);
    expect(["d", "a2", "b1", "a1", "b2"].map((name) => [items[name].place.rank, items[name].place.rankTo])).toEqual([
      [1, 1],
      [2, 3],
      [2, 3],
      [4, 4],
      [5, 5],
    ]);
    expect(body).toMatchObject({
      nListed: 5,
      nRanked: 5,
      trial: false,
      synthetic: false,
      stamps: [],
      peerGroups: [{ name: "县", n: 5 }],
    });
  });

  it("divides sums for cities, never averages their counties", async () => {
    const items = byName((await run({ tier: "city" })).body);
    expect(items["A"].score).toBeCloseTo(65, 9);
    expect(items["B"].score).toBeCloseTo((0.6 * (100 * (20 - 460 / 30))) / 10 + 0.4 * (12500 / 150), 9);
  });

  it("stamps a scheme with proposal weights and no document number as trial, and gives an uncollected leaf nothing", async () => {
    const { body } = await run({ scheme: "W2" });
    expect(body.trial).toBe(true);
    expect(body.stamps[0].zh).toBe("试算，不作考核依据");
    // D1 of d: 0.75 x 100 + 0.25 x 0 = 75, coverage 0.75 >= 0.7; total 0.6 x 75 + 0.4 x 90 = 81.
    expect(byName(body)["d"].score).toBeCloseTo(81, 9);
    const { body: sheet } = await w.t
      .as("ana")
      .get(`/evaluations/${body.id}/sheet?region=${w.region["d"]}&indicator=accident_rate`);
    expect(sheet.leaves[0]).toMatchObject({ status: "uncollected", value: null, units: [] });
  });

  it("refuses current figures of origin 历史, and takes them as last year's", async () => {
    const history = await w.collect("W_Q", "2024Q1", { origin: "history" });
    for (const who of Object.keys(figures)) await w.report(history, who, { w_energy: "200" });
    await w.t.settle();
    const refused = await run({ period: w.period["2024Q1"] });
    expect(refused.status).toBe(422);
    expect(refused.body.zh).toContain("历史数据不计入考核");
    // Growth of a1: 150/200 - 1 = -25 % -> goalposts 50..-50 -> 75.
    const { body } = await run({ scheme: "W3" });
    expect(byName(body)["a1"].score).toBeCloseTo(75, 9);
    expect((await run({ scheme: "W3", period: w.period["2024Q1"] })).status).toBe(422);
  });

  it("takes explicit peer groups only when they hold every region exactly once", async () => {
    const ids = (...names: string[]) => names.map((name) => w.region[name]);
    const refused = await run({
      peerGroups: [
        { name: "甲", regions: ids("a1", "a2", "b1") },
        { name: "乙", regions: ids("b1", "b2") },
      ],
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ twice: ids("b1"), absent: ids("d") });
    const { body } = await run({
      peerGroups: [
        { name: "甲", regions: ids("a1", "a2", "d") },
        { name: "乙", regions: ids("b1", "b2") },
      ],
    });
    expect(body.peerGroups).toEqual([
      { name: "甲", n: 3 },
      { name: "乙", n: 2 },
    ]);
  });

  it("is refused at the lenses below the city's while a city has neither reviewed nor opened its figures", async () => {
    const [a1, A] = [w.region["a1"], w.region["A"]!];
    await w.t.person("lead-A", "leader", { region: A });
    await w.t.owner.query("update submissions set city_rev = null, province_rev = null where region_id = $1", [a1]);
    for (const lens of ["submitted", "county"]) {
      const refused = await run({ lens });
      expect(refused.status).toBe(422);
      expect(refused.body.zh).toContain("市级尚未审核");
      expect(refused.body.zh).toContain("a1");
      expect(refused.body.unreviewed).toEqual([a1]);
      // A city's sum holds its county.
      expect((await run({ lens, tier: "city" })).body.unreviewed).toEqual([A]);
    }
    expect((await run({ lens: "city" })).status).toBe(200);
    const opened = await w.t.as("lead-A").post(`/collections/${quarter}/openings`, { city: A, reason: "先行测算" });
    expect(opened.status).toBe(200);
    expect(byName((await run({ lens: "submitted" })).body)["a1"].score).toBeCloseTo(62, 9);
    await w.t.owner.query("update submissions set city_rev = 1, province_rev = 1 where region_id = $1", [a1]);
  });

  it("is run by the province's analyst only, and read by nobody outside its owner", async () => {
    await w.t.person("bea", "analyst", { region: w.region["A"]! });
    const { body } = await run();
    expect(
      (
        await w.t.as("lead").post("/evaluations", {
          owner: w.region["P"],
          catalogue: w.catalogue,
          scheme: "W1",
          period: w.period["2025Q1"],
          tier: "county",
        })
      ).status,
    ).toBe(403);
    expect((await w.t.as("bea").get(`/evaluations/${body.id}`)).status).toBe(403);
    expect((await w.t.as("aud").get(`/evaluations/${body.id}`)).body.resultsHash).toBe(body.resultsHash);
    await w.t.person("city-aud", "auditor", { region: w.region["A"]! });
    expect((await w.t.as("city-aud").get(`/evaluations/${body.id}`)).status).toBe(404);
    expect((await w.t.as("aud").get("/evaluations")).body.items[0].id).toBe(body.id);
  });
});

describe("missing figures", () => {
  it("never turn into 不适用: a city whose only answered units divide by zero has a missing indicator", async () => {
    // a1 leaves its files out, a2 has none at all: 0/0 over the matched unit alone.
    const { w_files: _gone, ...rest } = figures["a1"]!;
    await w.report(quarter, "a1", rest);
    await w.report(quarter, "a2", { ...figures["a2"], w_files: "0", w_files_all: "0" });
    await w.t.settle();
    const read = async (tier: string, region: string) => {
      const { body } = await run({ tier });
      return (await w.t.as("ana").get(`/evaluations/${body.id}/sheet?region=${w.region[region]}&indicator=file_rate`))
        .body;
    };
    expect((await read("city", "A")).leaves[0]).toMatchObject({
      status: "missing",
      gap: { code: "division_by_zero" },
    });
    // The county itself answered everything: for it the indicator does not apply.
    expect((await read("county", "a2")).leaves[0].status).toBe("not_applicable");
    for (const who of ["a1", "a2"]) await w.report(quarter, who, figures[who]!);
    await w.t.settle();
  });

  it("never help: without one county's numerator neither its city nor the county itself gains", async () => {
    const before = byName((await run({ tier: "city" })).body);
    const counties = byName((await run()).body);
    const { w_energy: _gone, ...rest } = figures["a1"]!;
    await w.report(quarter, "a1", { ...rest, w_energy: { missing: "电表故障" } });
    await w.t.settle();
    const city = await run({ tier: "city" });
    const after = byName(city.body);
    // Without a1 the city's ratio would be 120/20 = 6 with its people, or 12 without: 65 points would become 80.
    expect(after["A"].score ?? 0).toBeLessThanOrEqual(before["A"].score);
    expect(after["A"].place).toBeNull();
    expect(after["A"].unranked[0].zh).toContain("不参加排名");
    const county = byName((await run()).body);
    expect(county["a1"].score ?? 0).toBeLessThanOrEqual(counties["a1"].score);
    expect(county["a1"].place).toBeNull();
    const { body: sheet } = await w.t
      .as("ana")
      .get(`/evaluations/${city.body.id}/sheet?region=${w.region["A"]}&indicator=per_head`);
    expect(sheet.leaves[0]).toMatchObject({
      value: 12,
      complete: false,
      matched: 1,
      expected: 2,
      computedFrom: "matched",
    });
    expect(sheet.leaves[0].units.map((unit: any) => [unit.code, unit.used])).toEqual([
      ["U-a1", false],
      ["U-a2", true],
    ]);
    expect(sheet.leaves[0].units[0].cells[0]).toMatchObject({
      operand: "w_energy",
      state: "missing",
      reason: "电表故障",
      revision: 4,
    });
    await w.report(quarter, "a1", figures["a1"]!);
    await w.t.settle();
  });
});
