import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { slip } from "../../../examples/story/exceptions.ts";
import type { Release } from "../../../examples/story/evaluate.ts";
import { playYear } from "../../../examples/story/year.ts";
import { sheetLookup, typedLookup } from "./story-arithmetic.ts";
import { checkRelease } from "./story-release.ts";
import { leafOf, playOnStage, regionId, type Stage } from "./story-stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await playOnStage();
}, 600_000);
afterAll(() => stage.close());

describe("the way of a figure", () => {
  test("the city's question, the county's answer, the return and the new revision all stand", async () => {
    const read = await stage.world.call<any>("reviewer.990100", "GET", `/submissions/${stage.played.doubted}`);
    expect(read.questions).toHaveLength(1);
    expect(read.questions[0]).toMatchObject({
      measure: slip.measure,
      answer: expect.stringContaining("396000"),
    });
    expect(read.decisions.map((d: any) => [d.kind, d.tier, d.revision])).toEqual([
      ["accept", "county", 1],
      ["return", "city", 1],
      ["accept", "county", 2],
      ["accept", "city", 2],
    ]);
    const kilometers = async (revision: number) =>
      (
        await stage.world.call<any>(
          "analyst.990000",
          "GET",
          `/submissions/${stage.played.doubted}/revisions/${revision}`,
        )
      ).observations.find((o: any) => o.measure === slip.measure && o.member === "total").value;
    expect([await kilometers(1), await kilometers(2)]).toEqual(["3960000", "396000"]);
  });

  test("one unit is late, the others are in time", async () => {
    const offices = stage.played.year.tasks.find((task) => task.form.key === "F_OFF")!;
    const { assignments } = await stage.world.call<any>("analyst.990000", "GET", `/collections/${offices.id}`);
    const late = assignments
      .filter((a: any) => a.late)
      .map((a: any) => stage.played.year.units.find((unit) => unit.id === a.unitId)!.code);
    expect(late).toEqual(["U990303"]);
  });

  test("a consolidation names who is missing, with the reason, and is accepted by the province", async () => {
    const costs = stage.played.year.tasks.find((task) => task.form.key === "F_CST_Y")!;
    const { items } = await stage.world.call<any>(
      "leader.990300",
      "GET",
      `/consolidations?collection=${costs.id}&city=${regionId(stage, "990300")}`,
    );
    expect(items).toHaveLength(1);
    expect(items[0].state).toBe("accepted");
    expect(items[0].document.missing).toMatchObject([
      {
        unit: stage.played.year.units.find((unit) => unit.code === "U990304")!.id,
        reason: expect.stringContaining("审计"),
      },
    ]);
  });

  test("stored roll-ups equal the oracle's", () => {
    // 15 collections x 17 regions x 4 lenses x lines of the form (5, 13, 24 x 4, 28 x 4, 5 x 4, 4).
    expect(stage.played.rollUps).toEqual({
      rows: 17 * 4 * (5 + 13 + 24 * 4 + 28 * 4 + 5 * 4 + 4),
      differences: 0,
    });
  });

  test("a released number opens down to the county's cell, its signers and a genuine receipt", () => {
    const { sheet, cell, revision, genuine, ledger } = stage.played.opened;
    expect(sheet.place).not.toBeNull();
    expect(cell).toMatchObject({
      measure: slip.measure,
      period: slip.period,
      value: "396000",
      revision: 2,
      questions: 1,
      submission: stage.played.doubted,
    });
    expect(revision.hash).toBe(cell.hash);
    expect(revision.signers.map(({ as, name }) => [as, name])).toEqual([
      ["clerk", "湖心区填报人"],
      ["head", "湖心区负责人"],
    ]);
    expect([genuine, ledger]).toEqual([true, "same"]);
  });
});

