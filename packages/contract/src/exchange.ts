import { z } from "zod";
import { filled, flag, id, lens, line } from "./fields.ts";
import { operation } from "./operation.ts";
import { cellValue } from "./submission.ts";

/** Name of the system that figures come from; a dot parts it from the file in a cell's source. */
export const system = filled(40).refine((text) => !text.includes("·"), {
  message: "系统名称不能含“·” / the system's name holds no ·",
});

/** Columns of a table of cells, in and out; what is not required may be left out. */
export const cellColumns = [
  { name: "unit_code", required: true },
  { name: "measure", required: true },
  { name: "member", required: false },
  { name: "state", required: false },
  { name: "value", required: false },
  { name: "uom", required: false },
  { name: "estimated", required: false },
  { name: "reason", required: false },
  { name: "note", required: false },
  // Said for people in what goes out, and passed over in what comes in.
  { name: "collection", required: false },
  { name: "form", required: false },
  { name: "period", required: false },
  { name: "region_code", required: false },
  { name: "unit_name", required: false },
  { name: "source", required: false },
  { name: "revision", required: false },
  { name: "stamp", required: false },
  { name: "exported", required: false },
] as const;

/** The most cells of one push, of a whole export that comes in, and of one file that goes out. */
export const limits = { cells: 20_000, whole: 200_000, out: 100_000 };

const text = line(500).optional();
const cell = z.strictObject({
  unit_code: filled(100),
  measure: filled(100),
  member: line(100).optional(),
  state: z.enum(["number", "na", "missing"]).optional(),
  value: line(100).optional(),
  uom: line(40).optional(),
  estimated: z.boolean().optional(),
  reason: line(200).optional(),
  note: text,
});

export const pushQuery = {
  collection: id,
  /** The same run up to its writing. */
  dryRun: flag,
  /** true: cells that can be taken are, though others cannot. */
  partial: flag.optional(),
  system,
  file: line(120).optional(),
};

const counts = z.object({ written: z.number(), unchanged: z.number(), conflict: z.number(), refused: z.number() });

export const pushVerdict = z.object({
  dryRun: z.boolean(),
  /** Whether the cells stand now; a dry run never writes, and one bad cell keeps all others out unless partial. */
  written: z.boolean(),
  collection: z.number(),
  counts,
  cells: z.array(
    z.object({
      /** Where it stood: row of the table, or place in the list. */
      place: z.string(),
      unit: z.string(),
      measure: z.string(),
      member: z.string(),
      given: z.string(),
      value: cellValue.nullable(),
      verdict: z.enum(["written", "unchanged", "conflict", "refused"]),
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      /** What the platform holds instead, and where that came from. */
      stored: z.object({ value: z.string().nullable(), state: z.string(), source: z.string() }).nullable(),
    }),
  ),
  /** What came of each unit that the rows name. */
  units: z.array(
    z.object({
      code: z.string(),
      /** null: not begun. */
      submission: z.number().nullable(),
      /** Rules that its figures then break, without those that compare with peers; null: nothing changes. */
      findings: z.number().nullable(),
      counts,
    }),
  ),
});

const push = {
  method: "post",
  action: "submission.push",
  reach: "subtree",
  heavy: true,
  query: pushQuery,
  response: pushVerdict,
  keyed: true,
} as const;
const said = {
  zh: "推送单元格，只写草稿并注明来源系统；人工填写的数不覆盖，列为冲突；试运行与正式运行结论一致",
  en: "Push cells into drafts with their source named; what a person typed is a conflict, never overwritten; a dry run is the same run",
};

export const pushCells = operation({
  ...push,
  id: "exchange.push",
  path: "/exchange/cells",
  summary: { zh: `${said.zh}（JSON）`, en: `${said.en} (JSON)` },
  body: z.strictObject({ cells: z.array(cell).min(1).max(limits.cells) }),
  large: true,
});

export const pushCsv = operation({
  ...push,
  id: "exchange.pushCsv",
  path: "/exchange/cells/csv",
  summary: { zh: `${said.zh}（CSV）`, en: `${said.en} (CSV)` },
  body: z.string(),
  bodyType: "text/csv",
});

