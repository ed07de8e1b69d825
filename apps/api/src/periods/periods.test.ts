import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProvince, smallProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

let t: TestPlatform;
beforeAll(async () => {
  t = await createTestPlatform();
  const { region } = await makeProvince(t, smallProvince, {});
  await t.person("analyst", "analyst", { region: region["P"]! });
  await t.person("county", "analyst", { region: region["a1"]! });
});
afterAll(() => t.close());

const add = (who: string, kind: string, period: string) => t.as(who).post("/periods", { kind, period });

describe("reporting periods", () => {
  it("exist once per kind and dates, however they are written", async () => {
    const first = await add("analyst", "custom", "2024-02-01/P1Y");
    expect(first.body).toEqual({
      id: expect.any(Number),
      key: "2024-02-01/2025-01-31",
      kind: "custom",
      start: "2024-02-01",
      end: "2025-01-31",
    });
    expect((await add("analyst", "custom", "2024-02-01/2025-01-31")).body).toEqual(first.body);
  });

  it("are listed by kind and dates", async () => {
    for (const [kind, text] of [
      ["year", "2023"],
      ["quarter", "2023Q2"],
      ["month", "2023-05"],
      ["instant", "2024-05-15"],
    ] as const)
      expect((await add("analyst", kind, text)).status).toBe(200);
    const keys = async (query: string) =>
      (await t.as("county").get(`/periods?${query}`)).body.items.map((x: any) => x.key);
    expect(await keys("from=2023-01-01&to=2023-12-31")).toEqual(["2023-05", "2023Q2", "2023"]);
    expect(await keys("kind=instant")).toEqual(["2024-05-15"]);
  });

  it("are refused when they name no day, and to people of a county", async () => {
    const wrong = await add("analyst", "quarter", "2023Q5");
    expect(wrong.status).toBe(422);
    expect(wrong.body.zh).toContain("2023Q5");
    expect((await add("analyst", "week", "2023W1")).status).toBe(400);
    expect((await add("county", "year", "2022")).status).toBe(403);
  });
});
