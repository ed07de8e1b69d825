import type { Catalogue, SchemeNode } from "@duibiao/indicators";
import { name } from "./flat-catalogue.ts";

/** Measures s01 to s30; the first 15 are split in two: 60 cells. All invented. */
export const measureCount = 30;
export const splitCount = 15;
export const cellCount = measureCount + 2 * splitCount;
/** Denominator of every indicator. */
export const peopleMeasure = "s30";
/** Used by no rule and no indicator: the visibility benchmark marks its submissions there. */
export const markMeasure = "s29";

export const measureKey = (at: number) => `s${String(at).padStart(2, "0")}`;
const indicatorKey = (at: number) => `i${String(at).padStart(2, "0")}`;
export const indicatorKeys = Array.from({ length: 20 }, (_, at) => indicatorKey(at + 1));

const numbers = Array.from({ length: measureCount }, (_, at) => at + 1);

/** One quarterly form of 60 cells, 11 rules, 20 indicators and a scheme over them. */
export const benchCatalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "bench",
  version: "1",
  name: name("bench"),
  breakdowns: [
    {
      key: "part",
      name: name("part"),
      members: [
        { key: "a", name: name("a") },
        { key: "b", name: name("b") },
      ],
    },
  ],
  measures: numbers.map((at) => ({
    key: measureKey(at),
    name: name(measureKey(at)),
    uom: "kWh",
    type: "integer",
    aggRegion: "sum",
    aggTime: "sum",
    ...(at <= splitCount ? { breakdowns: ["part"] } : {}),
  })),
  derived: [],
  factorSets: [],
  indicators: indicatorKeys.map((key, at) => ({
    key,
    name: name(key),
    formula: `${measureKey(at + 1)} / ${peopleMeasure}`,
    uom: "kWh",
    direction: at % 2 === 0 ? "lower" : "higher",
  })),
  rules: [
    ...numbers.slice(0, 10).map((at) => ({
      key: `R${at}`,
      name: name(`R${at}`),
      severity: "block" as const,
      expr: `${measureKey(at)} <= ${measureKey(at + 1)}`,
      advice: name("check"),
    })),
    // Half of the units break this one: a finding to be stored with the revision.
    {
      key: "W1",
      name: name("W1"),
      severity: "warn",
      expr: `s11 <= 1150 * ${peopleMeasure}`,
      advice: name("check"),
    },
  ],
  forms: [
    {
      key: "BENCH_FORM",
      name: name("bench form"),
      period: "quarter",
      signing: "online",
      sections: [
        {
          key: "totals",
          name: name("totals"),
          lines: numbers.map((at) => ({ row: String(at), measure: measureKey(at) })),
        },
        {
          key: "parts",
          name: name("parts"),
          lines: numbers.slice(0, splitCount).flatMap((at) => [
            { row: `${at}a`, measure: measureKey(at), member: "part:a" },
            { row: `${at}b`, measure: measureKey(at), member: "part:b" },
          ]),
        },
      ],
    },
  ],
  schemes: [
    {
      key: "BENCH_SCHEME",
      name: name("bench scheme"),
      weightsStatus: "PROPOSAL",
      minCoverage: 0.7,
      root: {
        key: "root",
        name: name("total"),
        weight: 1,
        method: "arithmetic",
        children: [0, 1, 2, 3].map(dimension),
      },
    },
  ],
};

function dimension(at: number): SchemeNode {
  return {
    key: `d${at}`,
    name: name(`d${at}`),
    weight: 0.25,
    method: "arithmetic",
    children: indicatorKeys.slice(5 * at, 5 * at + 5).map((indicator) => ({
      key: indicator,
      name: name(indicator),
      weight: 0.2,
      indicator,
      norm: { method: "peer_percentile", loPct: 5, hiPct: 95, minPeers: 8 },
    })),
  };
}
