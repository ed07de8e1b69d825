import { describe, expect, it } from "vitest";
import {
  OBJECTIVE_WEIGHTS,
  ScoringError,
  adjustedMazziottaPareto,
  benefitOfTheDoubt,
  componentWeights,
  copeland,
  correlationTargetWeights,
  mazziottaParetoIndex,
  modelOf,
  objectiveWeights,
  score,
  simulate,
  topsis,
  transformed,
  treatColumn,
  vikor,
  type Criteria,
  type ObjectiveMethod,
  type SchemeNode,
} from "./index.ts";

/** What was seen to be wrong in other libraries, one test each that it is not so here. */

const of = (...own: number[]) => Float64Array.from(own);
const name = { zh: "名", en: "name" };
const leaf = (key: string, weight: number): SchemeNode => ({
  key,
  name,
  weight,
  indicator: key,
  norm: { method: "goalposts", lo: 0, hi: 100 },
});
const input = (a: Float64Array, b: Float64Array) => ({
  regions: Array.from(a, (_, r) => ({ id: `r${r}`, peerGroup: "p" })),
  columns: { a, b },
  directions: { a: "higher", b: "higher" } as const,
});
const scheme = (more: Partial<SchemeNode>) => ({
  key: "S",
  name,
  minCoverage: 0.4,
  floor: 1,
  root: { key: "root", name, weight: 1, children: [leaf("a", 0.5), leaf("b", 0.5)], ...more } as SchemeNode,
});

