import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

/**
 * Two real changes, with real codes (浙政发〔2021〕7号 and the 2019 changes of Anhui, as quoted in the public
 * history of area codes). The effective days, units, people and lineage shares are INVENTED by this test: nobody
 * has published shares, and no figure is attached to any region.
 */
const header = "code,name,tier,kind,parent_code,valid_from,valid_to\n";
const counties = [
  "330102 上城区",
  "330103 下城区",
  "330104 江干区",
  "330105 拱墅区",
  "330106 西湖区",
  "330108 滨江区",
  "330109 萧山区",
  "330110 余杭区",
];
const zhejiang = `330000,浙江省,province,省,,2010-01-01,\n330100,杭州市,city,地级市,330000,2010-01-01,\n${counties.map((c) => `${c.replace(" ", ",")},county,市辖区,330100,2010-01-01,`).join("\n")}`;
const anhui = `340000,安徽省,province,省,,2010-01-01,\n340200,芜湖市,city,地级市,340000,2010-01-01,\n341800,宣城市,city,地级市,340000,2010-01-01,\n340225,无为县,county,县,340200,2010-01-01,\n341822,广德县,county,县,341800,2010-01-01,`;
const effective = "2021-04-09";

let t: TestPlatform;
const id: Record<string, number> = {};
beforeAll(async () => {
  t = await createTestPlatform();
  await t.person("platform", "system_admin");
  const loaded = await t.as("platform").csv("/regions/import", `${header}${zhejiang}\n${anhui}`);
  expect(loaded.status).toBe(200);
  for (const r of (await t.as("platform").get("/regions")).body.items) id[r.name] = r.id;
  await t.person("zhejiang", "leader", { region: id["浙江省"]! });
  await t.person("anhui", "leader", { region: id["安徽省"]! });
});
afterAll(() => t.close());

const namesOn = async (date: string, parent: string) =>
  (await t.as("platform").get(`/regions?date=${date}&parent=${id[parent]}`)).body.items.map(
    (r: any) => `${r.code} ${r.name}`,
  );
const region = async (name: string) => (await t.as("platform").get(`/regions/${id[name]}`)).body;

