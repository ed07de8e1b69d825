import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

let w: World;
const ranking = async (indicator: string, period: string, more = "", who = "ana", tier = "county") =>
  (
    await w.t
      .as(who)
      .get(`/rankings?catalogue=${w.catalogue}&indicator=${indicator}&period=${w.period[period]}&tier=${tier}${more}`)
  ).body;
const rows = (body: any) => Object.fromEntries(body.items.map((item: any) => [item.name.replace("演示", ""), item]));

beforeAll(async () => {
  w = await makeWorld();
  const area = await w.collect("W_Y", "2024", { origin: "history" });
  const yearly: Record<string, Record<string, string | null | { missing: string }>> = {
    a1: { w_area: "100", w_rate: "80", w_rate_lo: "75", w_rate_hi: "85" },
    a2: { w_area: "200", w_rate: "90", w_rate_lo: "88", w_rate_hi: "92" },
    b1: { w_area: "100", w_rate: "80", w_rate_lo: "70", w_rate_hi: "90" },
    b2: { w_area: "50", w_rate: { missing: "样本不足,已抑制" } },
    d: { w_area: "400", w_rate: "60", w_rate_lo: "50", w_rate_hi: "70" },
  };
  for (const [who, figures] of Object.entries(yearly)) await w.report(area, who, figures);
  for (const n of [1, 2, 3, 4]) {
    const quarter = await w.collect("W_Q", `2025Q${n}`, { synthetic: true });
    // Every county 100 kWh and 10 x n people a quarter; d stays silent in the third, b2 answers 不适用 for people.
    for (const who of ["a1", "a2", "b1", "b2", "d"]) {
      if (who === "d" && n === 3) continue;
      await w.report(quarter, who, {
        w_energy: who === "a2" ? "150" : "100",
        w_people: who === "b2" ? null : `${10 * n}`,
      });
    }
  }
  await w.t.settle();
});
afterAll(() => w.t.close());

describe("a ranking by one indicator", () => {
  it("gives ties a range, quartiles by type 7, and the gaps", async () => {
    const body = await ranking("rate", "2024");
    const items = rows(body);
    // 90, 80, 80, 60: type-7 cuts h = 3p: P25 = 60 + 0.75 x 20 = 75, P50 = 80, P75 = 80 + 0.25 x 10 = 82.5.
    expect(body.quartileCuts).toEqual({ p25: 75, p50: 80, p75: 82.5 });
    expect(items["a2"].place).toEqual({
      rank: 1,
      rankTo: 1,
      quartile: 1,
      gapToBest: 0,
      gapToTopQuartile: 0,
    });
    expect(items["a1"].place).toEqual({
      rank: 2,
      rankTo: 3,
      quartile: 2,
      gapToBest: 10,
      gapToTopQuartile: 2.5,
    });
    expect(items["b1"].place.rankTo).toBe(3);
    expect(items["d"].place).toMatchObject({ rank: 4, quartile: 4 });
    expect(body).toMatchObject({
      nListed: 5,
      nRanked: 4,
      best: 90,
      history: true,
      indicator: { uom: "%", direction: "higher" },
    });
    expect(body.stamps.map((stamp: any) => stamp.zh)).toEqual(["历史数据，不计入考核"]);
  });

  it("keeps the published interval, and lists what is suppressed with the cell's own reason", async () => {
    const items = rows(await ranking("rate", "2024"));
    expect(items["a1"].interval).toEqual({ level: 95, lower: 75, upper: 85 });
    expect(items["b2"]).toMatchObject({
      value: null,
      place: null,
      interval: { level: 95, lower: null, upper: null },
    });
    expect(items["b2"].cellReasons).toEqual([
      { operand: "w_rate", state: "missing", reason: "样本不足,已抑制", units: 1 },
    ]);
    expect(items["b2"].reason.zh).toContain("缺少：published rate名");
  });

  it("ranks nobody where no direction is better", async () => {
    const body = await ranking("size", "2025Q1");
    expect(body.nRanked).toBe(0);
    expect(rows(body)["a1"]).toMatchObject({ value: 10, place: null });
    expect(rows(body)["a1"].reason.zh).toContain("不分优劣");
  });

  it("uses the latest yearly stock in a quarter, and shows its date", async () => {
    const body = await ranking("per_area", "2025Q2");
    expect(rows(body)["a1"].value).toBe(1);
    expect(body.dates).toMatchObject([
      { operand: "w_energy", periods: ["2025Q2"] },
      { operand: "w_area", periods: ["2024"], end: "2024-12-31" },
    ]);
    expect(body.synthetic).toBe(true);
  });

  it("sums a flow over all four quarters and takes the last stock; a quarter less leaves the unit out", async () => {
    const items = rows(await ranking("per_head", "2025"));
    // a1: 4 x 100 kWh / 40 people of the fourth quarter; a2: 4 x 150 / 40.
    expect(items["a1"]).toMatchObject({
      value: 10,
      matched: 1,
      expected: 1,
      operands: [
        { operand: "w_energy", sum: "400" },
        { operand: "w_people", sum: "40" },
      ],
    });
    expect(items["a2"].value).toBe(15);
    expect(items["d"]).toMatchObject({ value: null, place: null });
    expect(items["b2"]).toMatchObject({ value: null, place: null });
    expect(items["b2"].reason.zh).toContain("不适用");
    // The province: d misses a quarter and b2 has no people, so a1, a2 and b1 remain: 1400 / 120.
    const whole = await ranking("per_head", "2025", "", "ana", "province");
    expect(whole.items[0]).toMatchObject({
      value: 1400 / 120,
      matched: 3,
      expected: 5,
      complete: false,
      place: null,
    });
  });

  it("compares within a kind of region, and shows a reader only what lies in reach", async () => {
    expect((await ranking("rate", "2024", `&peerGroup=${encodeURIComponent("市辖区")}`)).nListed).toBe(0);
    await w.t.person("rev-A", "reviewer", { region: w.region["A"]! });
    const body = await ranking("rate", "2024", "", "rev-A");
    expect(body.items.map((item: any) => item.name).sort()).toEqual(["演示a1", "演示a2"]);
  });

  it("says the same as CSV, with the stamp and who took it on every row and nothing for nothing", async () => {
    const { text, headers } = await w.t
      .as("ana")
      .get(`/rankings.csv?catalogue=${w.catalogue}&indicator=rate&period=${w.period["2024"]}&tier=county`);
    expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    const lines = text.trim().split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFF?rank,rank_to,region_code/);
    expect(lines[1]).toMatch(/^1,1,Ta2,演示a2,县,90,%,88,92,1,0,0,1,1,0,/);
    expect(lines[5]).toMatch(/^,,Tb2,演示b2,县,,%,,,,,,0,1,,"缺少/);
    expect(lines.slice(1).every((line) => line.includes("历史数据"))).toBe(true);
    expect(lines.slice(1).every((line) => /导出 \/ Exported: .*ana \d{4}-\d\d-\d\d \d\d:\d\d$/.test(line))).toBe(true);
  });
});
