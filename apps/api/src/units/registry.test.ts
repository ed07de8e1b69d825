import { afterAll, beforeAll, expect, it } from "vitest";
import { makeCatalogue, makeProvince, smallCatalogue, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";
import { registriesOf } from "./registry.ts";

const name = { zh: "名", en: "name" };
let t: TestPlatform;
let p: TestProvince;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, smallProvince, { school: { region: "a1", covers: "own" } });
  await t.person("leader-a1", "leader", { region: p.region["a1"]! });
  await t.person("leader-a2", "leader", { region: p.region["a2"]! });
  await t.person("clerk", "clerk", { unit: p.unit["school"]! });
  await makeCatalogue(t, {
    ...smallCatalogue,
    registry: [
      { key: "heat_meter", name, type: "flag" },
      { key: "seats", name, type: "number", uom: "个" },
    ],
  });
});
afterAll(() => t.close());

const change = (who: string, fields: Record<string, unknown>) =>
  t.as(who).put(`/units/${p.unit["school"]}`, { effective: "2020-01-01", ...fields });
const listed = async (date: string) => (await t.as("clerk").get(`/units?date=${date}`)).body.items[0];

/** What the server's verbs read, as the owner of the tables sees it. */
async function facts(day: string): Promise<Record<string, string>> {
  const asked = [{ unitId: p.unit["school"]!, day }];
  return (await t.workerDb.transaction((tx) => registriesOf(tx, asked)))[0]!;
}

it("a unit's line and registry facts hold from their day on, and no other day", async () => {
  const changed = await change("leader-a1", { line: " 教育 ", registry: { heat_meter: "1", seats: "12" } });
  expect(changed.status, changed.text).toBe(200);
  expect(changed.body).toMatchObject({ line: "教育", registry: { heat_meter: "1", seats: "12" } });
  expect(await listed("2019-12-31")).toMatchObject({ line: "", registry: {} });
  expect(await listed("2020-01-01")).toMatchObject({ line: "教育" });
  expect(await facts("2019-12-31")).toEqual({});
  expect(await facts("2020-01-01")).toEqual({ heat_meter: "1", seats: "12" });
});

it("a later change of the name keeps line and facts; facts given anew replace the earlier ones", async () => {
  expect((await change("leader-a1", { effective: "2021-01-01", name: "演示一中" })).body).toMatchObject({
    line: "教育",
    registry: { heat_meter: "1", seats: "12" },
  });
  expect((await change("leader-a1", { effective: "2022-01-01", registry: { heat_meter: "0" } })).status).toBe(200);
  expect(await facts("2022-01-01")).toEqual({ heat_meter: "0" });
  expect(await facts("2021-12-31")).toEqual({ heat_meter: "1", seats: "12" });
});

it("refuses a fact that no registry has, a flag that is neither 1 nor 0, and anybody but the bureau's leader", async () => {
  const unknown = await change("leader-a1", { effective: "2023-01-01", registry: { heat_metre: "1" } });
  expect(unknown.status).toBe(422);
  expect(unknown.body.zh).toContain("heat_metre");
  const flag = await change("leader-a1", { effective: "2023-01-01", registry: { heat_meter: "2" } });
  expect(flag.status).toBe(422);
  expect(flag.body.en).toContain("1 (yes) or 0 (no)");
  for (const who of ["leader-a2", "clerk"])
    expect((await change(who, { effective: "2023-01-01", registry: { heat_meter: "1" } })).status).toBe(403);
});

it("an import sets the line of a new unit, keeps what it says nothing of, and refuses another one on record", async () => {
  const load = (lines: string) =>
    t.as("leader-a1").csv("/units/import", `code,name,region_code,covers,line,valid_from,valid_to\n${lines}`);
  expect((await load("h1,演示医院,Ta1,own,卫健,2020-01-01,2021-01-01")).status).toBe(200);
  expect((await load("h1,演示医院,Ta1,own,,2020-01-01,2021-01-01")).body).toMatchObject({ unchanged: 1, versions: 0 });
  expect((await load("h1,演示医院,Ta1,own,,2021-01-01,")).body).toMatchObject({ versions: 1 });
  const now = (await t.as("clerk").get("/units?date=2022-01-01")).body.items;
  expect(now.find((unit: { code: string }) => unit.code === "h1").line).toBe("卫健");
  expect((await load("h1,演示医院,Ta1,own,教育,2021-01-01,")).status).toBe(422);
});
