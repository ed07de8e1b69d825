import { z } from "zod";
import { pushVerdict, pushQuery, system } from "./exchange.ts";
import { at, filled, id, key, lens, line, member } from "./fields.ts";
import { operation } from "./operation.ts";

/** How the export of another system is read, once for everybody below: its table, its units, its columns. */
export const mappingDocument = z.strictObject({
  system,
  title: filled(80),
  /** The form whose cells the columns are. */
  form: key,
  /** Name of the sheet; empty: the first. */
  sheet: line(80),
  /** Row of the column names, as a spreadsheet counts. */
  header: z.number().int().min(1).max(50),
  /** Every column of the export, in its order: by these the layout is written. */
  columns: z.array(line(80)).min(1).max(200),
  /** Column that names the unit, by its code or its name; null: a file of one unit. */
  unit: z.strictObject({ column: filled(80), by: z.enum(["code", "name"]) }).nullable(),
  /** Column that says the month, quarter, year or day of a row: only those of the collection's period are taken. */
  period: z.strictObject({ column: filled(80) }).nullable(),
  /** What the unit's column says in rows that are no unit's: 合计. */
  skip: z.array(filled(40)).max(20),
  /** One row per unit, or several that add up: one per vehicle, month or meter. */
  rows: z.enum(["one", "several"]),
  cells: z
    .array(z.strictObject({ column: filled(80), measure: key, member, uom: line(20) }))
    .min(1)
    .max(200),
});

const mapping = z.object({
  id: z.number(),
  ownerRegionId: z.number(),
  key: z.string(),
  version: z.number(),
  hash: z.string(),
  document: mappingDocument,
  createdBy: z.string(),
  createdAt: at,
});

export const listMappings = operation({
  id: "mappings.list",
  method: "get",
  path: "/mappings",
  action: "mapping.read",
  reach: "subtree",
  summary: {
    zh: "导入对应：本级和上级定的其他系统导出表的读法，各取最新一版",
    en: "Import mappings of one's bureau and those above: how exports of other systems are read, the newest of each",
  },
  query: { form: key.optional() },
  response: z.object({ items: z.array(mapping) }),
});

export const lookAtExport = operation({
  id: "mappings.look",
  method: "post",
  path: "/mappings/look",
  action: "mapping.change",
  reach: "subtree",
  summary: {
    zh: "看一份导出文件（xlsx、xls、csv、网页表格）的表和前几行，以便定对应；不保存",
    en: "Look at an export (xlsx, xls, csv, web table): its sheets and first rows, to map them; nothing is kept",
  },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: z.object({
    sheets: z.array(
      z.object({
        name: z.string(),
        rows: z.array(z.array(z.string())),
        /** Names of the columns were the header to end with this row; of a header of several rows, joined. */
        headers: z.array(z.array(z.string())),
        total: z.number(),
      }),
    ),
  }),
});

export const saveMapping = operation({
  id: "mappings.save",
  method: "post",
  path: "/mappings",
  action: "mapping.change",
  reach: "subtree",
  summary: {
    zh: "保存导入对应：同名即新的一版",
    en: "Save an import mapping; under a key that is there, as its next version",
  },
  body: z.strictObject({ owner: id, key, catalogue: id, document: mappingDocument }),
  response: mapping,
  keyed: true,
});

export const endMapping = operation({
  id: "mappings.end",
  method: "post",
  path: "/mappings/{id}/end",
  action: "mapping.change",
  reach: "subtree",
  summary: { zh: "停用导入对应；已导入的数不变", en: "End an import mapping; what it brought in stays" },
  params: { id },
  response: z.object({ ok: z.literal(true) }),
});

const { system: _system, ...importQuery } = pushQuery;

export const importExport = operation({
  id: "mappings.import",
  method: "post",
  path: "/mappings/{id}/cells",
  action: "submission.push",
  reach: "subtree",
  heavy: true,
  summary: {
    zh: "按对应导入其他系统的导出文件：与推送同一条路，逐格结论，只写草稿，来源为该系统和文件",
    en: "Import another system's export by a mapping: the way of a push, a verdict per cell, drafts only, the system and file as source",
  },
  params: { id },
  query: {
    ...importQuery,
    /** The one unit that the figures are for; needed where the file names no unit. */
    unit: id.optional(),
    /** How the file names that unit, where it is neither its code nor its name; remembered for the next import. */
    as: line(100).optional(),
  },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: pushVerdict.extend({
    /** How the file names its units; those that the platform does not know. */
    unknown: z.array(z.string()),
    /** Rows of other periods, which were left out. */
    outside: z.number(),
    /** The one unit under a name that is not its own: the name taken, and the names of the file; null: its own. */
    alias: z.object({ name: z.string(), names: z.array(z.string()) }).nullable(),
    /** Cells that are counted and not listed: of a big file those to look at are told, and as many others as a push takes. */
    untold: z.number(),
    /** Of a file for all units: those that owe and how the file names each; null: not at all. */
    owing: z.array(
      z.object({
        id: z.number(),
        code: z.string(),
        name: z.string(),
        region: z.string(),
        named: z.string().nullable(),
      }),
    ),
  }),
  keyed: true,
});

export const nameUnit = operation({
  id: "mappings.nameUnit",
  method: "post",
  path: "/mappings/{id}/aliases",
  action: "submission.push",
  reach: "subtree",
  summary: {
    zh: "记下一个单位在该系统的文件里叫什么（别名），以后导入都认得",
    en: "Remember how that system's files call a unit (its alias), for every import to come",
  },
  params: { id },
  body: z.strictObject({ unit: id, name: filled(100) }),
  response: z.object({ ok: z.literal(true) }),
});

export const readLayout = operation({
  id: "mappings.layout",
  method: "get",
  path: "/mappings/{id}/layout.xlsx",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "按该系统的表样导出：列名、列序、计量单位与其导出表一致，每单位一行",
    en: "Cells in that system's own layout: its columns, their order and units of measure, one row per unit",
  },
  params: { id },
  query: { collection: id, lens, region: id.optional() },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});
