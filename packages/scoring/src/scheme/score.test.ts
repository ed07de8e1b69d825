import { describe, expect, it } from "vitest";
import type { Cell, ScoringInput } from "./columns.ts";
import { log } from "../numeric/elementary.ts";
import { ScoringError } from "./remark.ts";
import type { Norm, Scheme, SchemeNode } from "./scheme.ts";
import { score } from "./score.ts";
import { engineVersion } from "../version.ts";

const text = (en: string) => ({ zh: en, en });
const percent: Norm = { method: "goalposts", lo: 0, hi: 100 };
const peers: Norm = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 };

function leaf(key: string, weight: number, norm: Norm = percent): SchemeNode {
  return { key, name: text(key), weight, indicator: key, norm };
}

function node(
  key: string,
  weight: number,
  children: SchemeNode[],
  method: "arithmetic" | "geometric" = "arithmetic",
): SchemeNode {
  return { key, name: text(key), weight, children, method };
}

function schemeOf(root: SchemeNode, minCoverage = 0.5, floor = 1): Scheme {
  return { key: "S", name: text("S"), minCoverage, floor, root };
}

const missing: Cell = { status: "missing" };
const notApplicable: Cell = { status: "not_applicable" };
const uncollected: Cell = { status: "uncollected" };
const value = (x: number): Cell => ({ status: "value", value: x });
const incomplete = (x: number): Cell => ({ status: "value", value: x, complete: false });

/** One region per row of cells, all in one peer group, every indicator higher is better. */
function inputOf(indicators: string[], rows: Cell[][]): ScoringInput {
  return {
    regions: rows.map((_, r) => ({ id: `r${r}`, peerGroup: "counties" })),
    columns: Object.fromEntries(indicators.map((key, i) => [key, rows.map((row) => row[i]!)])),
    directions: Object.fromEntries(indicators.map((key) => [key, "higher" as const])),
  };
}

const scoresOf = (s: Scheme, i: ScoringInput) => score(s, i).regions.map((r) => r.score);

describe("score", () => {
  it("reproduces the human development index of Norway for 2021", () => {
    // UNDP, Human Development Report 2021/2022, statistical table 1 (MEMORY, not re-read): life expectancy 83.2,
    // expected schooling 18.2 years (capped at 18), mean schooling 13.0, GNI per head 64,660; HDI 0.961.
    // Technical note 1: goalposts 20-85, 0-18, 0-15, ln 100 - ln 75,000; schooling is the arithmetic
    // mean of its two indices, the HDI the geometric mean of the three dimensions. By hand:
    // .97231, (1 + .86667) / 2 = .93333, (ln 64660 - ln 100) / (ln 75000 - ln 100) = .97759,
    // (.97231 * .93333 * .97759)^(1/3) = .88715^(1/3) = .9609.
    const third = 1 / 3;
    const schooling = node("schooling", third, [
      leaf("expected", 0.5, { method: "goalposts", lo: 0, hi: 18 }),
      leaf("mean", 0.5, { method: "goalposts", lo: 0, hi: 15 }),
    ]);
    const hdi = node(
      "hdi",
      1,
      [
        leaf("life", third, { method: "goalposts", lo: 20, hi: 85 }),
        schooling,
        leaf("ln_income", third, { method: "goalposts", lo: log(100), hi: log(75000) }),
      ],
      "geometric",
    );
    const norway = [value(83.2), value(18.2), value(13), value(log(64660))];
    const input = inputOf(["life", "expected", "mean", "ln_income"], [norway]);
    const [total] = scoresOf(schemeOf(hdi), input);
    expect(total! / 100).toBeCloseTo(0.961, 3);
  });

  it("weighs by hand calculation and ranks from full precision", () => {
    const s = schemeOf(node("root", 1, [leaf("a", 0.5), leaf("b", 0.3), leaf("c", 0.2)]));
    const rows = [
      [value(80), value(60), value(10)], // 40 + 18 + 2 = 60
      [value(20), value(90), value(100)], // 10 + 27 + 20 = 57
      [value(60), value(60), value(60)], // 60
    ];
    const result = score(s, inputOf(["a", "b", "c"], rows));
    expect(result.regions.map((r) => r.score)).toEqual([60, 57, 60]);
    expect(result.regions.map((r) => [r.place!.rank, r.place!.rankTo])).toEqual([
      [1, 2],
      [3, 3],
      [1, 2],
    ]);
    expect(result.regions[1]!.place!.gapToBest).toBe(3);
    expect(result.nRanked).toBe(3);
    expect(result.engineVersion).toBe(engineVersion);
  });

  it("gives a tie to regions whose equal scores stand in different indicators", () => {
    const third = 1 / 3;
    const s = schemeOf(node("root", 1, [leaf("a", third), leaf("b", third), leaf("c", third)]));
    const rows = [
      [value(10.1), value(20.7), value(40.3)],
      [value(40.3), value(10.1), value(20.7)],
      [value(20.7), value(40.3), value(10.1)],
    ];
    const result = score(s, inputOf(["a", "b", "c"], rows));
    expect(result.regions.map((r) => r.place!.rankTo)).toEqual([3, 3, 3]);
  });
});

