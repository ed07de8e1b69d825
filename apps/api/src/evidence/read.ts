import { and, eq } from "drizzle-orm";
import type { evidence as contract, Input } from "@duibiao/contract";
import { tables } from "@duibiao/db";
import { mustBeReviewed } from "../openings/reviewed.ts";
import { problems } from "../problem.ts";
import type { Ctx } from "../serve.ts";
import { loadBundle } from "../submissions/open.ts";

/** The bytes of a paper, for whoever may see the cell that it proves. */
export async function read(ctx: Ctx, { params }: Input<typeof contract.readEvidence>) {
  const a = tables.attachments;
  const [paper] = await ctx.tx
    .select({ submissionId: a.submissionId, revision: a.revision, content: a.content })
    .from(a)
    .where(and(eq(a.id, params.id), eq(a.kind, "evidence")));
  if (paper === undefined) throw problems.notFound(`evidence ${params.id}`);
  const { submission } = await loadBundle(ctx.tx, paper.submissionId);
  await mustBeReviewed(ctx, submission, paper.revision > submission.lastRev ? null : paper.revision);
  return new Uint8Array(paper.content);
}
