import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lessEq, solve } from "yalps";
import { ScoringError } from "../scheme/remark.ts";
import { benefitOfTheDoubt } from "./benefit-of-the-doubt.ts";
import { copeland } from "./copeland.ts";
import type { Criteria } from "./matrix.ts";
import { topsis } from "./topsis.ts";
import { vikor } from "./vikor.ts";

const columns = (...own: number[][]) => own.map((column) => Float64Array.from(column));
const equal = (own: Float64Array[], directions: (1 | -1)[] = own.map(() => 1)): Criteria => ({
  columns: own,
  weights: own.map(() => 1),
  directions,
});

describe("TOPSIS", () => {
  it("measures closeness to the ideal after vector scaling, by hand", () => {
    // Columns (3, 4) and (8, 6): norms 5 and 10, so (.6, .8) and (.8, .6), halved: (.3, .4), (.4, .3). Second is a cost.
    // Ideal (.4, .3), worst (.3, .4): the second unit is the ideal, the first the worst.
    expect([...topsis(equal(columns([3, 4], [8, 6]), [1, -1]), "vector")]).toEqual([0, 1]);
    // Both benefits: ideal (.4, .4), worst (.3, .3): each is .1 away from both: 0.5.
    topsis(equal(columns([3, 4], [8, 6])), "vector").forEach((own) => expect(own).toBeCloseTo(0.5, 12));
  });

  it("gives by min-max what the distances on 0..1 give", () => {
    // (0, 1), (1, 0), (.5, 1) with weights 3/4, 1/4. Third: to (1, 1) .375; to (0, 0) √(.375² + .25²).
    const own = topsis({ columns: columns([0, 10, 5], [4, 2, 4]), weights: [3, 1], directions: [1, 1] }, "min_max");
    const down = Math.sqrt(0.375 * 0.375 + 0.25 * 0.25);
    expect(own[2]).toBeCloseTo(down / (down + 0.375), 12);
    expect(own[0]).toBeCloseTo(0.25 / (0.25 + 0.75), 12);
  });

  it("copes with zeros and with what does not vary", () => {
    expect([...topsis(equal(columns([0, 0], [5, 5])), "vector")]).toEqual([0.5, 0.5]);
    expect([...topsis(equal(columns([0, 2], [5, 5])), "sum")]).toEqual([0, 1]);
    expect(() => topsis(equal(columns([1, NaN])), "vector")).toThrow(ScoringError);
    expect(() => topsis(equal(columns([-1, 2])), "sum")).toThrow(RangeError);
  });
});

describe("VIKOR", () => {
  it("gives S, R, Q and the compromise, by hand", () => {
    // (1, 9), (3, 3), (9, 1), half each. Terms of column 1 ((9 - x)/8)/2: .5, .375, 0; of column 2: 0, .375, .5.
    const own = vikor(equal(columns([1, 3, 9], [9, 3, 1])));
    expect([...own.s]).toEqual([0.5, 0.75, 0.5]);
    expect([...own.r]).toEqual([0.5, 0.375, 0.5]);
    // S⁺ .5, S⁻ .75; R⁺ .375, R⁻ .5. Q: .5 x 0 + .5 x 1 = .5; .5 x 1 + 0 = .5; .5. All equal: no advantage.
    expect([...own.q]).toEqual([0.5, 0.5, 0.5]);
    expect(own.advantage).toBe(false);
    expect(own.compromise.toSorted()).toEqual([0, 1, 2]);
  });

  it("has one unit where that is best in everything", () => {
    expect(vikor(equal(columns([9, 3, 1], [9, 3, 1])))).toMatchObject({
      compromise: [0],
      advantage: true,
      stable: true,
    });
    expect(() => vikor(equal(columns([1, 2])), 2)).toThrow(RangeError);
  });
});

