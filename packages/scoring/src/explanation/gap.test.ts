import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf } from "../scheme/data-column.ts";
import type { SchemeNode } from "../scheme/scheme.ts";
import { score } from "../scheme/score.ts";
import { leaf, node, ROWS, scored, tree } from "../uncertainty/testing.ts";
import { explainChange } from "./change.ts";
import { explainGap, referenceUnit, strengthsOf } from "./gap.ts";
import { neededFor, nextAbove } from "./next-place.ts";

const sum = (own: readonly number[]) => own.reduce((total, x) => total + x, 0);

describe("the gap between two units", () => {
  it("is the weights times the differences under arithmetic means, by hand", () => {
    // Leaf weights .3, .3, .28, .12. close1 less close2: .3 x 20 - .3 x 20 - .28 x 1 + .12 x 2 = -0.04.
    const result = scored(ROWS, tree());
    const at = (id: string) => result.regions.findIndex((own) => own.id === id);
    const gap = explainGap(result, at("close1"), at("close2"));
    expect(gap.difference).toBeCloseTo(-0.04, 10);
    const expected = { a: 6, b: -6, c: -0.28, d: 0.24 } as Record<string, number>;
    for (const { indicator, effect } of gap.leaves) expect(effect).toBeCloseTo(expected[indicator]!, 10);
  });

  it("is split by logarithms under a geometric mean, by hand", () => {
    // √(20 x 80) = 40 and √(20 x 20) = 20: b alone changed, so it makes the whole gap of 20.
    const root = node("root", 1, [leaf("a", 0.5), leaf("b", 0.5)], { method: "geometric" });
    const result = scored({ one: [20, 80, 0, 0], two: [20, 20, 0, 0], three: [40, 10, 0, 0] }, root);
    const effects = (a: number, b: number) =>
      Object.fromEntries(explainGap(result, a, b).leaves.map((own) => [own.indicator, own.effect]));
    expect(effects(0, 1)["a"]).toBeCloseTo(0, 10);
    expect(effects(0, 1)["b"]).toBeCloseTo(20, 10);
    // 40 against 20, a halved, b times 8: ln parts -ln 2 and 3 ln 2 of 2 ln 2: -10 and 30.
    expect(effects(0, 2)["a"]).toBeCloseTo(-10, 10);
    expect(effects(0, 2)["b"]).toBeCloseTo(30, 10);
  });

  const methods: Partial<SchemeNode>[] = [
    {},
    { method: "geometric" },
    { method: "harmonic" },
    { method: "power", exponent: 2 },
    { method: "mazziotta_pareto" },
    { method: "minimum" },
    { method: "capped" },
    { missing: "reweight" },
  ];
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 100 }) },
    fc.constant(null),
    fc.constant("na" as const),
  );
  const row = fc.tuple(value, value, value, value);

  it.each(methods)("adds up exactly under %o, with missing and not applicable leaves", (options) => {
    fc.assert(
      fc.property(row, row, (one, other) => {
        const result = scored({ one, other }, tree(options));
        fc.pre(result.regions.every((own) => own.score !== null));
        const gap = explainGap(result, 0, 1);
        expect(sum(gap.leaves.map(({ effect }) => effect))).toBeCloseTo(gap.difference, 7);
        const back = explainGap(result, 1, 0);
        for (const { path, effect } of gap.leaves)
          expect(back.leaves.find((own) => own.path === path)!.effect).toBeCloseTo(-effect, 6);
      }),
      { numRuns: 150 },
    );
  });

  it("names the best and the middle unit, among all or among peers", () => {
    const result = scored(ROWS, tree());
    const id = (row: number | null) => (row === null ? null : result.regions[row]!.id);
    expect(id(referenceUnit(result, 0, { place: "best", among: "all" }))).toBe("strong");
    // Seven ranked: the fourth.
    expect(result.regions[referenceUnit(result, 0, { place: "median", among: "peers" })!]!.place!.rank).toBe(4);
  });
});

describe("strengths and weaknesses", () => {
  it("stand in raw values, against the peers' median", () => {
    const rows = {
      u1: [10, 90, 50, 1],
      u2: [20, 80, 50, 1],
      u3: [30, 70, 50, 1],
      u4: [40, 60, 50, 1],
      u5: [50, 50, 50, 1],
    };
    const result = scored(rows, tree());
    const { strengths, weaknesses } = strengthsOf(result, 0);
    expect(strengths).toEqual([{ indicator: "b", value: 90, rank: 1, n: 5, median: 70, ahead: 20 }]);
    // c and d do not vary: they tell nobody apart.
    expect(weaknesses).toEqual([{ indicator: "a", value: 10, rank: 5, n: 5, median: 30, ahead: -20 }]);
  });
});

