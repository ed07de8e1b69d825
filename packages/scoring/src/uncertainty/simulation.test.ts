import { describe, expect, it } from "vitest";
import { prepare } from "./prepared.ts";
import {
  indistinguishableGroups,
  intervalSentence,
  isWithin,
  probabilityAbove,
  probabilityOfTop,
  rankIntervals,
} from "./rank-intervals.ts";
import { simulateWeights, type Simulation } from "./simulation.ts";
import { leaf, node, ROWS, scored, tree } from "./testing.ts";

describe("a prepared scheme", () => {
  it.each([
    ["arithmetic", tree()],
    ["geometric at the top", tree({ method: "geometric" })],
    ["sharing the weight of what is missing", tree({ missing: "reweight" })],
    ["harmonic", tree({ method: "harmonic" })],
  ])("gives the totals of score() with its own weights: %s", (_name, root) => {
    const result = scored(ROWS, root);
    const { weights, totals, size } = prepare(result);
    const out = new Float64Array(size);
    totals(weights, out);
    result.regions.forEach(({ score: own, place }, r) => {
      if (place === null) expect(out[r]).toBeNaN();
      else expect(out[r]).toBeCloseTo(own!, 9);
    });
  });
});

describe("Monte Carlo over weights", () => {
  const result = scored(ROWS, tree());

  it("repeats with its seed and stands still without spread", () => {
    const one = simulateWeights(result, { draws: 50, seed: 3 });
    expect(simulateWeights(result, { draws: 50, seed: 3 }).ranks).toEqual(one.ranks);
    expect(simulateWeights(result, { draws: 50, seed: 4 }).ranks).not.toEqual(one.ranks);
    const still = simulateWeights(result, { draws: 5, seed: 3, spread: 0 });
    for (let d = 0; d < 5; d++) expect(still.ranks.slice(d * 7, d * 7 + 7)).toEqual(still.nominal);
  });

  it("leaves first and last in place, whatever the weights, and lets the close ones change", () => {
    const simulation = simulateWeights(result, { draws: 400, seed: 1 });
    const intervals = rankIntervals(simulation);
    const of = (id: string) => intervals.find((own) => own?.id === id)!;
    expect([of("strong").from, of("strong").to, of("weak").from, of("weak").to]).toEqual([1, 1, 7, 7]);
    expect(of("close1").from).toBeLessThan(of("close1").to);
    expect(of("strong").error).toBe(0);
    expect(intervalSentence(of("strong"), simulation).zh).toBe("第1名；权重浮动±25%时仍为第1名");
  });

  it("does not depend on the order of the regions", () => {
    const turned = scored(Object.fromEntries(Object.entries(ROWS).reverse()), tree());
    const by = (own: typeof result) =>
      new Map(rankIntervals(simulateWeights(own, { draws: 60, seed: 9 })).map((interval) => [interval!.id, interval]));
    const [one, other] = [by(result), by(turned)];
    for (const [id, interval] of one) expect(other.get(id)).toEqual(interval);
  });

  it("keeps the ties of the scores: the same points in another order are one place", () => {
    // (0.1 + 0.7) + 0.2 and (0.7 + 0.2) + 0.1 differ in the last bit.
    const leaves = ["a", "b", "c"].map((key) => leaf(key, 1 / 3));
    const tied = scored(
      { one: [0.1, 0.7, 0.2, 0], two: [0.7, 0.2, 0.1, 0], three: [0.2, 0.1, 0.7, 0] },
      node("root", 1, leaves),
    );
    expect(tied.regions.map(({ place }) => place!.rank)).toEqual([1, 1, 1]);
    expect([...simulateWeights(tied, { draws: 1, seed: 1, spread: 0 }).ranks]).toEqual([1, 1, 1]);
    expect([...simulateWeights(tied, { draws: 1, seed: 1 }).nominal]).toEqual([1, 1, 1]);
  });

  it("refuses draws and spreads that mean nothing", () => {
    expect(() => simulateWeights(result, { draws: 0, seed: 1 })).toThrow(RangeError);
    expect(() => simulateWeights(result, { seed: 1, spread: 2 })).toThrow(RangeError);
  });
});

describe("what ranks say", () => {
  // Ten draws of three units and one that is not ranked; a is first in 8 and second in 2, c always last.
  const draws = [...Array<number[]>(8).fill([1, 2, 3, 0]), [2, 1, 3, 0], [2, 1, 3, 0]];
  const simulation: Simulation = {
    draws: 10,
    size: 4,
    seed: 0,
    ids: ["a", "b", "c", "d"],
    ranks: Uint16Array.from(draws.flat()),
    nominal: Uint16Array.from([1, 2, 3, 0]),
    sources: [{ zh: "权重浮动±25%", en: "weights moved by ±25 %" }],
  };

  it("counts intervals, medians and means by hand", () => {
    // Of ten ranks the 5 % quantile is the 1st and the 95 % quantile the 10th; mean of a = 1.2, its sd √(1.6/9).
    const [a, b, c, d] = rankIntervals(simulation);
    expect(a).toMatchObject({ nominal: 1, from: 1, to: 2, median: 1 });
    expect(a!.mean).toBeCloseTo(1.2, 12);
    expect(a!.error).toBeCloseTo(Math.sqrt(1.6 / 9 / 10), 12);
    expect([b!.from, b!.to, c!.from, c!.to, d]).toEqual([1, 2, 3, 3, null]);
    // With a level of 0.5: the 25 % quantile is the 3rd of ten, the 75 % quantile the 8th.
    expect(rankIntervals(simulation, 0.5)[0]).toMatchObject({ from: 1, to: 1 });
    expect(isWithin(a!, 2)).toBe(true);
    expect(isWithin(a!, 3)).toBe(false);
  });

  it("says the interval in words", () => {
    const [a] = rankIntervals(simulation);
    expect(intervalSentence(a!, simulation)).toEqual({
      zh: "第1名；权重浮动±25%时为第1–2名",
      en: "Place 1; 1 to 2 with weights moved by ±25 %",
    });
  });

  it("gives the chance of a place among the best and of standing before another", () => {
    expect([...probabilityOfTop(simulation, 1)]).toEqual([0.8, 0.2, 0, NaN]);
    expect([...probabilityOfTop(simulation, 2)]).toEqual([1, 1, 0, NaN]);
    expect(probabilityAbove(simulation, 0, 1)).toBe(0.8);
    expect(probabilityAbove(simulation, 0, 3)).toBeNaN();
  });

  it("puts units into one group that cannot be told apart", () => {
    // a beats b in 80 %, c in all.
    expect([...indistinguishableGroups(simulation)]).toEqual([1, 1, 2, 0]);
    expect([...indistinguishableGroups(simulation, 0.8)]).toEqual([1, 2, 3, 0]);
  });
});
