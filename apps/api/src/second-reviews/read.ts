import { sql } from "drizzle-orm";
import type { Input, secondReviews as contract } from "@duibiao/contract";
import type { Ctx } from "../serve.ts";
import { involvedIn, tierToAccept } from "../submissions/accept.ts";
import { loadBundle } from "../submissions/open.ts";
import { shownDuties } from "./duties.ts";
import { dutiesOn, isMet, reviewsAs, reviewsOf } from "./owed.ts";

/** Whether the tier whose turn it is wants a second reviewer, who has been there, and whether the asker may. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readSecondReviews>) {
  const bundle = await loadBundle(ctx.tx, params.id);
  const { submission } = bundle;
  const tier = tierToAccept(submission);
  const given = await reviewsOf(ctx, submission);
  const reviews = given.map(({ id, revision, tier: at, note, userId, forUserId, userName, at: when }) => ({
    id,
    revision,
    tier: at,
    note,
    userId,
    forUserId,
    by: userName,
    at: when,
    counts: at === tier,
  }));
  if (tier === null) return { tier, duties: [], reviews, waiting: false, mine: false };
  const duties = await dutiesOn(ctx, bundle, tier);
  const { actor } = ctx;
  const here = given.filter((one) => one.tier === tier);
  const open = duties.filter((duty) => !here.some((review) => isMet(duty, review)));
  const as = open.flatMap((duty) => reviewsAs(actor, duty) ?? [])[0];
  const mine = as !== undefined && !(await isInvolved(ctx, submission, [actor.userId, as.userId]));
  return { tier, duties: await shownDuties(ctx, duties), reviews, waiting: open.length > 0, mine };
}

/** Whether any of these people filled, signed, sent or passed the revision under review. */
export async function isInvolved(
  ctx: Ctx,
  { id, cityId, submittedRev }: { id: number; cityId: number; submittedRev: number | null },
  people: readonly number[],
): Promise<boolean> {
  const any = sql.join(
    [...new Set(people)].map((userId) => involvedIn(userId)),
    sql` or `,
  );
  const found = await ctx.tx.execute<{ involved: boolean }>(sql`
    select ${any} as involved from revisions r
    where r.submission_id = ${id} and r.city_id = ${cityId} and r.revision = ${submittedRev}`);
  return found.rows[0]?.involved ?? false;
}