describe("what it would take", () => {
  it("finds the value that reaches the next place, by hand", () => {
    // Weights .3, .3, .28, .12: even 60, close1 60.24, close2 60.28.
    const result = scored(ROWS, tree());
    const at = result.regions.findIndex(({ id }) => id === "close1");
    const next = nextAbove(result, at)!;
    expect(next.id).toBe("close2");
    const needed = neededFor(result, at, next.total);
    // 0.04 points: a by 0.04 / .3, d by 0.04 / .12.
    const by = (indicator: string) => needed.find((own) => own.indicator === indicator)!;
    expect(by("a").needed).toBeCloseTo(70 + 0.04 / 0.3, 9);
    expect(by("d").needed).toBeCloseTo(62 + 0.04 / 0.12, 9);
    expect(needed[0]!.pointsNeeded! - needed[0]!.points).toBeCloseTo(0.04 / 0.3, 9);
  });

  it("says where one indicator alone does not suffice, and that the first has nobody above", () => {
    const result = scored(ROWS, tree());
    const at = (id: string) => result.regions.findIndex((own) => own.id === id);
    expect(neededFor(result, at("weak"), 90).every(({ needed }) => needed === null)).toBe(true);
    expect(nextAbove(result, at("strong"))).toBeNull();
  });
});

describe("the change between two results", () => {
  const minMax = { method: "min_max" as const, within: "peers" as const };
  const root = (wa: number): SchemeNode =>
    node("root", 1, [
      { ...leaf("a", wa), norm: minMax },
      { ...leaf("b", 1 - wa), norm: { method: "goalposts", lo: 0, hi: 100 } },
    ]);

  it("tells own values from bounds and weights, by hand", () => {
    // Before: a of one = 50 in 0..100 → 50, b 40, half each: 45.
    const before = scored({ one: [50, 40, 0, 0], low: [0, 0, 0, 0], high: [100, 0, 0, 0] }, root(0.5));
    // Only b rises to 60: +10, all by value at b.
    const value = scored({ one: [50, 60, 0, 0], low: [0, 0, 0, 0], high: [100, 0, 0, 0] }, root(0.5));
    const byValue = explainChange(before, value, "one");
    expect(byValue.difference).toBeCloseTo(10, 12);
    expect(byValue.leaves[0]).toMatchObject({ indicator: "b", bounds: 0, weights: 0, peers: 0 });
    expect(byValue.leaves[0]!.value).toBeCloseTo(10, 12);
    // Only the best other rises to 200: 50 of 0..200 → 25, so -12.5 by bounds at a.
    const bounds = scored({ one: [50, 40, 0, 0], low: [0, 0, 0, 0], high: [200, 0, 0, 0] }, root(0.5));
    const byBounds = explainChange(before, bounds, "one").leaves.find(({ indicator }) => indicator === "a")!;
    expect(byBounds.bounds).toBeCloseTo(-12.5, 12);
    expect(byBounds.value).toBeCloseTo(0, 12);
    // Only the weights, .5 → .8: 50 x .8 + 40 x .2 = 48, +3 by weights: half-sums (50 - 46.5) x .3 and (40 - 46.5) x -.3.
    const weights = scored({ one: [50, 40, 0, 0], low: [0, 0, 0, 0], high: [100, 0, 0, 0] }, root(0.8));
    const byWeights = explainChange(before, weights, "one");
    expect(byWeights.leaves.find(({ indicator }) => indicator === "a")!.weights).toBeCloseTo(1.05, 12);
    expect(byWeights.leaves.find(({ indicator }) => indicator === "b")!.weights).toBeCloseTo(1.95, 12);
  });

  it("tells a change of peers from a change of their values", () => {
    const before = scored({ one: [50, 40, 0, 0], low: [0, 0, 0, 0], high: [100, 0, 0, 0] }, root(0.5));
    // The strongest peer moves to another group; the next best has 80: 50 of 0..80 → 62.5, +6.25 by peers.
    const regions = [...before.input.regions, { id: "next", peerGroup: "p" }];
    const more = {
      ...before.input,
      regions,
      columns: Object.fromEntries(
        Object.entries(before.input.columns).map(([key, own]) => [
          key,
          [...cellsOf(own), { status: "value" as const, value: key === "a" ? 80 : 0 }],
        ]),
      ),
    };
    const old = score(before.scheme, more);
    const now = score(before.scheme, {
      ...more,
      regions: regions.map((own) => (own.id === "high" ? { ...own, peerGroup: "q" } : own)),
    });
    const change = explainChange(old, now, "one");
    expect(change.difference).toBeCloseTo(6.25, 12);
    expect(change.leaves[0]).toMatchObject({ indicator: "a", value: 0, bounds: 0, weights: 0 });
    expect(change.leaves[0]!.peers).toBeCloseTo(6.25, 12);
  });

  it("adds up exactly when everything changes at once", () => {
    const number = fc.integer({ min: 0, max: 100 });
    const rows = fc.record({
      one: fc.tuple(number, number),
      low: fc.tuple(number, number),
      high: fc.tuple(number, number),
    });
    const weight = fc.constantFrom(0.3, 0.5, 0.8);
    fc.assert(
      fc.property(rows, rows, weight, weight, (old, now, w1, w2) => {
        const pad = (own: typeof old) =>
          Object.fromEntries(Object.entries(own).map(([id, [a, b]]) => [id, [a, b, 0, 0]]));
        const change = explainChange(scored(pad(old), root(w1)), scored(pad(now), root(w2)), "one");
        expect(sum(change.leaves.map(({ total }) => total))).toBeCloseTo(change.difference, 8);
      }),
    );
  });

  it("refuses other trees and unknown units", () => {
    const before = scored({ one: [50, 40, 0, 0] }, root(0.5));
    expect(() => explainChange(before, scored({ one: [50, 40, 0, 0] }, tree()), "one")).toThrow(RangeError);
    expect(() => explainChange(before, before, "two")).toThrow(RangeError);
  });
});
