import { sql } from "drizzle-orm";
import { receiptText } from "@duibiao/indicators";
import { builtOnce, tables } from "@duibiao/db";
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

const insertRevision = builtOnce((tx) =>
  tx.insert(tables.revisions).values({
    submissionId: sql.placeholder("submissionId"),
    revision: sql.placeholder("revision"),
    unitId: sql.placeholder("unitId"),
    regionId: sql.placeholder("regionId"),
    cityId: sql.placeholder("cityId"),
    kind: sql.placeholder("kind"),
    hash: sql.placeholder("hash"),
    zeroSections: sql.placeholder("zeroSections"),
    signers: sql.placeholder("signers"),
    reason: sql.placeholder("reason"),
    submittedBy: sql.placeholder("submittedBy"),
    submittedAt: sql.placeholder("submittedAt"),
    onTime: sql.placeholder("onTime"),
    scanDueAt: sql.placeholder("scanDueAt"),
    receipt: sql.placeholder("receipt"),
  }),
);

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
  const {
    kind,
    contentHash: hash,
    zeroSections,
    signers,
    reason,
    submittedBy = ctx.actor.userId,
    onTime,
    scanDueAt,
  } = next;
  const said = { kind, hash, zeroSections, signers, reason, submittedBy, submittedAt: ctx.now, onTime, scanDueAt };
  const revised = insertRevision(ctx.tx, { submissionId, revision, ...place, ...said, receipt });
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
