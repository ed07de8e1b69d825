import { describe, expect, it } from "vitest";
import { adjust, correlationPairs } from "./correlations.ts";
import { factorabilityOf, principalComponents } from "./factors.ts";
import { reliabilityOf } from "./reliability.ts";

/** Eight units, four columns; what they must give was computed with NumPy 2.4 and SciPy 1.17. */
const DATA = [
  [2, 3, 1, 5],
  [4, 4, 3, 1],
  [3, 5, 4, 4],
  [6, 7, 5, 3],
  [8, 6, 9, 2],
  [7, 9, 6, 6],
  [9, 8, 8, 1],
  [1, 2, 2, 7],
];
const columns = [0, 1, 2, 3].map((c) => Float64Array.from(DATA, (row) => row[c]!));

describe("correlations", () => {
  it("agrees with SciPy in r and p", () => {
    const pairs = correlationPairs(columns);
    expect(pairs[0]).toMatchObject({ a: 0, b: 1, n: 8 });
    expect(pairs[0]!.r).toBeCloseTo(0.8765009801785552, 12);
    expect(pairs[0]!.p).toBeCloseTo(0.004283623843946455, 12);
    expect(pairs[5]!.p).toBeCloseTo(0.1967834879547796, 12);
    const ranks = correlationPairs(columns, "spearman");
    expect(ranks[2]!.r).toBeCloseTo(-0.6227656561948945, 12);
    expect(ranks[2]!.p).toBeCloseTo(0.09910080782353477, 12);
  });

  it("uses the units that have both values, and says how many", () => {
    const holes = [Float64Array.of(1, 2, NaN, 4, 7), Float64Array.of(2, NaN, 5, 8, 14)];
    expect(correlationPairs(holes)[0]).toMatchObject({ n: 3, r: 1 });
    expect(correlationPairs([Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3)])[0]!.r).toBeNaN();
    expect(correlationPairs([Float64Array.of(1, 2), Float64Array.of(1, 2)])[0]!.r).toBeNaN();
  });

  it("tells Kendall's p exactly for few units, and by the normal law with ties", () => {
    // Hollander & Wolfe's tuna, R cor.test and scipy.stats.kendalltau(method="exact"): 0.1194.
    const lightness = Float64Array.of(44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1);
    const quality = Float64Array.of(2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8);
    expect(correlationPairs([lightness, quality], "kendall")[0]!.p).toBeCloseTo(0.11943893298059964, 12);
    // scipy.stats.kendalltau(x, y, method="asymptotic").
    const tied = [Float64Array.of(12, 2, 1, 12, 2), Float64Array.of(1, 4, 7, 1, 0)];
    expect(correlationPairs(tied, "kendall")[0]!.p).toBeCloseTo(0.28274545993277467, 12);
  });

  it("adjusts by hand: Holm, and Benjamini and Hochberg", () => {
    // Sorted .01, .03, .04: Holm 3 x .01, max(.03, 2 x .03), max(.06, .04); BH .03, min(.045, .04), .04.
    const holm = adjust([0.04, NaN, 0.01, 0.03], "family");
    expect(holm[1]).toBeNaN();
    for (const [i, own] of [0.06, 0, 0.03, 0.06].entries()) if (i !== 1) expect(holm[i]).toBeCloseTo(own, 12);
    const bh = adjust([0.04, NaN, 0.01, 0.03], "discovery");
    for (const [i, own] of [0.04, 0, 0.03, 0.04].entries()) if (i !== 1) expect(bh[i]).toBeCloseTo(own, 12);
  });
});

describe("reliability", () => {
  it("agrees with NumPy, and shows what is low as low", () => {
    const { alpha, standardisedAlpha, units } = reliabilityOf(columns);
    expect(alpha).toBeCloseTo(0.5769465835472435, 12);
    expect(standardisedAlpha).toBeCloseTo(0.497535685340008, 12);
    expect(units).toBe(8);
    // x and 2 - x: variances 1 and 1, sum constant: -∞ is what the formula says; x and 1 - x/2: 2 (1 - 1.25 / .25) = -8.
    const [x, y] = [Float64Array.of(0, 1, 2), Float64Array.of(1, 0.5, 0)];
    expect(reliabilityOf([x, y]).alpha).toBeCloseTo(-8, 12);
    expect(reliabilityOf([x]).alpha).toBeNaN();
  });

  it("finds the omega of loadings that are known", () => {
    // Loadings .8, .6, .5: correlations .48, .40, .30; omega = 1.9² / (1.9² + .36 + .64 + .75).
    const helmert = [
      [1, -1, 0, 0].map((own) => own / Math.sqrt(2)),
      [1, 1, -2, 0].map((own) => own / Math.sqrt(6)),
      [1, 1, 1, -3].map((own) => own / Math.sqrt(12)),
    ];
    const mix = (...weights: number[]) =>
      Float64Array.from({ length: 4 }, (_, i) => weights.reduce((sum, w, h) => sum + w * helmert[h]![i]!, 0));
    const second = Math.sqrt(1 - 0.48 * 0.48);
    const b = (0.3 - 0.48 * 0.4) / second;
    const own = [mix(1), mix(0.48, second), mix(0.4, b, Math.sqrt(1 - 0.16 - b * b))];
    expect(reliabilityOf(own).omega).toBeCloseTo(3.61 / 5.36, 6);
  });
});

describe("factors", () => {
  it("agrees with NumPy and SciPy in KMO and Bartlett's test", () => {
    const { kmo, perColumn, bartlett } = factorabilityOf(columns);
    expect(kmo).toBeCloseTo(0.5324265764477655, 10);
    [0.5204887893905453, 0.5302246722551092, 0.6206057849027222, 0.4154160907271717].forEach((own, i) =>
      expect(perColumn[i]).toBeCloseTo(own, 10),
    );
    expect(bartlett.chiSquare).toBeCloseTo(22.081718972125756, 9);
    expect(bartlett).toMatchObject({ df: 6 });
    expect(bartlett.p).toBeCloseTo(0.0011702693949602926, 12);
  });

  it("has eigenvalues as NumPy, loadings that give the correlations back, and signs that mean something", () => {
    const { eigenvalues, explained, loadings } = principalComponents(columns);
    [3.04139434863836, 0.7390436082333061, 0.19602115761591415, 0.02354088551241979].forEach((own, i) =>
      expect(eigenvalues[i]).toBeCloseTo(own, 10),
    );
    expect(explained.reduce((sum, own) => sum + own, 0)).toBeCloseTo(1, 12);
    const back = (i: number, j: number) => loadings.reduce((sum, own) => sum + own[i]! * own[j]!, 0);
    expect(back(0, 1)).toBeCloseTo(0.8765009801785552, 10);
    expect(back(2, 2)).toBeCloseTo(1, 10);
    for (const own of loadings) expect(Math.max(...own)).toBeGreaterThanOrEqual(Math.abs(Math.min(...own)) - 1e-9);
  });

  it("says nothing of columns that repeat each other or do not vary", () => {
    expect(factorabilityOf([columns[0]!, columns[0]!]).kmo).toBeNaN();
    expect(principalComponents([Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3)]).eigenvalues).toEqual([]);
  });
});
