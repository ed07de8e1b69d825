import { describe, expect, it } from "vitest";
import { chiSquareTail, studentTwoSided } from "./numeric/distributions.ts";
import {
  adjust,
  boxCoxLambda,
  convergenceOf,
  correlationPairs,
  gini,
  harmonicMean,
  madFence,
  powerMean,
  quantile,
  rankerOf,
  sampleMoments,
  theil,
  weightedGeometricMean,
} from "./index.ts";

/** Values of SciPy 1.17 and NumPy 2.4 (`st` = scipy.stats), for x drawn from a lognormal and y that follows it. */
const x = Float64Array.of(2.721, 3.452, 2.183, 1.333, 1.889, 1.23, 2.852, 7.942, 1.834, 1.655, 4.022, 3.617);
const y = Float64Array.of(1.738, 1.141, 1.281, 1.495, -0.211, 0.28, -0.19, 3.476, -0.741, 0.758, 1.146, 2.441);
const weights = Array.from({ length: 12 }, (_, i) => i + 1);
/** To nine digits of its size. */
const near = (own: number, expected: number) => expect(Math.abs(own / expected - 1), `${own}`).toBeLessThan(1e-9);

describe("an outside program agrees", () => {
  it("on shape, quantiles, robust spread and places", () => {
    const { skewness, kurtosis } = sampleMoments(x);
    near(skewness, 2.081688812712801); // st.skew(x, bias=False)
    near(kurtosis, 5.294509046501787); // st.kurtosis(x, bias=False)
    const sorted = x.slice().sort();
    // np.quantile(x, [.05, .25, .5, .95])
    [0.05, 0.25, 0.5, 0.95].forEach((p, i) => near(quantile(sorted, p), [1.28665, 1.78925, 2.452, 5.786][i]!));
    // st.median_abs_deviation(x, scale="normal") = 1.3321180933272834, to the digits of its constant 0.67449.
    const { lo, hi } = madFence(x, 1);
    expect((hi - lo) / 2).toBeCloseTo(1.3321180933272834, 9);
    const ranks = new Uint16Array(12);
    rankerOf(12)(x, ranks);
    expect([...ranks]).toEqual([6, 4, 7, 11, 8, 12, 5, 1, 9, 10, 2, 3]); // st.rankdata(-x, method="min")
  });

  it("on weighted means", () => {
    near(weightedGeometricMean(x, weights), 2.667885998361359); // st.gmean(x, weights=w)
    near(harmonicMean(x, weights), 2.341583498062824); // st.hmean(x, weights=w)
    near(powerMean(x, weights, 2.5), 3.918160234919824); // st.pmean(x, 2.5, weights=w)
    near(powerMean(x, weights, -1.7), 2.1733654303892105);
  });

  it("on correlations and their p, one by one and together", () => {
    const of = (method: "pearson" | "spearman" | "kendall") => correlationPairs([x, y], method)[0]!;
    near(of("pearson").r, 0.7203903321000613); // st.pearsonr(x, y)
    near(of("pearson").p, 0.00822518370742559);
    near(of("spearman").r, 0.49650349650349657); // st.spearmanr(x, y)
    near(of("spearman").p, 0.10060263183225476);
    near(of("kendall").r, 0.39393939393939387); // st.kendalltau(x, y, method="exact")
    near(of("kendall").p, 0.0863171145983646);
    // st.false_discovery_control(p)
    adjust([0.01, 0.02, 0.03, 0.2, 0.5], "discovery").forEach((own, i) => near(own, [0.05, 0.05, 0.05, 0.25, 0.5][i]!));
  });

  it("on tails, also very small ones", () => {
    // 2 * st.t.sf(t, df)
    near(studentTwoSided(2.5, 7), 0.04099221858575289);
    near(studentTwoSided(12, 3), 0.0012450158007893362);
    near(studentTwoSided(0.1, 2998), 0.9203510116573435);
    near(studentTwoSided(40, 20), 1.457469655431075e-20);
    // st.chi2.sf(x, df)
    near(chiSquareTail(3.84, 1), 0.05004352124870519);
    near(chiSquareTail(30, 12), 0.0027924293327009145);
    near(chiSquareTail(0.5, 7), 0.9994464813904249);
    near(chiSquareTail(400, 100), 1.6927979958857254e-37);
  });

  it("on inequality and convergence", () => {
    near(gini(x), 0.29581533736443044); // abs(subtract.outer(x, x)).sum() / (2 n² mean)
    near(theil(x).total, 0.15193678941731859); // mean(x / m * log(x / m))
    // z = max(y, 0.1) + 1; st.linregress(log(x), log(z / x))
    const { beta, betaError, betaP } = convergenceOf([x, y.map((own) => Math.max(own, 0.1) + 1)]);
    near(beta, -0.44902924351379303);
    near(betaError, 0.21775494705179813);
    near(betaP, 0.06615565773452294);
  });

  it("on the exponent of highest likelihood", () => {
    // st.boxcox_normmax(x, method="mle"), found by a search to 1e-8.
    expect(boxCoxLambda(x, false)).toBeCloseTo(-0.520553283722484, 6);
  });
});
