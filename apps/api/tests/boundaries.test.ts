import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestPlatform, type TestPlatform } from "../src/testing.ts";
import { figure, openFlow, report, type Flow } from "./flow.ts";

let t: TestPlatform;
let f: Flow;
beforeAll(async () => {
  t = await createTestPlatform();
  t.setNow("2026-04-10T09:00:00+08:00");
  f = await openFlow(t);
  await report(f, "a1", { energy: "1000", people: "10" });
  await report(f, "a2", { energy: "500.5", people: "5" });
  await report(f, "b1", { energy: "30", people: "3" });
  await report(f, "A0", { energy: "7", people: "1" });
  // The province looks at figures that no city has reviewed: both let it.
  for (const city of ["A", "B"]) {
    const body = { city: f.region[city], reason: "区划调整测算" };
    expect((await t.as(`leader-${city}`).post(`/collections/${f.collection}/openings`, body)).status).toBe(200);
  }
  await t.settle();
});
afterAll(() => t.close());

const onBoundaries = async (boundaries: string, region: string) => {
  const answer = await t
    .as("reviewer-P")
    .get(`/roll-ups?period=${f.period}&lens=submitted&measure=t_energy&boundaries=${boundaries}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.items.find((i: any) => i.regionId === f.region[region] && i.member === "total");
};

test("the tree of a period is the tree of its last day, whatever happens later", async () => {
  const change = await t.as("leader-P").post("/region-changes", {
    kind: "split",
    effective: "2026-04-05",
    from: f.region["a1"],
    closes: true,
    into: [
      { region: f.region["b1"], share: "0.3" },
      { region: f.region["a2"], share: "0.7" },
    ],
  });
  expect(change.status, change.text).toBe(200);
  await t.settle();
  // Sums by hand: A = a1 1000 + a2 500.5 + own 7; B = b1 30; P = both.
  expect((await figure(f, "reviewer-P", "A", "t_energy", "submitted")).sum).toBe("1507.5");
  expect((await onBoundaries("period", "B")).sum).toBe("30");
  expect((await onBoundaries("period", "a1")).sum).toBe("1000");
});

test("today's boundaries share a closed county out by lineage and mark what a share went into", async () => {
  // By hand: 0.3 of a1's 1000 goes to b1 (30 + 300), 0.7 to a2 (500.5 + 700); the own level of A stays with A.
  const of = (share: string) => [{ regionId: f.region["a1"], name: "演示a1", share, basis: "2026-04-05" }];
  expect(await onBoundaries("today", "b1")).toMatchObject({ sum: "330", boundaryShares: of("0.3") });
  expect(await onBoundaries("today", "a2")).toMatchObject({ sum: "1200.5", boundaryShares: of("0.7") });
  expect(await onBoundaries("today", "B")).toMatchObject({ sum: "330", boundaryShares: of("0.3") });
  expect(await onBoundaries("today", "A")).toMatchObject({ sum: "1207.5", boundaryShares: of("0.7") });
  // What is shared out inside the province adds up again, and nothing of it is estimated: 1000 + 500.5 + 30 + 7.
  expect(await onBoundaries("today", "P")).toMatchObject({ sum: "1537.5", boundaryShares: [] });
  expect(await onBoundaries("today", "a1")).toBeUndefined();
  expect(await onBoundaries("today", "b2")).toMatchObject({ sum: null, boundaryShares: [] });
});

test("a closed county's papers belong to whoever took the larger share, and to the city of that time for reading", async () => {
  const list = async (who: string) =>
    (await t.as(who).get(`/submissions?collection=${f.collection}`)).body.items.map((i: any) => i.unitId);
  expect(await list("reviewer-a2")).toContain(f.unit["a1"]);
  expect(await list("reviewer-A")).toContain(f.unit["a1"]);
  expect(await list("reviewer-b1")).not.toContain(f.unit["a1"]);
  expect(await list("reviewer-B")).not.toContain(f.unit["a1"]);
});
