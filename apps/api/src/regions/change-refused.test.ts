import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProvince, smallProvince, type TestProvince } from "../testing-province.ts";
import { createTestPlatform, type TestPlatform } from "../testing.ts";

/** An invented province with two cities; a second province beside it. */
const regions = [
  ...smallProvince,
  { key: "Q", tier: "province" as const, parent: null },
  { key: "C", tier: "city" as const, parent: "Q" },
  { key: "c1", tier: "county" as const, parent: "C", kind: "县" },
];
let t: TestPlatform;
let p: TestProvince;
beforeAll(async () => {
  t = await createTestPlatform();
  p = await makeProvince(t, regions, {
    ua1: { region: "a1", covers: "own" },
    ub1: { region: "b1", covers: "whole" },
  });
  await t.person("platform", "system_admin");
  await t.person("P", "leader", { region: p.region["P"]! });
  await t.person("Q", "leader", { region: p.region["Q"]! });
  await t.person("A", "leader", { region: p.region["A"]! });
  await t.person("analyst", "analyst", { region: p.region["P"]! });
});
afterAll(() => t.close());

const effective = "2026-04-01";
const change = (who: string, body: Record<string, unknown>) =>
  t.as(who).post("/region-changes", { effective, ...body });
const r = (key: string) => p.region[key]!;
const versions = async () =>
  (
    await t.owner.query(
      "select region_id, valid_from::text, valid_to::text, name, code, parent_id from region_versions order by 1, 2",
    )
  ).rows;

describe("a region change is refused", () => {
  it.each<[string, string, () => Record<string, unknown>, number]>([
    ["to a city's people", "A", () => ({ kind: "rename", region: r("a1"), name: "新名" }), 403],
    ["to an analyst", "analyst", () => ({ kind: "rename", region: r("a1"), name: "新名" }), 403],
    ["where the region is another province's", "Q", () => ({ kind: "rename", region: r("a1"), name: "新名" }), 403],
    [
      "where the new parent is another province's",
      "P",
      () => ({ kind: "transfer", region: r("a1"), parent: r("C") }),
      403,
    ],
    [
      "where the region comes from another province",
      "P",
      () => ({ kind: "transfer", region: r("c1"), parent: r("A") }),
      403,
    ],
    [
      "where a merge takes in another province's county",
      "P",
      () => ({ kind: "merge", from: [r("a1"), r("c1")], into: { region: r("a2") } }),
      403,
    ],
    [
      "where a unit would go to another province",
      "P",
      () => ({
        kind: "merge",
        from: [r("a1")],
        into: { region: r("a2") },
        units: [{ unit: p.unit["ua1"], to: { region: r("c1") } }],
      }),
      403,
    ],
    [
      "where a founded county would hang in another province",
      "P",
      () => ({
        kind: "merge",
        from: [r("a1")],
        into: { new: { code: "N", name: "新县", parent: r("C") } },
      }),
      403,
    ],
    ["for a region that does not exist", "P", () => ({ kind: "rename", region: 999999, name: "新名" }), 404],
    ["when nothing would change", "P", () => ({ kind: "transfer", region: r("a1"), parent: r("A") }), 422],
    ["when a city would hang under a city", "P", () => ({ kind: "transfer", region: r("A"), parent: r("B") }), 422],
    [
      "when regions of two tiers would merge",
      "P",
      () => ({ kind: "merge", from: [r("a1")], into: { region: r("B") } }),
      422,
    ],
    [
      "when a region would merge into itself",
      "P",
      () => ({ kind: "merge", from: [r("a1")], into: { region: r("a1") } }),
      422,
    ],
    [
      "before the region's first day",
      "P",
      () => ({ kind: "rename", region: r("a1"), name: "新名", effective: "1999-12-31" }),
      422,
    ],
    [
      "on the region's first day",
      "P",
      () => ({ kind: "rename", region: r("a1"), name: "新名", effective: "2000-01-01" }),
      422,
    ],
    [
      "when shares do not add up to 1",
      "P",
      () => ({
        kind: "split",
        from: r("a1"),
        closes: true,
        into: [
          { region: r("a2"), share: "0.5" },
          { region: r("b1"), share: "0.49" },
        ],
      }),
      422,
    ],
    [
      "when a share is 0",
      "P",
      () => ({
        kind: "split",
        from: r("a1"),
        closes: true,
        into: [
          { region: r("a2"), share: "1" },
          { region: r("b1"), share: "0.0" },
        ],
      }),
      400,
    ],
    [
      "when a region that stays keeps no share",
      "P",
      () => ({
        kind: "split",
        from: r("a1"),
        closes: false,
        into: [
          { region: r("a2"), share: "0.5" },
          { region: r("b1"), share: "0.5" },
        ],
      }),
      422,
    ],
    [
      "when a region that closes keeps a share",
      "P",
      () => ({
        kind: "split",
        from: r("a1"),
        closes: true,
        into: [
          { region: r("a1"), share: "0.5" },
          { region: r("b1"), share: "0.5" },
        ],
      }),
      422,
    ],
    ["when a code is in use", "P", () => ({ kind: "code", region: r("a1"), code: "Ta2" }), 409],
    [
      "when a region is founded under a closed tier",
      "P",
      () => ({ kind: "new", parent: r("a1"), tier: "county", new: { code: "N", name: "新县" } }),
      422,
    ],
    [
      "when a unit of the total would move",
      "P",
      () => ({
        kind: "merge",
        from: [r("b1")],
        into: { region: r("b2") },
        units: [{ unit: p.unit["ub1"], to: { region: r("a1") } }],
      }),
      422,
    ],
    [
      "with a word it does not know",
      "P",
      () => ({ kind: "rename", region: r("a1"), name: "新名", colour: "red" }),
      400,
    ],
  ])("%s", async (_title, who, body, status) => {
    const before = await versions();
    const answer = await change(who, body());
    expect(answer.status, answer.text).toBe(status);
    if (status >= 409) expect(answer.body.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(await versions()).toEqual(before);
  });

  it("while children of a closing city have no place, and names them", async () => {
    const answer = await change("P", {
      kind: "merge",
      from: [r("B")],
      into: { region: r("A") },
      children: [{ child: r("b1"), to: { region: r("A") } }],
    });
    expect(answer.status).toBe(422);
    expect(answer.body.children).toEqual([r("b2")]);
    expect(answer.body.zh).toContain("演示b2");
  });
});