describe("missing policy", () => {
  const flat = schemeOf(node("root", 1, [leaf("a", 0.5), leaf("b", 0.3), leaf("c", 0.2)]));
  const keys = ["a", "b", "c"];

  it("shares the weight of what does not apply among its siblings", () => {
    // (0.5 * 80 + 0.2 * 45) / 0.7 = 49 / 0.7 = 70.
    const result = score(flat, inputOf(keys, [[value(80), notApplicable, value(45)]]));
    expect(result.regions[0]!.score).toBeCloseTo(70, 12);
    expect(result.regions[0]!.coverage).toBe(1);
  });

  it("lets missing, incomplete and uncollected keep their weight and earn nothing", () => {
    // 0.5 * 80 + 0.3 * 0 + 0.2 * 45 = 49, coverage 0.7.
    for (const cell of [missing, incomplete(100), uncollected]) {
      const [region] = score(flat, inputOf(keys, [[value(80), cell, value(45)]])).regions;
      expect(region!.score).toBeCloseTo(49, 12);
      expect(region!.coverage).toBeCloseTo(0.7, 12);
      expect(region!.place!.rank).toBe(1);
    }
  });

  it("lets them earn the floor in a geometric node", () => {
    // 81^0.5 * 1^0.5 = 9 with the floor 1; a reported 0 earns the same floor.
    const s = schemeOf(node("root", 1, [leaf("a", 0.5), leaf("b", 0.5)], "geometric"));
    const rows = [
      [value(81), missing],
      [value(81), value(0)],
      [value(81), notApplicable],
    ];
    const [gap, zero, exempt] = scoresOf(s, inputOf(["a", "b"], rows));
    expect(gap).toBeCloseTo(9, 12);
    expect(zero).toBeCloseTo(9, 12);
    expect(exempt).toBe(81);
  });

  it("passes a coverage that equals the threshold and shows a lower one unranked with the reason", () => {
    const s = { ...flat, minCoverage: 0.7 };
    const rows = [
      [value(80), missing, value(45)], // covered 0.5 + 0.2 = 0.7
      [missing, value(80), value(45)], // covered 0.5
    ];
    const [enough, tooLittle] = score(s, inputOf(keys, rows)).regions;
    expect(enough!.place!.rank).toBe(1);
    expect(tooLittle!.score).toBeNull();
    expect(tooLittle!.place).toBeNull();
    expect(tooLittle!.unranked).toEqual([
      {
        code: "total_low_coverage",
        node: "root",
        coverage: 0.5,
        zh: "「root」有得分的权重只占 50%，低于 70%，不参加排名。",
        en: 'Only 50% of the weight of "root" has a score, less than 70%; not ranked.',
      },
    ]);
  });

  it("passes 0.1 + 0.7 at a threshold of 0.8, though the doubles add up to less", () => {
    const s = schemeOf(node("root", 1, [leaf("a", 0.1), leaf("b", 0.7), leaf("c", 0.2)]), 0.8);
    const [region] = score(s, inputOf(keys, [[value(50), value(50), missing]])).regions;
    expect(region!.coverage).toBeLessThan(0.8);
    expect(region!.place!.rank).toBe(1);
  });

  it("counts a thin child's coverage in its parent, and a child without a score not at all", () => {
    const s = schemeOf(
      node("root", 1, [node("d1", 0.5, [leaf("a", 0.6), leaf("b", 0.4)]), node("d2", 0.5, [leaf("c", 1)])]),
      0.6,
    );
    // d1 covered 0.6: 0.5 * 0.6 + 0.5 * 1 = 0.8. With only b, d1 is covered 0.4 < 0.6: 0.5 * 1.
    const rows = [
      [value(100), missing, value(100)],
      [missing, value(100), value(100)],
    ];
    const [thin, none] = score(s, inputOf(keys, rows)).regions;
    expect(thin!.coverage).toBeCloseTo(0.8, 12);
    expect(thin!.score).toBeCloseTo(80, 12);
    expect(none!.coverage).toBe(0.5);
    expect(none!.score).toBeNull();
  });

  it("does not rank a region with a dimension that is too thin, nor one where nothing applies", () => {
    const dimensions = schemeOf(
      node("root", 1, [node("d1", 0.8, [leaf("a", 0.5), leaf("b", 0.5)]), node("d2", 0.2, [leaf("c", 1)])]),
    );
    const rows = [
      [value(50), value(50), missing],
      [value(50), value(50), notApplicable],
      [value(50), value(50), value(50)],
    ];
    const [thin, exempt, whole] = score(dimensions, inputOf(keys, rows)).regions;
    expect(thin!.unranked.map((u) => [u.code, u.node])).toEqual([["dimension_low_coverage", "d2"]]);
    // d2 keeps its weight and earns nothing: 0.8 * 50.
    expect(thin!.score).toBe(40);
    expect(thin!.place).toBeNull();
    expect(exempt!.unranked.map((u) => u.code)).toEqual(["dimension_not_applicable"]);
    expect(whole!.place).toMatchObject({ rank: 1, rankTo: 1 });
  });

  it("says so when nothing applies at all", () => {
    const [region] = score(flat, inputOf(keys, [[notApplicable, notApplicable, notApplicable]])).regions;
    expect(region).toMatchObject({ score: null, coverage: null, place: null });
    expect(region!.unranked.map((u) => u.code)).toEqual(["total_not_applicable"]);
  });
});

