import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./test-catalogue.ts";
import { askedAt, entriesIn, leafPaths, pathsOf, usesOf, type Entry } from "./uses.ts";
import { vocabularyOf } from "./vocabulary.ts";

const text = (zh: string) => ({ zh, en: zh });

/** The test catalogue with something that names an entry in every way there is. */
const vocabulary = vocabularyOf({
  ...CATALOGUE,
  derived: [
    ...CATALOGUE.derived,
    { key: "tce_per_area", name: text("单位能耗"), uom: "tce", formula: "energy_tce / prev_year(energy_area)" },
  ],
  indicators: [
    ...CATALOGUE.indicators,
    {
      key: "emergency_share",
      name: text("应急占比"),
      formula: "veh_actual[veh_class:emergency] / sum(veh_actual[veh_class]) * 100",
      uom: "%",
      direction: "none",
      interval: { level: 95, lower: "budget * 1", upper: "balance * 1" },
    },
  ],
  rules: [
    ...CATALOGUE.rules,
    {
      key: "VR36",
      name: text("能耗在限额内"),
      severity: "explain",
      expr: "tce_per_area <= limit(norms[area])",
      when: "registry(has_meter) == 1",
      advice: text("核对。"),
    },
  ],
  warnings: [
    { key: "WR01", name: text("偏离目标"), levels: [{ level: "red", when: "op_cost > target(op_cost_growth)" }] },
  ],
  schemes: [
    {
      key: "S",
      name: text("方案"),
      weightsStatus: "PROPOSAL",
      minCoverage: 0.7,
      root: {
        key: "S",
        name: text("方案"),
        weight: 1,
        children: [
          {
            key: "D1",
            name: text("维度一"),
            weight: 0.6,
            children: [
              { key: "L1", name: text("指标一"), weight: 0.25, indicator: "energy_per_area" },
              { key: "L2", name: text("指标二"), weight: 0.75, indicator: "cost_share" },
            ],
          },
          { key: "L3", name: text("指标三"), weight: 0.4, indicator: "op_cost_growth" },
        ],
      },
      gates: [
        { key: "G1", name: text("目标"), targets: ["op_cost_growth"], cap: "low" },
        { key: "G2", name: text("超支"), when: "op_cost > budget", cap: "low" },
      ],
    },
  ],
});
const uses = (entry: Entry) =>
  usesOf(vocabulary, entry)
    .map(({ kind, key, via }) => [kind, key, ...via].join(" "))
    .sort();

describe("usesOf", () => {
  it("follows a figure through factor sets and derived measures to indicators and rules, naming the way", () => {
    expect(uses({ kind: "measure", key: "coal_kg" })).toEqual([
      "derived energy_tce EF_CE_2020",
      "derived tce_per_area EF_CE_2020 energy_tce",
      "factorSet EF_CE_2020",
      "factorSet EF_CO2",
      "indicator energy_per_area EF_CE_2020 energy_tce",
      "rule VR36 EF_CE_2020 energy_tce tce_per_area",
    ]);
  });

  it("finds a formula under a time word, in a condition's when, in a gate and in a warning", () => {
    expect(uses({ kind: "measure", key: "energy_area" })).toEqual([
      "derived tce_per_area",
      "indicator energy_per_area",
      "rule VR36 tce_per_area",
    ]);
    expect(uses({ kind: "measure", key: "op_cost" })).toEqual([
      "gate G1 op_cost_growth",
      "gate G2",
      "indicator cost_share",
      "indicator op_cost_growth",
      "rule ELSEWHERE",
      "warning WR01",
    ]);
    expect(uses({ kind: "registry", key: "has_meter" })).toEqual(["rule VR36"]);
    expect(uses({ kind: "limitTable", key: "norms" })).toEqual(["rule VR36"]);
    expect(uses({ kind: "indicator", key: "op_cost_growth" })).toEqual(["gate G1", "warning WR01"]);
  });

  it("tells the cells of a measure apart: the total, and each member of a breakdown", () => {
    expect(uses({ kind: "measure", key: "veh_actual", member: "total" })).toEqual([
      "indicator vehicle_over_quota_rate",
      "rule VR24",
    ]);
    expect(uses({ kind: "measure", key: "veh_actual", member: "veh_class:other" })).toEqual([
      "indicator emergency_share",
    ]);
    expect(uses({ kind: "measure", key: "veh_actual" })).toEqual([
      "indicator emergency_share",
      "indicator vehicle_over_quota_rate",
      "rule VR24",
    ]);
  });

  it("counts the bounds of an interval, and finds nothing for what nobody names", () => {
    expect(uses({ kind: "measure", key: "balance" })).toEqual(["indicator emergency_share"]);
    expect(uses({ kind: "derived", key: "nobody" })).toEqual([]);
  });
});

describe("entriesIn", () => {
  it("names what formulas stand on, through derived measures, without the measures themselves", () => {
    const named = (...formulas: string[]) => entriesIn(vocabulary, formulas).map(({ kind, key }) => `${kind} ${key}`);
    expect(
      named("tce_per_area <= limit(norms[area])", "registry(has_meter) == 1 or op_cost > target(cost_share)"),
    ).toEqual([
      "derived tce_per_area",
      "limitTable norms",
      "registry has_meter",
      "indicator cost_share",
      "derived energy_tce",
      "factorSet EF_CE_2020",
    ]);
    expect(named("op_cost / budget")).toEqual([]);
  });
});

describe("pathsOf", () => {
  it("multiplies the weights from the root down", () => {
    const [path, ...others] = pathsOf(vocabulary.catalogue, "energy_per_area");
    expect(others).toEqual([]);
    expect(path!.nodes.map(({ key }) => key)).toEqual(["S", "D1", "L1"]);
    // 0.6 x 0.25
    expect(path!.share).toBeCloseTo(0.15, 15);
  });

  it("gives leaves that make up the whole", () => {
    const leaves = leafPaths(vocabulary.catalogue.schemes[0]!);
    expect(leaves.map(({ nodes }) => nodes.at(-1)!.key)).toEqual(["L1", "L2", "L3"]);
    expect(leaves.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 15);
    expect(pathsOf(vocabulary.catalogue, "emergency_share")).toEqual([]);
  });
});

describe("askedAt", () => {
  it("names form and row of a measure, and of one of its members", () => {
    const lines = askedAt(vocabulary.catalogue, "veh_actual");
    expect(lines.length).toBeGreaterThan(1);
    const [emergency, ...others] = askedAt(vocabulary.catalogue, "veh_actual", "veh_class:emergency");
    expect(others).toEqual([]);
    expect([emergency!.form.key, emergency!.line.member]).toEqual(["F1", "veh_class:emergency"]);
    expect(askedAt(vocabulary.catalogue, "nobody")).toEqual([]);
  });
});