describe("Copeland", () => {
  it("counts contests won and lost", () => {
    // Weights .5, .3, .2. a beats b on .5; b beats a on .5: even. a beats c on .5 + .3. b beats c on all three.
    const own = copeland({
      columns: columns([3, 2, 1], [2, 3, 1], [1, 3, 2]),
      weights: [0.5, 0.3, 0.2],
      directions: [1, 1, 1],
    });
    expect([...own]).toEqual([1, 1, -2]);
  });

  it("does not depend on the order of units, also where values are absent", () => {
    const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.constant(NaN));
    const unit = fc.tuple(value, value, value);
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 8 }), (units) => {
        const by = (own: number[][]) => copeland(equal(columns(...[0, 1, 2].map((c) => own.map((row) => row[c]!)))));
        expect([...by(units)]).toEqual([...by(units.toReversed())].toReversed());
      }),
    );
  });

  it("adds up to 0 and turns round with the directions", () => {
    const own = equal(columns([5, 1, 4, 2], [2, 2, 9, 0], [7, 3, 3, 1]));
    const scores = [...copeland(own)];
    expect(scores.reduce((sum, x) => sum + x, 0)).toBe(0);
    expect([...copeland({ ...own, directions: [-1, -1, -1] })]).toEqual(scores.map((x) => 0 - x));
  });
});

describe("benefit of the doubt", () => {
  it("scores the four points of a hand drawing", () => {
    const { scores, shares } = benefitOfTheDoubt(columns([1, 3, 4, 2], [4, 3, 1, 2]));
    [1, 1, 1, 2 / 3].forEach((expected, o) => expect(scores[o]).toBeCloseTo(expected, 12));
    for (const own of shares) expect(own.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 9);
  });

  it("holds the shares within limits", () => {
    // (4, 1) may not live from its first criterion alone: both must give half. Then w1 = 1/8, w2 = 1/2 before scaling:
    // (1, 4) earns 17/8, itself 1; scaled by the best: 8/17.
    const half = [
      { lo: 0.5, hi: 0.5 },
      { lo: 0.5, hi: 0.5 },
    ];
    const { scores, shares } = benefitOfTheDoubt(columns([4, 1], [1, 4]), half);
    expect(scores[0]).toBeCloseTo(8 / 17, 12);
    expect(shares[0]![0]).toBeCloseTo(0.5, 9);
    expect(() => benefitOfTheDoubt(columns([1], [1]), [half[0]!])).toThrow(RangeError);
  });

  it("gives 0 for nothing, and for a share of nothing", () => {
    expect(benefitOfTheDoubt(columns([0, 1], [0, 1])).scores[0]).toBe(0);
    const limits = [
      { lo: 0.2, hi: 1 },
      { lo: 0.2, hi: 1 },
    ];
    expect(benefitOfTheDoubt(columns([0, 1], [2, 1]), limits).scores[0]).toBeCloseTo(0, 9);
    expect(() => benefitOfTheDoubt(columns([-1]))).toThrow(ScoringError);
  });

  it("agrees with a linear program of another solver", () => {
    const value = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 7 }),
        fc.boolean(),
        (units, limited) => {
          const limits = limited ? [0, 1, 2].map(() => ({ lo: 0.1, hi: 0.6 })) : undefined;
          const { scores } = benefitOfTheDoubt(columns(...[0, 1, 2].map((c) => units.map((row) => row[c]!))), limits);
          units.forEach((own, o) => expect(scores[o]).toBeCloseTo(byYalps(units, own, limits), 6));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** The model as written in the paper, given to YALPS. */
function byYalps(units: number[][], own: number[], limits?: { lo: number; hi: number }[]): number {
  const constraints = new Map(units.map((_, j) => [`unit${j}`, lessEq(1)]));
  const variables = new Map(
    own.map((y, i) => {
      const row = new Map([["score", y], ...units.map((unit, j) => [`unit${j}`, unit[i]!] as [string, number])]);
      limits?.forEach(({ lo, hi }, m) => {
        row.set(`hi${m}`, (i === m ? y : 0) - hi * y);
        row.set(`lo${m}`, lo * y - (i === m ? y : 0));
      });
      return [`w${i}`, row];
    }),
  );
  limits?.forEach((_, m) => {
    constraints.set(`hi${m}`, lessEq(0));
    constraints.set(`lo${m}`, lessEq(0));
  });
  return solve({ direction: "maximize", objective: "score", constraints, variables }, { precision: 1e-10 }).result;
}
