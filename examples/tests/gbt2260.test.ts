import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestPlatform, type TestPlatform } from "@duibiao/api/testing";
import { toRegionRows } from "../gbt2260/region-rows.ts";
import { gbt2260, regionsCsv } from "../gbt2260/to-regions-csv.ts";

const { provinces, cities, areas } = gbt2260();
const load = (code: string) => toRegionRows(provinces, cities, areas, code);
const below = (code: string, parent: string) => load(code).rows.filter((r) => r.parent_code === parent);
const count = (code: string) => {
  const { rows } = load(code);
  return [rows.filter((r) => r.tier === "city").length, rows.filter((r) => r.tier === "county").length];
};

describe("a province of GB/T 2260", () => {
  // Counts of cities and county-level divisions as the Ministry of Civil Affairs publishes them (2022): 浙江 11 and
  // 37 + 20 + 32 + 1 = 90; 湖北 13 and 39 + 26 + 35 + 2 + 1 = 103; 广东 21 and 65 + 20 + 34 + 3 = 122; 北京 16 districts;
  // 甘肃 14 and 17 + 5 + 57 + 7 = 86 (districts, cities, counties, autonomous counties, forest district).
  it.each([
    ["浙江", "330000", 11, 90],
    ["湖北", "420000", 13, 103],
    ["广东", "440000", 21, 122],
    ["北京", "110000", 0, 16],
    ["甘肃", "620000", 14, 86],
  ])("%s has the official number of cities and county-level divisions", (_name, code, cityCount, countyCount) => {
    expect(count(code)).toEqual([cityCount, countyCount]);
  });

  it("of 浙江 hangs 上城, 钱塘 and 临平 on 杭州, with the codes of 2021", () => {
    expect(below("33", "330100").map((r) => `${r.code} ${r.name} ${r.kind}`)).toEqual(
      expect.arrayContaining([
        "330102 上城区 市辖区",
        "330114 钱塘区 市辖区",
        "330113 临平区 市辖区",
        "330122 桐庐县 县",
        "330182 建德市 县级市",
      ]),
    );
    expect(load("33").notes).toEqual([]);
  });

  it("of 湖北 hangs 仙桃, 潜江, 天门 and 神农架 directly on the province, the placeholder being a note", () => {
    const direct = below("420000", "420000").filter((r) => r.tier === "county");
    expect(direct.map((r) => `${r.code} ${r.name} ${r.kind}`)).toEqual([
      "429004 仙桃市 省直辖县级市",
      "429005 潜江市 省直辖县级市",
      "429006 天门市 省直辖县级市",
      "429021 神农架林区 林区",
    ]);
    expect(load("420000").notes.map((n) => n.name)).toContain("省直辖县级行政区划");
    expect(load("420000").rows.some((r) => r.name.includes("行政区划"))).toBe(false);
  });

  it("of 广东 has 东莞 and 中山 as cities without counties", () => {
    for (const [code, name] of [
      ["441900", "东莞市"],
      ["442000", "中山市"],
    ] as const) {
      expect(load("440000").rows.filter((r) => r.name === name)).toEqual([
        { code, name, tier: "city", kind: "地级市", parent_code: "440000" },
      ]);
      expect(below("440000", code)).toEqual([]);
    }
  });

  it("of 海南 has 儋州 without counties and fifteen counties under the province", () => {
    const direct = below("460000", "460000");
    expect(direct.filter((r) => r.tier === "city").map((r) => r.name)).toEqual([
      "海口市",
      "三亚市",
      "三沙市",
      "儋州市",
    ]);
    expect(below("460000", "460400")).toEqual([]);
    // 五指山, 琼海, 文昌, 万宁, 东方; 定安, 屯昌, 澄迈, 临高; 白沙, 昌江, 乐东, 陵水, 保亭, 琼中.
    const counties = direct.filter((r) => r.tier === "county");
    expect(
      Object.fromEntries(
        ["省直辖县级市", "县", "自治县"].map((kind) => [kind, counties.filter((r) => r.kind === kind).length]),
      ),
    ).toEqual({ 省直辖县级市: 5, 县: 4, 自治县: 6 });
  });

  it("of 北京 hangs the districts on the municipality", () => {
    expect(load("110000").rows[0]).toMatchObject({
      code: "110000",
      kind: "直辖市",
      parent_code: "",
    });
    expect(below("110000", "110000")).toHaveLength(16);
    expect(load("110000").notes.map((n) => n.name)).toEqual(["市辖区"]);
  });

  it("of 甘肃 has 嘉峪关 without counties, whose area carries another code in the list", () => {
    expect(below("620000", "620200")).toEqual([]);
    expect(load("620000").notes.map((n) => `${n.code} ${n.name}`)).toContain("620201 嘉峪关市");
  });

  it("notes statistical areas instead of making them regions", () => {
    expect(load("620000").notes.map((n) => n.name)).toContain("兰州新区");
    expect(load("630000").notes.map((n) => n.name)).toContain("大柴旦行政委员会");
  });

  it("uses full six-digit codes, once each, in every province", () => {
    for (const province of provinces) {
      const { rows } = load(province.code);
      expect(rows.every((r) => /^\d{6}$/.test(r.code))).toBe(true);
      expect(new Set(rows.map((r) => r.code)).size).toBe(rows.length);
    }
  });

  it("that is not in the list is refused", () => {
    expect(() => load("710000")).toThrow(RangeError);
    expect(() => load("330100")).toThrow(RangeError);
  });
});

describe("the region import", () => {
  let t: TestPlatform;
  beforeAll(async () => {
    t = await createTestPlatform();
    await t.person("platform", "system_admin");
  });
  afterAll(() => t.close());

  it("takes all 31 provinces of the list, and again without a change", async () => {
    for (const province of provinces) {
      const { csv } = regionsCsv(province.code, "2023-06-30");
      const first = await t.as("platform").csv("/regions/import", csv);
      expect(first.status, first.text).toBe(200);
      const again = await t.as("platform").csv("/regions/import", csv);
      expect(again.body).toMatchObject({ regions: 0, versions: 0, unchanged: first.body.rows });
    }
    const { items } = (await t.as("platform").get("/regions?date=2023-06-30&tier=county")).body;
    expect(items.length).toBeGreaterThan(2800);
  });
});
