import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeUnit } from "../testing-province.ts";
import { makeWorld, type Figures, type World } from "./testing-world.ts";

let w: World;
const collections: Record<string, number> = {};
const people = ["a1", "a2", "b1", "b2", "d", "cityA", "wholeB"];
/** Years and quarters in which each is asked; `cityA` is the city's own office, `wholeB` reports B's total beside its counties. */
const asked = ["2024Q1", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"];

beforeAll(async () => {
  w = await makeWorld();
  // a2 moves from A to B in the middle of 2025.
  await w.t.owner.query("update region_versions set valid_to = '2025-07-01' where region_id = $1", [w.region["a2"]]);
  await w.t.owner.query(
    "insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id) values ($1, '2025-07-01', 'county', 'Ta2', '演示a2', '县', $2)",
    [w.region["a2"], w.region["B"]],
  );
  w.unit["cityA"] = await makeUnit(w.t, "cityA", w.region["A"]!, "own");
  w.unit["wholeB"] = await makeUnit(w.t, "wholeB", w.region["B"]!, "whole");
  for (const key of asked) collections[key] = await w.collect("W_Q", key);
  collections["2024"] = await w.collect("W_Y", "2024");
});
afterAll(() => w.t.close());

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }).map(String) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant({ missing: "暂缺" }) },
);
const history = fc.array(
  fc.record({
    who: fc.constantFrom(...people),
    period: fc.constantFrom(...asked, "2024"),
    w_energy: amount,
    w_people: amount,
    w_files: amount,
    w_files_all: amount,
    w_area: amount,
  }),
  { minLength: 6, maxLength: 24 },
);

describe("operands over time", () => {
  it("are the same from stored roll-ups as from the units' figures, after any history, over a moved county and whole units", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (reports) => {
        for (const { who, period, w_area, ...quarterly } of reports) {
          const figures: Figures = period === "2024" ? { w_area } : quarterly;
          await w.report(collections[period]!, who, figures);
        }
        await w.t.settle();
        for (const [scheme, period] of [
          ["W1", "2025"],
          ["W1", "2025Q1"],
          ["W3", "2025Q4"],
          ["W1", "2025Q4"],
        ] as const) {
          for (const tier of ["county", "city", "province"]) {
            const { status, body } = await w.t.as("ana").post("/evaluations", {
              owner: w.region["P"],
              catalogue: w.catalogue,
              scheme,
              period: w.period[period],
              tier,
            });
            expect(status).toBe(200);
            const { body: verified } = await w.t.as("aud").post(`/evaluations/${body.id}/verify`);
            expect(verified.checks.filter((check: any) => !check.ok)).toEqual([]);
          }
        }
      }),
      { numRuns: 8, seed: 20261122 },
    );
  });
});
