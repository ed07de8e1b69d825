import { describe, expect, it } from "vitest";
import type { Cell } from "./columns.ts";
import type { Scheme, SchemeNode } from "./scheme.ts";
import { explain } from "../explanation/explain.ts";
import { lintScheme } from "./lint.ts";
import { score } from "./score.ts";

const name = { zh: "名", en: "name" };
const leaf = (key: string, weight = 0.5): SchemeNode => ({
  key,
  name,
  weight,
  indicator: key,
  norm: { method: "goalposts", lo: 0, hi: 100 },
});
const root = (options: Partial<SchemeNode>): SchemeNode => ({
  key: "root",
  name,
  weight: 1,
  children: [leaf("a"), leaf("b")],
  ...options,
});
const cell = (value: number | null): Cell => (value === null ? { status: "missing" } : { status: "value", value });

function run(
  options: Partial<SchemeNode>,
  a: number | null,
  b: number | null,
  scheme: Partial<Scheme> = {},
  more = {},
) {
  const result = score(
    { key: "S", name, minCoverage: 0.5, floor: 1, root: root(options), ...scheme },
    {
      regions: [{ id: "r", peerGroup: "p" }],
      columns: { a: [cell(a)], b: [cell(b)] },
      directions: { a: "higher", b: "higher" },
      ...more,
    },
  );
  return { ...result.regions[0]!, tree: explain(result, "r").root };
}

describe("methods and missing policies by node", () => {
  it.each<[Partial<SchemeNode>, number]>([
    // 40 and 60, half each.
    [{ method: "harmonic" }, 48],
    [{ method: "power", exponent: 2 }, Math.sqrt((1600 + 3600) / 2)],
    [{ method: "minimum" }, 40],
    // 50 - 100 / 50.
    [{ method: "mazziotta_pareto" }, 48],
    [{ method: "capped" }, 40],
  ])("combines by %o", (options, expected) => {
    const { score: own, tree } = run(options, 40, 60);
    expect(own).toBeCloseTo(expected, 10);
    const parts = tree.children.reduce((sum, child) => sum + child.contribution!, 0);
    expect(parts).toBeCloseTo(expected, 9);
  });

  it("keeps the weight of a missing child, shares it, or has no score, as the node says", () => {
    expect(run({}, 80, null).score).toBe(40);
    const shared = run({ missing: "reweight" }, 80, null);
    expect([shared.score, shared.coverage]).toEqual([80, 0.5]);
    expect(shared.tree.children.map((child) => child.contribution)).toEqual([80, null]);
    expect(run({ missing: "required" }, 80, null).score).toBeNull();
    expect(run({ minCoverage: 0.6 }, 80, null).score).toBeNull();
    expect(run({ missing: "reweight" }, null, null).score).toBeNull();
  });

  it("asks for a score of every child where that is required, filled ones included, and says what is lacking", () => {
    const own = run({ missing: "required" }, 80, null);
    expect(own.unranked[0]!.en).toBe(
      'Everything under "name" must have a score, and 50% of the weight has one; not ranked.',
    );
    // Three regions, so that the gap can be filled with their mean, 60; it earns points and does not count as covered.
    const columns = { a: [cell(80), cell(80), cell(80)], b: [cell(null), cell(50), cell(70)] };
    const filled = run(
      { missing: "required" },
      80,
      null,
      { steps: [{ step: "impute", method: "mean" }] },
      {
        regions: ["r", "s", "t"].map((id) => ({ id, peerGroup: "p" })),
        columns,
      },
    );
    expect(filled).toMatchObject({ score: 70, coverage: 0.5, filled: 0.5 });
  });

  it("names the node's own lowest coverage, not the scheme's", () => {
    expect(run({ minCoverage: 0.9 }, 80, null).unranked[0]!.en).toContain("less than 90%");
  });
});

describe("lint of node options and conclusions", () => {
  const codes = (options: Partial<SchemeNode>, more: Partial<Scheme> = {}) =>
    lintScheme({ key: "S", name, minCoverage: 0.5, root: root(options), ...more }, { a: "higher", b: "higher" }).map(
      ({ code }) => code,
    );

  it.each<[Partial<SchemeNode>, Partial<Scheme>, string[]]>([
    [{ method: "harmonic" }, {}, ["geometric_without_floor"]],
    [{ method: "power", exponent: -1 }, {}, ["geometric_without_floor"]],
    [{ method: "power", exponent: 2 }, {}, []],
    [{ method: "power" }, {}, ["exponent_missing"]],
    [{ minCoverage: 1.5 }, {}, ["min_coverage_out_of_range"]],
    [{}, { gates: [{ key: "g", cap: "good" }] }, ["gate_cap_unknown"]],
    [
      {},
      {
        grades: [
          { key: "c", min: 1 },
          { key: "b", min: 2 },
        ],
      },
      ["grades_disorder"],
    ],
    [{}, { bonus: { cap: 0 } }, ["bonus_cap_not_positive"]],
  ])("finds in %o %o: %j", (options, more, expected) => {
    expect(codes(options, more)).toEqual(expected);
  });
});

describe("bonus, grades and gates", () => {
  const grades = [
    { key: "excellent", min: 90 },
    { key: "good", min: 80 },
    { key: "failed", min: 0 },
  ];
  const scheme = { grades, gates: [{ key: "fraud", cap: "good" }], bonus: { cap: 5 } };
  const concluded = (gate: boolean | null, bonus: number, a: number | null = 88) =>
    run({}, a, a, scheme, { gates: { fraud: [gate] }, bonus: [bonus] }).concluded;

  it("adds no more than the cap, outside the base score", () => {
    // 88 + min(7, 5) = 93.
    expect(concluded(false, 7)).toEqual({ total: 93, bonus: 5, grade: "excellent", struck: [], undecided: [] });
    expect(run({}, 88, 88, scheme, { gates: { fraud: [false] }, bonus: [7] }).score).toBe(88);
    expect(concluded(false, -3)).toMatchObject({ total: 88, bonus: 0, grade: "good" });
  });

  it("holds the grade at the cap of a gate that strikes, and names one that cannot be told", () => {
    expect(concluded(true, 7)).toMatchObject({ total: 93, grade: "good", struck: ["fraud"] });
    expect(concluded(true, 0, 10)).toMatchObject({ grade: "failed", struck: ["fraud"] });
    expect(concluded(null, 7)).toMatchObject({ grade: "excellent", undecided: ["fraud"] });
    expect(concluded(true, 7, null)).toMatchObject({ total: null, grade: null, struck: ["fraud"] });
  });

  it("says nothing where the scheme has none", () => {
    expect(run({}, 88, 88)).not.toHaveProperty("concluded");
  });
});
