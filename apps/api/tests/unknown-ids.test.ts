import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  await report(f, "a1", { energy: "100", people: "2" });
  await t.settle();
});
afterAll(() => t.close());

const nouns = ["collection", "unit", "period", "region", "parent", "city", "owner"];
const nowhere = 987_654;

test("whoever asks about an id that is not there hears so, over the whole interface: an empty list never says it", async () => {
  const known: Record<string, string | number> = {
    collection: f.collection,
    period: f.period,
    region: f.region["P"]!,
    catalogue: f.catalogue,
    owner: f.region["P"]!,
    city: f.region["A"]!,
    lens: "submitted",
    form: "T_FORM",
    kind: "quarter",
  };
  const { paths } = (await t.as("analyst").get("/openapi.json")).body;
  const silent: string[] = [];
  let refused = 0;
  for (const [path, { get }] of Object.entries<any>(paths)) {
    if (get === undefined || path.includes("{")) continue;
    const asked = get.parameters.filter((p: any) => p.in === "query");
    const needed = asked.filter((p: any) => p.required).map((p: any) => [p.name, known[p.name] ?? 1]);
    for (const { name, schema } of asked) {
      if (!nouns.includes(name) || schema.type !== "integer") continue;
      const query = new URLSearchParams({ ...Object.fromEntries(needed), [name]: nowhere });
      for (const who of ["analyst", "reviewer-A", "leader-P", "clerk-a1", "auditor"]) {
        const answer = await t.as(who).get(`${path}?${query}`);
        if (answer.status === 200) silent.push(`${who} ${path}?${query}`);
        if (answer.status === 404) refused += 1;
      }
    }
  }
  expect(silent).toEqual([]);
  expect(refused).toBeGreaterThan(40);
});

test("what is there and has nothing is an empty list, and where nothing is named nothing is refused", async () => {
  const reviewer = t.as("reviewer-B");
  for (const path of [
    `/submissions?unit=${f.unit["b1"]}`,
    `/exchange/changes?lens=submitted&collection=${f.collection}`,
    "/matters",
  ]) {
    const answer = await reviewer.get(path);
    expect([path, answer.status, answer.body.items]).toEqual([path, 200, []]);
  }
  const missing = await reviewer.get(`/exchange/changes?lens=submitted&collection=${nowhere}`);
  expect([missing.status, missing.body.what]).toEqual([404, `collection ${nowhere}`]);
});