describe("Hangzhou 2021", () => {
  const unit: Record<string, number> = {};

  it("begins with institutions and a unit for the total of 下城", async () => {
    const add = async (key: string, where: string, covers: string) => {
      const answer = await t.as("zhejiang").post("/units", {
        code: key,
        name: `演示${key}`,
        region: id[where],
        covers,
        validFrom: "2010-01-01",
      });
      expect(answer.status).toBe(200);
      unit[key] = answer.body.id;
    };
    await add("XC-own", "下城区", "own");
    await add("XC-whole", "下城区", "whole");
    await add("JG-1", "江干区", "own");
    await add("JG-2", "江干区", "own");
    await add("XS-1", "萧山区", "own");
  });

  it("gives a person of 下城 rights over 下城 only, until it is merged", async () => {
    await t.person("xiacheng", "leader", { region: id["下城区"]! });
    const add = (code: string, where: string, validFrom: string) =>
      t.as("xiacheng").post("/units", { code, name: "演示单位", region: id[where], covers: "own", validFrom });
    t.setNow("2021-04-01T00:00:00Z");
    expect((await add("N1", "下城区", "2021-01-01")).status).toBe(200);
    expect((await add("N2", "拱墅区", "2021-01-01")).status).toBe(403);
    t.setNow(null);
  });

  it("merges 下城 into 拱墅: its institutions follow, its total ends", async () => {
    const { status, body } = await t.as("zhejiang").post("/region-changes", {
      kind: "merge",
      effective,
      documentNo: "浙政发〔2021〕7号",
      from: [id["下城区"]],
      into: { region: id["拱墅区"] },
    });
    expect(status).toBe(200);
    expect(body.closed).toEqual([id["下城区"]]);
    expect(body.lineage).toEqual([
      {
        from: id["下城区"],
        fromName: "下城区",
        to: id["拱墅区"],
        toName: "拱墅区",
        share: "1",
        basis: "merge",
      },
    ]);
    expect(body.movedUnits).toContainEqual({ unit: unit["XC-own"], region: id["拱墅区"] });
    expect(body.closedUnits).toEqual([unit["XC-whole"]]);
  });

  it("splits 江干 between 上城 and the new 钱塘, with units where the request says", async () => {
    const { status, body } = await t.as("zhejiang").post("/region-changes", {
      kind: "split",
      effective,
      documentNo: "浙政发〔2021〕7号",
      from: id["江干区"],
      closes: true,
      into: [
        { region: id["上城区"], share: "0.6" },
        { new: { code: "330114", name: "钱塘区", kind: "市辖区" }, share: "0.4" },
      ],
      units: [{ unit: unit["JG-2"], to: { code: "330114" } }],
    });
    expect(status).toBe(200);
    expect(body.founded).toEqual([{ id: expect.any(Number), code: "330114", name: "钱塘区" }]);
    id["钱塘区"] = body.founded[0].id;
    expect(body.movedUnits).toEqual(
      expect.arrayContaining([
        { unit: unit["JG-1"], region: id["上城区"] },
        { unit: unit["JG-2"], region: id["钱塘区"] },
      ]),
    );
  });

  it("lets 萧山 lose streets to 钱塘 and 余杭 lose 临平, both keeping identity and code", async () => {
    const xiaoshan = await t.as("zhejiang").post("/region-changes", {
      kind: "split",
      effective,
      from: id["萧山区"],
      closes: false,
      into: [
        { region: id["萧山区"], share: "0.9" },
        { region: id["钱塘区"], share: "0.1" },
      ],
    });
    expect(xiaoshan.body).toMatchObject({ closed: [], movedUnits: [] });
    const yuhang = await t.as("zhejiang").post("/region-changes", {
      kind: "split",
      effective,
      from: id["余杭区"],
      closes: false,
      into: [
        { region: id["余杭区"], share: "0.55" },
        { new: { code: "330113", name: "临平区", kind: "市辖区" }, share: "0.45" },
      ],
    });
    id["临平区"] = yuhang.body.founded[0].id;
    for (const name of ["萧山区", "余杭区"]) expect((await region(name)).versions).toHaveLength(1);
  });

  it("keeps the tree of old periods and shows the new one from the day on", async () => {
    expect(await namesOn("2021-04-08", "杭州市")).toEqual(counties);
    // 浙政发〔2021〕7号: 下城 and 江干 end, 钱塘 and 临平 begin; ordered by code.
    expect(await namesOn(effective, "杭州市")).toEqual([
      "330102 上城区",
      "330105 拱墅区",
      "330106 西湖区",
      "330108 滨江区",
      "330109 萧山区",
      "330110 余杭区",
      "330113 临平区",
      "330114 钱塘区",
    ]);
  });

  it("tells of 钱塘 that it came from 江干 and 萧山, and of 江干 where it went", async () => {
    expect((await region("钱塘区")).before.map((l: any) => [l.region.name, l.share])).toEqual([
      ["江干区", "0.4"],
      ["萧山区", "0.1"],
    ]);
    expect((await region("江干区")).after.map((l: any) => [l.region.name, l.share])).toEqual([
      ["上城区", "0.6"],
      ["钱塘区", "0.4"],
    ]);
    const changes = (await t.as("platform").get(`/region-changes?region=${id["萧山区"]}`)).body.items;
    expect(changes).toHaveLength(1);
    expect(changes[0].lineage.map((l: any) => l.share)).toEqual(["0.9", "0.1"]);
  });

  it("gives the person of 下城 the successor afterwards, and no more than that", async () => {
    const add = (code: string, where: string) =>
      t.as("xiacheng").post("/units", {
        code,
        name: "演示单位",
        region: id[where],
        covers: "own",
        validFrom: "2021-05-01",
      });
    expect((await add("N3", "拱墅区")).status).toBe(200);
    expect((await add("N4", "上城区")).status).toBe(403);
  });

  it("knows that the same code is not the same area: a growth of 余杭 must go through its lineage", async () => {
    const { versions, after } = await region("余杭区");
    expect(versions.map((v: any) => v.code)).toEqual(["330110"]);
    expect(after.map((l: any) => [l.region.name, l.share, l.effective])).toEqual([["临平区", "0.45", effective]]);
  });

  it("makes shares of every predecessor add up to 1 (VR55)", async () => {
    const { rows } = await t.owner.query(
      "select change_id, from_id, sum(share) = 1 as whole from region_lineage group by 1, 2",
    );
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.every((r) => r.whole)).toBe(true);
  });
});

describe("Anhui 2019", () => {
  it.each([
    ["无为县", "无为市", "340225", "340281", "芜湖市"],
    ["广德县", "广德市", "341822", "341882", "宣城市"],
  ])(
    "%s becomes %s: name, kind and code change, the region stays itself",
    async (before, after, oldCode, newCode, city) => {
      const { status } = await t.as("anhui").post("/region-changes", {
        kind: "rename",
        effective: "2019-12-01",
        region: id[before],
        name: after,
        code: newCode,
        regionKind: "县级市",
      });
      expect(status).toBe(200);
      expect((await region(before)).versions.map((v: any) => [v.code, v.name, v.kind])).toEqual([
        [oldCode, before, "县"],
        [newCode, after, "县级市"],
      ]);
      expect((await region(before)).after).toEqual([]);
      expect(await namesOn("2019-11-30", city)).toEqual([`${oldCode} ${before}`]);
      expect(await namesOn("2019-12-01", city)).toEqual([`${newCode} ${after}`]);
    },
  );

  it("refuses the freed code to nobody and the taken code to everybody", async () => {
    const found = (code: string) =>
      t.as("anhui").post("/region-changes", {
        kind: "new",
        effective: "2022-01-01",
        parent: id["芜湖市"],
        tier: "county",
        new: { code, name: "演示县" },
      });
    expect((await found("340281")).status).toBe(409);
    expect((await found("340225")).status).toBe(200);
  });
});
