import { describe, expect, it } from "vitest";
import { modelOf, type Factor } from "./model.ts";
import { simulate } from "./monte-carlo.ts";
import { indistinguishableGroups, probabilityAbove, rankIntervals } from "./rank-intervals.ts";
import { auditFactors, meanRankShift, placeOf, sensitivityOf, topKept } from "./sensitivity.ts";
import { prepare } from "./prepared.ts";
import { score } from "../scheme/score.ts";
import { randomOf } from "../numeric/random.ts";
import { ROWS, scored, tree } from "./testing.ts";

const { scheme, input } = scored(ROWS, tree());
const said = { zh: "试", en: "test" };
const weights: Factor = { name: "weights", kind: "weights", spread: 0.25, said };
const choice: Factor = {
  name: "method",
  kind: "choice",
  said,
  options: [
    { label: "as it is", change: (own) => own },
    {
      label: "minimum",
      change: (own) => ({ ...own, scheme: { ...own.scheme, root: { ...own.scheme.root, method: "minimum" } } }),
    },
  ],
};
const error: Factor = { name: "input", kind: "input", relative: 0.05, said };

describe("a model of what is uncertain", () => {
  it("takes each option over an equal part of 0..1", () => {
    const model = modelOf(scheme, input, [choice]);
    const at = (coordinate: number) => {
      const out = new Float64Array(model.size);
      model.totals([coordinate], out);
      return out[model.ids.indexOf("close1")];
    };
    // close1: x = (70 + 50) / 2 = 60, y = 0.7 x 60 + 0.3 x 62 = 60.6; mean 0.6 x 60 + 0.4 x 60.6 = 60.24, minimum 60.
    expect([at(0), at(0.49), at(0.5), at(0.999)].map((own) => Number(own!.toFixed(9)))).toEqual([60.24, 60.24, 60, 60]);
  });

  it("gives the same totals for the same point, and errors only to what has a value", () => {
    const model = modelOf(scheme, input, [weights, error]);
    const [one, other] = [new Float64Array(model.size), new Float64Array(model.size)];
    model.totals([0.3, 0.7], one);
    model.totals([0.3, 0.7], other);
    expect(one).toEqual(other);
    model.totals([0.3, 0.8], other);
    expect(one).not.toEqual(other);
    expect(input.columns["a"]![0]).toEqual({ status: "value", value: 60 });
  });

  it("moves values as its formula says, typed columns as cells", () => {
    const keys = ["a", "b", "c", "d"];
    const own = Object.fromEntries(keys.map((key, k) => [key, Float64Array.of(60 - k, 20 + 3 * k, 90 - 9 * k)]));
    const typed = { ...input, regions: ["y", "x", "z"].map((id) => ({ id, peerGroup: "p" })), columns: own };
    const model = modelOf(scheme, typed, [{ ...error, absolute: 0.5 }]);
    const out = new Float64Array(3);
    model.totals([0.25], out);
    // Coordinate 0.25 is the seed 2^30; indicators in the order of their keys, regions in the order of their ids: x, y, z.
    const moved = keys.map((key, stream) => {
      const random = randomOf((2 ** 30) ^ (stream * 0x9e3779b1));
      const values = own[key]!.slice();
      for (const r of [1, 0, 2]) {
        const z = random.normal();
        values[r] = values[r]! * (1 + 0.05 * z) + 0.5 * z;
      }
      return [key, values] as const;
    });
    const anew = prepare(score(scheme, { ...typed, columns: Object.fromEntries(moved) }));
    const expected = new Float64Array(3);
    anew.totals(anew.weights, expected);
    expect(out).toEqual(expected);
    expect(own["a"]).toEqual(Float64Array.of(60, 20, 90));
  });

  it("moves values before the data steps, also where a step makes a status of a value", () => {
    const steps = [
      { step: "impute", method: "mean" },
      { step: "treat", treatment: { method: "percentile", loPct: 10, hiPct: 90 } },
    ] as const;
    const screen = [{ step: "screen", minAvailability: 0.5, minNonZero: 0.01 }, ...steps] as const;
    for (const own of [steps, screen]) {
      const model = modelOf({ ...scheme, steps: own } as typeof scheme, input, [error]);
      const [one, other] = [new Float64Array(model.size), new Float64Array(model.size)];
      model.totals([0.1], one);
      model.totals([0.9], other);
      model.totals([0.1], other);
      expect(other).toEqual(one);
      const at = model.ids.indexOf("strong");
      expect(one[at]).toBeGreaterThan(80);
    }
  });

  it("keeps frozen bounds in every draw, whatever the moved values are", () => {
    const ranged = {
      ...scheme,
      root: {
        ...scheme.root,
        children: [{ key: "a", name: said, weight: 1, indicator: "a", norm: { method: "min_max" as const } }],
      },
    };
    const own = {
      ...input,
      regions: ["x", "y"].map((id) => ({ id, peerGroup: "p" })),
      columns: { a: Float64Array.of(20, 60) },
    };
    const { bounds } = score(ranged, { ...own, columns: { a: Float64Array.of(0, 100) } });
    const [free, held] = [modelOf(ranged, own, [error]), modelOf(ranged, own, [error], { bounds })];
    const out = new Float64Array(2);
    free.totals([0.3], out);
    expect([...out]).toEqual([0, 100]);
    held.nominal(out);
    expect([...out]).toEqual([20, 60]);
    held.totals([0.3], out);
    // The moved values themselves, on 0..100.
    expect(Math.abs(out[0]! - 20)).toBeGreaterThan(0);
    expect(Math.abs(out[0]! - 20)).toBeLessThan(6);
  });

  it("fails before it simulates when an option cannot be scored", () => {
    const broken: Factor = {
      ...choice,
      options: [{ label: "no floor", change: (own) => ({ ...own, scheme: { ...own.scheme, minCoverage: 0 } }) }],
    };
    expect(() => modelOf(scheme, input, [broken])).toThrow("minCoverage");
    expect(() => modelOf(scheme, input, [{ ...choice, options: [] }])).toThrow(RangeError);
  });
});

