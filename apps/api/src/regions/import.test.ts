import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

const header = "code,name,tier,kind,parent_code,valid_from,valid_to\n";
let t: TestPlatform;
beforeAll(async () => {
  t = await createTestPlatform();
  await t.person("platform", "system_admin");
});
afterAll(() => t.close());

const count = async () => Number((await t.owner.query("select count(*) from region_versions")).rows[0].count);
const idOf = async (code: string) =>
  (await t.owner.query("select region_id from region_versions where code = $1", [code])).rows[0].region_id as number;

describe("importing regions", () => {
  it("writes nothing in a dry run and says what it would write", async () => {
    const answer = await t
      .as("platform")
      .csv("/regions/import?dryRun=true", `${header}X,演示省,province,,,2000-01-01,\nX1,演示市,city,,X,2000-01-01,`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ dryRun: true, rows: 2, regions: 2, versions: 2, unchanged: 0 });
    expect(await count()).toBe(0);
  });

  it("loads a tree with its codes as identities, and the second time changes nothing", async () => {
    const text = `${header}X,演示省,province,,,2000-01-01,\nX1,演示市,city,,X,2000-01-01,\nX11,演示旧县,county,县,X1,2000-01-01,2015-01-01\nX11,演示区,county,市辖区,X1,2015-01-01,\nX9,演示直管县,county,县,X,2000-01-01,`;
    const first = await t.as("platform").csv("/regions/import", text);
    expect(first.body).toMatchObject({ dryRun: false, rows: 5, regions: 4, versions: 5, unchanged: 0 });
    const again = await t.as("platform").csv("/regions/import", text);
    expect(again.body).toMatchObject({ dryRun: false, rows: 5, regions: 0, versions: 0, unchanged: 5 });
    const { body } = await t.as("platform").get(`/regions/${await idOf("X11")}`);
    expect(body.versions.map((v: any) => [v.name, v.validFrom, v.validTo])).toEqual([
      ["演示旧县", "2000-01-01", "2015-01-01"],
      ["演示区", "2015-01-01", null],
    ]);
  });

  it("answers the list by day, parent, tier and text", async () => {
    const codes = async (query: string) =>
      (await t.as("platform").get(`/regions?${query}`)).body.items.map((r: any) => r.name);
    expect(await codes("date=2010-01-01&tier=county")).toEqual(["演示旧县", "演示直管县"]);
    expect(await codes(`date=2020-01-01&parent=${await idOf("X1")}`)).toEqual(["演示区"]);
    expect(await codes("date=1999-12-31")).toEqual([]);
    expect(await codes(`q=${encodeURIComponent("直管")}`)).toEqual(["演示直管县"]);
    expect(await codes("q=X1")).toEqual(["演示市", "演示区"]);
  });

  it("refuses the whole file for one wrong row, in both languages, with row and column", async () => {
    const before = await count();
    const answer = await t
      .as("platform")
      .csv("/regions/import", `${header}Y1,好县,county,,X1,2000-01-01,\nY2,坏县,county,,NONE,2000-01-01,`);
    expect(answer.status).toBe(422);
    expect(answer.body.total).toBe(1);
    expect(answer.body.rows).toEqual([
      expect.objectContaining({
        row: 3,
        column: "parent_code",
        code: "unknown_parent",
        value: "NONE",
      }),
    ]);
    expect(answer.body.rows[0].zh).toMatch(/[\u4e00-\u9fff]/);
    expect(await count()).toBe(before);
    expect(
      (await t.as("platform").csv("/regions/import?dryRun=true", `${header}Y2,坏县,county,,NONE,2000-01-01,`)).body
        .rows[0].code,
    ).toBe("unknown_parent");
  });

  it("refuses an empty file and a file with an unknown column", async () => {
    expect((await t.as("platform").csv("/regions/import", header)).body.rows[0].code).toBe("empty_file");
    expect(
      (await t.as("platform").csv("/regions/import", "code,colour\n1,2")).body.rows.map((r: any) => r.code),
    ).toContain("unknown_column");
  });

  it("lets a province add cities with counties below itself, and nothing elsewhere", async () => {
    await t.as("platform").csv("/regions/import", `${header}Z,演示邻省,province,,,2000-01-01,`);
    await t.person("province", "leader", { region: await idOf("X") });
    const own = await t
      .as("province")
      .csv("/regions/import", `${header}X2,演示二市,city,,X,2000-01-01,\nX21,演示二县,county,县,X2,2000-01-01,`);
    expect(own.body).toMatchObject({ regions: 2 });
    expect((await t.as("province").csv("/regions/import", `${header}Z1,演示邻市,city,,Z,2000-01-01,`)).status).toBe(
      403,
    );
    expect((await t.as("province").csv("/regions/import", `${header}W,演示新省,province,,,2000-01-01,`)).status).toBe(
      403,
    );
  });

  it("refuses people of a city", async () => {
    await t.person("city", "leader", { region: await idOf("X1") });
    expect((await t.as("city").csv("/regions/import", `${header}X19,演示县,county,,X1,2000-01-01,`)).status).toBe(403);
  });
});
