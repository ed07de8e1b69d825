import { z } from "zod";
import { at, filled, hash, id, moment, text2 } from "./fields.ts";
import { operation } from "./operation.ts";

const result = z.enum(["done", "refused"]);

const entry = z.object({
  id: z.number(),
  at,
  requestId: z.string(),
  userId: z.number().nullable(),
  role: z.string(),
  source: z.string(),
  action: z.string(),
  /** What the operation of that name does; null: there is none of that name any more. */
  summary: text2.nullable(),
  object: z.string(),
  regionId: z.number().nullable(),
  result,
  detail: z.record(z.string(), z.unknown()),
  /** Who userId is today, and the region's name; null where it is nobody's, or outside of what one may see. */
  person: z.object({ username: z.string(), name: z.string() }).nullable(),
  region: z.string().nullable(),
  /** Its place in the sealed chain; null until the sealer has come by. */
  seq: z.number().nullable(),
});

export const listAudit = operation({
  id: "audit.list",
  method: "get",
  path: "/audit",
  action: "audit.read",
  reach: "subtree",
  summary: { zh: "审计日志（新的在前）", en: "Audit log, newest first" },
  query: {
    action: filled(80).optional(),
    /** `noun/id`, or a noun alone: all of its kind. */
    object: filled(200).optional(),
    user: id.optional(),
    /** An account's name, or part of a person's. */
    person: filled(80).optional(),
    result: result.optional(),
    from: moment.optional(),
    to: moment.optional(),
    /** `next` of the page before. */
    after: id.optional(),
  },
  response: z.object({ items: z.array(entry), next: z.number().nullable() }),
});

const position = { seq: z.number(), hash: z.string() };

/** The end of the chain, signed with a key that is not in the database. Keep it outside: it proves a cut or rewritten chain. */
export const head = z.object({ ...position, signature: z.string() });

export const readHead = operation({
  id: "audit.head",
  method: "get",
  path: "/audit/head",
  action: "audit.read",
  reach: "platform",
  summary: {
    zh: "审计链链头（签名；请在系统外保存）",
    en: "Head of the audit chain, signed; keep it outside the platform",
  },
  response: head.extend({ publicKey: z.string() }),
});

export const exportChain = operation({
  id: "audit.export",
  method: "get",
  path: "/audit/export",
  action: "audit.read",
  reach: "subtree",
  summary: {
    zh: "导出审计链的一段（JSON），可在平台之外用 duibiao-verify 核验；管辖范围以外的日志只给位置",
    en: "A stretch of the audit chain as JSON, to be verified outside the platform by duibiao-verify; rows outside one's jurisdiction are withheld",
  },
  query: {
    /** The link after which the stretch begins; `next` of the stretch before. */
    after: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  },
  response: z.object({
    format: z.literal("duibiao-audit-chain/1"),
    after: z.object(position),
    links: z.array(
      z.object({
        ...position,
        auditId: z.number(),
        prev: z.string(),
        /** As it was sealed; null: gone, unless it is withheld. */
        row: z.record(z.string(), z.unknown()).nullable(),
        withheld: z.boolean(),
      }),
    ),
    /** The stretch's last link, signed. */
    head,
    publicKey: z.string(),
    /** Whether there is more. */
    next: z.number().nullable(),
    /** 水印 */
    exported: z.object({ username: z.string(), name: z.string(), at }),
  }),
});

export const chainBreak = z.object({
  /** Where in the chain; null: outside it. */
  seq: z.number().nullable(),
  auditId: z.number().nullable(),
  kind: z.enum([
    "seal_missing",
    "link_broken",
    "row_missing",
    "row_changed",
    "row_backdated",
    "tail_cut",
    "rewritten",
    "head_forged",
  ]),
  zh: z.string(),
  en: z.string(),
});

export const verifyAudit = operation({
  id: "audit.verify",
  method: "get",
  path: "/audit/verify",
  action: "audit.read",
  reach: "platform",
  summary: {
    zh: "重算审计链，指出第一处断点；可与此前保存的链头比对",
    en: "Recompute the audit chain and name its first break; compares with an earlier head",
  },
  query: { seq: id.optional(), hash: hash.optional() },
  response: z.object({
    intact: z.boolean(),
    sealed: z.number(),
    /** Rows that the sealer has not reached yet; more than a few seconds' worth means that it does not run. */
    unsealed: z.number(),
    oldestUnsealedAt: at.nullable(),
    head: z.object(position),
    /** Heads kept outside the database that were compared. */
    headsCompared: z.number(),
    firstBreak: chainBreak.nullable(),
  }),
});

export const verifyReceipt = operation({
  id: "receipts.verify",
  method: "post",
  path: "/receipts/verify",
  action: "session.use",
  reach: "self",
  summary: {
    zh: "核验回执：签名是否真实，台账是否仍为该版次该内容",
    en: "Check a receipt: is the signature genuine, does the ledger still hold that revision and content",
  },
  body: z.strictObject({
    submissionId: z.number().int().positive(),
    revision: z.number().int().positive(),
    contentHash: hash,
    submittedAt: filled(40),
    signature: filled(200),
    publicKey: filled(200),
  }),
  response: z.object({
    /** Signed by this platform's key. */
    genuine: z.boolean(),
    /** `same`: held with that content; `different`: held with other content; `absent`: not held; null: not looked up. */
    ledger: z.enum(["same", "different", "absent"]).nullable(),
    zh: z.string(),
    en: z.string(),
  }),
});
