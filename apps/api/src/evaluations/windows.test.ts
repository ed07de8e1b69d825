import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Catalogue } from "@duibiao/indicators";
import { makeCatalogue } from "../testing-province.ts";
import { worldCatalogue } from "./testing-catalogue.ts";
import { makeWorld, type World } from "./testing-world.ts";

const words = (text: string) => ({ zh: `${text}名`, en: text });

/** Formulas over time, each an indicator of one scheme. */
const formulas: Record<string, string> = {
  change: "w_energy - prev_period(w_energy)",
  ytd_per_head: "year_to_date(w_energy) / year_to_date(w_people)",
  yearly: "annualised(year_to_date(w_energy))",
  three: "moving_sum(w_energy, 3)",
  mean_people: "moving_mean(w_people, 3)",
  pace: "year_to_date(w_energy) / elapsed_share()",
  to_target: "year_to_date(w_energy) / target(yearly)",
  capped: "w_energy / limit(caps[use])",
  last_year_ytd: "prev_year(year_to_date(w_energy))",
  counted: "w_logins / w_people",
  uncollected: "w_safety / w_people",
};

const catalogue: Catalogue = {
  ...worldCatalogue,
  version: "windows",
  measures: [
    ...worldCatalogue.measures,
    {
      key: "w_logins",
      name: words("logins"),
      uom: "次",
      type: "integer",
      aggRegion: "sum",
      aggTime: "sum",
      origin: "counter",
      module: "desk",
    },
  ],
  indicators: Object.entries(formulas).map(([key, formula]) => ({
    key,
    name: words(key),
    formula,
    uom: "1",
    direction: "lower",
  })),
  limits: [
    {
      key: "caps",
      name: words("caps"),
      uom: "kWh",
      limits: [
        { key: "use", name: words("use"), value: "50", validTo: "2025-06-30" },
        { key: "use", name: words("use"), value: "40", validFrom: "2025-07-01" },
      ],
    },
  ],
  targets: [
    { key: "all", indicator: "yearly", year: 2025, value: 1000 },
    { key: "A", indicator: "yearly", region: "TA", year: 2025, value: 300 },
  ],
  schemes: [
    {
      ...worldCatalogue.schemes[0]!,
      key: "TIME",
      root: {
        key: "TIME",
        name: words("TIME"),
        weight: 1,
        children: Object.keys(formulas).map((indicator) => ({
          key: `L_${indicator}`,
          name: words(indicator),
          weight: 1 / Object.keys(formulas).length,
          indicator,
          norm: { method: "goalposts", lo: 1000, hi: 0 },
        })),
      },
    },
  ],
};

let w: World;
let id: number;
const evaluate = (period: string, tier: string) =>
  w.t
    .as("ana")
    .post("/evaluations", { owner: w.region["P"], catalogue: id, scheme: "TIME", period: w.period[period], tier });

beforeAll(async () => {
  w = await makeWorld();
  id = await makeCatalogue(w.t, catalogue);
  // Invented. Energy and people by quarter; a2 says nothing for the second quarter of 2025.
  const figures: Record<string, Record<string, [string, string] | null>> = {
    "2024Q4": { a1: ["90", "8"], a2: ["10", "4"] },
    "2025Q1": { a1: ["100", "10"], a2: ["20", "5"] },
    "2025Q2": { a1: ["60", "11"], a2: null },
    "2025Q3": { a1: ["80", "12"], a2: ["30", "5"] },
  };
  for (const [period, units] of Object.entries(figures)) {
    const collection = await w.collect("W_Q", period);
    for (const [unit, given] of Object.entries(units))
      if (given) await w.report(collection, unit, { w_energy: given[0], w_people: given[1] });
  }
  await w.t.settle();
});
afterAll(() => w.t.close());

/** Cells of one region by indicator, after the evaluation has been found to recompute. */
async function cellsOf(period: string, tier: string, name: string): Promise<Record<string, any>> {
  const { status, text, body } = await evaluate(period, tier);
  expect(status, text).toBe(200);
  const verified = await w.t.as("aud").post(`/evaluations/${body.id}/verify`);
  expect(verified.body.checks.filter((check: any) => !check.ok)).toEqual([]);
  const { rows } = await w.t.owner.query("select inputs from evaluations where id = $1", [body.id]);
  const inputs = JSON.parse(rows[0].inputs);
  const at = inputs.regions.findIndex((region: any) => region.name === `演示${name}`);
  return Object.fromEntries(Object.entries<any[]>(inputs.cells).map(([key, column]) => [key, column[at]]));
}

describe("figures over time in an evaluation", () => {
  it("come from the periods before, put together before the formula", async () => {
    const a1 = await cellsOf("2025Q3", "county", "a1");
    const value = (key: string) => a1[key].value;
    // 80 - 60; (100 + 60 + 80) / 12 people at the end; 240 in nine months = 320 in twelve.
    expect([value("change"), value("ytd_per_head"), value("yearly")]).toEqual([20, 20, 320]);
    // 100 + 60 + 80; (10 + 11 + 12) / 3.
    expect([value("three"), value("mean_people")]).toEqual([240, 11]);
    // 240 in 9 of 12 months. 240 of everyone's 1000. 80 over the limit of 40 that began in July.
    expect([value("pace"), value("to_target"), value("capped")]).toEqual([320, 0.24, 2]);
  });

  it("count a unit only where it answered every period of the window", async () => {
    const city = await cellsOf("2025Q3", "city", "A");
    // a2 lacks the second quarter: left out of the year to date, and the city is incomplete.
    expect(city["ytd_per_head"]).toMatchObject({
      value: 20,
      matched: 1,
      expected: 2,
      complete: false,
      path: "matched",
    });
    expect(city["mean_people"]).toMatchObject({ value: 11, matched: 1, complete: false });
    expect(city["change"]).toMatchObject({ value: 20, matched: 1, complete: false });
    // Its own target of 300 stands before everyone's.
    expect(city["to_target"].value).toBe(0.8);
    // This quarter alone: 80 + 30, over 40.
    expect(city["capped"]).toMatchObject({ value: 2.75, matched: 2, complete: true });
  });

  it("tell what no module counts yet from what no form asks", async () => {
    const a1 = await cellsOf("2025Q3", "county", "a1");
    expect(a1["counted"]).toMatchObject({
      status: "uncollected",
      gap: { code: "module_absent", operands: ["w_logins"] },
    });
    expect(a1["uncollected"]).toMatchObject({ status: "uncollected", gap: null });
  });

  it("reach into the year before, and end where nothing was ever asked", async () => {
    const city = await cellsOf("2025Q1", "city", "A");
    // (100 + 20) - (90 + 10); the year to date begins anew; the limit of 50 held until June.
    expect(city["change"]).toMatchObject({ value: 20, matched: 2, complete: true });
    expect([city["yearly"].value, city["capped"].value]).toEqual([480, 2.4]);
    // The third quarter of 2024 was asked of nobody; so was the first.
    expect(city["three"].gap).toEqual({ code: "no_history", operands: ["moving_sum(w_energy, 3)"] });
    expect(city["last_year_ytd"].gap.code).toBe("no_history");
  });
});
