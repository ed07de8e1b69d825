import { inArray, isNull } from "drizzle-orm";
import { tables } from "@duibiao/db";
import type { Ctx } from "../serve.ts";
import { tierToAccept } from "../submissions/accept.ts";
import { bureauFor } from "../submissions/states.ts";
import { isMet, peopleOf, reviewsAs } from "./owed.ts";

type Sent = Parameters<typeof tierToAccept>[0] & { id: number; regionId: number; formKey: string; line: string };

type Asked = {
  state: "waiting" | "done";
  /** The asker has given one at this tier: somebody else accepts. */
  given: boolean;
  /** The duty is open to the asker, who may be involved all the same. */
  open: boolean;
};

/** Of submissions under review those for which the responsible bureau asks a second reviewer: waiting for one, or done. */
export async function secondReviewsOf(ctx: Ctx, sent: readonly Sent[]): Promise<Map<number, Asked>> {
  const { secondReviewDuties: d, secondReviews: r } = tables;
  const found = new Map<number, Asked>();
  const duties = await ctx.tx.select().from(d).where(isNull(d.endedAt));
  if (duties.length === 0) return found;
  const { tree, today, userId } = ctx.actor;
  const asked = sent.flatMap((one) => {
    const tier = tierToAccept(one);
    if (tier === null) return [];
    const owner = bureauFor(tree, one.regionId, tier, today);
    const own = duties.filter(
      ({ ownerRegionId, kind, key }) => ownerRegionId === owner && key === (kind === "form" ? one.formKey : one.line),
    );
    return own.length === 0 ? [] : [{ one, tier, own }];
  });
  if (asked.length === 0) return found;
  const given = await ctx.tx
    .select()
    .from(r)
    .where(
      inArray(
        r.submissionId,
        asked.map(({ one }) => one.id),
      ),
    );
  for (const { one, tier, own } of asked) {
    const here = given.filter(
      (review) => review.submissionId === one.id && review.revision === one.submittedRev && review.tier === tier,
    );
    const open = own.filter((duty) => !here.some((review) => isMet(duty, review)));
    found.set(one.id, {
      state: open.length === 0 ? "done" : "waiting",
      given: here.some((review) => peopleOf(review).includes(userId)),
      open: open.some((duty) => reviewsAs(ctx.actor, duty) !== undefined),
    });
  }
  return found;
}
