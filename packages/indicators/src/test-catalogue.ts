import type { Catalogue, Measure, Scheme, SchemeNode } from "./catalogue.ts";
import { lint } from "./lint.ts";
import type { LintOptions } from "./lint-finding.ts";
import type { RegionSource } from "./evaluate-region.ts";
import { additiveContributors, ownLevelContributors, rollUp, type Answer, type RollUpInput } from "./roll-up.ts";
import type { CellValue } from "./value.ts";
import { refKey, type OperandRef } from "./vocabulary.ts";

/** A small catalogue and an in-memory region for tests; not part of the package's exports. */

function measure(key: string, extra: Partial<Measure> = {}): Measure {
  return {
    key,
    name: { zh: `${key}名`, en: key.replaceAll("_", " ") },
    uom: "个",
    type: "decimal",
    aggRegion: "sum",
    aggTime: "sum",
    ...extra,
  };
}

const MEASURES: Measure[] = [
  measure("energy_area", { name: { zh: "建筑面积", en: "floor area" } }),
  measure("energy_users", { name: { zh: "用能人数", en: "energy users" }, type: "integer" }),
  measure("elec_kwh", { name: { zh: "用电量", en: "electricity" } }),
  measure("coal_kg", { name: { zh: "原煤", en: "raw coal" } }),
  measure("veh_actual", {
    name: { zh: "公务用车实有数", en: "vehicles held" },
    type: "integer",
    breakdowns: ["veh_class"],
  }),
  measure("veh_quota", { name: { zh: "公务用车编制数", en: "vehicle quota" }, type: "integer" }),
  measure("op_cost", {
    name: { zh: "运行成本", en: "operating cost" },
    type: "money",
    decimals: 2,
  }),
  measure("budget", { name: { zh: "预算支出", en: "budget" }, aggRegion: "none" }),
  measure("balance", { name: { zh: "结余", en: "balance" }, negative: true }),
];

export const CATALOGUE: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "test",
  version: "1",
  name: { zh: "测试目录", en: "test catalogue" },
  breakdowns: [
    {
      key: "veh_class",
      name: { zh: "车辆类别", en: "vehicle class" },
      members: [
        { key: "emergency", name: { zh: "应急保障用车", en: "emergency" } },
        { key: "other", name: { zh: "其他", en: "other" } },
      ],
    },
  ],
  measures: MEASURES,
  derived: [
    {
      key: "energy_tce",
      name: { zh: "综合能耗", en: "total energy" },
      uom: "tce",
      formula: "factors(EF_CE_2020) / 1000",
    },
  ],
  factorSets: [
    {
      key: "EF_CE_2020",
      name: { zh: "折标系数", en: "coal-equivalent factors" },
      uom: "kgce",
      // GB/T 2589-2020, as named in the field notes: electricity 0.1229 kgce/kWh, raw coal 0.7143 kgce/kg.
      factors: [
        { measure: "elec_kwh", value: "0.1229" },
        { measure: "coal_kg", value: "0.7143" },
      ],
    },
    {
      key: "EF_CO2",
      name: { zh: "排放因子", en: "emission factors" },
      uom: "kgCO2",
      factors: [
        { measure: "elec_kwh", value: "0.5" },
        { measure: "coal_kg", value: null },
      ],
    },
  ],
  indicators: [
    indicator("energy_per_area", "energy_tce * 1000 / energy_area", "kgce/个"),
    indicator("vehicle_over_quota_rate", "max(0, veh_actual - veh_quota) / veh_quota * 100"),
    indicator("op_cost_growth", "(op_cost / prev_year(op_cost) - 1) * 100"),
    indicator("cost_share", "op_cost / budget * 100"),
  ],
  rules: [
    {
      key: "VR24",
      name: { zh: "公务用车不超编", en: "vehicles within quota" },
      severity: "issue",
      check: "consistency",
      way: "lines",
      expr: "veh_actual <= veh_quota",
      advice: { zh: "核对编制批复。", en: "Check the quota approval." },
    },
    {
      key: "VR34",
      name: { zh: "人数变动超10%", en: "users changed by more than 10%" },
      severity: "explain",
      check: "plausibility",
      way: "year_on_year",
      expr: "abs(energy_users / prev_year(energy_users) - 1) <= 0.10",
      when: "energy_users > 0",
      advice: { zh: "说明变动原因。", en: "Explain the change." },
    },
    {
      key: "ELSEWHERE",
      name: { zh: "成本为正", en: "cost is positive" },
      severity: "block",
      expr: "op_cost > 0",
      advice: { zh: "核对。", en: "Check." },
    },
  ],
  forms: [
    {
      key: "F1",
      name: { zh: "公车与用能", en: "vehicles and energy" },
      period: "year",
      sections: [
        {
          key: "S1",
          name: { zh: "一", en: "one" },
          lines: [
            { row: "1", measure: "veh_actual" },
            { row: "2", measure: "veh_actual", member: "veh_class:emergency" },
            { row: "3", measure: "veh_actual", member: "veh_class:other" },
            { row: "4", measure: "veh_quota" },
            { row: "5", measure: "energy_users" },
            { row: "6", measure: "energy_area", required: false },
            { row: "7", measure: "balance", required: false },
          ],
        },
      ],
    },
    {
      key: "F2",
      name: { zh: "成本与能源", en: "cost and energy" },
      period: "year",
      sections: [
        {
          key: "S1",
          name: { zh: "一", en: "one" },
          lines: ["op_cost", "budget", "elec_kwh", "coal_kg"].map((key, at) => ({
            row: `${at + 1}`,
            measure: key,
          })),
        },
      ],
    },
  ],
  schemes: [],
};

