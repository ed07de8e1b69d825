import { createHash } from "node:crypto";
import type { Catalogue } from "@duibiao/indicators";
import { canonicalJson } from "@duibiao/indicators";
import type { TestPlatform } from "./testing.ts";

/** Regions and units by short names. All invented. */
export type TestProvince = { region: Record<string, number>; unit: Record<string, number> };

type RegionSpec = {
  key: string;
  tier: "county" | "city" | "province" | "nation";
  parent: string | null;
  kind?: string;
};

/** Invented province: two cities with counties, and a county that hangs directly on the province. */
export const smallProvince: RegionSpec[] = [
  { key: "P", tier: "province", parent: null },
  { key: "A", tier: "city", parent: "P" },
  { key: "B", tier: "city", parent: "P" },
  { key: "a1", tier: "county", parent: "A", kind: "县" },
  { key: "a2", tier: "county", parent: "A", kind: "县" },
  { key: "b1", tier: "county", parent: "B", kind: "县" },
  { key: "b2", tier: "county", parent: "B", kind: "县" },
  { key: "d", tier: "county", parent: "P", kind: "县" },
];

/** Makes the regions, and one unit for each entry `key: {region, covers}`, all valid since 2000. */
export async function makeProvince(
  t: TestPlatform,
  regions: RegionSpec[],
  units: Record<string, { region: string; covers: "own" | "whole" }>,
): Promise<TestProvince> {
  const region: Record<string, number> = {};
  for (const spec of regions) {
    const { rows } = await t.owner.query("insert into regions default values returning id");
    region[spec.key] = rows[0].id;
    await t.owner.query(
      "insert into region_versions (region_id, valid_from, tier, code, name, kind, parent_id) values ($1, '2000-01-01', $2, $3, $4, $5, $6)",
      [
        region[spec.key],
        spec.tier,
        `T${spec.key}`,
        `演示${spec.key}`,
        spec.kind ?? "",
        spec.parent === null ? null : region[spec.parent],
      ],
    );
  }
  const unit: Record<string, number> = {};
  for (const [key, { region: at, covers }] of Object.entries(units))
    unit[key] = await makeUnit(t, key, region[at]!, covers);
  return { region, unit };
}

export async function makeUnit(
  t: TestPlatform,
  key: string,
  regionId: number,
  covers: "own" | "whole",
  from = "2000-01-01",
): Promise<number> {
  const hash = createHash("sha256").update(`unit:${key}`).digest().readBigInt64BE().toString();
  const { rows } = await t.owner.query("insert into units (hash) values ($1) returning id", [hash]);
  await t.owner.query(
    "insert into unit_versions (unit_id, valid_from, region_id, code, name, covers) values ($1, $2, $3, $4, $5, $6)",
    [rows[0].id, from, regionId, `U-${key}`, `演示单位${key}`, covers],
  );
  return rows[0].id;
}

/** Publishes a catalogue as the base and registers its measures, without the verb. */
export async function makeCatalogue(t: TestPlatform, document: Catalogue): Promise<number> {
  const text = canonicalJson(document);
  for (const m of document.measures) {
    await t.owner.query(
      "insert into measures (key, uom, type, agg_region, agg_time) values ($1, $2, $3, $4, $5) on conflict do nothing",
      [m.key, m.uom, m.type, m.aggRegion, m.aggTime],
    );
  }
  const { rows } = await t.owner.query(
    "insert into catalogues (key, version, hash, document) values ($1, $2, $3, $4) returning id",
    [document.key, document.version, createHash("sha256").update(text).digest("hex"), text],
  );
  return rows[0].id;
}

export async function makePeriod(
  t: TestPlatform,
  key: string,
  kind: string,
  start: string,
  end: string,
): Promise<number> {
  const { rows } = await t.owner.query(
    "insert into periods (key, kind, start_date, end_date) values ($1, $2, $3, $4) returning id",
    [key, kind, start, end],
  );
  return rows[0].id;
}

/** A catalogue of one quarterly form: energy (kWh) and people, a breakdown, a subset rule, an explain rule. Invented. */
export const smallCatalogue: Catalogue = {
  format: "duibiao-catalogue/1",
  key: "small",
  version: "1",
  name: { zh: "测试目录", en: "test catalogue" },
  breakdowns: [
    {
      key: "kind",
      name: { zh: "用途", en: "use" },
      members: [
        { key: "office", name: { zh: "办公", en: "office" } },
        { key: "other", name: { zh: "其他", en: "other" } },
      ],
    },
  ],
  measures: [
    {
      key: "t_energy",
      name: { zh: "用电量", en: "electricity" },
      uom: "kWh",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
      breakdowns: ["kind"],
    },
    {
      key: "t_people",
      name: { zh: "用能人数", en: "people" },
      uom: "人",
      type: "integer",
      aggRegion: "sum",
      aggTime: "last",
    },
    {
      key: "t_server",
      name: { zh: "机房用电量", en: "server-room electricity" },
      uom: "kWh",
      type: "decimal",
      aggRegion: "sum",
      aggTime: "sum",
    },
    {
      key: "t_rate",
      name: { zh: "公布率", en: "published rate" },
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
      key: "t_per_head",
      name: { zh: "人均用电", en: "electricity per head" },
      formula: "t_energy / t_people",
      uom: "kWh/人",
      direction: "lower",
    },
  ],
  rules: [
    {
      key: "T1",
      name: { zh: "机房不大于总量", en: "server room within total" },
      severity: "block",
      expr: "t_server <= t_energy",
      advice: { zh: "请核对", en: "check both" },
    },
    {
      key: "T2",
      name: { zh: "人均用电过高", en: "high use per head" },
      severity: "explain",
      expr: "t_energy / t_people <= 1000",
      advice: { zh: "请说明原因", en: "say why" },
    },
  ],
  forms: [
    {
      key: "T_FORM",
      name: { zh: "测试表", en: "test form" },
      period: "quarter",
      signing: "online",
      sections: [
        {
          key: "energy",
          name: { zh: "用电", en: "electricity" },
          lines: [
            { row: "01", measure: "t_energy" },
            { row: "02", measure: "t_energy", member: "kind:office", required: false },
            { row: "03", measure: "t_energy", member: "kind:other", required: false },
            { row: "04", measure: "t_server" },
          ],
        },
        {
          key: "people",
          name: { zh: "人员", en: "people" },
          lines: [
            { row: "05", measure: "t_people" },
            { row: "06", measure: "t_rate", required: false },
          ],
        },
      ],
    },
  ],
  schemes: [],
};
