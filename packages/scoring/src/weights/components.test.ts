import { describe, expect, it } from "vitest";
import { componentWeights, factorWeights, weightsOfLoadings } from "./components.ts";
import { varimax } from "./varimax.ts";

/**
 * Technology Achievement Index, 23 countries, OECD/JRC Handbook 2008, appendix: patents, royalties, internet, exports, telephones (log),
 * electricity (log), schooling, university.
 */
const TAI =
  `187 125.6 200.2 50.7 3.08 4.15 10 27.4|289 130 179.1 66.2 3 4.07 12 13.9|271 156.6 125.8 59.7 3.1 4.14 11.4 15.3
994 64.6 49 80.8 3 3.86 9.5 10|779 9.8 4.8 66.7 2.97 3.65 10.8 23.2|189 151.2 136 50.9 3.02 3.77 9.4 9.5
82 134 57.4 61.9 3.02 3.73 9.4 14.9|31 38.6 108 48.7 2.94 4.18 11.6 14.2|75 18.2 125.9 16.2 2.94 3.94 10.9 25.3
8 25.5 72.3 74.9 2.95 3.83 7.1 24.2|235 36.8 41.2 64.2 2.94 3.75 10.2 14.4|103 20.2 193.6 19 3.12 4.39 11.9 11.2
106 110.3 48.6 53.6 2.97 3.68 9.4 12.3|72 73.9 58.9 47.6 2.91 3.86 9.3 13.6|103 13 146.7 15.4 2.86 3.91 11.7 13.1
165 14.8 84.2 50.3 2.99 3.79 8.4 13.6|205 33.6 36.4 58.9 2.97 3.8 7.9 12.6|74 43.6 43.2 45 2.96 3.74 9.6 11
42 8.6 21 53.4 2.86 3.62 7.3 15.6|13 9.8 30.4 51 3 3.65 7.2 13|28 4.2 25 51.7 2.75 3.68 9.5 8.2
26 6.2 21.6 63.5 2.73 3.46 9.1 7.7|105 4 20.3 49.5 2.84 3.71 7.1 10.6`
    .split(/[|\n]/)
    .map((line) => line.split(" ").map(Number));
const columns = Array.from({ length: 8 }, (_, j) => Float64Array.from(TAI, (row) => row[j]!));

describe("factor weights of the OECD handbook", () => {
  const f = factorWeights(columns, "share_above_tenth");

  it("keep the handbook's four factors of the Technology Achievement Index", () => {
    // Table 16: eigenvalues 3.3, 1.7, 1.0, 0.9 (41.9, 21.8, 12.3 and 11.1 % of the variance).
    expect(f.eigenvalues.slice(0, 4).map((v) => v.toFixed(2))).toEqual(["3.35", "1.75", "0.98", "0.89"]);
    expect(f.explained.slice(0, 3).map((v) => (100 * v).toFixed(1))).toEqual(["41.9", "21.8", "12.3"]);
    expect(f.variance).toHaveLength(4);
    expect(factorWeights(columns).variance).toHaveLength(2);
  });

  it("rotate to the handbook's loadings and weights", () => {
    // Table 17, up to the order and sign of factors, two places: internet .79, schooling .88; patents .97; university .96; royalties .93.
    // NumPy 2.4.6 (varimax by singular values, Kaiser's normalisation): variances 2.63, 1.39, 1.18, 1.78.
    const largest = f.loadings.map((row) => Math.max(...row.map(Math.abs)).toFixed(2));
    expect(largest).toEqual(["0.97", "0.93", "0.79", "0.65", "0.69", "0.81", "0.88", "0.96"]);
    expect(f.variance.map((v) => v.toFixed(2)).sort()).toEqual(["1.18", "1.39", "1.78", "2.63"]);
    const own = f.scaled.map((row) => Math.max(...row).toFixed(2));
    expect(own).toEqual(["0.67", "0.48", "0.24", "0.23", "0.27", "0.25", "0.29", "0.78"]);
    // NumPy: .168 .155 .111 .056 .086 .119 .139 .166; exports count in the factor of patents, where their scaled loading is largest.
    expect(f.weights.map((w) => w.toFixed(3))).toEqual([
      "0.168",
      "0.155",
      "0.111",
      "0.056",
      "0.086",
      "0.119",
      "0.139",
      "0.166",
    ]);
    expect(f.factorOf[3]).toBe(f.factorOf[0]);
  });

  it("follow from loadings by hand", () => {
    // Factor 1: .8² + .6² = 1, factor 2: .5² + .5² = .5; scaled .64, .36 and .5, .5; shares 2/3, 1/3: .64 * 2/3 and, for the second, .5 / 3.
    const w = weightsOfLoadings([
      [0.8, 0.5],
      [0.6, 0.5],
    ]);
    expect(w.factorOf).toEqual([0, 1]);
    const [a, b] = [(0.64 * 2) / 3, 0.5 / 3];
    expect(w.weights[0]).toBeCloseTo(a / (a + b), 14);
  });

  it("keep the communalities of every column, and one factor as it is", () => {
    const before = [
      [0.5, 0.4],
      [0.1, -0.7],
      [0.9, 0.2],
      [0, 0],
    ];
    const after = varimax(before);
    before.forEach((row, j) => {
      const length = (v: readonly number[]) => v.reduce((s, x) => s + x * x, 0);
      expect(length(after[j]!)).toBeCloseTo(length(row), 14);
    });
    expect(varimax([[0.5], [-0.2]])).toEqual([[0.5], [-0.2]]);
    expect(() => factorWeights([Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3)])).toThrow(/vary/);
  });
});

describe("first component", () => {
  it("weighs by squares, so nothing is negative, and names what runs against it", () => {
    // x, 2x and -x with correlations ±1: the unit vector (1, 1, -1) / √3.
    const x = Float64Array.of(1, 2, 4, 7);
    const w = componentWeights([x, x.map((v) => 2 * v), x.map((v) => -v)]);
    w.weights.forEach((own) => expect(own).toBeCloseTo(1 / 3, 12));
    expect(w.explained).toBeCloseTo(1, 12);
    w.vector.forEach((own, j) => expect(own * own).toBeCloseTo(w.weights[j]!, 12));
    expect(w.against).toHaveLength(1);
    expect(componentWeights(columns).weights.every((own) => own >= 0)).toBe(true);
  });

  it("halves two columns, whatever their correlation", () => {
    componentWeights([Float64Array.of(1, 2, 3, 9), Float64Array.of(2, 1, 5, 6)]).weights.forEach((w) =>
      expect(w).toBeCloseTo(0.5, 12),
    );
  });
});
