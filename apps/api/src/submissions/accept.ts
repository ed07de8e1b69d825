import { and, eq, sql } from "drizzle-orm";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { tellAccepted } from "../notices/submissions.ts";
import { problems } from "../problem.ts";
import { markDirty } from "../roll-ups/mark.ts";
import { mustBeReviewedTwice } from "../second-reviews/owed.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle, placeOf, summary, type Submission } from "./open.ts";
import { bureauFor, mustBePossible, nextTier, possible, type ReviewTier, type State } from "./states.ts";

const pointerOf = { county: "countyRev", city: "cityRev" } as const;
const stateOf = { county: "county_accepted", city: "city_accepted" } as const;

/**
 * 审核通过: copies the pointer of the tier below. Tiers in order, none skipped; a tier that the unit lacks is
 * passed by a second person. The province accepts consolidations, never a single submission.
 */
export async function accept(ctx: Ctx, { params, body }: Input<typeof contract.acceptSubmission>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission } = bundle;
  ctx.must("submission.accept", placeOf(submission));
  mustServe(ctx, submission, body.tier);
  mustBePossible(submission.state, "accept");
  const tier = tierToAccept(submission);
  if (tier === null || tier !== body.tier)
    throw problems.state(submission.state, "accept", { tier: body.tier, next: nextTier(submission) });
  const revision = await revisionOf(ctx, submission.id, submission.submittedRev!);
  if (revision.hash !== body.contentHash) throw problems.stale({ contentHash: revision.hash });
  if (body.clean) await mustBeClean(ctx, submission, submission.submittedRev!);
  await mustBeSecondPerson(ctx, submission, submission.submittedRev!);
  await mustBeReviewedTwice(ctx, bundle, body.tier);

  const [updated] = await ctx.tx
    .update(tables.submissions)
    .set({
      [pointerOf[tier]]: submission.submittedRev,
      state: stateOf[tier],
      updatedAt: ctx.now,
      version: submission.version + 1,
    })
    .where(eq(tables.submissions.id, params.id))
    .returning();
  await decide(ctx, submission, { kind: "accept", tier: body.tier, reason: "", cells: [] });
  await tellAccepted(ctx, submission, submission.submittedRev!, body.tier);
  await markDirty(ctx, submission);
  await ctx.audit({
    object: `submission/${params.id}`,
    regionId: submission.regionId,
    detail: { tier: body.tier, revision: submission.submittedRev, contentHash: revision.hash },
  });
  return summary({ ...submission, ...updated! });
}

/** Refuses unless the actor serves the very bureau that passes this tier. */
function mustServe({ actor }: Ctx, submission: { regionId: number }, tier: ReviewTier): void {
  const bureau = bureauFor(actor.tree, submission.regionId, tier, actor.today);
  if (!servesBureau(actor, "submission.accept", bureau)) throw problems.forbidden(`submission.accept ${tier}`);
}

export async function revisionOf(ctx: Ctx, submissionId: number, revision: number) {
  const t = tables.revisions;
  const [row] = await ctx.tx
    .select()
    .from(t)
    .where(and(eq(t.submissionId, submissionId), eq(t.revision, revision)));
  if (row === undefined) throw problems.notFound(`submission ${submissionId} revision ${revision}`);
  return row;
}

/**
 * Four eyes: whether somebody submitted or signed a revision `r`, passed another tier of it, or ever filed a file for the
 * unit. Such a person does not accept it; a second one must.
 */
export const involvedIn = (userId: number) => sql`(r.submitted_by = ${userId}
  or r.signers @> ${JSON.stringify([{ userId }])}::jsonb
  or exists (select 1 from decisions d where d.submission_id = r.submission_id and d.city_id = r.city_id and d.revision = r.revision
    and d.kind = 'accept' and d.user_id = ${userId})
  or exists (select 1 from filings g where g.submission_id = r.submission_id and g.city_id = r.city_id and g.user_id = ${userId}))`;

async function mustBeSecondPerson(ctx: Ctx, submission: Submission, revision: number): Promise<void> {
  const found = await ctx.tx.execute<{ involved: boolean }>(sql`
    select ${involvedIn(ctx.actor.userId)} as involved from revisions r
    where r.submission_id = ${submission.id} and r.city_id = ${submission.cityId} and r.revision = ${revision}`);
  if (found.rows[0]!.involved) throw problems.ownWork();
}

/** 批量通过: what was asked or found since the list was shown is for somebody to look at. */
async function mustBeClean(ctx: Ctx, { id, cityId }: Submission, revision: number): Promise<void> {
  const found = await ctx.tx.execute<{ findings: number; questions: number }>(sql`
    select
      (select count(*)::int from findings f where f.submission_id = ${id} and f.city_id = ${cityId} and f.revision = ${revision}
        and f.severity <> 'info' and f.verdict in ('false', 'undecided')) as findings,
      (select count(*)::int from questions q where q.submission_id = ${id} and q.city_id = ${cityId} and q.answer is null) as questions`);
  const { findings, questions } = found.rows[0]!;
  if (findings + questions === 0) return;
  const said = [
    { n: findings, zh: `${findings} 条核验结果不成立或无法判定`, en: `${findings} findings are false or undecided` },
    { n: questions, zh: `${questions} 张核实单未答复`, en: `${questions} questions wait for an answer` },
  ].filter(({ n }) => n > 0);
  throw problems.conflict(
    `不再是无问题的：${said.map(({ zh }) => zh).join("，")}。请打开这一份查看后再办`,
    `It is no longer clean: ${said.map(({ en }) => en).join(", ")}. Open it and look before you pass it`,
    { findings, questions },
  );
}

/** The tier whose acceptance comes next and that may be given to the single submission; the province's is a consolidation's. */
export function tierToAccept(
  submission: Parameters<typeof nextTier>[0] & { state: State },
): Exclude<ReviewTier, "province"> | null {
  if (!possible.accept.includes(submission.state)) return null;
  const next = nextTier(submission);
  return next === "province" ? null : next;
}

type Decision = Pick<typeof tables.decisions.$inferInsert, "kind" | "tier" | "reason" | "cells">;

export async function decide(ctx: Ctx, submission: Submission, decision: Decision): Promise<void> {
  const { id: submissionId, unitId, regionId, cityId } = submission;
  await ctx.tx.insert(tables.decisions).values({
    ...decision,
    submissionId,
    unitId,
    regionId,
    cityId,
    revision: submission.submittedRev ?? submission.lastRev,
    userId: ctx.actor.userId,
    at: ctx.now,
  });
}
