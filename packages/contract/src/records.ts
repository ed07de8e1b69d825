import { z } from "zod";
import { filled, flag, id, line, tier } from "./fields.ts";
import { operation } from "./operation.ts";
import { covers } from "./units.ts";

// Regions and units as tables: in and out by code, with all their dated versions, as JSON, CSV and XLSX.

/** The most rows of one table of regions or units. */
export const maxRows = 20_000;

const optional = line().default("");

/** What a table's rows mean: a record that is not there yet, another dated version of one that is, or what stands already. */
const verdicts = z.array(
  z.object({
    /** As a spreadsheet counts: the header is row 1. */
    row: z.number(),
    code: z.string(),
    verdict: z.enum(["new", "changed", "unchanged"]),
  }),
);

const regionsBring = {
  method: "post",
  action: "region.import",
  reach: "subtree",
  query: { dryRun: flag.default(false) },
  response: z.object({
    dryRun: z.boolean(),
    rows: z.number(),
    regions: z.number(),
    versions: z.number(),
    unchanged: z.number(),
    verdicts,
  }),
  keyed: true,
} as const;
const regionsBrought = {
  zh: "导入地区表（code,name,tier,kind,parent_code,valid_from,valid_to；可试运行；有一行不对则全部不写；逐行结论）",
  en: "Import a table of regions (dry run possible; one wrong row and nothing is written; a verdict per row)",
};

export const importRegions = operation({
  ...regionsBring,
  id: "regions.import",
  path: "/regions/import",
  summary: regionsBrought,
  body: z.string(),
  bodyType: "text/csv",
});

export const importRegionsJson = operation({
  ...regionsBring,
  id: "regions.importJson",
  path: "/regions/import/json",
  summary: { zh: `${regionsBrought.zh}(JSON)`, en: `${regionsBrought.en} (JSON)` },
  body: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          code: filled(),
          name: filled(),
          tier: filled(),
          kind: optional,
          parent_code: optional,
          valid_from: filled(),
          valid_to: optional,
        }),
      )
      .min(1)
      .max(maxRows),
  }),
  large: true,
});

export const importRegionsXlsx = operation({
  ...regionsBring,
  id: "regions.importXlsx",
  path: "/regions/import/xlsx",
  summary: { zh: `${regionsBrought.zh}（XLSX，第一张表）`, en: `${regionsBrought.en} (XLSX, first sheet)` },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
});

/** `parent_code` as on the version's first day; blank: none. */
const regionsOut = {
  method: "get",
  action: "region.read",
  reach: "reference",
  query: { region: id.optional() },
} as const;
const regionsOutSaid = {
  zh: "导出地区（可限某地区及今日下级）的全部时段，列与导入相同，可原样导入；CSV、XLSX 末列 exported 写明导出人和时间",
  en: "Regions with all their dated versions (of one and what is below it today), in the columns that an import takes; the last column of CSV and XLSX, exported, says who took it and when",
};

export const readRegionJson = operation({
  ...regionsOut,
  id: "regions.json",
  path: "/regions.json",
  summary: { zh: `${regionsOutSaid.zh}(JSON)`, en: `${regionsOutSaid.en} (JSON)` },
  response: z.object({
    rows: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        tier,
        kind: z.string(),
        parent_code: z.string(),
        valid_from: z.string(),
        valid_to: z.string(),
      }),
    ),
  }),
});

export const readRegionCsv = operation({
  ...regionsOut,
  id: "regions.csv",
  path: "/regions.csv",
  summary: { zh: `${regionsOutSaid.zh}(CSV)`, en: `${regionsOutSaid.en} (CSV)` },
  response: z.string(),
  responseType: "text/csv",
});

export const readRegionXlsx = operation({
  ...regionsOut,
  id: "regions.xlsx",
  path: "/regions.xlsx",
  summary: { zh: `${regionsOutSaid.zh}(XLSX)`, en: `${regionsOutSaid.en} (XLSX)` },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

const unitsBring = {
  method: "post",
  action: "unit.change",
  reach: "subtree",
  query: { dryRun: flag.default(false) },
  response: z.object({
    dryRun: z.boolean(),
    rows: z.number(),
    units: z.number(),
    versions: z.number(),
    unchanged: z.number(),
    verdicts,
  }),
  keyed: true,
} as const;
const unitsBrought = {
  zh: "导入填报单位表（code,name,region_code,covers,kind,line,valid_from,valid_to；可试运行；有一行不对则全部不写；逐行结论）",
  en: "Import a table of units (dry run possible; one wrong row and nothing is written; a verdict per row)",
};

export const importUnits = operation({
  ...unitsBring,
  id: "units.import",
  path: "/units/import",
  summary: unitsBrought,
  body: z.string(),
  bodyType: "text/csv",
});

export const importUnitsJson = operation({
  ...unitsBring,
  id: "units.importJson",
  path: "/units/import/json",
  summary: { zh: `${unitsBrought.zh}(JSON)`, en: `${unitsBrought.en} (JSON)` },
  body: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          code: filled(),
          name: filled(),
          region_code: filled(),
          covers: filled(),
          kind: optional,
          line: optional,
          valid_from: filled(),
          valid_to: optional,
        }),
      )
      .min(1)
      .max(maxRows),
  }),
  large: true,
});

export const importUnitsXlsx = operation({
  ...unitsBring,
  id: "units.importXlsx",
  path: "/units/import/xlsx",
  summary: { zh: `${unitsBrought.zh}（XLSX，第一张表）`, en: `${unitsBrought.en} (XLSX, first sheet)` },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
});

/** `region_code` as on the version's first day. Facts of the registry are not among the columns. */
const unitsOut = { method: "get", action: "unit.read", reach: "reference", query: { region: id.optional() } } as const;
const unitsOutSaid = {
  zh: "导出填报单位（可限某地区及今日下级）的全部时段，列与导入相同，可原样导入；CSV、XLSX 末列 exported 写明导出人和时间",
  en: "Units with all their dated versions (of one region and what is below it today), in the columns that an import takes; the last column of CSV and XLSX, exported, says who took it and when",
};

export const readUnitJson = operation({
  ...unitsOut,
  id: "units.json",
  path: "/units.json",
  summary: { zh: `${unitsOutSaid.zh}(JSON)`, en: `${unitsOutSaid.en} (JSON)` },
  response: z.object({
    rows: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        region_code: z.string(),
        covers,
        kind: z.string(),
        line: z.string(),
        valid_from: z.string(),
        valid_to: z.string(),
      }),
    ),
  }),
});

export const readUnitCsv = operation({
  ...unitsOut,
  id: "units.csv",
  path: "/units.csv",
  summary: { zh: `${unitsOutSaid.zh}(CSV)`, en: `${unitsOutSaid.en} (CSV)` },
  response: z.string(),
  responseType: "text/csv",
});

export const readUnitXlsx = operation({
  ...unitsOut,
  id: "units.xlsx",
  path: "/units.xlsx",
  summary: { zh: `${unitsOutSaid.zh}(XLSX)`, en: `${unitsOutSaid.en} (XLSX)` },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});
