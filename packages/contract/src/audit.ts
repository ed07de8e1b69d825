import { z } from "zod";
import { at, filled, hash, id, moment } from "./fields.ts";
import { operation } from "./operation.ts";

const entry = z.object({
  id: z.number(),
  at,
  requestId: z.string(),
  userId: z.number().nullable(),
  role: z.string(),
  source: z.string(),
  action: z.string(),
  object: z.string(),
  regionId: z.number().nullable(),
  result: z.enum(["done", "refused"]),
  detail: z.record(z.string(), z.unknown()),
  /** Its place in the sealed chain; null until the sealer has come by. */
  seq: z.number().nullable(),
});

export const listAudit = operation({
  id: "audit.list",
  method: "get",
  path: "/audit",
  action: "audit.read",
  reach: "subtree",
  summary: { zh: "审计日志(新的在前)", en: "Audit log, newest first" },
  query: {
    action: filled(80).optional(),
    object: filled(200).optional(),
    user: id.optional(),
    from: moment.optional(),
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
    zh: "审计链链头(签名;请在系统外保存)",
    en: "Head of the audit chain, signed; keep it outside the platform",
  },
  response: head.extend({ publicKey: z.string() }),
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
    zh: "重算审计链,指出第一处断点;可与此前保存的链头比对",
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
    zh: "核验回执:签名是否真实,台账是否仍为该版次该内容",
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
