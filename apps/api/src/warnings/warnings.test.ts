import { afterAll, beforeAll, expect, it } from "vitest";
import type { Warning } from "@duibiao/indicators";
import { worldCatalogue } from "../evaluations/testing-catalogue.ts";
import { makeWorld, type World } from "../evaluations/testing-world.ts";
import { makeCatalogue } from "../testing-province.ts";

const words = (text: string) => ({ zh: text, en: text });
const warnings: Warning[] = [
  {
    key: "PACE",
    name: words("pace"),
    levels: [{ level: "red", when: "year_to_date(w_energy) > 100 * elapsed_share() * w_people" }],
  },
  { key: "RISE", name: words("rise"), levels: [{ level: "yellow", when: "w_energy > prev_period(w_energy)" }] },
  { key: "LATER", name: words("later"), levels: [], waitingFor: words("the register") },
];

let w: World;
let catalogue: number;
beforeAll(async () => {
  w = await makeWorld();
  catalogue = await makeCatalogue(w.t, { ...worldCatalogue, version: "warnings", warnings });
  const [first, second] = [await w.collect("W_Q", "2025Q1"), await w.collect("W_Q", "2025Q2")];
  // Invented. a2 has not reported the second quarter.
  await w.report(first, "a1", { w_energy: "300", w_people: "10" });
  await w.report(first, "a2", { w_energy: "10", w_people: "10" });
  await w.report(second, "a1", { w_energy: "250", w_people: "10" });
  await w.t.person("rev-a1", "reviewer", { region: w.region["a1"]! });
  await w.t.settle();
});
afterAll(() => w.t.close());

const read = (who: string, region: string) =>
  w.t
    .as(who)
    .get(`/regions/${w.region[region]}/warnings?catalogue=${catalogue}&period=${w.period["2025Q2"]}&lens=province`);
const brief = ({ body }: Awaited<ReturnType<typeof read>>) =>
  body.items.map(({ key, state, level, matched, expected }: any) => [key, state, level, matched, expected]);

it("tells a region's warnings over its roll-ups, and what lacks", async () => {
  // a1: 300 + 250 > 100 x 6/12 x 10; 250 is not above 300. Its city lacks a2's second quarter: raised nevertheless, never quiet.
  expect(brief(await read("ana", "a1"))).toEqual([
    ["PACE", "raised", "red", 1, 1],
    ["RISE", "quiet", null, 1, 1],
    ["LATER", "waiting", null, 0, 0],
  ]);
  const city = await read("ana", "A");
  expect(brief(city)).toEqual([
    ["PACE", "raised", "red", 1, 2],
    ["RISE", "undecided", null, 1, 2],
    ["LATER", "waiting", null, 0, 0],
  ]);
  expect(city.body.items[1].reasons[0].zh).toContain("应报 2 个单位，齐备 1 个");
});

it("is for those who see the region's roll-ups", async () => {
  expect((await read("rev-a1", "a1")).status).toBe(200);
  expect((await read("rev-a1", "b1")).status).toBe(404);
});
