import { describe, expect, it } from "vitest";
import type { Cell, ScoringInput } from "../scheme/columns.ts";
import { explain, type ExplainedNode } from "./explain.ts";
import type { Norm, Scheme, SchemeNode } from "../scheme/scheme.ts";
import { score } from "../scheme/score.ts";

const text = (en: string) => ({ zh: en, en });
const percent: Norm = { method: "goalposts", lo: 0, hi: 100 };
const leaf = (key: string, weight: number, norm: Norm = percent): SchemeNode => ({
  key,
  name: text(key),
  weight,
  indicator: key,
  norm,
});
const value = (x: number): Cell => ({ status: "value", value: x });

function explained(children: SchemeNode[], cells: Record<string, Cell>, method: "arithmetic" | "geometric") {
  const root: SchemeNode = { key: "root", name: text("root"), weight: 1, children, method };
  const scheme: Scheme = { key: "S", name: text("S"), minCoverage: 0.5, floor: 1, root };
  const keys = Object.keys(cells);
  const input: ScoringInput = {
    regions: [{ id: "r", peerGroup: "g" }],
    columns: Object.fromEntries(keys.map((k) => [k, [cells[k]!]])),
    directions: Object.fromEntries(keys.map((k) => [k, "higher" as const])),
  };
  return explain(score(scheme, input), "r");
}

const figures = (n: ExplainedNode) => [n.effectiveWeight, n.contribution, n.pointsLost];

