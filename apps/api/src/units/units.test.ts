import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

/** An invented province; region codes are T + key. */
let t: TestPlatform;
let p: TestProvince;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, { old: { region: "a1", covers: "own" } });
  await t.person("platform", "system_admin");
  await t.person("P", "leader", { region: p.region["P"]! });
  await t.person("a1", "leader", { region: p.region["a1"]! });
  await t.person("clerk", "clerk", { unit: p.unit["old"]! });
});
afterAll(() => t.close());

const header = "code,name,region_code,covers,kind,valid_from,valid_to\n";
const load = (lines: string, who = "P", dryRun = false) =>
  t.as(who).csv(`/units/import?dryRun=${dryRun}`, header + lines);
const create = (who: string, fields: Record<string, unknown>) =>
  t.as(who).post("/units", {
    name: "演示单位",
    region: p.region["a1"],
    covers: "own",
    validFrom: "2020-01-01",
    ...fields,
  });
const codes = async (query: string) => (await t.as("P").get(`/units?${query}`)).body.items.map((u: any) => u.code);
const where = (answer: { body: any }) => answer.body.rows.map((x: any) => [x.row, x.column, x.code]);

describe("setting up a unit", () => {
  it("marks it with the first 8 bytes of SHA-256 of its id, as a signed number", async () => {
    const { body, status } = await create("a1", { code: "n1" });
    expect(status).toBe(200);
    const { rows } = await t.owner.query("select hash::text from units where id = $1", [body.id]);
    const bytes = createHash("sha256").update(`unit:${body.id}`).digest("hex").slice(0, 16);
    expect(rows[0].hash).toBe(BigInt.asIntN(64, BigInt(`0x${bytes}`)).toString());
  });

  it("is for the leader of the region or above it, nobody else", async () => {
    expect((await create("a1", { code: "n2", region: p.region["a2"] })).status).toBe(403);
    expect((await create("clerk", { code: "n2" })).status).toBe(403);
    expect((await create("P", { code: "n2", region: p.region["a2"] })).status).toBe(200);
  });

  it("refuses a code in use, a region that did not exist yet, and a second whole at one time", async () => {
    expect((await create("P", { code: "n1" })).status).toBe(409);
    expect((await create("P", { code: "n3", validFrom: "1999-01-01" })).status).toBe(422);
    expect((await create("P", { code: "w1", covers: "whole", region: p.region["b1"] })).status).toBe(200);
    const second = await create("P", { code: "w2", covers: "whole", region: p.region["b1"] });
    expect(second.status).toBe(409);
    expect(second.body.zh).toContain("演示单位");
  });
});

describe("listing units", () => {
  it("puts the second before the tenth", async () => {
    for (const code of ["s10", "s2", "s1"]) await create("P", { code, region: p.region["b2"] });
    expect(await codes(`region=${p.region["b2"]}`)).toEqual(["s1", "s2", "s10"]);
  });
});

