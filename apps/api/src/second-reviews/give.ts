import type { Input, secondReviews as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf, tierToAccept } from "../submissions/accept.ts";
import { loadBundle, placeOf } from "../submissions/open.ts";
import { bureauFor, mustBePossible } from "../submissions/states.ts";
import { dutiesOn, isMet, reviewsAs, reviewsOf } from "./owed.ts";
import { isInvolved } from "./read.ts";

/**
 * 复核: the second reviewer has seen this very content. It passes nothing on: somebody else accepts. A deputy reviews in
 * the place of a named reviewer who is away, and both names stand there; what either of them did counts for four eyes.
 */
export async function give(ctx: Ctx, { params, body }: Input<typeof contract.giveSecondReview>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission } = bundle;
  const { actor } = ctx;
  ctx.must("second-review.give", placeOf(submission));
  mustBePossible(submission.state, "accept");
  const tier = tierToAccept(submission);
  if (tier === null) throw problems.state(submission.state, "accept");
  const owner = bureauFor(actor.tree, submission.regionId, tier, actor.today);
  if (!servesBureau(actor, "second-review.give", owner)) throw problems.forbidden("second-review.give");
  const duties = await dutiesOn(ctx, bundle, tier);
  if (duties.length === 0)
    throw problems.rule(
      "本机构没有要求复核这份报送，请直接审核",
      "Your bureau asks no second review of this submission; review it directly",
    );
  const given = (await reviewsOf(ctx, submission)).filter((one) => one.tier === tier);
  const open = duties.filter((duty) => !given.some((review) => isMet(duty, review)));
  const as = (open.length > 0 ? open : duties).flatMap((duty) => reviewsAs(actor, duty) ?? [])[0];
  if (as === undefined)
    throw problems.rule(
      "这项业务的复核由指定的复核人办理，请由其中一人复核",
      "Named people review this line of business second; one of them must",
      { duties: duties.map(({ id, key, reviewers }) => ({ id, key, reviewers })) },
    );
  const revision = await revisionOf(ctx, submission.id, submission.submittedRev!);
  if (revision.hash !== body.contentHash) throw problems.stale({ contentHash: revision.hash });
  if (await isInvolved(ctx, submission, [actor.userId, as.userId])) throw problems.ownWork();
  const forUserId = as.deputyFor === undefined ? null : as.userId;
  const [row] = await ctx.tx
    .insert(tables.secondReviews)
    .values({
      ownerRegionId: owner,
      submissionId: submission.id,
      revision: revision.revision,
      tier,
      hash: revision.hash,
      note: body.note,
      userId: actor.userId,
      userName: as.deputyFor === undefined ? actor.name : `${actor.name}（代${as.deputyFor}）`,
      forUserId,
      at: ctx.now,
    })
    .returning();
  await ctx.audit({
    object: `submission/${submission.id}`,
    regionId: submission.regionId,
    detail: {
      secondReview: row!.id,
      tier,
      revision: revision.revision,
      contentHash: revision.hash,
      ...(forUserId === null ? {} : { standsInFor: forUserId }),
    },
  });
  const { id, note, userId, userName: by, at } = row!;
  return { id, revision: revision.revision, tier, note, userId, forUserId, by, at, counts: true };
}
