import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { mustBeReviewed } from "../openings/reviewed.ts";
import { questionsOn } from "../questions/list.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "./accept.ts";
import { readObservations } from "./content.ts";
import { checkWorkingCopy, type ExplainedFinding } from "./findings.ts";
import { namesOn } from "./names.ts";
import { hashOf, loadBundle, summary, type Submission } from "./open.ts";
import { scanOwed } from "./scan.ts";
import { signaturesUnder } from "./sign.ts";

const pageSize = 200;

export async function list(ctx: Ctx, { query }: Input<typeof contract.listSubmissions>) {
  const s = tables.submissions;
  const rows = await ctx.tx
    .select()
    .from(s)
    .where(
      and(
        query.collection === undefined ? undefined : eq(s.collectionId, query.collection),
        query.unit === undefined ? undefined : eq(s.unitId, query.unit),
        query.state === undefined ? undefined : eq(s.state, query.state),
        query.after === undefined ? undefined : gt(s.id, query.after),
      ),
    )
    .orderBy(asc(s.id))
    .limit(pageSize + 1);
  const page = rows.slice(0, pageSize);
  return {
    items: page.map((row) => summary(row as Submission)),
    next: rows.length > pageSize ? page.at(-1)!.id : null,
  };
}

async function awaitingScan(ctx: Ctx, submissionId: number): Promise<boolean> {
  const found = await ctx.tx.execute<{ owed: boolean }>(
    sql`select ${scanOwed} as owed from submissions s where s.id = ${submissionId}`,
  );
  return found.rows[0]!.owed;
}

export async function read(ctx: Ctx, { params }: Input<typeof contract.readSubmission>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  const { submission } = bundle;
  await mustBeReviewed(ctx, submission, null);
  const { cells, findings } = await checkWorkingCopy(ctx, bundle);
  const contentHash = hashOf(bundle, cells, submission.zeroSections);
  const { signatures, decisions, revisions } = tables;
  const valid = await signaturesUnder(ctx, bundle, contentHash);
  const signed = await ctx.tx
    .select({
      signedAs: signatures.signedAs,
      userId: signatures.userId,
      name: signatures.name,
      at: signatures.at,
      hash: signatures.hash,
    })
    .from(signatures)
    .where(eq(signatures.submissionId, params.id))
    .orderBy(desc(signatures.at));
  const nameOf = await namesOn(ctx, [params.id]);
  const [decided, revised] = await Promise.all([
    ctx.tx.select().from(decisions).where(eq(decisions.submissionId, params.id)).orderBy(asc(decisions.id)),
    ctx.tx.select().from(revisions).where(eq(revisions.submissionId, params.id)).orderBy(asc(revisions.revision)),
  ]);
  return {
    ...summary(submission),
    contentHash,
    zeroSections: submission.zeroSections,
    cells,
    findings,
    signatures: signed.map(({ hash, ...s }) => ({
      ...s,
      valid: valid.some((v) => v.userId === s.userId) && hash === contentHash,
    })),
    questions: await questionsOn(ctx, params.id),
    evidence: [...bundle.evidence],
    evidenceRequired: bundle.collection.evidenceRequired,
    decisions: decided.map((row) => ({ ...row, by: nameOf(row.userId) })),
    revisions: revised.map((row) => ({ ...row, by: nameOf(row.submittedBy) })),
    awaitingScan: await awaitingScan(ctx, params.id),
    synthetic: bundle.collection.synthetic,
  };
}

export async function readRevision(ctx: Ctx, { params }: Input<typeof contract.readRevision>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, params.revision);
  const revision = await revisionOf(ctx, params.id, params.revision);
  const nameOf = await namesOn(ctx, [params.id]);
  return {
    ...revision,
    by: nameOf(revision.submittedBy),
    state: bundle.submission.state,
    pointers: summary(bundle.submission),
    observations: (await readObservations(ctx.tx, params.id, params.revision, bundle.measures)).map(
      ({ version: _version, ...rest }) => rest,
    ),
    findings: await findingsIn(ctx, params.id, params.revision),
    evidence: bundle.evidence.filter(({ revision: first }) => first <= params.revision),
    period: bundle.period.key,
    form: bundle.collection.formKey,
    catalogue: bundle.catalogue.hash,
    synthetic: bundle.collection.synthetic,
  };
}

/** Findings as they were stored with a revision. */
async function findingsIn(ctx: Ctx, submissionId: number, revision: number): Promise<ExplainedFinding[]> {
  const f = tables.findings;
  const rows = await ctx.tx
    .select()
    .from(f)
    .where(and(eq(f.submissionId, submissionId), eq(f.revision, revision)))
    .orderBy(asc(f.id));
  return rows.map(({ rule, severity, verdict, explanation, detail }) => ({
    ...(detail as Pick<ExplainedFinding, "cells" | "text" | "advice">),
    rule,
    severity: severity as ExplainedFinding["severity"],
    verdict,
    explanation,
  }));
}