function indicator(key: string, formula: string, uom = "%") {
  return { key, name: { zh: key, en: key }, formula, uom, direction: "lower" as const };
}

/** A unit's cells by `refKey`; a text is a number, null is 不适用; what is not there is not answered. */
export type Cells = Record<string, string | null>;

export function cellOf(cells: Cells, ref: OperandRef): CellValue | undefined {
  const value = cells[refKey(ref)];
  if (value === undefined) return undefined;
  return value === null ? { state: "na" } : { state: "number", value };
}

/** A county (region 1) with one own unit per entry; every unit owes every ref. */
export function county(refs: OperandRef[], units: Cells[]): RegionSource {
  return regionSource(
    {
      regions: [{ id: 1, parentId: null }],
      units: units.map((_, id) => ({ id, regionId: 1, covers: "own" })),
    },
    refs,
    units,
    1,
  );
}

type Tree = {
  regions: RollUpInput["regions"];
  units: { id: number; regionId: number; covers: "own" | "whole" }[];
};

/** A region of a tree, its rows made by `rollUp`. `cells[i]` are the answers of `tree.units[i]`. */
export function regionSource(tree: Tree, refs: OperandRef[], cells: Cells[], regionId: number): RegionSource {
  const units = tree.units.map((unit) => ({ ...unit, hash: 1n << BigInt(unit.id) }));
  const answersOf = (ref: OperandRef): Answer[] =>
    units.flatMap((unit, at) => {
      const cell = cellOf(cells[at] as Cells, ref);
      if (!cell) return [];
      const value = cell.state === "number" ? cell.value : null;
      return [
        {
          unitId: unit.id,
          measure: ref.measure,
          member: ref.member,
          state: cell.state,
          value,
          estimated: false,
        },
      ];
    });
  const additive = (ref: OperandRef) =>
    CATALOGUE.measures.find((candidate) => candidate.key === ref.measure)?.aggRegion !== "none";
  const contributors = (ref: OperandRef) =>
    (additive(ref) ? additiveContributors : ownLevelContributors)({ ...tree, units }).get(regionId) ?? [];
  return {
    row: (ref) =>
      rollUp({
        regions: tree.regions,
        units,
        duties: [{ measure: ref.measure, member: ref.member, additive: additive(ref) }],
        answers: answersOf(ref),
      }).find((row) => row.regionId === regionId),
    units: () =>
      units
        .map((unit, at) => ({ unit, answers: cells[at] as Cells }))
        .filter(({ unit }) => refs.some((ref) => contributors(ref).includes(unit)))
        .map(({ unit, answers }) => ({
          unitId: unit.id,
          cell: (ref: OperandRef) => (contributors(ref).includes(unit) ? cellOf(answers, ref) : undefined),
        })),
  };
}

/** The sample with changes. */
export function edited(change: (draft: Catalogue) => void): Catalogue {
  const draft = JSON.parse(JSON.stringify(CATALOGUE)) as Catalogue;
  change(draft);
  return draft;
}

/** What the linter finds in the changed sample beyond what it finds in the sample, as severity, code and path. */
export function problems(change: (draft: Catalogue) => void, options: LintOptions = {}): string[][] {
  const found = (catalogue: Catalogue, asked: LintOptions) =>
    lint(catalogue, asked).map(({ severity, code, path }) => [severity, code, path] as const);
  const standing = new Set(found(CATALOGUE, {}).map((finding) => finding.join(" ")));
  return found(edited(change), options)
    .filter((finding) => !standing.has(finding.join(" ")))
    .map((finding) => [...finding]);
}

const NAME = { zh: "名", en: "name" };

/** A leaf of a scheme. */
export function leaf(indicator: string, weight: number): SchemeNode {
  return { key: `L_${indicator}`, name: NAME, weight, indicator };
}

/** A scheme with these nodes below its root. */
export function scheme(children: SchemeNode[], extra: Partial<Scheme> = {}, root: Partial<SchemeNode> = {}): Scheme {
  return {
    key: "DEMO-1",
    name: NAME,
    weightsStatus: "PROPOSAL",
    minCoverage: 0.7,
    root: { key: "ROOT", name: NAME, weight: 1, children, ...root },
    ...extra,
  };
}
