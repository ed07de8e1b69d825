import { describe, expect, it } from "vitest";
import { log, score, type Scheme, type SchemeNode } from "./index.ts";

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
