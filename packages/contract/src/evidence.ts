import { z } from "zod";
import { at, filled, id } from "./fields.ts";
import { operation } from "./operation.ts";
import { cellAddress } from "./submission.ts";

/** 佐证: a paper that proves a cell. `revision`: the first that it belongs to; `questionId`: sent with the answer to a question. */
export const evidence = z.object({
  id: z.number(),
  measure: z.string(),
  member: z.string(),
  revision: z.number(),
  questionId: z.number().nullable(),
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** Looked at by the virus scanner; false where the platform has none. */
  screened: z.boolean(),
  by: z.string(),
  at,
});

export const attachEvidence = operation({
  id: "evidence.attach",
  method: "post",
  path: "/submissions/{id}/evidence",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "为一个单元格附佐证（pdf、png、jpeg、xlsx，20 MB 以内；同一文件重复上传只记一份）",
    en: "Attach a paper to a cell (pdf, png, jpeg or xlsx, up to 20 MB; the same file again is one record)",
  },
  params: { id },
  query: { ...cellAddress, name: filled(200) },
  body: z.instanceof(Uint8Array),
  bodyType: "application/octet-stream",
  response: z.object({ evidence, contentHash: z.string() }),
  keyed: true,
});

export const readEvidence = operation({
  id: "evidence.read",
  method: "get",
  path: "/evidence/{id}",
  action: "submission.read",
  reach: "subtree",
  summary: { zh: "下载一份佐证", en: "Download a paper" },
  params: { id },
  response: z.instanceof(Uint8Array),
  responseType: "application/octet-stream",
});

export const withdrawEvidence = operation({
  id: "evidence.withdraw",
  method: "post",
  path: "/evidence/{id}/withdraw",
  action: "submission.save",
  reach: "unit",
  summary: {
    zh: "撤下一份佐证（报送前；已随版次报送的不能撤下）",
    en: "Take a paper back (before the submit; what went with a revision stays)",
  },
  params: { id },
  body: z.strictObject({}),
  response: z.object({ contentHash: z.string() }),
});
