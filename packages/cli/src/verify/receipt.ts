import { createHash, type KeyObject } from "node:crypto";
import { contentText, receiptText, type Content, type ContentCell, type ReceiptFacts } from "@duibiao/indicators";
import { readJson, signedWith } from "./read.ts";

type Receipt = ReceiptFacts & { signature: string };

/** The answer of GET /submissions/{id}/revisions/{revision}, as far as it enters the content hash. */
type Revision = {
  submissionId: number;
  revision: number;
  unitId: number;
  pointers: { collectionId: number };
  period: string;
  form: string;
  catalogue: string;
  zeroSections: string[];
  observations: ContentCell[];
  /** Absent in a file from before there were papers. */
  evidence?: NonNullable<Content["evidence"]>;
};

export type Verdict = { ok: boolean; zh: string; en: string };

/** Whether a receipt was signed with the key; with a revision's file, also whether these are the figures it names. */
export function verifyReceipt(path: string, key: KeyObject, contentPath: string | undefined): Verdict[] {
  const receipt = readJson<Receipt>(path, ["submissionId", "revision", "contentHash", "submittedAt", "signature"]);
  const { submissionId, revision, contentHash, submittedAt } = receipt;
  const genuine = signedWith(key, receiptText(receipt), receipt.signature);
  const signature: Verdict = genuine
    ? {
        ok: true,
        zh: `真实：报送 ${submissionId} 第 ${revision} 版，内容 ${contentHash}，${submittedAt}`,
        en: `genuine: submission ${submissionId}, revision ${revision}, content ${contentHash}, ${submittedAt}`,
      }
    : {
        ok: false,
        zh: "签名不符：回执不真实或已被改动",
        en: "the signature does not fit: the receipt is not genuine, or was changed",
      };
  return contentPath === undefined ? [signature] : [signature, sameContent(receipt, contentPath)];
}

/** A revision's own hash, made anew from the answer that holds its figures and papers. */
export function hashOfRevision(path: string) {
  const answer = readJson<Revision>(path, ["unitId", "pointers", "period", "form", "catalogue", "observations"]);
  const text = contentText({
    collection: answer.pointers.collectionId,
    unit: answer.unitId,
    period: answer.period,
    form: answer.form,
    catalogue: answer.catalogue,
    zeroSections: answer.zeroSections,
    cells: answer.observations,
    ...(answer.evidence && { evidence: answer.evidence }),
  });
  const { submissionId, revision, observations } = answer;
  return {
    submission: submissionId,
    revision,
    hash: createHash("sha256").update(text).digest("hex"),
    cells: observations.length,
  };
}

function sameContent(receipt: Receipt, path: string): Verdict {
  const { hash, cells } = hashOfRevision(path);
  return hash === receipt.contentHash
    ? { ok: true, zh: `数值一致：${cells} 格`, en: `the figures are those of the receipt: ${cells} cells` }
    : {
        ok: false,
        zh: `数值不符：${cells} 格的校验码为 ${hash}`,
        en: `the figures are others: ${cells} cells hash to ${hash}`,
      };
}
