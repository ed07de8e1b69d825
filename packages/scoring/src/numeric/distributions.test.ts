import { describe, expect, it } from "vitest";
import { chiSquareTail, incompleteBeta, logGamma, studentTwoSided } from "./distributions.ts";

/** Relative agreement with values of SciPy 1.17 (stats.chi2.sf, stats.t.sf, special.gammaln), double precision. */
const near = (own: number, expected: number) => expect(Math.abs(own / expected - 1)).toBeLessThan(1e-11);

describe("tail probabilities", () => {
  it("agrees with SciPy", () => {
    near(chiSquareTail(3.2, 4), 0.5249309467861041);
    near(chiSquareTail(30, 4), 4.894437128029217e-6);
    near(chiSquareTail(100, 120), 0.907734948041067);
    near(chiSquareTail(0.1, 1), 0.7518296340458492);
    near(studentTwoSided(2.5, 7), 0.04099221858575289);
    near(studentTwoSided(-0.3, 3), 0.783763292039919);
    near(studentTwoSided(12, 40), 7.82417130425598e-15);
    near(studentTwoSided(1.97, 2998), 0.04893027712592082);
    near(logGamma(0.5), 0.5723649429247);
    near(logGamma(123.4), 469.3360974421906);
  });

  it("has its limits", () => {
    expect([chiSquareTail(0, 3), chiSquareTail(-1, 3), studentTwoSided(0, 5)]).toEqual([1, 1, 1]);
    expect([chiSquareTail(1, 0), studentTwoSided(1, 0)]).toEqual([NaN, NaN]);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3), studentTwoSided(Infinity, 4)]).toEqual([0, 1, 0]);
  });
});
