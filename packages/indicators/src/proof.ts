import { canonicalJson } from "./canonical.ts";

// The very bytes that the platform hashes, signs and seals: the same for it and for whoever checks it far away.

/** A figure as it enters a content hash. */
export type ContentCell = {
  measure: string;
  member: string;
  state: "number" | "na" | "missing";
  value: string | null;
  estimated: boolean;
  reason: string;
  note: string;
};

/** What signers sign and reviewers accept: who answers what for when, under which catalogue, with which figures. */
export type Content = {
  collection: number;
  unit: number;
  period: string;
  form: string;
  catalogue: string;
  zeroSections: readonly string[];
  cells: readonly ContentCell[];
  /** Papers at its cells; one that was sent with the answer to a question is not part of what was signed. */
  evidence?: readonly { measure: string; member: string; sha256: string; questionId: number | null }[];
};

/** The canonical content; its SHA-256 is the content hash. Order of cells, versions and origin of a figure do not enter. */
export function contentText({ zeroSections, cells, evidence = [], ...task }: Content): string {
  const figures = cells
    // Named in the order in which they are written.
    .map(({ estimated, measure, member, note, reason, state, value }) => ({
      estimated,
      measure,
      member,
      note,
      reason,
      state,
      value,
    }))
    .sort((a, b) => compare(a.measure, b.measure) || compare(a.member, b.member));
  const papers = evidence
    .filter(({ questionId }) => questionId === null)
    .map(({ measure, member, sha256 }) => ({ measure, member, sha256 }))
    .sort((a, b) => compare(a.measure, b.measure) || compare(a.member, b.member) || compare(a.sha256, b.sha256));
  // Absent where there is none: what was signed before there were papers keeps its hash.
  const proved = papers.length === 0 ? {} : { evidence: papers };
  return canonicalJson({ ...task, ...proved, zeroSections: [...zeroSections].sort(), cells: figures });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export type ReceiptFacts = { submissionId: number; revision: number; contentHash: string; submittedAt: string };

/** The receipt's text that is signed: anybody holding the public key can check it without the platform. */
export const receiptText = ({ submissionId, revision, contentHash, submittedAt }: ReceiptFacts): string =>
  canonicalJson({ contentHash, revision, submissionId, submittedAt });

/** The text that is signed of an end of the audit chain. */
export const headText = ({ seq, hash }: { seq: number; hash: string }): string =>
  `duibiao-audit-head/1\n${seq}\n${hash}`;

/** An audit row as it is sealed. `at` is UTC with microseconds, as the database keeps it: no clock or zone of a reader enters. */
export type SealedRow = {
  id: number;
  at: string;
  requestId: string;
  userId: number | null;
  role: string;
  source: string;
  action: string;
  object: string;
  regionId: number | null;
  result: string;
  detail: Record<string, unknown>;
};

const domain = "duibiao-audit/1";
/** What the first seal points back to. */
export const beginning = "0".repeat(64);

/**
 * The bytes of a row at its place in the chain, whose SHA-256 is the seal: domain, place, hash before, then the row's
 * fields in fixed order, each with its length in bytes before it (four bytes, big-endian; FF FF FF FF = null), so that
 * no two rows share bytes.
 */
export function sealBytes(seq: number, prev: string, row: SealedRow): Uint8Array {
  const encoder = new TextEncoder();
  const fields = [
    domain,
    String(seq),
    prev,
    String(row.id),
    row.at,
    row.requestId,
    row.userId === null ? null : String(row.userId),
    row.role,
    row.source,
    row.action,
    row.object,
    row.regionId === null ? null : String(row.regionId),
    row.result,
    canonicalJson(row.detail),
  ].map((field) => (field === null ? null : encoder.encode(field)));
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + 4 + (field?.length ?? 0), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const field of fields) {
    view.setUint32(at, field === null ? 0xff_ff_ff_ff : field.length);
    if (field !== null) bytes.set(field, at + 4);
    at += 4 + (field?.length ?? 0);
  }
  return bytes;
}

/** Browsers and Node have it; the language alone does not name it. */
declare const TextEncoder: new () => { encode: (text: string) => Uint8Array };
