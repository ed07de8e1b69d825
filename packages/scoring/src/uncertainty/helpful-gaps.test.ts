import { describe, expect, it } from "vitest";
import type { Norm, Scheme, SchemeNode } from "../scheme/scheme.ts";
import { score } from "../scheme/score.ts";
import { helpfulGaps } from "./consistency.ts";

const name = { zh: "名", en: "name" };
const leaf = (key: string, weight: number, norm: Norm): SchemeNode => ({ key, name, weight, indicator: key, norm });
const points: Norm = { method: "goalposts", lo: 0, hi: 100 };
const schemeOf = (norm: Norm, more: Partial<SchemeNode> = {}): Scheme => ({
  key: "S",
  name,
  minCoverage: 0.05,
  floor: 1,
  root: { key: "root", name, weight: 1, ...more, children: [leaf("a", 0.9, norm), leaf("b", 0.1, norm)] },
});
const input = {
  regions: ["one", "two", "three"].map((id) => ({ id, peerGroup: "p" })),
  columns: { a: Float64Array.of(1, 60, 80), b: Float64Array.of(100, 40, NaN) },
  directions: { a: "higher", b: "higher" },
} as const;
const ids = ["one", "two", "three"];

describe("gaps that help", () => {
  it.each(["arithmetic", "geometric", "harmonic", "minimum", "capped"] as const)("are none in a %s node", (method) => {
    expect(helpfulGaps(schemeOf(points, { method }), input, ids)).toEqual([]);
  });

  it("are found where the weight of a gap is shared: nobody reports a bad figure then", () => {
    // two: 0.9 x 60 + 0.1 x 40 = 58; without b 60. one: 10.9; without a 100.
    expect(helpfulGaps(schemeOf(points, { missing: "reweight" }), input, ids)).toEqual([
      { region: "one", indicator: "a", total: expect.closeTo(10.9, 9) as number, without: 100 },
      { region: "two", indicator: "b", total: 58, without: 60 },
    ]);
  });

  it("are found in a Mazziotta-Pareto node over points far apart, and not over the 70 to 130 that it is made for", () => {
    // M = 10.9, S² = 0.9 x 9.9² + 0.1 x 89.1² = 882.09: 10.9 - 80.926 = -70.026; without b 0.9 - 0.09 / 0.9 = 0.8.
    const found = helpfulGaps(schemeOf(points, { method: "mazziotta_pareto" }), input, ["one"]);
    expect(found).toHaveLength(1);
    expect(found[0]!.total).toBeCloseTo(10.9 - 882.09 / 10.9, 9);
    expect(found[0]!.without).toBeCloseTo(0.8, 9);
    const ampi: Norm = { method: "ampi", reference: 50, worst: 0, best: 100 };
    expect(helpfulGaps(schemeOf(ampi, { method: "mazziotta_pareto" }), input, ids)).toEqual([]);
  });

  it("are said in the result where points fall below 0 and somebody has none", () => {
    const centred: Norm = { method: "z_score", centre: 0, spread: 1 };
    const { remarks } = score(schemeOf(centred), input);
    expect(remarks.map(({ code, path }) => [code, path])).toEqual([["gap_above_negative", "root/b"]]);
    expect(score(schemeOf({ method: "z_score" }), input).remarks).toEqual([]);
    // a: 1 is below the mean of 47: with 0 for it the region stands better.
    expect(helpfulGaps(schemeOf(centred), input, ["one"]).map(({ indicator }) => indicator)).toEqual(["a"]);
  });
});
