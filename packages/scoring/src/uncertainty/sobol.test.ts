import { describe, expect, it } from "vitest";
import { sobolIndices } from "./sobol.ts";

describe("Sobol indices", () => {
  it("gives the exact shares of a linear function within four errors", () => {
    // y = 3u + v: variances 9/12 and 1/12, so 0.9 and 0.1, and no interaction.
    const { indices, mean, variance } = sobolIndices(["u", "v", "w"], ([u, v]) => 3 * u! + v!, { n: 4000, seed: 1 });
    const expected = [0.9, 0.1, 0];
    indices.forEach((own, f) => {
      expect(Math.abs(own.first - expected[f]!)).toBeLessThan(4 * own.firstError + 1e-12);
      expect(Math.abs(own.total - expected[f]!)).toBeLessThan(4 * own.totalError + 1e-12);
      expect(own.doubtful).toBe(false);
    });
    expect(mean).toBeCloseTo(2, 1);
    expect(variance).toBeCloseTo(10 / 12, 1);
  });

  it("gives the published indices of the g-function of Sobol", () => {
    // g = Π (|4x - 2| + a) / (1 + a) with a = 0, 1, 4.5, 9 (Saltelli et al. 2010). With V_i = 1 / (3 (1 + a_i)²) the variance is
    // Π (1 + V_i) - 1; S_i = V_i / V; T_i = V_i Π_{j≠i} (1 + V_j) / V.
    const a = [0, 1, 4.5, 9];
    const own = a.map((k) => 1 / (3 * (1 + k) * (1 + k)));
    const all = own.reduce((product, v) => product * (1 + v), 1);
    const variance = all - 1;
    const { indices } = sobolIndices(
      ["a", "b", "c", "d"],
      (x) => a.reduce((product, k, i) => (product * (Math.abs(4 * x[i]! - 2) + k)) / (1 + k), 1),
      { n: 8000, seed: 5 },
    );
    indices.forEach((index, f) => {
      expect(Math.abs(index.first - own[f]! / variance)).toBeLessThan(4 * index.firstError);
      expect(Math.abs(index.total - (own[f]! * (all / (1 + own[f]!))) / variance)).toBeLessThan(4 * index.totalError);
    });
  });

  it("shows an interaction in the totals alone", () => {
    // y = (u - 1/2)(v - 1/2): no first-order share, both totals 1.
    const { indices } = sobolIndices(["u", "v"], ([u, v]) => (u! - 0.5) * (v! - 0.5), { n: 4000, seed: 2 });
    for (const own of indices) {
      expect(Math.abs(own.first)).toBeLessThan(4 * own.firstError);
      expect(Math.abs(own.total - 1)).toBeLessThan(4 * own.totalError);
    }
  });

  it("has an error where a result varies so seldom that some resamples hold no variance", () => {
    // True in about 1 of 100 rows of each sample: resamples without any of them are common.
    const { indices } = sobolIndices(["u"], ([u]) => (u! > 0.99 ? 1 : 0), { n: 100, seed: 3 });
    expect(indices[0]!.total).toBeGreaterThan(0);
    expect(indices[0]!.totalError).toBeGreaterThan(0);
  });

  it("has nothing to say of a constant, and refuses no factors", () => {
    expect(sobolIndices(["u"], () => 4, { n: 10, seed: 1 }).indices[0]!.first).toBeNaN();
    expect(() => sobolIndices([], () => 1, { seed: 1 })).toThrow(RangeError);
    expect(() => sobolIndices(["u"], () => 1, { n: 1, seed: 1 })).toThrow(RangeError);
  });
});
