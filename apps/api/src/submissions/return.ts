import { eq } from "drizzle-orm";
import type { Input, submissions as contract } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { servesBureau } from "../actor.ts";
import { tellReturned } from "../notices/submissions.ts";
import { problems } from "../problem.ts";
import { markDirty } from "../roll-ups/mark.ts";
import type { Ctx } from "../serve.ts";
import { decide, revisionOf } from "./accept.ts";
import { isAsked, loadBundle, placeOf, type Submission, summary } from "./open.ts";
import { bureauFor, mustBePossible, reviewTiers, type ReviewTier } from "./states.ts";

const reached: Partial<Record<Submission["state"], ReviewTier>> = {
  county_accepted: "county",
  city_accepted: "city",
  province_accepted: "province",
};

/**
 * 退回 with cells and reasons: the upper tier never edits (统计法实施条例 art. 19). The `submitted` pointer is
 * emptied unless a higher one stands. A bureau may return what no bureau above it has accepted.
 */
export async function returnSubmission(ctx: Ctx, { params, body }: Input<typeof contract.returnSubmission>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission } = bundle;
  ctx.must("submission.return", placeOf(submission));
  mustBePossible(submission.state, "return");
  const tier = highestTierServed(ctx, submission);
  const above = reached[submission.state];
  if (tier === null || (above !== undefined && reviewTiers.indexOf(tier) < reviewTiers.indexOf(above))) {
    throw problems.forbidden("submission.return");
  }
  const revision = await revisionOf(ctx, submission.id, submission.submittedRev!);
  if (revision.hash !== body.contentHash) throw problems.stale({ contentHash: revision.hash });
  const unknown = body.cells.filter((cell) => !isAsked(bundle, cell));
  if (unknown.length > 0)
    throw problems.rule("这些单元格不在本报表内", "These cells are not part of the form", { cells: unknown });

  const higherStands = submission.countyRev !== null || submission.cityRev !== null || submission.provinceRev !== null;
  const [updated] = await ctx.tx
    .update(tables.submissions)
    .set({
      state: "returned",
      submittedRev: higherStands ? submission.submittedRev : null,
      updatedAt: ctx.now,
      version: submission.version + 1,
    })
    .where(eq(tables.submissions.id, params.id))
    .returning();
  await decide(ctx, submission, { kind: "return", tier, reason: body.reason, cells: body.cells });
  await tellReturned(ctx, submission, submission.submittedRev!, tier, body.reason);
  await markDirty(ctx, submission);
  await ctx.audit({
    object: `submission/${params.id}`,
    regionId: submission.regionId,
    detail: { tier, revision: submission.submittedRev, reason: body.reason, cells: body.cells },
  });
  return summary({ ...submission, ...updated! });
}

/** The highest review tier whose bureau the actor serves for this submission. */
function highestTierServed({ actor }: Ctx, submission: { regionId: number }): ReviewTier | null {
  const bureau = (tier: ReviewTier) => bureauFor(actor.tree, submission.regionId, tier, actor.today);
  return reviewTiers.filter((tier) => servesBureau(actor, "submission.return", bureau(tier))).at(-1) ?? null;
}
