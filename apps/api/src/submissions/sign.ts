import { and, eq, sql } from "drizzle-orm";
import type { Input, submissions as contract } from "@duibiao/contract";
import { builtOnce, tables } from "@duibiao/db";
import { signingName } from "../actor.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { readCells } from "./content.ts";
import { hashOf, loadBundle, mustBeReported, mustOwe, placeOf, summary, type Bundle } from "./open.ts";
import { mustBePossible } from "./states.ts";

export type SignedAs = "clerk" | "head";

const signatures = builtOnce((tx) => {
  const t = tables.signatures;
  return tx
    .select({ signedAs: t.signedAs, userId: t.userId, name: t.name, at: t.at })
    .from(t)
    .where(and(eq(t.submissionId, sql.placeholder("submission")), eq(t.hash, sql.placeholder("hash"))));
});

/** Signatures under exactly this content. */
export const signaturesUnder = (ctx: Ctx, bundle: Bundle, contentHash: string) =>
  signatures(ctx.tx, { submission: bundle.submission.id, hash: contentHash });

/**
 * 签署: the clerk as 填报人, the head as 负责人, two people (统计法实施条例 art. 17). A person who is both
 * signs as head only if the other signature is somebody else's.
 */
export async function sign(ctx: Ctx, { params, body }: Input<typeof contract.signSubmission>) {
  const bundle = await loadBundle(ctx.tx, params.id, true);
  const { submission } = bundle;
  ctx.must("submission.sign", placeOf(submission));
  mustBeReported(bundle.collection);
  mustOwe(bundle);
  mustBePossible(submission.state, "sign");
  const cells = await readCells(ctx.tx, params.id, bundle.measures);
  const contentHash = hashOf(bundle, cells, submission.zeroSections);
  if (contentHash !== body.contentHash) throw problems.stale({ contentHash });
  const roles = ctx.actor.posts.filter((p) => p.unitId === submission.unitId).map((p) => p.role);
  const signed = await signaturesUnder(ctx, bundle, contentHash);
  const signedAs = (["clerk", "head"] as const).find(
    (as) => roles.includes(as) && !signed.some((s) => s.signedAs === as),
  );
  if (signedAs === undefined)
    throw problems.conflict("该岗位已签署此内容", "This content already carries that signature");
  if (signed.some((s) => s.userId === ctx.actor.userId)) {
    throw problems.conflict("填报人和负责人须由两人分别签署", "Clerk and head must be two people");
  }
  const { unitId, regionId, cityId } = submission;
  await ctx.tx.insert(tables.signatures).values({
    submissionId: params.id,
    unitId,
    regionId,
    cityId,
    signedAs,
    hash: contentHash,
    userId: ctx.actor.userId,
    name: signingName(
      ctx.actor,
      ctx.actor.posts.filter((p) => p.unitId === unitId && p.role === signedAs),
    ),
    at: ctx.now,
  });
  const complete = signed.length === 1;
  const [updated] = await ctx.tx
    .update(tables.submissions)
    .set({ updatedAt: ctx.now, version: submission.version + 1, ...(complete ? { state: "signed" as const } : {}) })
    .where(eq(tables.submissions.id, params.id))
    .returning();
  await ctx.audit({
    object: `submission/${params.id}`,
    regionId,
    detail: { signedAs, contentHash, zeroSections: submission.zeroSections },
  });
  return { ...summary({ ...submission, ...updated! }), contentHash };
}
