import { and, eq, isNull, sql } from "drizzle-orm";
import { tables } from "@duibiao/db";
import { actsAs, type Actor } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import type { Bundle, Submission } from "../submissions/open.ts";
import { bureauFor, type ReviewTier } from "../submissions/states.ts";
import type { Duty } from "./duties.ts";

/** The bureau that passes a tier of a submission, and the duties of it that this submission falls under. */
export async function dutiesOn(
  ctx: Ctx,
  { submission, collection, period }: Bundle,
  tier: ReviewTier,
): Promise<Duty[]> {
  const { actor } = ctx;
  const owner = bureauFor(actor.tree, submission.regionId, tier, actor.today);
  const d = tables.secondReviewDuties;
  const day = period.endDate;
  return ctx.tx
    .select()
    .from(d)
    .where(
      and(
        eq(d.ownerRegionId, owner),
        isNull(d.endedAt),
        sql`((${d.kind} = 'form' and ${d.key} = ${collection.formKey}) or (${d.kind} = 'line' and ${d.key} = (
          select v.line from unit_versions v where v.unit_id = ${submission.unitId}
            and ${day}::date >= v.valid_from and (v.valid_to is null or ${day}::date < v.valid_to))))`,
      ),
    );
}

/** Second reviews of a revision, at every tier. */
export async function reviewsOf(ctx: Ctx, { id, submittedRev }: Submission) {
  const s = tables.secondReviews;
  return ctx.tx
    .select()
    .from(s)
    .where(and(eq(s.submissionId, id), eq(s.revision, submittedRev ?? 0)))
    .orderBy(s.id);
}

/**
 * Refuses an acceptance for which the responsible bureau wants a second reviewer who has not been there, or who is the
 * accepter: in person, or as the one for whom either of the two stands in.
 */
export async function mustBeReviewedTwice(ctx: Ctx, bundle: Bundle, tier: ReviewTier): Promise<void> {
  const duties = await dutiesOn(ctx, bundle, tier);
  if (duties.length === 0) return;
  const given = (await reviewsOf(ctx, bundle.submission)).filter((one) => one.tier === tier);
  const owner = bureauFor(ctx.actor.tree, bundle.submission.regionId, tier, ctx.actor.today);
  const accepters = actsAs(ctx.actor, "submission.accept", owner).map(({ userId }) => userId);
  const there = new Set(given.flatMap(peopleOf));
  if (there.has(ctx.actor.userId) || accepters.every((userId) => there.has(userId))) throw problems.ownWork();
  const open = duties.filter((duty) => !given.some((review) => isMet(duty, review)));
  if (open.length > 0) throw problems.secondReview({ duties: open.map(({ id, kind, key }) => ({ id, kind, key })) });
}

type Given = { userId: number; forUserId: number | null };

/** Whoever looked, and for whom. */
export const peopleOf = ({ userId, forUserId }: Given): number[] => [
  userId,
  ...(forUserId === null ? [] : [forUserId]),
];

const mayReview = ({ reviewers }: Pick<Duty, "reviewers">, userId: number): boolean =>
  reviewers.length === 0 || reviewers.includes(userId);

export const isMet = (duty: Pick<Duty, "reviewers">, review: Given): boolean =>
  peopleOf(review).some((userId) => mayReview(duty, userId));

/** As whom the actor may review second under a duty of a bureau: oneself, or a reviewer stood in for; undefined: not at all. */
export const reviewsAs = (actor: Actor, duty: Pick<Duty, "reviewers" | "ownerRegionId">) =>
  actsAs(actor, "second-review.give", duty.ownerRegionId).find(({ userId }) => mayReview(duty, userId));
