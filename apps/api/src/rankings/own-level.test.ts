import { afterAll, beforeAll, expect, it } from "vitest";
import { makeWorld, type World } from "../evaluations/testing-world.ts";

let w: World;
beforeAll(async () => {
  w = await makeWorld({
    A0: { region: "A", covers: "own" },
    A9: { region: "A", covers: "whole" },
    B9: { region: "B", covers: "whole" },
  });
  const quarter = await w.collect("W_Q", "2025Q1");
  const figures = { A0: ["300", "10"], A9: ["9000", "10"], B9: ["8000", "10"], a1: ["100", "10"], a2: ["80", "10"] };
  for (const [who, [energy, people]] of Object.entries(figures))
    await w.report(quarter, who, { w_energy: energy!, w_people: people! });
  await w.t.settle();
});
afterAll(() => w.t.close());

const ranking = (more: string, who = "ana") =>
  w.t
    .as(who)
    .get(`/rankings?catalogue=${w.catalogue}&indicator=per_head&period=${w.period["2025Q1"]}&tier=city${more}`);
const cities = async (more: string) => {
  const { body } = await ranking(more);
  const rows = Object.fromEntries(body.items.map((item: any) => [item.name.replace("演示", ""), item]));
  return { own: body.own, A: rows["A"], B: rows["B"] };
};

it("compares own levels by their own units alone: neither counties below nor a unit that covers the region", async () => {
  const own = await cities("&own=true");
  // 300 kWh / 10 people of the city's own unit.
  expect(own).toMatchObject({ own: true, A: { value: 30, matched: 1, expected: 1, place: { rank: 1 } } });
  // B has no unit of its own level: listed with a reason, never ranked.
  expect(own.B).toMatchObject({ value: null, place: null });
  expect(own.B.reason.zh).toContain("没有本级填报单位");
});

it("without it a city is everything below: (300 + 100 + 80) / 30", async () => {
  expect(await cities("")).toMatchObject({ own: false, A: { value: 16 } });
});

it("is refused where roll-ups may not be read", async () => {
  await w.t.person("sys", "system_admin", {});
  expect((await ranking("&own=true", "sys")).status).toBe(403);
});