describe("changing a unit", () => {
  it("renames it from a day on and keeps the former name before", async () => {
    const { body } = await create("P", { code: "c1" });
    expect((await t.as("P").put(`/units/${body.id}`, { effective: "2024-01-01", name: "新名" })).body).toMatchObject({
      name: "新名",
      validFrom: "2024-01-01",
      rehomed: 0,
    });
    const nameOn = async (date: string) =>
      (await t.as("P").get(`/units?region=${p.region["a1"]}&date=${date}`)).body.items.find(
        (u: any) => u.id === body.id,
      ).name;
    expect([await nameOn("2023-12-31"), await nameOn("2024-01-01")]).toEqual(["演示单位", "新名"]);
  });

  it("needs rights where it leaves and where it arrives", async () => {
    const { body } = await create("a1", { code: "c2" });
    const move = { effective: "2024-01-01", region: p.region["a2"] };
    expect((await t.as("a1").put(`/units/${body.id}`, move)).status).toBe(403);
    expect((await t.as("P").put(`/units/${body.id}`, move)).body.regionId).toBe(p.region["a2"]);
  });

  it("closes it, and refuses to change what is closed, what did not begin, and what would stay the same", async () => {
    const { body } = await create("P", { code: "c3" });
    const put = (fields: unknown) => t.as("P").put(`/units/${body.id}`, fields);
    expect((await put({ effective: "2020-01-01", name: "新名" })).status).toBe(422);
    expect((await put({ effective: "2021-01-01", name: "演示单位" })).status).toBe(422);
    expect((await put({ closes: "2025-01-01" })).body.validTo).toBe("2025-01-01");
    expect((await put({ effective: "2026-01-01", name: "新名" })).status).toBe(422);
    expect((await t.as("P").put("/units/999999", { closes: "2025-01-01" })).status).toBe(404);
    expect(await codes(`region=${p.region["a1"]}&date=2024-12-31`)).toContain("c3");
    expect(await codes(`region=${p.region["a1"]}&date=2025-01-01`)).not.toContain("c3");
  });

  it("does not make a second whole by changing what it covers", async () => {
    const { body } = await create("P", { code: "c4", region: p.region["b1"] });
    expect((await t.as("P").put(`/units/${body.id}`, { effective: "2024-01-01", covers: "whole" })).status).toBe(409);
  });
});

describe("importing units", () => {
  it("writes nothing in a dry run, then all rows, and the second time nothing", async () => {
    const lines =
      "i1,演示一,Td,own,机关,2020-01-01,2022-01-01\ni1,演示一新,Td,own,机关,2022-01-01,\ni2,演示二,Td,whole,,2020-01-01,";
    expect((await load(lines, "P", true)).body).toMatchObject({
      dryRun: true,
      rows: 3,
      units: 2,
      versions: 3,
      unchanged: 0,
    });
    expect(await codes(`region=${p.region["d"]}&date=2021-01-01`)).toEqual([]);
    expect((await load(lines)).body).toMatchObject({
      dryRun: false,
      rows: 3,
      units: 2,
      versions: 3,
      unchanged: 0,
    });
    expect((await load(lines)).body).toMatchObject({
      dryRun: false,
      rows: 3,
      units: 0,
      versions: 0,
      unchanged: 3,
    });
    expect(await codes(`region=${p.region["P"]}&below=true&date=2021-01-01`)).toEqual(
      expect.arrayContaining(["i1", "i2"]),
    );
  });

  it("names every wrong row and writes none", async () => {
    const lines = [
      "j1,好,Ta1,own,,2020-01-01,",
      "j2,无地区,XX,own,,2020-01-01,",
      "j3,过早,Ta1,own,,1990-01-01,",
      "j4,范围,Ta1,half,,2020-01-01,",
      "j1,重复,Ta1,own,,2021-01-01,",
      "j5,断开,Ta1,own,,2020-01-01,2021-01-01",
      "j5,断开,Ta1,own,,2022-01-01,",
      "j6,总量,Ta2,whole,,2020-01-01,",
      "j7,总量二,Ta2,whole,,2021-01-01,",
      "j8,日期,Ta2,own,,2020-13-01,",
      "i1,别名,Td,own,,2020-01-01,",
      "w9,总量三,Tb1,whole,,2021-01-01,",
    ].join("\n");
    const answer = await load(lines);
    expect(answer.status).toBe(422);
    expect(where(answer)).toEqual([
      [3, "region_code", "unknown_region"],
      [4, "region_code", "region_not_valid"],
      [5, "covers", "bad_covers"],
      [6, "code", "duplicate_code"],
      [8, "valid_from", "gap"],
      [10, "covers", "second_whole"],
      [11, "valid_from", "bad_date"],
      [12, "code", "duplicate_code"],
      [13, "covers", "second_whole"],
    ]);
    expect(await codes("date=2021-06-01")).not.toContain("j1");
  });

  it("is refused outside the leader's region", async () => {
    expect((await load("k1,演示,Ta1,own,,2020-01-01,", "a1")).status).toBe(200);
    expect((await load("k2,演示,Ta2,own,,2020-01-01,", "a1")).status).toBe(403);
  });
});
