import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScoringError } from "../scheme/remark.ts";
import { groupJudgements, groupPriorities } from "./ahp-group.ts";
import { worstJudgement } from "./ahp-hint.ts";
import { ahpPriorities, SAATY_RANDOM_INDEX } from "./ahp.ts";
import { pairwiseFrom, pairwiseFromScale } from "./pairwise.ts";

/** Saaty's family buying a house (1980; 2003, Eur. J. Oper. Res. 145, table 3): size, transport, neighbourhood, age, yard, facilities, condition, finance. */
const house = pairwiseFrom([
  [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
  [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
  [6, 3, 4, 6, 1 / 5],
  [1 / 3, 1 / 4, 1 / 7, 1 / 8],
  [1 / 2, 1 / 5, 1 / 6],
  [1 / 5, 1 / 6],
  [1 / 2],
  [],
]);
const three = (weights: readonly number[]) => weights.map((w) => w.toFixed(3));

describe("ahpPriorities", () => {
  it("gives Saaty's published priorities, eigenvalue and ratio for the house", () => {
    const p = ahpPriorities(house);
    // Published: .173 .054 .188 .018 .031 .036 .167 .333, λmax 9.669, C.R. .17.
    expect(three(p.weights)).toEqual(["0.173", "0.054", "0.188", "0.018", "0.031", "0.036", "0.167", "0.333"]);
    expect(p.lambdaMax.toFixed(3)).toBe("9.669");
    expect(p.consistencyRatio.toFixed(2)).toBe("0.17");
    // numpy.linalg.eig, NumPy 2.4.6.
    expect(p.lambdaMax).toBeCloseTo(9.66888731711815, 11);
    expect(p.weights[7]).toBeCloseTo(0.3331889800020701, 12);
  });

  it("gives both methods the same for consistent judgements, by hand, with a ratio of 0", () => {
    const m = pairwiseFrom([[2, 4], [2], []]);
    for (const method of ["eigenvector", "geometric_mean"] as const) {
      const p = ahpPriorities(m, method);
      [4 / 7, 2 / 7, 1 / 7].forEach((w, j) => expect(p.weights[j]).toBeCloseTo(w, 14));
      expect(p.lambdaMax).toBeCloseTo(3, 13);
      expect(p.consistencyRatio).toBeCloseTo(0, 12);
    }
  });

  it("takes geometric means of the rows by hand", () => {
    // 1, 3, 9 | 1/3, 1, 1 | 1/9, 1, 1: third powers 27, 1/3, 1/9, so 3, 0.693361, 0.480750; sum 4.174111.
    const p = ahpPriorities(pairwiseFrom([[3, 9], [1], []]), "geometric_mean");
    [0.718716, 0.16611, 0.115174].forEach((w, j) => expect(p.weights[j]).toBeCloseTo(w, 6));
    // Three items: the eigenvector is the vector of geometric means (Crawford & Williams).
    ahpPriorities(pairwiseFrom([[3, 9], [1], []])).weights.forEach((w, j) => expect(w).toBeCloseTo(p.weights[j]!, 13));
  });

  it("takes means of the scaled columns by hand", () => {
    // The columns of 1, 3, 9 | 1/3, 1, 1 | 1/9, 1, 1 sum to 13/9, 5, 11. Rows: 9/13 + 3/5 + 9/11, 3/13 + 1/5 + 1/11, 1/13 + 1/5 + 1/11, over 3.
    const p = ahpPriorities(pairwiseFrom([[3, 9], [1], []]), "column_mean");
    [9 / 13 + 3 / 5 + 9 / 11, 3 / 13 + 1 / 5 + 1 / 11, 1 / 13 + 1 / 5 + 1 / 11].forEach((w, j) =>
      expect(p.weights[j]).toBeCloseTo(w / 3, 14),
    );
  });

  it("fills missing judgements by Harker: a consistent rest gives the weights as if all were judged", () => {
    // 4, 2, 1 with the pair (1, 3) missing: the chain 2 * 2 implies 4.
    const m = pairwiseFrom([[2, NaN], [2], []]);
    const p = ahpPriorities(m);
    [4 / 7, 2 / 7, 1 / 7].forEach((w, j) => expect(p.weights[j]).toBeCloseTo(w, 13));
    expect(p).toMatchObject({ missing: 1 });
    expect(p.lambdaMax).toBeCloseTo(3, 12);
    expect(() => ahpPriorities(m, "geometric_mean")).toThrow(ScoringError);
  });

  it("compares 15 items, no more, and one or two without any inconsistency", () => {
    expect(SAATY_RANDOM_INDEX).toHaveLength(15);
    expect(SAATY_RANDOM_INDEX[14]).toBe(1.59);
    const equal = (n: number) => Array.from({ length: n }, () => Array.from({ length: n }, () => 1));
    ahpPriorities(equal(15)).weights.forEach((w) => expect(w).toBeCloseTo(1 / 15, 14));
    expect(() => ahpPriorities(equal(16))).toThrow(/15/);
    expect(
      ahpPriorities([
        [1, 3],
        [1 / 3, 1],
      ]),
    ).toMatchObject({ consistencyRatio: 0, weights: [0.75, 0.25] });
    expect(ahpPriorities([[1]]).weights).toEqual([1]);
  });

  it("refuses judgements that are not reciprocal, half missing, or do not hang together", () => {
    const code = (m: number[][]) => {
      try {
        ahpPriorities(m);
      } catch (e) {
        return (e as ScoringError).remarks[0]!.code;
      }
      return null;
    };
    expect(
      code([
        [1, 3],
        [3, 1],
      ]),
    ).toBe("pairwise_not_reciprocal");
    expect(
      code([
        [1, -3],
        [-1 / 3, 1],
      ]),
    ).toBe("pairwise_not_reciprocal");
    expect(
      code([
        [1, 3],
        [NaN, 1],
      ]),
    ).toBe("pairwise_not_reciprocal");
    expect(
      code([
        [1, NaN],
        [NaN, 1],
      ]),
    ).toBe("ahp_not_connected");
    expect(code([[1, 2]])).toBe("pairwise_not_square");
  });

  it("returns the weights that consistent judgements were made from, never negative, in any order", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, (w) => {
        const sum = w.reduce((a, b) => a + b, 0);
        const p = ahpPriorities(w.map((a) => w.map((b) => a / b)));
        p.weights.forEach((own, j) => expect(own).toBeCloseTo(w[j]! / sum, 12));
        expect(p.consistencyRatio).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("worstJudgement", () => {
  it("points at the judgement that Saaty corrects, and says to what", () => {
    // Neighbourhood against condition: 6, the others imply 1 / 2.18 (Saaty: change it to 1/2); C.R. falls to .083 in the paper.
    const hint = worstJudgement(house)!;
    expect(hint).toMatchObject({ i: 2, j: 6, judged: 6, nearestOnScale: 1 / 2 });
    expect(1 / hint.implied).toBeCloseTo(2.180208097537879, 9);
    expect(three(hint.after.weights)).toEqual(["0.175", "0.062", "0.103", "0.019", "0.034", "0.041", "0.221", "0.345"]);
    expect(hint.after.consistencyRatio).toBeCloseTo(0.08224195178794805, 11);
    expect(house[2]![6]).toBe(6);
  });

  it("has nothing to say about consistent judgements", () => {
    expect(worstJudgement(pairwiseFrom([[2, 4], [2], []]))).toBeNull();
    expect(
      worstJudgement([
        [1, 7],
        [1 / 7, 1],
      ]),
    ).toBeNull();
  });
});

describe("groups of experts", () => {
  const one = pairwiseFrom([[2, 4], [2], []]);
  const other = pairwiseFrom([[8, 4], [1 / 2], []]);

  it("aggregates judgements by geometric means, keeping them reciprocal", () => {
    // √(2 * 8) = 4, √(4 * 4) = 4, √(2 * 1/2) = 1.
    const m = groupJudgements([one, other]);
    [4, 4, 1].forEach((v, k) => expect([m[0]![1]!, m[0]![2]!, m[1]![2]!][k]).toBeCloseTo(v, 14));
    m.forEach((row, i) => row.forEach((v, j) => expect(v * m[j]![i]!).toBeCloseTo(1, 14)));
    // With weights 3 to 1: 2^(3/4) 8^(1/4) = 2^1.5.
    expect(groupJudgements([one, other], [3, 1])[0]![1]).toBeCloseTo(2 ** 1.5, 14);
  });

  it("takes a judgement from those who made it", () => {
    const m = groupJudgements([pairwiseFrom([[NaN, 4], [2], []]), other]);
    expect(m[0]![1]).toBeCloseTo(8, 14);
    expect(groupJudgements([pairwiseFrom([[NaN, 4], [2], []])])[0]![1]).toBeNaN();
  });

  it("aggregates priorities by geometric or arithmetic mean, by hand", () => {
    // Consistent matrices: 4/7, 2/7, 1/7 and (8, 1, 2)/11. Arithmetic: (44 + 56)/154, (22 + 7)/154, (11 + 14)/154.
    const p = groupPriorities([one, other], { mean: "arithmetic" });
    [100 / 154, 29 / 154, 25 / 154].forEach((w, j) => expect(p.weights[j]).toBeCloseTo(w, 13));
    // Geometric: √32, √2, √2 scaled: 4/6, 1/6, 1/6; here the same as from the aggregated judgements 4, 4, 1.
    const g = groupPriorities([one, other]).weights;
    [4 / 6, 1 / 6, 1 / 6].forEach((w, j) => expect(g[j]).toBeCloseTo(w, 13));
    ahpPriorities(groupJudgements([one, other])).weights.forEach((w, j) => expect(w).toBeCloseTo(g[j]!, 13));
  });

  it("refuses matrices of different sizes", () => {
    expect(() => groupJudgements([one, [[1]]])).toThrow(/2/);
    expect(() => groupPriorities([])).toThrow(ScoringError);
  });
});

describe("answers on Saaty's scale", () => {
  it("are ratios, their reciprocals behind a minus sign, and gaps", () => {
    expect(pairwiseFromScale([[3, -4], [null], []])).toEqual([
      [1, 3, 1 / 4],
      [1 / 3, 1, NaN],
      [4, NaN, 1],
    ]);
  });
});