describe("explain", () => {
  it("splits an arithmetic total by weight and sorts the points lost", () => {
    // 0.5 * 80 + 0.3 * 60 + 0.2 * 10 = 40 + 18 + 2; lost 10, 12 and 18.
    const e = explained(
      [leaf("a", 0.5), leaf("b", 0.3), leaf("c", 0.2)],
      { a: value(80), b: value(60), c: value(10) },
      "arithmetic",
    );
    expect(e.score).toBe(60);
    expect(e.root.children.map(figures)).toEqual([
      [0.5, 40, 10],
      [0.3, 18, 12],
      [0.2, 2, 18],
    ]);
    expect(e.lostPoints.map((l) => [l.key, l.pointsLost])).toEqual([
      ["c", 18],
      ["b", 12],
      ["a", 10],
    ]);
  });

  it("gives shared weight to the siblings and loses all points of what is missing", () => {
    // b does not apply: a 0.5 / 0.7, c 0.2 / 0.7; c is missing.
    const e = explained(
      [leaf("a", 0.5), leaf("b", 0.3), leaf("c", 0.2)],
      { a: value(70), b: { status: "not_applicable" }, c: { status: "missing" } },
      "arithmetic",
    );
    const [a, b, c] = e.root.children;
    expect(a!.effectiveWeight).toBeCloseTo(5 / 7, 12);
    expect(a!.contribution).toBeCloseTo(50, 12);
    expect(b).toMatchObject({
      effectiveWeight: 0,
      score: null,
      coverage: null,
      contribution: null,
    });
    expect(c).toMatchObject({ status: "missing", score: null, coverage: 0, contribution: 0 });
    expect(c!.pointsLost).toBeCloseTo(200 / 7, 12);
  });

  it("splits a geometric total by log-mean weights so that nothing is left over", () => {
    // G = sqrt(1 * 100) = 10. L(1, 10) = 9 / ln 10, L(100, 10) = 90 / ln 10, so the weights
    // 0.5 / L are as 10 : 1. Contributions 10/11 * 1 and 1/11 * 100, together 110/11 = 10;
    // lost 10/11 * 99 = 90 and 0.
    const e = explained([leaf("a", 0.5), leaf("b", 0.5)], { a: value(1), b: value(100) }, "geometric");
    const [a, b] = e.root.children;
    expect(e.score).toBeCloseTo(10, 12);
    expect(a!.additiveWeight).toBeCloseTo(10 / 11, 12);
    expect(a!.contribution).toBeCloseTo(10 / 11, 12);
    expect(b!.contribution).toBeCloseTo(100 / 11, 12);
    expect(a!.pointsLost).toBeCloseTo(90, 12);
    expect(b!.pointsLost).toBe(0);
    expect(a!.effectiveWeight).toBe(0.5);
  });

  it("shows what a leaf was computed from", () => {
    const peers: Norm = { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 };
    const root: SchemeNode = {
      key: "root",
      name: text("root"),
      weight: 1,
      children: [leaf("a", 0.5, peers), leaf("b", 0.5)],
    };
    const scheme: Scheme = { key: "S", name: text("S"), minCoverage: 0.5, root };
    const xs = [10, 20, 30, 40, 50, 60, 70, 80];
    const input: ScoringInput = {
      regions: xs.map((x) => ({ id: `r${x}`, peerGroup: "coast" })),
      columns: {
        a: xs.map(value),
        b: xs.map((x) => ({ status: "value", value: x, complete: x !== 20 })),
      },
      directions: { a: "lower", b: "higher" },
    };
    const e = explain(score(scheme, input), "r20");
    const [a, b] = e.root.children;
    // P5 = 13.5 and P95 = 76.5; lower is better: (20 - 76.5) / (13.5 - 76.5).
    expect(a!.score).toBeCloseTo((100 * 56.5) / 63, 10);
    expect(a!.methodId).toBe("peer-percentile-type7@1");
    expect(a!.leaf).toMatchObject({ indicator: "a", direction: "lower", value: 20, norm: peers });
    expect(a!.leaf!.peers).toMatchObject({ peerGroup: "coast", n: 8 });
    const { lo, hi } = a!.leaf!.peers as { lo: number; hi: number };
    expect(lo).toBeCloseTo(13.5, 12);
    expect(hi).toBeCloseTo(76.5, 12);
    expect(b).toMatchObject({
      status: "incomplete",
      score: null,
      leaf: { value: 20, peers: null },
    });
  });

  it("lets a floor that raises a node shrink what its leaves lack, in one proportion", () => {
    // d = 0.95 * 0 + 0.05 * 10 = 0.5, raised to the floor 1; G = sqrt(1 * 100) = 10 as above, so d
    // weighs 10/11 and contributes 10/11. What d lacks shrinks by (100 - 1) / (100 - 0.5): a lacks
    // 100 * 99 / 99.5, b 90 * 99 / 99.5, together 0.95 and 0.05 of them: 99.
    const d: SchemeNode = {
      key: "d",
      name: text("d"),
      weight: 0.5,
      children: [leaf("a", 0.95), leaf("b", 0.05)],
    };
    const e = explained([d, leaf("c", 0.5)], { a: value(0), b: value(10), c: value(100) }, "geometric");
    const [raised] = e.root.children;
    expect(raised!.score).toBeCloseTo(0.5, 12);
    expect(raised!.contribution).toBeCloseTo(10 / 11, 12);
    const [a, b] = raised!.children;
    expect(a!.pointsLost).toBeCloseTo(((10 / 11) * 0.95 * 100 * 99) / 99.5, 10);
    expect(b!.pointsLost).toBeCloseTo(((10 / 11) * 0.05 * 90 * 99) / 99.5, 10);
    expect(a!.contribution! + b!.contribution!).toBeCloseTo(10 / 11, 12);
  });

  it("charges the leaves of a node without a score with all its points", () => {
    // d is covered to 0.4 only: it keeps its weight 0.5 and earns nothing, also where a is 95.
    const d: SchemeNode = {
      key: "d",
      name: text("d"),
      weight: 0.5,
      children: [leaf("a", 0.4), leaf("b", 0.6)],
    };
    const e = explained([d, leaf("c", 0.5)], { a: value(95), b: { status: "missing" }, c: value(100) }, "arithmetic");
    // The total is covered by c alone: 0.5, just enough.
    expect(e.score).toBe(50);
    expect(e.root.children[0]).toMatchObject({
      status: "low_coverage",
      score: null,
      pointsLost: 50,
    });
    expect(e.root.children[0]!.children.map((n) => n.pointsLost)).toEqual([20, 30]);
    expect(e.unranked.map((u) => u.node)).toEqual(["d"]);
  });

  it("explains a region without a total, without inventing contributions", () => {
    const e = explained([leaf("a", 1)], { a: { status: "uncollected" } }, "arithmetic");
    expect(e).toMatchObject({ score: null, lostPoints: [], coverage: 0 });
    expect(e.root.children[0]).toMatchObject({
      status: "uncollected",
      contribution: null,
      pointsLost: null,
    });
  });

  it("refuses a region that was not scored", () => {
    const result = score(
      {
        key: "S",
        name: text("S"),
        minCoverage: 1,
        root: { key: "root", name: text("root"), weight: 1, children: [leaf("a", 1)] },
      },
      { regions: [], columns: { a: [] }, directions: { a: "higher" } },
    );
    expect(() => explain(result, "nowhere")).toThrow(RangeError);
  });
});
