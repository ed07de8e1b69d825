import { sql } from "drizzle-orm";
import type { Input, secondReviews as contract } from "@duibiao/contract";
import { servesBureau } from "../actor.ts";
import type { Ctx } from "../serve.ts";
import { involvedIn, tierToAccept } from "../submissions/accept.ts";
import { loadBundle } from "../submissions/open.ts";
import { bureauFor } from "../submissions/states.ts";
import { shownDuties } from "./duties.ts";
import { dutiesOn, mayReview, reviewsOf } from "./owed.ts";

/** Whether the tier whose turn it is wants a second reviewer, who has been there, and whether the asker may. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readSecondReviews>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  const { submission } = bundle;
  const tier = tierToAccept(submission);
  const given = await reviewsOf(ctx, submission);
  const reviews = given.map(({ id, revision, tier: at, note, userId, userName, at: when }) => ({
    id,
    revision,
    tier: at,
    note,
    userId,
    by: userName,
    at: when,
    counts: at === tier,
  }));
  if (tier === null) return { tier, duties: [], reviews, waiting: false, mine: false };
  const duties = await dutiesOn(ctx, bundle, tier);
  const { actor } = ctx;
  const here = given.filter((one) => one.tier === tier);
  const open = duties.filter((duty) => !here.some(({ userId }) => mayReview(duty, userId)));
  const serves = servesBureau(
    actor,
    "second-review.give",
    bureauFor(actor.tree, submission.regionId, tier, actor.today),
  );
  const mine = serves && open.some((duty) => mayReview(duty, actor.userId)) && !(await isInvolved(ctx, submission));
  return { tier, duties: await shownDuties(ctx, duties), reviews, waiting: open.length > 0, mine };
}

/** Whether the asker filled, signed, sent or passed the revision under review. */
export async function isInvolved(
  ctx: Ctx,
  { id, cityId, submittedRev }: { id: number; cityId: number; submittedRev: number | null },
): Promise<boolean> {
  const found = await ctx.tx.execute<{ involved: boolean }>(sql`
    select ${involvedIn(ctx.actor.userId)} as involved from revisions r
    where r.submission_id = ${id} and r.city_id = ${cityId} and r.revision = ${submittedRev}`);
  return found.rows[0]?.involved ?? false;
}