describe("Monte Carlo over everything", () => {
  const model = modelOf(scheme, input, [weights, choice, error]);

  it("repeats with its seed, and draws more by going on", () => {
    const few = simulate(model, { draws: 20, seed: 11 });
    const more = simulate(model, { draws: 30, seed: 11 });
    expect(more.ranks.slice(0, 20 * model.size)).toEqual(few.ranks);
    expect(few.points).toHaveLength(60);
  });

  it("does not depend on the order of the regions", () => {
    const turned = scored(Object.fromEntries(Object.entries(ROWS).reverse()), tree());
    const other = modelOf(turned.scheme, turned.input, [weights, choice, error]);
    const by = (own: typeof model) =>
      new Map(rankIntervals(simulate(own, { draws: 40, seed: 2 })).map((interval) => [interval!.id, interval]));
    const expected = by(model);
    for (const [id, interval] of by(other)) expect(interval).toEqual(expected.get(id));
  });

  it("finds which factor moves the target", () => {
    const only = modelOf(scheme, input, [{ ...weights, spread: 0 }, choice]);
    const { indices } = sensitivityOf(only, meanRankShift(only), { n: 256, seed: 1 });
    expect(indices[0]!.total).toBe(0);
    expect(indices[1]!.total).toBeGreaterThan(0.9);
    const nominal = new Float64Array(only.size);
    only.nominal(nominal);
    const places = Uint16Array.from([2, 1, 3, 4, 5, 6, 7]);
    expect(placeOf(3)(nominal, places)).toBe(4);
    expect(topKept(only, 1)(nominal, places)).toBe(1);
  });

  it("knows the usual audit: weights by a quarter, arithmetic or geometric", () => {
    const audit = modelOf(scheme, input, auditFactors(scheme));
    const simulation = simulate(audit, { draws: 100, seed: 4 });
    expect(simulation.sources.map(({ zh }) => zh)).toEqual(["权重浮动±25%", "算术或几何合成"]);
    expect(rankIntervals(simulation).every((interval) => interval!.from <= interval!.to)).toBe(true);
  });

  it("adds imputation on or off where the scheme fills gaps; draws without a place count for nothing", () => {
    const strict = { ...scheme, minCoverage: 0.9, steps: [{ step: "impute", method: "mean", counts: true } as const] };
    const factors = auditFactors(strict);
    expect(factors.map(({ name }) => name)).toEqual(["weights", "aggregation", "imputation"]);
    const simulation = simulate(modelOf(strict, input, factors), { draws: 200, seed: 4 });
    const at = simulation.ids.indexOf("gap");
    const own = rankIntervals(simulation)[at]!;
    // Without its filled value the region has no place: about half of the draws.
    expect(own.rankedDraws).toBeGreaterThan(70);
    expect(own.rankedDraws).toBeLessThan(130);
    expect(own.from).toBeGreaterThanOrEqual(1);
    expect(own.median).toBeGreaterThanOrEqual(1);
    const weak = simulation.ids.indexOf("weak");
    expect(probabilityAbove(simulation, at, weak)).toBe(1);
    expect(indistinguishableGroups(simulation)[weak]).toBeGreaterThan(1);
  });
});
