import type { Catalogue, SchemeNode } from "@duibiao/indicators";

const t2 = (text: string) => ({ zh: `${text}名`, en: text });

/**
 * A catalogue of two forms, four indicators and two schemes, small enough to calculate by hand. `w_energy` is a flow
 * over quarters, `w_people` a stock; `w_area` is asked once a year; `w_safety` is asked by nobody.
 */
export const worldCatalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "world",
  version: "1",
  name: t2("world"),
  breakdowns: [],
  measures: [
    {
      key: "w_energy",
      name: t2("energy"),
      uom: "kWh",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
    },
    {
      key: "w_people",
      name: t2("people"),
      uom: "人",
      type: "integer",
      aggRegion: "sum",
      aggTime: "last",
    },
    {
      key: "w_files",
      name: t2("files in order"),
      uom: "件",
      type: "integer",
      aggRegion: "sum",
      aggTime: "last",
    },
    {
      key: "w_files_all",
      name: t2("files"),
      uom: "件",
      type: "integer",
      aggRegion: "sum",
      aggTime: "last",
    },
    {
      key: "w_area",
      name: t2("floor area"),
      uom: "㎡",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "last",
    },
    {
      key: "w_safety",
      name: t2("accidents"),
      uom: "起",
      type: "integer",
      aggRegion: "sum",
      aggTime: "sum",
    },
    {
      key: "w_rate",
      name: t2("published rate"),
      uom: "%",
      type: "decimal",
      aggRegion: "none",
      aggTime: "last",
    },
    {
      key: "w_rate_lo",
      name: t2("lower bound"),
      uom: "%",
      type: "decimal",
      aggRegion: "none",
      aggTime: "last",
    },
    {
      key: "w_rate_hi",
      name: t2("upper bound"),
      uom: "%",
      type: "decimal",
      aggRegion: "none",
      aggTime: "last",
    },
  ],
  derived: [],
  factorSets: [],
  indicators: [
    {
      key: "per_head",
      name: t2("energy per head"),
      formula: "w_energy / w_people",
      uom: "kWh/人",
      direction: "lower",
    },
    {
      key: "file_rate",
      name: t2("files in order"),
      formula: "w_files / w_files_all * 100",
      uom: "%",
      direction: "higher",
    },
    {
      key: "growth",
      name: t2("growth"),
      formula: "(w_energy / prev_year(w_energy) - 1) * 100",
      uom: "%",
      direction: "lower",
    },
    {
      key: "per_area",
      name: t2("energy per area"),
      formula: "w_energy / w_area",
      uom: "kWh/㎡",
      direction: "lower",
    },
    {
      key: "accident_rate",
      name: t2("accidents per head"),
      formula: "w_safety / w_people",
      uom: "起/人",
      direction: "lower",
    },
    { key: "size", name: t2("size"), formula: "w_people * 1", uom: "人", direction: "none" },
    {
      key: "rate",
      name: t2("rate"),
      formula: "w_rate * 1",
      uom: "%",
      direction: "higher",
      interval: { level: 95, lower: "w_rate_lo * 1", upper: "w_rate_hi * 1" },
    },
  ],
  rules: [],
  forms: [
    {
      key: "W_Q",
      name: t2("quarterly form"),
      period: "quarter",
      sections: [
        {
          key: "all",
          name: t2("all"),
          lines: ["w_energy", "w_people", "w_files", "w_files_all"].map((measure, at) => ({
            row: `${at + 1}`,
            measure,
          })),
        },
      ],
    },
    {
      key: "W_Y",
      name: t2("yearly form"),
      period: "year",
      sections: [
        {
          key: "all",
          name: t2("all"),
          lines: ["w_area", "w_rate", "w_rate_lo", "w_rate_hi"].map((measure, at) => ({
            row: `${at + 1}`,
            measure,
          })),
        },
      ],
    },
  ],
  schemes: [
    scheme("W1", "VERIFIED", "演示〔2026〕1号", [
      dimension("D1", 0.6, [leaf("per_head", 1, { method: "goalposts", lo: 20, hi: 10 })]),
      dimension("D2", 0.4, [leaf("file_rate", 1, { method: "goalposts", lo: 0, hi: 100 })]),
    ]),
    scheme("W2", "PROPOSAL", undefined, [
      dimension("D1", 0.6, [
        leaf("per_head", 0.75, { method: "goalposts", lo: 20, hi: 10 }),
        leaf("accident_rate", 0.25, { method: "goalposts", lo: 1, hi: 0 }),
      ]),
      dimension("D2", 0.4, [leaf("file_rate", 1, { method: "goalposts", lo: 0, hi: 100 })]),
    ]),
    scheme("W3", "VERIFIED", "演示〔2026〕3号", [
      dimension("D1", 1, [leaf("growth", 1, { method: "goalposts", lo: 50, hi: -50 })]),
    ]),
  ],
};

function scheme(
  key: string,
  weightsStatus: "VERIFIED" | "PROPOSAL",
  documentNo: string | undefined,
  children: SchemeNode[],
) {
  return {
    key,
    name: t2(key),
    weightsStatus,
    ...(documentNo === undefined ? {} : { documentNo }),
    minCoverage: 0.7,
    root: { key, name: t2(key), weight: 1, children },
  };
}
function dimension(key: string, weight: number, children: SchemeNode[]): SchemeNode {
  return { key, name: t2(key), weight, children };
}
function leaf(indicator: string, weight: number, norm: SchemeNode["norm"]): SchemeNode {
  return { key: `L_${indicator}`, name: t2(indicator), weight, indicator, norm };
}
