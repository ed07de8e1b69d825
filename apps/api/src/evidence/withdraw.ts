import { and, eq } from "drizzle-orm";
import type { evidence as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle, placeOf } from "../submissions/open.ts";
import { mustBePossible } from "../submissions/states.ts";
import { contentHashWith } from "./attach.ts";

/** Takes a paper back that no revision stands on yet; row-level security refuses any other. */
export async function withdraw(ctx: Ctx, { params }: Input<typeof contract.withdrawEvidence>) {
  const a = tables.attachments;
  const wanted = and(eq(a.id, params.id), eq(a.kind, "evidence"));
  const [paper] = await ctx.tx
    .select({ submissionId: a.submissionId, revision: a.revision, name: a.name, sha256: a.sha256 })
    .from(a)
    .where(wanted);
  if (paper === undefined) throw problems.notFound(`evidence ${params.id}`);
  const bundle = await loadBundle(ctx.tx, paper.submissionId, true);
  const { submission } = bundle;
  ctx.must("submission.save", placeOf(submission));
  mustBePossible(submission.state, "save");
  if (paper.revision <= submission.lastRev)
    throw problems.conflict(
      `这份佐证已随第 ${paper.revision} 版报送，不能撤下；可另附新的`,
      `This paper went with revision ${paper.revision} and stays; attach another beside it`,
    );
  await ctx.tx.delete(a).where(wanted);
  await ctx.audit({
    object: `submission/${submission.id}`,
    regionId: submission.regionId,
    detail: { withdrawn: params.id, name: paper.name, sha256: paper.sha256 },
  });
  const evidence = bundle.evidence.filter(({ id }) => id !== params.id);
  return { contentHash: await contentHashWith(ctx, { ...bundle, evidence }) };
}
