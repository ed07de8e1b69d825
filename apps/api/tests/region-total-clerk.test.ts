import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { accept, openFlow, report, unitsOfSmallProvince, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
let county: { id: number; hash: string };

/** City A and the province have a unit each that reports the total of the whole region. */
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t, {
    ...unitsOfSmallProvince,
    Aw: { region: "A", covers: "whole" },
    Pw: { region: "P", covers: "whole" },
  });
  county = await report(f, "a1", { energy: "100", people: "2" });
  await report(f, "d", { energy: "50", people: "2" });
  await report(f, "A0", { energy: "10", people: "2" });
  await report(f, "Aw", { energy: "110", people: "4" });
  await accept(f, "reviewer-a1", "county", county);
  await t.settle();
});
afterAll(() => t.close());

test.each(["Aw", "Pw"])("the clerk of a region's total (%s) reads no other unit's papers", async (who) => {
  const listed = await t.as(`clerk-${who}`).get("/submissions");
  expect(listed.body.items.filter((s: any) => s.unitId !== f.unit[who])).toEqual([]);
  expect((await t.as(`clerk-${who}`).get(`/submissions/${county.id}`)).status).toBe(404);
  const { body } = await t.as(`clerk-${who}`).get(`/collections/${f.collection}`);
  expect(body.assignments.map((a: any) => a.unitId)).toEqual([f.unit[who]]);
});

test("yet reads that region's own figure", async () => {
  const { body } = await t
    .as("clerk-Aw")
    .get(`/roll-ups?period=${f.period}&lens=submitted&region=${f.region["A"]}&measure=t_energy`);
  expect(body.items.find((i: any) => i.member === "total").sum).toBe("110");
});

test("a province's drafts are not shown to the clerk of its total", async () => {
  const { rows } = await t.owner.query(
    `insert into evaluations (owner_region_id, catalogue_id, scheme_key, period_id, tier, lens, trial, synthetic, inputs, inputs_hash, results, results_hash, engine, created_by)
     values ($1, $2, 's', $3, 'county', 'province', true, true, '{}', 'x', '{}', 'x', 'e', 1) returning id`,
    [f.region["P"], f.catalogue, f.period],
  );
  await t.owner.query(
    `with r as (insert into releases (evaluation_id, owner_region_id, scheme_key, period_id, tier, number, title, audience, head, created_by)
       values ($1, $2, 's', $3, 'county', 1, 't', 'own', '{"stamps": []}', 1) returning id)
     insert into release_states (release_id, seq, state, user_id) select id, 1, 'draft', 1 from r`,
    [rows[0].id, f.region["P"], f.period],
  );
  expect((await t.as("analyst").get("/releases")).body.items).toHaveLength(1);
  expect((await t.as("clerk-Pw").get("/releases")).body.items).toEqual([]);
});
