import { sql } from "drizzle-orm";
import { receiptText } from "@duibiao/indicators";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import type { ExplainedFinding } from "./findings.ts";
import type { Bundle } from "./open.ts";

type Signer = (typeof tables.revisions.$inferInsert)["signers"][number];

export type NewRevision = {
  kind: "report" | "correction";
  contentHash: string;
  zeroSections: string[];
  signers: Signer[];
  reason: string;
  onTime: boolean | null;
  scanDueAt: Date | null;
  findings: readonly ExplainedFinding[];
  /** Who answers for it, where that is not who made it: of a correction, the head who asked. */
  submittedBy?: number;
};

/**
 * Makes the next revision from the working copy: observations, revision, findings, receipt. All of it is insert-only.
 * `stored`: when it stands; what follows in the transaction may be started before.
 */
export function makeRevision(ctx: Ctx, bundle: Bundle, next: NewRevision) {
  const { id: submissionId, unitId, regionId, cityId, lastRev, periodId } = bundle.submission;
  const revision = lastRev + 1;
  const copied = ctx.tx.execute(sql`
    insert into observations (submission_id, revision, period_id, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source)
    select submission_id, ${revision}, ${periodId}, unit_id, region_id, city_id, measure_id, member, state, value, estimated, reason, note, source
    from cells where submission_id = ${submissionId} and city_id = ${cityId}`);
  const facts = { submissionId, revision, contentHash: next.contentHash, submittedAt: ctx.now.toISOString() };
  const { keys } = ctx.platform;
  const receipt = { ...facts, signature: keys.sign(receiptText(facts)), publicKey: keys.publicKey };
  const place = { unitId, regionId, cityId };
  const revised = ctx.tx
    .insert(tables.revisions)
    .values({
      submissionId,
      revision,
      ...place,
      kind: next.kind,
      hash: next.contentHash,
      zeroSections: next.zeroSections,
      signers: next.signers,
      reason: next.reason,
      submittedBy: next.submittedBy ?? ctx.actor.userId,
      submittedAt: ctx.now,
      onTime: next.onTime,
      scanDueAt: next.scanDueAt,
      receipt,
    })
    .execute();
  const found = next.findings.map(({ rule, severity, verdict, explanation, ...detail }) => ({
    submissionId,
    revision,
    ...place,
    rule,
    severity,
    verdict,
    explanation,
    detail,
  }));
  const judged = found.length === 0 ? [] : [ctx.tx.insert(tables.findings).values(found).execute()];
  return { revision, receipt, stored: Promise.all([copied, revised, ...judged]) };
}
