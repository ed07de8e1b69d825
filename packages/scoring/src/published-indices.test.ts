import { describe, expect, it } from "vitest";
import {
  criticWeights,
  entropySumWeights,
  giniWeights,
  log,
  score,
  standardDeviationWeights,
  type Scheme,
  type SchemeNode,
} from "./index.ts";

const text = (en: string) => ({ zh: en, en });
const leaf = (key: string, weight: number, lo: number, hi: number): SchemeNode => ({
  key,
  name: text(key),
  weight,
  indicator: key,
  norm: { method: "goalposts", lo, hi },
});

/** Human Development Index, goalposts and means since 2014: UNDP, Technical notes, note 1. Income as its logarithm. */
const HDI: Scheme = {
  key: "HDI",
  name: text("HDI"),
  minCoverage: 1,
  floor: 0.001,
  root: {
    key: "hdi",
    name: text("hdi"),
    weight: 1,
    method: "geometric",
    children: [
      leaf("life", 1 / 3, 20, 85),
      {
        key: "education",
        name: text("education"),
        weight: 1 / 3,
        children: [leaf("mean_years", 0.5, 0, 15), leaf("expected_years", 0.5, 0, 18)],
      },
      leaf("income", 1 / 3, log(100), log(75_000)),
    ],
  },
};

describe("the Human Development Index", () => {
  it("gives the worked example of the technical notes of 2014, Costa Rica, and caps at the goalposts", () => {
    const result = score(HDI, {
      regions: [
        { id: "CRI", peerGroup: "all" },
        { id: "capped", peerGroup: "all" },
      ],
      columns: {
        life: Float64Array.of(79.93, 90),
        mean_years: Float64Array.of(8.37, 16),
        expected_years: Float64Array.of(13.5, 20),
        income: Float64Array.of(log(13_011.7), log(140_000)),
      },
      directions: { life: "higher", mean_years: "higher", expected_years: "higher", income: "higher" },
    });
    // Printed there: life 0.922, education (0.558 + 0.750) / 2 = 0.654, income 0.735, HDI 0.763.
    const at = (key: string) =>
      result.columns[result.placed.findIndex(({ node }) => node.key === key)]!.score[0]! / 100;
    expect(
      ["life", "mean_years", "expected_years", "education", "income", "hdi"].map((key) => at(key).toFixed(3)),
    ).toEqual(["0.922", "0.558", "0.750", "0.654", "0.735", "0.763"]);
    expect(result.regions[1]!.score).toBe(100);
  });
});

describe("weights as published", () => {
  const of = (...rows: number[][]) => rows[0]!.map((_, c) => Float64Array.from(rows, (row) => row[c]!));
  const close = (own: number[], expected: number[], digits: number) =>
    expected.forEach((w, j) => expect(own[j]).toBeCloseTo(w, digits));

  it("gives CRITIC for the firms of Diakoulaki, Mavrotas and Papayannakis 1995 as scikit-criteria does", () => {
    const firms = of(
      [61, 1.08, 4.33],
      [20.7, 0.26, 4.34],
      [16.3, 1.98, 2.53],
      [9, 3.29, 1.65],
      [5.4, 2.77, 2.33],
      [4, 4.12, 1.21],
      [-6.1, 3.52, 2.1],
      [-34.6, 3.31, 0.98],
    );
    for (const directions of [undefined, [1, 1, 1] as const])
      close(criticWeights(firms, directions), [0.20222554, 0.48090173, 0.31687273], 8);
  });

  it("gives entropy, standard deviation and Gini weights as the tests of scikit-criteria print them", () => {
    close(entropySumWeights(of([1, 2], [4, 16])), [0.358889, 0.641111], 6);
    // Standard deviations 3/√2 and 14/√2: 3/17 and 14/17.
    close(standardDeviationWeights(of([1, 2], [4, 16])), [3 / 17, 14 / 17], 12);
    close(giniWeights(of([5, 6, 7], [5.5, 6.1, 8], [4, 5, 9])), [0.412, 0.2562, 0.3319], 3);
  });
});
