import { sql } from "drizzle-orm";
import { cellKey, evidenceDemands, unmetDemands } from "@duibiao/indicators";
import type { Input, submissions as contract } from "@duibiao/contract";
import { planOnce } from "@duibiao/db";
import { mustMatchBills } from "../bills/billed.ts";
import { mustMatchItems } from "../items/match.ts";
import { problems } from "../problem.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { checkWorkingCopy, openFindings } from "./findings.ts";
import { mustMatchLedger } from "./ledger.ts";
import { hashOf, loadBundle, mustBeReported, mustOwe, placeOf, summary, type Bundle, type Submission } from "./open.ts";
import { makeRevision, type NewRevision } from "./revise.ts";
import { signaturesUnder } from "./sign.ts";
import { mustBePossible } from "./states.ts";

/**
 * 报送: gates (block rules, explanations, signing mode), then observations, revision and receipt, and the
 * `submitted` pointer, in one transaction. Undecided findings never stop it.
 */
export async function submit(ctx: Ctx, { params, body }: Input<typeof contract.submitSubmission>) {
  const [, bundle] = await Promise.all([planOnce(ctx.tx), loadBundle(ctx.tx, params.id, true)]);
  const { submission, collection } = bundle;
  ctx.must("submission.submit", placeOf(submission));
  mustBeReported(bundle.collection);
  mustOwe(bundle);
  mustBePossible(submission.state, "submit");
  if (collection.lockedAt !== null) throw problems.state("locked", "submit");
  const [{ cells, findings }, signatures] = await Promise.all([
    checkWorkingCopy(ctx, bundle),
    signaturesUnder(ctx, bundle, body.contentHash),
  ]);
  const contentHash = hashOf(bundle, cells, submission.zeroSections);
  if (contentHash !== body.contentHash) throw problems.stale({ contentHash });
  await mustMatchLedger(ctx, bundle, cells);
  await mustMatchBills(ctx, bundle, cells);
  await mustMatchItems(ctx, bundle, cells);
  const signers = signatures.map((s) => ({ userId: s.userId, name: s.name, as: s.signedAs, at: s.at.toISOString() }));
  const open = openFindings(findings);
  const unsigned =
    collection.signing === "online"
      ? (["clerk", "head"] as const).filter((as) => !signers.some((s) => s.as === as))
      : [];
  const demands = collection.evidenceRequired ? evidenceDemands(bundle.catalogue.compiled, findings) : [];
  const unproved = unmetDemands(demands, (key) =>
    bundle.evidence.some(({ measure, member }) => cellKey(measure, member) === key),
  );
  if (open.length > 0 || unsigned.length > 0 || unproved.length > 0)
    throw problems.gates({ findings: open, unsigned, evidence: unproved });

  return sendIn(ctx, bundle, {
    came: cameAt(ctx, bundle),
    contentHash,
    signers,
    findings,
    scanDueAt: collection.signing === "paper" ? new Date(ctx.now.getTime() + collection.scanDays * 86_400_000) : null,
  });
}

/**
 * What was complete and signed when it first came, and was sent away only because the platform was busy, came then: a
 * rush at the deadline makes nobody late. Anything typed or signed since is of now.
 */
const cameAt = ({ arrived, now }: Ctx, { submission }: Bundle): Date =>
  arrived !== undefined && submission.updatedAt <= arrived ? arrived : now;

type Sent = Pick<NewRevision, "contentHash" | "signers" | "findings" | "scanDueAt"> & {
  /** When what is sent came, by which it is on time or late. */
  came: Date;
};

/** Moves the `submitted` pointer to the revision just made. */
function move({ tx }: Ctx, { id, state, lastRev, submittedRev, firstSubmittedAt, updatedAt, version }: Submission) {
  return tx.execute(sql`
    update submissions set state = ${state}, last_rev = ${lastRev}, submitted_rev = ${submittedRev}, version = ${version},
      first_submitted_at = ${firstSubmittedAt!.toISOString()}::timestamptz, updated_at = ${updatedAt.toISOString()}::timestamptz
    where id = ${id}`);
}

/** Makes the revision of what passed its gates, and moves the `submitted` pointer to it. */
export async function sendIn(ctx: Ctx, bundle: Bundle, { came, ...sent }: Sent) {
  const { submission, collection } = bundle;
  const { contentHash } = sent;
  const firstSubmittedAt = submission.firstSubmittedAt ?? came;
  const onTime =
    collection.origin !== "report" ? null : firstSubmittedAt <= (bundle.assignment.dueUntil ?? collection.dueUnit);
  const { revision, receipt, stored } = makeRevision(ctx, bundle, {
    ...sent,
    kind: "report",
    zeroSections: submission.zeroSections,
    reason: "",
    onTime,
  });
  const sentIn = {
    state: "submitted",
    lastRev: revision,
    submittedRev: revision,
    firstSubmittedAt,
    updatedAt: ctx.now,
  } as const;
  const updated = { ...submission, ...sentIn, version: submission.version + 1 };
  await Promise.all([
    stored,
    move(ctx, updated),
    // A report moves no pointer but its own.
    markDirty(ctx, submission, "submitted"),
    ctx.audit({
      object: `submission/${submission.id}`,
      regionId: submission.regionId,
      detail: { revision, contentHash, onTime, ...(ctx.arrived === undefined ? {} : { arrived: ctx.arrived }) },
    }),
  ]);
  return { ...summary(updated), contentHash, revision, onTime, receipt };
}
