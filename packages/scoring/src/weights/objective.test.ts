import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoringError } from "../scheme/remark.ts";
import { criticWeights, merecWeights } from "./critic.ts";
import {
  entropyMinMaxWeights,
  entropySumWeights,
  giniWeights,
  standardDeviationWeights,
  variationWeights,
} from "./dispersion.ts";
import type { Sign } from "./min-max.ts";
import { OBJECTIVE_WEIGHTS, objectiveWeights, type ObjectiveMethod } from "./objective.ts";

// Five units, four columns, the second and the fourth better when lower. Figures from NumPy 2.4.6 by the formulas in the docstrings.
const X = [
  [8, 6, 9, 3, 5],
  [120, 200, 150, 310, 260],
  [0.3, 0, 0.8, 0.5, 0.1],
  [5, 9, 4, 7, 2],
].map((x) => Float64Array.from(x));
const signs: Sign[] = [1, -1, 1, -1];
const expectWeights = (own: readonly number[], expected: readonly number[]) => {
  expect(own).toHaveLength(expected.length);
  expected.forEach((w, j) => expect(own[j]).toBeCloseTo(w, 12));
  expect(own.reduce((a, w) => a + w, 0)).toBeCloseTo(1, 14);
};

describe("entropy weights", () => {
  it("agree with NumPy for all three conventions, a zero counting 0 ln 0 = 0", () => {
    expectWeights(
      entropySumWeights(X),
      [0.09694784111639286, 0.08749615890637596, 0.6527366131249026, 0.16281938685232855],
    );
    expectWeights(
      entropyMinMaxWeights(X, signs),
      [0.2248230711249303, 0.23592711969531155, 0.3117560423347676, 0.22749376684499054],
    );
    expectWeights(
      entropyMinMaxWeights(X, signs, 1e-4),
      [0.2248214879565891, 0.23593668284625915, 0.3117573485749077, 0.227484480622244],
    );
  });

  it("give nothing to a column of equal values, by hand", () => {
    // (1, 3): e = -(1/4 ln 1/4 + 3/4 ln 3/4) / ln 2 = 0.811278; (2, 2): e = 1.
    expect(
      entropySumWeights([
        [1, 3],
        [2, 2],
      ]),
    ).toEqual([1, 0]);
    expect(
      entropySumWeights([
        [1, 3],
        [0, 0],
      ]),
    ).toEqual([1, 0]);
    // (1, 3) and (1, 7): 1 - 0.811278 = 0.188722 and 1 - 0.543564 = 0.456436.
    const [first] = entropySumWeights([
      [1, 3],
      [1, 7],
    ]);
    expect(first).toBeCloseTo(0.188722 / (0.188722 + 0.456436), 6);
  });

  it("refuse negative values and columns that all stay equal", () => {
    expect(() =>
      entropySumWeights([
        [1, -3],
        [2, 2],
      ]),
    ).toThrow(/columns\/0/);
    expect(() =>
      entropySumWeights([
        [2, 2],
        [0, 0],
      ]),
    ).toThrow(ScoringError);
    expect(() => entropyMinMaxWeights([[2, 2]], [1])).toThrow(ScoringError);
  });
});