describe("by hand", () => {
  // From the figures in examples/story/typed.ts; 湖心区 is 990101, 望湖县 990102. Each row: indicator, county, value, points.
  test.each([
    // Fourth quarter 123 vehicles on a quota of 120: 3 / 120 = 2.5 %. Goalposts 10 % -> 0, 0 % -> 100: (10 - 2.5) / 10 = 75.
    ["vehicle_over_quota_rate", "990101", 2.5, 75],
    // 78 on 80: not above the quota, so 0 %: 100.
    ["vehicle_over_quota_rate", "990102", 0, 100],
    // 828 of 900 rooms = 92 %; 480 of 640 = 75 %. Natural scale: the points are the percentage.
    ["room_archive_rate", "990101", 92, 92],
    ["room_archive_rate", "990102", 75, 75],
    // 9 of 900 rooms = 1 %: (10 - 1) / 10 = 90. 16 of 640 = 2.5 %: 75.
    ["office_overstandard_rate", "990101", 1, 90],
    ["office_overstandard_rate", "990102", 2.5, 75],
    // 34000 of 40000 ㎡ = 85 %; 19600 of 28000 = 70 %.
    ["ownership_registration_rate", "990101", 85, 85],
    ["ownership_registration_rate", "990102", 70, 70],
    // Four quarters: new 0 + 4 + 0 + 4 = 8, of these new-energy 0 + 3 + 0 + 3 = 6: 75 %. 望湖县: 2 + 0 + 3 + 0 = 5, 1 + 0 + 1 + 0 = 2: 40 %.
    ["nev_share_new", "990101", 75, 75],
    ["nev_share_new", "990102", 40, 40],
    // 16800 of 17500 ㎡ = 96 %, between 80 and 100: 100. 11760 of 11200 = 105 %: (120 - 105) / (120 - 100) = 75.
    ["office_area_use_ratio", "990101", 96, 100],
    ["office_area_use_ratio", "990102", 105, 75],
    // 200 put back of 600 + 200 once idle = 25 %; 360 of 840 + 360 = 30 %.
    ["idle_reuse_rate", "990101", 25, 25],
    ["idle_reuse_rate", "990102", 30, 30],
  ])("%s of %s is %d and earns %d points", async (indicator, code, value, points) => {
    const leaf = await leafOf(stage, stage.played.releases.first, code, indicator);
    expect(leaf.value).toBeCloseTo(value, 12);
    expect(leaf.points.score).toBeCloseTo(points, 10);
  });

  test.each([
    // 74.40 + 78 + 81 + 79.20 = 312.60 ten thousand yuan over 372000 + 390000 + 405000 + 396000 = 1563000 km: 2 yuan/km, 200 per 100 km.
    ["vehicle_cost_per_100km", "990101", 200],
    // 18850 / 1450 and 13720 / 980, in ten thousand yuan per head.
    ["op_cost_per_capita", "990101", 13],
    ["op_cost_per_capita", "990102", 14],
    // 18850 / 20000 - 1, the year before from the imported history.
    ["op_cost_growth", "990101", -5.75],
    // Sums of four quarters: (20 + 64 + 312.60 + 43.40 = 440) / (22 + 80 + 330 + 68 = 500) - 1; (9 + 75 + 208 + 53 = 345) / (10 + 30 + 210 + 50 = 300) - 1.
    ["three_public_growth", "990101", -12],
    ["three_public_growth", "990102", 15],
  ])("%s of %s is %d", async (indicator, code, value) => {
    expect((await leafOf(stage, stage.played.releases.first, code, indicator)).value).toBeCloseTo(value, 10);
  });

  test("a share of nothing does not apply and its weight passes to its siblings", async () => {
    // 半坡县 bought no vehicle: 0 / 0. The other eleven leaves of thrift (0.4) share its 0.09: water weighs 0.4 * 0.09 / 0.91.
    expect((await leafOf(stage, stage.played.releases.first, "990303", "nev_share_new")).status).toBe("not_applicable");
    expect(
      (await leafOf(stage, stage.played.releases.first, "990303", "water_per_capita")).points.effectiveWeight,
    ).toBeCloseTo((0.4 * 0.09) / 0.91, 12);
  });

  test("petrol and diesel count as coal by what a published total implies", async () => {
    // 松坡县: 8.52 / 7927.99 = 1.0747 kgce for a liter of petrol, 0.63 / 506.81 = 1.2431 for one of diesel.
    const leaf = await leafOf(stage, stage.played.releases.first, "990204", "energy_per_area");
    const [typed, shown] = [typedLookup("U990204"), sheetLookup(leaf)];
    const others = [
      typed("elec_kwh") * 0.1229,
      typed("gas_m3") * 1.2143,
      typed("lpg_kg") * 1.7143,
      typed("heat_gj") * 34.12,
    ].reduce((sum, kgce) => sum + kgce, 0);
    const liquid = leaf.value! * typed("energy_area") - others;
    expect(liquid).toBeCloseTo(
      shown("gasoline_l") * (8.52 / 7927.99) * 1000 + shown("diesel_l") * (0.63 / 506.81) * 1000,
      -1,
    );
    expect(shown("gasoline_l")).toBeGreaterThan(4000);
    expect(stage.played.energy.filter((row) => row.place === null)).toEqual([]);
  });

  test("who did not report the cost keeps too little weight covered and is listed without a rank", () => {
    // Of thrift 0.09 + 0.07 + 0.07 + 0.09 = 0.32 are missing: 0.68 is below the 0.7 that the scheme asks.
    const item = stage.played.releases.first.items.find((candidate) => candidate.code === "990304")!;
    expect(item.place).toBeNull();
    expect(item.unranked.map((reason) => reason.zh).join()).toContain("68%");
  });
});