describe("peer percentiles in a score", () => {
  const s = schemeOf(node("root", 1, [leaf("a", 1, peers)]));
  const column = [10, 20, 30, 40, 50, 60, 70, 80].map((x) => [value(x)]);

  it("scores against the group's own quantiles and hands out the bounds", () => {
    // P5 = 13.5, P95 = 76.5 (quantile.test.ts): 10 lies below, 20 earns 6.5 / 63, 80 lies above.
    const result = score(s, inputOf(["a"], column));
    expect(result.regions[0]!.score).toBe(0);
    expect(result.regions[1]!.score).toBeCloseTo((100 * 6.5) / 63, 10);
    expect(result.regions[7]!.score).toBe(100);
    expect(result.bounds["a"]!["counties"]!.n).toBe(8);
  });

  it("scores nobody under eight values and names the group and its n", () => {
    const seven = [...column.slice(0, 7), [incomplete(80)]];
    const result = score(s, inputOf(["a"], seven));
    expect(result.regions.map((r) => r.score)).toEqual(seven.map(() => null));
    expect(result.remarks).toHaveLength(1);
    expect(result.remarks[0]).toMatchObject({ code: "too_few_peers", path: "root/a" });
    expect(result.remarks[0]!.en).toContain("counties has 7");
  });

  it("gives everybody 50 and a remark when all values are equal", () => {
    const same = column.map(() => [value(3)]);
    const result = score(s, inputOf(["a"], same));
    expect(result.regions.map((r) => r.score)).toEqual(same.map(() => 50));
    expect(result.remarks.map((r) => r.code)).toEqual(["peer_bounds_coincide"]);
  });

  it("keeps every score under frozen bounds when another region's value changes", () => {
    const first = score(s, inputOf(["a"], column));
    const changed = column.map((row, r) => (r === 7 ? [value(8000)] : row));
    const again = score(s, inputOf(["a"], changed), first.bounds);
    expect(again.regions.map((r) => r.score)).toEqual(first.regions.map((r) => r.score));
    expect(again.bounds).toEqual(first.bounds);
  });

  it("refuses frozen bounds that lack a leaf or belong to another minimum", () => {
    const input = inputOf(["a"], column);
    expect(() => score(s, input, {})).toThrow(ScoringError);
    const few = { a: { counties: { n: 5, lo: 1, hi: 2 } } };
    expect(() => score(s, input, few)).toThrow(/frozen bounds/);
  });
});

describe("input", () => {
  const s = schemeOf(node("root", 1, [leaf("a", 1)]));
  const codes = (input: ScoringInput) => {
    try {
      score(s, input);
    } catch (e) {
      return (e as ScoringError).remarks.map((r) => `${r.code} ${r.path}`);
    }
    return [];
  };

  it("refuses NaN and infinity instead of scoring them as something", () => {
    const input = inputOf(["a"], [[value(1)], [value(NaN)], [value(Infinity)]]);
    expect(codes(input)).toEqual(["value_not_finite columns/a/1", "value_not_finite columns/a/2"]);
  });

  it("refuses an absent column, a short one and a region listed twice", () => {
    const good = inputOf(["a"], [[value(1)], [value(2)]]);
    expect(codes({ ...good, columns: {} })).toEqual(["column_missing columns/a"]);
    expect(codes({ ...good, columns: { a: [value(1)] } })).toEqual(["column_length columns/a"]);
    const twice = [good.regions[0]!, good.regions[0]!];
    expect(codes({ ...good, regions: twice })).toEqual(["duplicate_region regions/1"]);
  });

  it("refuses a scheme that fails the lint, naming the place", () => {
    const broken = schemeOf(node("root", 1, [leaf("a", 0.9)]));
    expect(() => score(broken, inputOf(["a"], [[value(1)]]))).toThrow(/root: .*0\.9/);
  });

  it("scores no regions at all without complaint", () => {
    const result = score(s, inputOf(["a"], []));
    expect(result).toMatchObject({ regions: [], nRanked: 0, best: null, quartileCuts: null });
  });
});
