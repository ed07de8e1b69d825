import { z } from "zod";
import { catalogueDocument, cataloguePart } from "./catalogue-document.ts";
import { at, id, key, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

/** What every answer about a published catalogue begins with. */
export const catalogueHead = z.object({
  id: z.number(),
  /** Null: the base that ships with the platform. */
  owner: z.number().nullable(),
  key: z.string(),
  version: z.string(),
  hash: z.string(),
  publishedAt: at,
});

export const lintFinding = z.object({
  code: z.string(),
  path: z.string(),
  severity: z.enum(["error", "warn"]),
  zh: z.string(),
  en: z.string(),
});

export const publishCatalogue = operation({
  id: "catalogues.publish",
  method: "post",
  path: "/catalogues",
  action: "catalogue.publish",
  reach: "subtree",
  summary: {
    zh: "发布一版目录（检查、登记数据项、定稿；同一内容重复发布得到同一版）",
    en: "Publish a catalogue version: checked, measures registered, fixed; the same document again is the same version",
  },
  body: z.strictObject({
    /** Region that owns this line of versions; null is the platform's own base. */
    owner: id.nullable(),
    document: catalogueDocument.optional(),
    /** A published catalogue that `local` is laid over; nothing of the base can be changed. */
    base: id.optional(),
    local: cataloguePart.optional(),
    dryRun: z.boolean().default(false),
  }),
  large: true,
  response: z.object({
    catalogue: catalogueHead.nullable(),
    hash: z.string(),
    /** False: this document was there already, or nothing was to be written. */
    published: z.boolean(),
    newMeasures: z.number(),
    warnings: z.array(lintFinding),
  }),
  keyed: true,
});

export const listCatalogues = operation({
  id: "catalogues.list",
  method: "get",
  path: "/catalogues",
  action: "catalogue.read",
  reach: "reference",
  summary: { zh: "目录版本列表", en: "List catalogue versions" },
  query: { owner: id.optional(), key: key.optional() },
  response: z.object({ items: z.array(catalogueHead) }),
});

export const readCatalogue = operation({
  id: "catalogues.read",
  method: "get",
  path: "/catalogues/{id}",
  action: "catalogue.read",
  reach: "reference",
  summary: { zh: "一版目录的全文与哈希", en: "A catalogue version: its document and hash" },
  params: { id },
  response: catalogueHead.extend({ document: z.record(z.string(), z.unknown()) }),
  immutable: true,
});

const coverageNode = z.object({
  key: z.string(),
  name: text2,
  weight: z.number(),
  /** Share of the node's weight that is collected (0..1), never shared out anew. */
  share: z.number(),
  enough: z.boolean(),
  leaf: z
    .object({
      indicator: z.string(),
      collected: z.boolean(),
      /** Figures of modules that are not in use, and of the rest those that no form asks. */
      moduleAbsent: z.array(z.object({ operand: z.string(), name: text2 })),
      notCollected: z.array(z.object({ operand: z.string(), name: text2 })),
      /** Figures whose factor nobody has fixed yet: collected, but without a value where they are not zero. */
      factorUnknown: z.array(z.object({ operand: z.string(), name: text2 })),
      /** How far the norm's bounds may be trusted; null = nothing stated. */
      normStatus: z.string().nullable(),
      /** 模块未启用, 未采集 and 系数未核定 in words; null when nothing is in the way. */
      says: text2.nullable(),
    })
    .optional(),
  get children() {
    return z.array(coverageNode);
  },
});

export const readCoverage = operation({
  id: "catalogues.coverage",
  method: "get",
  path: "/catalogues/{id}/schemes/{scheme}/coverage",
  action: "catalogue.read",
  reach: "reference",
  summary: {
    zh: "评估方案的实际覆盖率：逐节点，未采集的点名，权重不另分",
    en: "What a scheme really stands on: by node, what is not collected named, weights never shared out anew",
  },
  params: { id, scheme: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,80}$/) },
  response: z.object({
    scheme: z.string(),
    name: text2,
    documentNo: z.string().nullable(),
    weightsStatus: z.string(),
    minCoverage: z.number(),
    trial: z.boolean(),
    stamps: z.array(text2),
    root: coverageNode,
    leaves: z.object({ total: z.number(), collected: z.number() }),
  }),
});