describe.each(["first", "second"] as const)("the %s release", (which) => {
  checkRelease(() => stage, which);
});

describe("after the lock", () => {
  test("the correction moves exactly what it must: 6 more points on a leaf that weighs 0.4 x 0.2, and three ranks", async () => {
    // 882 of 900 rooms = 98 % instead of 828 of 900 = 92 %.
    const { first, second } = stage.played.releases;
    expect((await leafOf(stage, second, "990101", "room_archive_rate")).value).toBeCloseTo(98, 12);
    expect((await leafOf(stage, first, "990101", "room_archive_rate")).value).toBeCloseTo(92, 12);
    const item = (release: Release, code: string) => release.items.find((candidate) => candidate.code === code)!;
    expect(item(second, "990101").score! - item(first, "990101").score!).toBeCloseTo(6 * 0.4 * 0.2, 9);
    const others = (release: Release) =>
      release.items
        .filter(({ code }) => code !== "990101")
        .map(({ code, score }) => [code, score])
        .sort();
    expect(others(second)).toEqual(others(first));
    const ranks = (release: Release) => ["990101", "990103", "990303"].map((code) => item(release, code).place!.rank);
    expect([ranks(first), ranks(second)]).toEqual([
      [3, 1, 2],
      [1, 2, 3],
    ]);
    expect(stage.played.changes.map((change) => change.slice(0, 3))).toEqual(["湖心区", "临渚县", "半坡县"]);
  });

  test("both releases stand beside one another and recompute to the same bytes", () => {
    expect(stage.played.verified).toEqual({ first: true, second: true });
    expect([stage.played.releases.first.state, stage.played.releases.second.state]).toEqual([
      "superseded",
      "published",
    ]);
  });

  test("a second run changes nothing", async () => {
    const counts = async () => {
      const { rows } = await stage.t.owner
        .query(`select (select count(*) from revisions) as revisions, (select count(*) from cells) as cells, (select max(version) from cells) as versions,
        (select count(*) from decisions) as decisions, (select count(*) from consolidations) as consolidations, (select count(*) from questions) as questions,
        (select count(*) from evaluations) as evaluations, (select count(*) from release_states) as states, (select count(*) from collections) as collections`);
      return rows[0];
    };
    const before = await counts();
    expect(before).toMatchObject({
      evaluations: "2",
      states: "9",
      collections: "20",
      questions: "1",
    });
    const again = await playYear(stage.world);
    expect(await counts()).toEqual(before);
    expect(again.releases.second.id).toBe(stage.played.releases.second.id);
    expect(stage.lines).toContain(
      "2025 年已在平台上，不再重做，以下只读取结果 / the year is there already; results are only read",
    );
  });
});