export const pushXlsx = operation({
  ...push,
  id: "exchange.pushXlsx",
  path: "/exchange/cells/xlsx",
  summary: { zh: `${said.zh}（XLSX，第一张表）`, en: `${said.en} (XLSX, first sheet)` },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
});

const outQuery = {
  collection: id,
  /** Whose acceptance counts. */
  lens,
  /** Only units of today's subtree of this region. */
  region: id.optional(),
};
const out = { method: "get", action: "submission.read", reach: "subtree", heavy: true } as const;
const outSaid = {
  zh: "导出单元格：各单位在该口径下的版次，列与推送相同，可原样推送回来；CSV、XLSX 末列 exported 写明导出人和时间",
  en: "Cells out: each unit's revision under a lens, in the columns that a push takes, so that it can come back as it is; the last column of CSV and XLSX, exported, says who took it and when",
};

export const readOut = operation({
  ...out,
  id: "exchange.cells",
  path: "/exchange/cells",
  summary: { zh: `${outSaid.zh}（JSON，按单位分页）`, en: `${outSaid.en} (JSON, by pages of units)` },
  query: {
    ...outQuery,
    /** `next` of the page before. */
    after: id.optional(),
    /** Units of a page. */
    limit: z.coerce.number().int().min(1).max(200).optional(),
  },
  response: z.object({
    collection: z.number(),
    form: z.string(),
    period: z.string(),
    lens,
    /** Said on every file too: figures of a demonstration. */
    synthetic: z.boolean(),
    units: z.array(
      z.object({
        unit_code: z.string(),
        unit_name: z.string(),
        region_code: z.string(),
        submission: z.number(),
        revision: z.number(),
        cells: z.array(
          z.object({
            measure: z.string(),
            member: z.string(),
            state: z.enum(["number", "na", "missing"]),
            value: z.string().nullable(),
            uom: z.string(),
            estimated: z.boolean(),
            reason: z.string(),
            note: z.string(),
            source: z.string(),
          }),
        ),
      }),
    ),
    /** Units whose figures their city has not reviewed: counted, not shown. */
    unreviewed: z.number(),
    next: z.number().nullable(),
  }),
});

export const readOutCsv = operation({
  ...out,
  id: "exchange.cellsCsv",
  path: "/exchange/cells.csv",
  summary: { zh: `${outSaid.zh}（CSV）`, en: `${outSaid.en} (CSV)` },
  query: outQuery,
  response: z.string(),
  responseType: "text/csv",
});

export const readOutXlsx = operation({
  ...out,
  id: "exchange.cellsXlsx",
  path: "/exchange/cells.xlsx",
  summary: { zh: `${outSaid.zh}（XLSX）`, en: `${outSaid.en} (XLSX)` },
  query: outQuery,
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

export const readChanges = operation({
  id: "exchange.changes",
  method: "get",
  path: "/exchange/changes",
  action: "submission.read",
  reach: "subtree",
  summary: {
    zh: "变更流：该口径下换了版次（upsert）或不再有版次（tombstone，如被退回）的报送，按提交先后；凭 next 续读，重启不漏",
    en: "Change feed: reports whose revision under a lens changed (upsert) or is gone (tombstone, as after a return), in order; read on by next, nothing is lost over restarts",
  },
  query: {
    lens,
    collection: id.optional(),
    /** `next` of the answer before; absent: from the beginning. */
    since: line(80).optional(),
    limit: z.coerce.number().int().min(1).max(1000).optional(),
  },
  response: z.object({
    items: z.array(
      z.object({
        op: z.enum(["upsert", "tombstone"]),
        collection: z.number(),
        submission: z.number(),
        unit_code: z.string(),
        region_code: z.string(),
        /** null: none stands under the lens now. */
        revision: z.number().nullable(),
        content_hash: z.string().nullable(),
      }),
    ),
    next: z.string(),
    /** More is there already. */
    more: z.boolean(),
  }),
});