describe("defects of others that are not ours", () => {
  it("1: Copeland takes a whole matrix of columns as it is documented (COINr a_copeland by_df fails)", () => {
    expect([...copeland({ columns: [of(3, 2, 1), of(3, 1, 2)], weights: [1, 1], directions: [1, 1] })]).toEqual([
      2, -1, -1,
    ]);
  });

  it("2: with a value absent, who is listed first wins nothing by it (COINr outranking)", () => {
    const forth = copeland({ columns: [of(1, NaN)], weights: [1], directions: [1] });
    const back = copeland({ columns: [of(NaN, 1)], weights: [1], directions: [1] });
    expect([...forth, ...back]).toEqual([0, 0, 0, 0]);
  });

  it("3: the logarithm of the GII changes the values (COINr log_GII returns them as they came)", () => {
    // ln((max - 1)(x - min) / (max - min) + 1): 1, 2, 11 become 0, ln 2, ln 11.
    transformed(of(1, 2, 11), "log_gii").forEach((own, r) =>
      expect(own).toBeCloseTo([0, 0.6931471805599453, 2.3978952727983707][r]!, 12),
    );
  });

  it("4: a power mean treats a missing child as its siblings do (COINr a_genmean gives NA)", () => {
    for (const exponent of [2, 0.5, -1, 0]) {
      const { regions } = score(scheme({ method: "power", exponent, missing: "reweight" }), input(of(49), of(NaN)));
      expect(regions[0]!.score).toBe(49);
    }
  });

  it("5: weights from components are never negative, and columns that run against the rest are named (COINr: -0.744)", () => {
    // The third falls where the others rise.
    const { weights, against } = componentWeights([of(1, 2, 3, 4, 6), of(2, 1, 4, 5, 6), of(9, 8, 5, 6, 1)]);
    expect(weights.every((w) => w >= 0)).toBe(true);
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    expect(against).toEqual([2]);
  });

  it("6: optimised weights are never negative and say what they reached (COINr: 'successful', -0.216)", () => {
    // The second is nearly the sum of the two others, which are independent: equal shares ask for a weight of about -80.
    const found = correlationTargetWeights([of(1, -1, 1, -1), of(2.1, -0.1, -0.1, -1.9), of(1, 1, -1, -1)]);
    found.weights.forEach((w, j) => expect(w).toBeCloseTo([0.5, 0, 0.5][j]!, 12));
    expect(found.weights.every((w) => w >= 0)).toBe(true);
    expect(found.reached).toBe(false);
    // Correlations 1/√2 twice and 8 / √(8.04 x 8) = 0.99751, so shares 0.70711 and 0.99751 of 2.41172.
    expect(found.shares[1]).toBeCloseTo(0.41361, 5);
    expect(found.largestMiss).toBeCloseTo(found.shares[1]! - 1 / 3, 12);
  });

  it("7: options are cut over 0..1 and not over the range that happened to be drawn (COINr)", () => {
    const model = modelOf(scheme({}), input(of(90, 10), of(10, 30)), [
      {
        name: "method",
        kind: "choice",
        said: name,
        options: ["arithmetic", "minimum", "harmonic", "geometric"].map((method) => ({
          label: method,
          change: (own) => ({ ...own, scheme: { ...own.scheme, root: { ...own.scheme.root, method } as SchemeNode } }),
        })),
      },
    ]);
    const at = (coordinate: number) => {
      const out = new Float64Array(2);
      model.totals([coordinate], out);
      return out[0];
    };
    // All three coordinates lie in the first quarter: one and the same option, the arithmetic mean of 90 and 10.
    expect([0.01, 0.1, 0.24].map(at)).toEqual([50, 50, 50]);
    expect(at(0.26)).toBe(10);
    // A sample of 400 takes each option in about a quarter of the draws: four standard errors are 0.087.
    const { points } = simulate(model, { draws: 400, seed: 5 });
    for (let option = 0; option < 4; option++) {
      const share = points.filter((x) => Math.floor(4 * x) === option).length / 400;
      expect(Math.abs(share - 0.25)).toBeLessThan(0.087);
    }
  });

  it("8: a chosen indicator is treated though its shape is ordinary, and equal values with one outlier are treated (COINr #53, #45)", () => {
    const calm = of(1, 2, 3, 4, 5, 9);
    expect(treatColumn(calm, { method: "winsorise_log", maxPoints: 1 }).values).toEqual(calm);
    const forced = treatColumn(calm, { method: "winsorise_log", maxPoints: 1, forced: true });
    expect(forced.values).toEqual(of(1, 2, 3, 4, 5, 5));
    const odd = treatColumn(of(5, 5, 5, 5, 5, 5, 5, 100), { method: "winsorise_log", maxPoints: 5 });
    expect(odd.values.every((own) => own === 5)).toBe(true);
  });

  it("9: more of a cost never raises a score (pymcdm COPRAS)", () => {
    const before = [of(5, 3, 8, 6), of(10, 20, 30, 15)];
    const after = [before[0]!, of(10, 20, 30, 25)];
    const matrix = (columns: Float64Array[]): Criteria => ({ columns, weights: [1, 1], directions: [1, -1] });
    for (const scaling of ["vector", "min_max", "sum"] as const)
      expect(topsis(matrix(after), scaling)[3]).toBeLessThan(topsis(matrix(before), scaling)[3]!);
    expect(vikor(matrix(after)).s[3]).toBeGreaterThan(vikor(matrix(before)).s[3]!);
    expect(copeland(matrix(after))[3]).toBeLessThanOrEqual(copeland(matrix(before))[3]!);
  });

  it("10: zeros in real data stop nothing but what divides by them, and that says so (pymcdm, scikit-criteria)", () => {
    const columns = [of(0, 3, 8, 6, 2), of(10, 0, 30, 15, 7), of(4, 5, 2, 9, 1)];
    const matrix: Criteria = { columns, weights: [1, 2, 3], directions: [1, -1, 1] };
    const finite = (own: ArrayLike<number>) => expect(Array.from(own).every(Number.isFinite)).toBe(true);
    for (const scaling of ["vector", "min_max", "sum"] as const) finite(topsis(matrix, scaling));
    finite(vikor(matrix).q);
    finite(copeland(matrix));
    finite(benefitOfTheDoubt(columns).scores);
    for (const method of Object.keys(OBJECTIVE_WEIGHTS) as ObjectiveMethod[]) {
      if (method === "merec@1") expect(() => objectiveWeights(method, columns, [1, -1, 1])).toThrow(ScoringError);
      else finite(objectiveWeights(method, columns, [1, -1, 1]));
    }
  });

  it("11: penalties go by unit, not down the rows of the table (Compind ci_mean_min)", () => {
    const columns = [of(90, 70, 110, 95, 100), of(120, 80, 100, 105, 85)];
    const settings = { references: [100, 100], ranges: [0, 1].map(() => ({ lo: 70, hi: 130 })) };
    const whole = adjustedMazziottaPareto(columns, [1, 1], settings).index;
    whole.forEach((own, r) => {
      const alone = columns.map((column) => column.slice(r, r + 1));
      expect(adjustedMazziottaPareto(alone, [1, 1], settings).index[0]).toBe(own);
    });
    // The second, by hand: 70 and 80 give 75 - 25 / 75.
    expect(whole[1]).toBeCloseTo(75 - 25 / 75, 12);
  });

  it("12: the positive penalty can be asked for, nothing is rounded, both indices use one standard deviation (Compind ci_ampi)", () => {
    const columns = [of(90, 70, 113), of(120, 80, 100)];
    for (const index of [mazziottaParetoIndex, adjustedMazziottaPareto]) {
      const less = index(columns, [1, 1]);
      const more = index(columns, [1, 1], { penalty: "positive" });
      more.index.forEach((own, r) => {
        expect(own - less.mean[r]!).toBeCloseTo(less.mean[r]! - less.index[r]!, 12);
        expect(Math.round(own * 1000) / 1000).not.toBe(own);
      });
      const twice = index(columns, [1, 1], { ddof: 1 });
      expect(twice.penalty[0]).toBeGreaterThan(less.penalty[0]!);
    }
  });
});