describe("CRITIC", () => {
  it("agrees with NumPy with and without direction, which is not the same", () => {
    expectWeights(
      criticWeights(X, signs),
      [0.18292040123806572, 0.23256939604353005, 0.28695965001931356, 0.29755055269909075],
    );
    expectWeights(criticWeights(X), [0.26837039883621616, 0.2891830251339158, 0.2137863999169505, 0.22866017611291742]);
  });

  it("counts a column that does not vary nowhere, and complete units only", () => {
    const flat = Float64Array.of(4, 4, 4, 4, 4);
    const [a, b, c, d, e] = criticWeights([...X, flat], [...signs, 1]);
    expectWeights([a!, b!, c!, d!], criticWeights(X, signs));
    expect(e).toBe(0);
    const gap = X.map((x, j) => Float64Array.of(...x, j === 2 ? NaN : 999));
    expect(criticWeights(gap, signs)).toEqual(criticWeights(X, signs));
  });

  it("halves weight between opposites, and refuses columns that all agree", () => {
    const w = criticWeights([
      [1, 2, 3],
      [3, 2, 1],
    ]);
    expectWeights(w, [0.5, 0.5]);
    expect(() =>
      criticWeights([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow(ScoringError);
  });
});

describe("objectiveWeights", () => {
  it("weighs by every id: never negative, adding up to 1, whatever the units of measure and the order of indicators", () => {
    for (const method of Object.keys(OBJECTIVE_WEIGHTS) as ObjectiveMethod[]) {
      const positive = X.map((x) => x.map((v) => v + 0.1));
      const w = objectiveWeights(method, positive, signs);
      expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
      expect(w.reduce((a, v) => a + v, 0)).toBeCloseTo(1, 12);
      const turned = objectiveWeights(method, positive.toReversed(), signs.toReversed());
      turned.toReversed().forEach((v, j) => expect(v).toBeCloseTo(w[j]!, 9));
      const other = objectiveWeights(
        method,
        positive.map((x, j) => x.map((v) => v * (j + 2))),
        signs,
      );
      other.forEach((v, j) => expect(v).toBeCloseTo(w[j]!, 9));
    }
    expectWeights(objectiveWeights("critic-min-max@1", X, signs), criticWeights(X));
    expectWeights(objectiveWeights("critic-min-max-directed@1", X, signs), criticWeights(X, signs));
  });
});

describe("other objective weights", () => {
  it("agree with NumPy", () => {
    expectWeights(
      variationWeights(X),
      [0.17472322879761706, 0.16995577211662494, 0.42829657713892005, 0.22702442194683786],
    );
    expectWeights(
      standardDeviationWeights(X),
      [0.028654034026403593, 0.935066913126543, 0.003851828629219524, 0.032427224217833936],
    );
    expectWeights(giniWeights(X), [0.17524413497254135, 0.1706383596303143, 0.42608377914892404, 0.22803372624822044]);
    const positive = X.map((x, j) => (j === 2 ? x.map((v) => v + 0.1) : x));
    expectWeights(
      merecWeights(positive, signs),
      [0.22004313368672596, 0.14841701551809003, 0.42276031089220417, 0.20877953990297982],
    );
  });

  it("agree with the hand calculations of their docstrings", () => {
    expectWeights(
      variationWeights([
        [1, 3],
        [4, 6],
      ]),
      [5 / 7, 2 / 7],
    );
    expectWeights(
      standardDeviationWeights([
        [0, 2],
        [0, 6],
      ]),
      [1 / 4, 3 / 4],
    );
    expectWeights(
      giniWeights([
        [1, 3],
        [0, 4],
      ]),
      [1 / 3, 2 / 3],
    );
  });

  it("say what they cannot weigh", () => {
    expect(() =>
      variationWeights([
        [-1, 1],
        [1, 2],
      ]),
    ).toThrow(/columns\/0/);
    expect(() => giniWeights([[-1, 1]])).toThrow(ScoringError);
    expect(() =>
      merecWeights(
        [
          [0, 1],
          [1, 2],
        ],
        [1, 1],
      ),
    ).toThrow(/columns\/0/);
  });

  it("are never negative, add up to 1 and do not depend on the order of units", () => {
    const column = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 });
    const methods = [entropySumWeights, standardDeviationWeights, variationWeights, giniWeights];
    fc.assert(
      fc.property(column, column, column, (a, b, c) => {
        for (const weigh of [...methods, (x: number[][]) => criticWeights(x, [1, -1, 1])]) {
          const w = weigh([a, b, c]);
          expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
          expect(w.reduce((s, v) => s + v, 0)).toBeCloseTo(1, 12);
          expect(weigh([a, b, c].map((x) => x.slice().reverse()))).toEqual(w);
        }
      }),
    );
  });
});
