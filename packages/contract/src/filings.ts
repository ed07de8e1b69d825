import { z } from "zod";
import { assignmentState } from "./assignments.ts";
import { at, filled, flag, hash, id, line, text2 } from "./fields.ts";
import { operation } from "./operation.ts";
import { finding } from "./submission.ts";
import { workbookCell } from "./workbooks.ts";

/** The bureau that files, and the collection. */
const where = { collection: id, region: id };

/** 已交, 未交, 有错 (its last file was refused), 已退回, 免报. */
export const filingStanding = z.enum(["sent", "unsent", "faulty", "returned", "exempt"]);

/** Why a file is refused: where in it, what stands there, what is wrong and what to do; without a place, of the whole file. */
const reason = z.object({
  /** `measure/member`, for marking the cell. */
  cell: z.string(),
  sheet: z.string(),
  /** Address in the sheet: `D12`, or `12` for a row. */
  at: z.string(),
  line: z.string(),
  given: z.string(),
  /** Of a rule that does not hold. */
  rule: z.string(),
  ...text2.shape,
});

/** A file that a bureau received for an institution. */
const filing = z.object({
  id: z.number(),
  verdict: z.enum(["filed", "refused"]),
  name: z.string(),
  sha256: z.string(),
  sender: z.string(),
  /** A person said whose file it is. */
  confirmed: z.boolean(),
  revision: z.number().nullable(),
  reasons: z.array(reason),
  by: z.string(),
  at,
});

export const listFilings = operation({
  id: "filings.list",
  method: "get",
  path: "/filings",
  action: "filing.read",
  reach: "subtree",
  summary: {
    zh: "一个机关事务机构所辖各单位在一次采集任务中：已交、未交、有错、已退回，自报还是代报（分页）",
    en: "A bureau's own institutions in a collection: sent, unsent, faulty, returned; by themselves or filed for (in pages)",
  },
  query: { ...where, after: line(40).optional() },
  response: z.object({
    now: at,
    items: z.array(
      z.object({
        unitId: z.number(),
        code: z.string(),
        name: z.string(),
        line: z.string(),
        /** What it was called earlier in the period. */
        formerName: z.string().nullable(),
        /** Whose figures are inside its report: merged into it in the period, or in a joint office with it. */
        reportsFor: z.array(z.string()),
        standing: filingStanding,
        state: assignmentState,
        /** Who made the last revision: the institution's own people, or the bureau for it; null: nobody yet. */
        way: z.enum(["own", "filed"]).nullable(),
        /** The institution has people of its own who can report. */
        hasAccount: z.boolean(),
        exemptReason: z.string().nullable(),
        dueAt: at,
        late: z.boolean(),
        submissionId: z.number().nullable(),
        /** The last file that came for it. */
        filing: filing.nullable(),
      }),
    ),
    /** Code after which the next page begins; null: this was the last. */
    next: z.string().nullable(),
  }),
});

export const downloadTemplates = operation({
  id: "filings.templates",
  method: "get",
  path: "/filings/templates.zip",
  action: "filing.read",
  reach: "subtree",
  summary: {
    zh: "下载全部单位的模板：一个压缩包，每单位一个 xlsx，以代码和名称命名",
    en: "Download the templates of all institutions: one zip, an xlsx each, named by code and name",
  },
  query: where,
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

export const fileTemplate = operation({
  id: "filings.file",
  method: "post",
  path: "/filings",
  action: "filing.file",
  reach: "subtree",
  summary: {
    zh: "代报：收下一个单位交回的模板，成为该单位的报送；先试运行看结论；同一文件再交不改变任何内容",
    en: "File a returned template for its institution: dry run first; the same file again changes nothing",
  },
  query: {
    ...where,
    dryRun: flag,
    name: filled(200),
    /** Who sent it, where the sheet's foot does not say. */
    sender: line(60).default(""),
    /** The asker vouches that it is this institution's, whatever its hidden key says. */
    unit: id.optional(),
    /** The content that the asker saw and lets the file replace. */
    over: hash.optional(),
  },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: z.object({
    dryRun: z.boolean(),
    /**
     * filed 可代报 or 已代报; unchanged 已收过; differs: would change what is there, to be confirmed; refused 有错, kept as
     * such; unmatched: of no institution here, not kept.
     */
    verdict: z.enum(["filed", "unchanged", "differs", "refused", "unmatched"]),
    unit: z.object({ id: z.number(), code: z.string(), name: z.string() }).nullable(),
    /** Institutions whose code or name the file's name holds, where its key names none: for a person to choose. */
    candidates: z.array(z.object({ id: z.number(), code: z.string(), name: z.string() })),
    sender: z.string(),
    sha256: z.string(),
    problem: text2.nullable(),
    /** What the platform holds now; to be given back as `over`. */
    contentHash: z.string().nullable(),
    /** Where the present figures came from: typed by the institution, or the file before. */
    present: z.enum(["own", "filed"]).nullable(),
    /** How many cells it fills; and those that are refused, replace another figure or look wrong by a factor. */
    filled: z.number(),
    cells: z.array(workbookCell),
    rows: z.array(z.object({ row: z.number().nullable(), text: text2, blocks: z.boolean() })),
    findings: z.array(finding),
    /** All that keeps it out, in the order of the sheet. */
    reasons: z.array(reason),
    filingId: z.number().nullable(),
    submissionId: z.number().nullable(),
    revision: z.number().nullable(),
  }),
  keyed: true,
});

export const readFiled = operation({
  id: "filings.read",
  method: "get",
  path: "/filings/{id}/file.xlsx",
  action: "filing.read",
  reach: "subtree",
  summary: { zh: "下载收到的原文件（逐字节）", en: "Download a file as it was received, byte for byte" },
  params: { id },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

export const markFiled = operation({
  id: "filings.mark",
  method: "get",
  path: "/filings/{id}/marked.xlsx",
  action: "filing.read",
  reach: "subtree",
  summary: {
    zh: "下载标红的文件，退给单位改正",
    en: "Download a received file with what is wrong in red, to send back",
  },
  params: { id },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});
